//! Charts: figures → plotters → SVG text, plus the geometry that a pointer, a keyboard and a screen reader need.
//!
//! The rules it protects:
//! * one source for picture, boxes, sentence and table twin, so they cannot disagree;
//! * no colour is written here except in [`mod@theme`]: shapes carry classes, the page's style sheet maps them to tokens;
//! * unknown is not zero: a missing value is dashed in bars, a gap in lines, `None` in marks and table;
//! * values stay integers (micro-units); only positions on the page are fractions, in tenths of a pixel.
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
