//! Lines over days: what has been, what it is compared with, and a forecast with its band and threshold.
//!
//! A forecast is always told apart from what is known: dashed, with a band, never a solid line.

mod draw;

pub use draw::lines;

use crate::drawing::Row;
use crate::ink::Paint;
use crate::series::{check_key, check_length};
use crate::{ChartError, Period};
use domain::Unit;

/// How a line is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Stroke {
    /// Solid in the text colour, class `l1`.
    Main,
    /// Thin and dashed, for comparison, class `l2`.
    Second,
    /// Solid in the accent, with a dot at its end, class `acc`.
    #[default]
    Accent,
    /// Dashed in the accent, classes `acc fc`.
    Forecast,
}

impl Stroke {
    fn paint(self) -> Paint {
        match self {
            Self::Main => Paint::Main,
            Self::Second => Paint::Second,
            Self::Accent => Paint::Accent,
            Self::Forecast => Paint::Forecast,
        }
    }
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Stable text: ASCII letters, digits, `_` and `-`.
    pub key: String,
    /// Name in the creator's language.
    pub label: String,
    /// Short text beside the last known point; empty for none.
    pub tag: String,
    /// How it is drawn.
    pub stroke: Stroke,
    /// Micro-units, one per period. `None` interrupts the line.
    pub values: Vec<Option<i64>>,
}

/// The range a forecast may fall into.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Band {
    /// Lower bounds, micro-units, one per period; `None` outside the forecast.
    pub lower: Vec<Option<i64>>,
    /// Upper bounds.
    pub upper: Vec<Option<i64>>,
}

/// A value to reach: dotted across the whole chart, and labelled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Threshold {
    /// Micro-units.
    pub value: i64,
    /// `100,000 needed`
    pub label: String,
}

/// A thin upright line at a period, with words: `28 Oct at best`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Key of the period; a key that is not on the axis draws nothing.
    pub period: String,
    /// In the creator's language.
    pub label: String,
}

/// What to draw.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lines {
    /// Accessible name until [`crate::Drawing::named`] gives a better one.
    pub title: String,
    /// What the values count; `None` for plain numbers such as views. Values are millionths either way.
    pub unit: Option<Unit>,
    /// Left to right, the first on the left edge and the last on the right.
    pub periods: Vec<Period>,
    /// Drawn in reverse, so that the first lies on top. The summary speaks of the first.
    pub lines: Vec<Line>,
    /// Drawn below all lines.
    pub band: Option<Band>,
    /// Part of the axis range, so always visible.
    pub threshold: Option<Threshold>,
    /// Upright marks.
    pub notes: Vec<Note>,
}

impl Lines {
    fn check(&self) -> Result<(), ChartError> {
        let expected = self.periods.len();
        for line in &self.lines {
            check_key(&line.key)?;
            check_length(&line.key, line.values.len(), expected)?;
        }
        if let Some(band) = &self.band {
            check_length("band", band.lower.len(), expected)?;
            check_length("band", band.upper.len(), expected)?;
        }
        Ok(())
    }

    /// Every value that must lie on the axis.
    fn values(&self) -> impl Iterator<Item = i128> + '_ {
        let band = self
            .band
            .iter()
            .flat_map(|b| b.lower.iter().chain(&b.upper));
        let lines = self.lines.iter().flat_map(|l| &l.values);
        let threshold = self.threshold.iter().map(|t| t.value);
        lines
            .chain(band)
            .copied()
            .flatten()
            .chain(threshold)
            .map(i128::from)
    }

    fn table(&self) -> Vec<Row> {
        let row = |(index, period): (usize, &Period)| {
            let at = |line: &Line| line.values.get(index).copied().flatten().map(i128::from);
            let values: Vec<Option<i128>> = self.lines.iter().map(at).collect();
            Row {
                period: period.key.clone(),
                label: period.label.clone(),
                complete: values.iter().all(Option::is_some),
                values,
                total: None,
            }
        };
        self.periods.iter().enumerate().map(row).collect()
    }
}
