//! The room a chart is drawn into. A new width means a new drawing: text is never scaled.

use crate::ChartError;

/// How axis numbers are written. Nothing else in a chart depends on the language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Locale {
    /// `1,000` `0.5k`
    #[default]
    En,
    /// `1 000` `0,5 k`, with narrow no-break spaces (U+202F).
    Fr,
}

/// Width and height in CSS pixels, and the language of axis numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Canvas {
    /// CSS pixels, 120 to 8192.
    pub width: u32,
    /// CSS pixels, 48 to 8192.
    pub height: u32,
    /// Language of axis numbers.
    pub locale: Locale,
}

impl Canvas {
    /// Least and largest side lengths; below them labels would cover the plot.
    const WIDTH: std::ops::RangeInclusive<u32> = 120..=8192;
    const HEIGHT: std::ops::RangeInclusive<u32> = 48..=8192;

    /// Checks the size before anything is drawn.
    pub(crate) fn check(self) -> Result<(), ChartError> {
        if Self::WIDTH.contains(&self.width) && Self::HEIGHT.contains(&self.height) {
            return Ok(());
        }
        Err(ChartError::Size {
            width: self.width,
            height: self.height,
        })
    }

    /// Width in tenths of a pixel, the unit all drawing is done in.
    pub(crate) fn tenths_wide(self) -> i32 {
        tenths(self.width)
    }

    /// Height in tenths of a pixel.
    pub(crate) fn tenths_high(self) -> i32 {
        tenths(self.height)
    }
}

fn tenths(pixels: u32) -> i32 {
    i32::try_from(pixels)
        .unwrap_or(i32::MAX)
        .saturating_mul(crate::ink::PIXEL)
}
