//! The plotters backend that writes SVG with classes instead of colours.
//!
//! Plotters styles a shape by a colour. Here a colour is a [`Paint`] code in disguise, and the backend writes the class
//! the code stands for; so no literal colour can reach a drawing. Coordinates are tenths of a pixel.

use crate::escape::escape;
use plotters::prelude::{RGBColor, ShapeStyle};
use plotters::style::text_anchor::HPos;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};
use std::fmt::Write;

/// Drawing units in one CSS pixel.
pub(crate) const PIXEL: i32 = 10;

/// What a shape is, and so which class it carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Paint {
    /// Plain axis text, styled by `.ch text`.
    Text,
    Grid,
    Axis,
    Label,
    Strong,
    Main,
    Second,
    Accent,
    Forecast,
    Band,
    Threshold,
    Dot,
    Note,
    Unknown,
    /// The part with this index into [`Ink`]'s own classes.
    Part(u16),
}

impl Paint {
    const FIXED: [(Self, &'static str); 14] = [
        (Self::Text, ""),
        (Self::Grid, "grid"),
        (Self::Axis, "axis"),
        (Self::Label, "lab"),
        (Self::Strong, "strong"),
        (Self::Main, "l1"),
        (Self::Second, "l2"),
        (Self::Accent, "acc"),
        (Self::Forecast, "acc fc"),
        (Self::Band, "band"),
        (Self::Threshold, "thr"),
        (Self::Dot, "dot"),
        (Self::Note, "note"),
        (Self::Unknown, "unk"),
    ];
    const FIRST_PART: u16 = 256;
    /// How many parts have a code.
    pub(crate) const PARTS: usize = 60_000;

    fn code(self) -> u16 {
        match self {
            Self::Part(index) => Self::FIRST_PART.saturating_add(index),
            fixed => Self::FIXED
                .iter()
                .zip(0u16..)
                .find(|((paint, _), _)| *paint == fixed)
                .map_or(0, |(_, code)| code),
        }
    }

    /// The code dressed as a colour, for plotters.
    pub(crate) fn colour(self) -> RGBColor {
        let [high, low] = self.code().to_be_bytes();
        RGBColor(high, low, 0)
    }

    /// The code dressed as a filled style.
    pub(crate) fn style(self) -> ShapeStyle {
        ShapeStyle {
            color: plotters::style::Color::to_rgba(&self.colour()),
            filled: true,
            stroke_width: 1,
        }
    }
}

/// A shape plotters asked for and this backend has no text for.
#[derive(Debug, thiserror::Error)]
pub(crate) enum InkError {
    /// Single pixels have no meaning in a themed vector drawing.
    #[error("single pixels cannot be drawn")]
    Pixel,
    /// Writing to the string failed.
    #[error("the text could not be written")]
    Write(#[from] std::fmt::Error),
}

type Inked = Result<(), DrawingErrorKind<InkError>>;

/// Writes each shape as one element into `out`.
pub(crate) struct Ink<'a> {
    out: &'a mut String,
    parts: Vec<String>,
    size: (u32, u32),
}

impl<'a> Ink<'a> {
    /// `size` in tenths of a pixel; `parts` are the classes of [`Paint::Part`].
    pub(crate) fn new(out: &'a mut String, parts: Vec<String>, size: (u32, u32)) -> Self {
        Self { out, parts, size }
    }

    /// ` class="…"`, or nothing for plain text.
    fn class(&self, colour: BackendColor) -> String {
        let (high, low, _) = colour.rgb;
        let code = u16::from_be_bytes([high, low]);
        let name = match code.checked_sub(Paint::FIRST_PART) {
            Some(index) => self.parts.get(usize::from(index)).map(String::as_str),
            None => Paint::FIXED.get(usize::from(code)).map(|(_, name)| *name),
        };
        match name {
            Some("") | None => String::new(),
            Some(name) => format!(" class=\"{}\"", escape(name)),
        }
    }

    fn put(&mut self, element: std::fmt::Arguments<'_>) -> Inked {
        self.out
            .write_fmt(element)
            .map_err(|e| DrawingErrorKind::DrawingError(e.into()))
    }
}

/// A position in pixels, with one decimal where needed.
pub(crate) fn pixels(tenths: i32) -> String {
    let (whole, rest) = (tenths.abs() / PIXEL, tenths.abs() % PIXEL);
    let sign = if tenths < 0 { "-" } else { "" };
    if rest == 0 {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{rest}")
    }
}

fn points(path: impl IntoIterator<Item = BackendCoord>) -> String {
    let pairs: Vec<String> = path
        .into_iter()
        .map(|(x, y)| format!("{},{}", pixels(x), pixels(y)))
        .collect();
    pairs.join(" ")
}

impl DrawingBackend for Ink<'_> {
    type ErrorType = InkError;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Inked {
        Ok(())
    }

    fn present(&mut self) -> Inked {
        Ok(())
    }

    fn draw_pixel(&mut self, _: BackendCoord, _: BackendColor) -> Inked {
        Err(DrawingErrorKind::DrawingError(InkError::Pixel))
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> Inked {
        let class = self.class(style.color());
        let (x1, y1, x2, y2) = (pixels(from.0), pixels(from.1), pixels(to.0), pixels(to.1));
        self.put(format_args!(
            "<line{class} x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\"/>"
        ))
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        bottom_right: BackendCoord,
        style: &S,
        _fill: bool,
    ) -> Inked {
        let class = self.class(style.color());
        let (x, y) = (pixels(upper_left.0), pixels(upper_left.1));
        let width = pixels(bottom_right.0 - upper_left.0);
        let height = pixels(bottom_right.1 - upper_left.1);
        self.put(format_args!(
            "<rect{class} x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>"
        ))
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Inked {
        let class = self.class(style.color());
        let points = points(path);
        self.put(format_args!("<polyline{class} points=\"{points}\"/>"))
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        _fill: bool,
    ) -> Inked {
        let class = self.class(style.color());
        let (x, y) = (pixels(center.0), pixels(center.1));
        let r = pixels(i32::try_from(radius).unwrap_or(PIXEL));
        self.put(format_args!(
            "<circle{class} cx=\"{x}\" cy=\"{y}\" r=\"{r}\"/>"
        ))
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        vert: I,
        style: &S,
    ) -> Inked {
        let class = self.class(style.color());
        let points = points(vert);
        self.put(format_args!("<polygon{class} points=\"{points}\"/>"))
    }

    fn draw_text<S: BackendTextStyle>(
        &mut self,
        text: &str,
        style: &S,
        pos: BackendCoord,
    ) -> Inked {
        let class = self.class(style.color());
        let (x, y) = (pixels(pos.0), pixels(pos.1));
        let anchor = match style.anchor().h_pos {
            HPos::Left => "",
            HPos::Center => " text-anchor=\"middle\"",
            HPos::Right => " text-anchor=\"end\"",
        };
        let text = escape(text);
        self.put(format_args!(
            "<text{class} x=\"{x}\" y=\"{y}\"{anchor}>{text}</text>"
        ))
    }
}
