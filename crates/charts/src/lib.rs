//! Charts: figures → plotters → SVG text, plus the geometry that a pointer, a keyboard and a screen reader need.
//!
//! The rules it protects:
//! * one source for picture, boxes, sentence and table twin, so they cannot disagree;
//! * no colour is written here except in [`mod@theme`]: shapes carry classes, the page's style sheet maps them to tokens;
//! * unknown is not zero: a missing value is dashed in bars, a gap in lines, `None` in marks and table;
//! * values stay integers (micro-units); only positions on the page are fractions, in tenths of a pixel.
//!
//! ```
//! use charts::{Canvas, Locale, Palette, Period, Series, StackedBars, stacked_bars};
//!
//! let bars = StackedBars {
//!     title: "Tips per month".to_owned(),
//!     unit: domain::Unit::EUR,
//!     palette: Palette::Streams,
//!     periods: vec![Period::new("2026-09", "Sep"), Period::new("2026-10", "Oct")],
//!     series: vec![Series { key: "tip".to_owned(), label: "Tip".to_owned(), values: vec![Some(35_100_000), None] }],
//! };
//! let drawing = stacked_bars(&bars, &Canvas { width: 476, height: 240, locale: Locale::En })?;
//! assert_eq!(drawing.columns.len(), 2);
//! assert_eq!(drawing.summary.unknown, 1, "October is not known yet, which is not zero");
//! # Ok::<(), charts::ChartError>(())
//! ```
//!
//! Words are the caller's: a period's label, a title and a sentence arrive in the creator's language.

mod bars;
mod breakdown;
mod canvas;
mod drawing;
mod error;
mod escape;
mod ink;
mod labels;
mod lines;
mod number;
mod plot;
mod scale;
mod series;
pub mod theme;

pub use bars::{StackedBars, stacked_bars};
pub use breakdown::{Breakdown, Part, breakdown_bars};
pub use canvas::{Canvas, Locale};
pub use drawing::{Drawing, Mark, Point, Row, Summary};
pub use error::ChartError;
pub use lines::{Band, Line, Lines, Note, Stroke, Threshold, lines};
pub use series::{Palette, Period, Series};
pub use theme::{Theme, standalone};
