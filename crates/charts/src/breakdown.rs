//! The payout X-ray: one strip per line of the statement, each beginning where the one before ended.
//!
//! Strips stand in table cells, so each is its own drawing on the same scale.

use crate::drawing::Area;
use crate::ink::{Ink, PIXEL, Paint};
use crate::plot::{Frame, Plot};
use crate::scale::Scale;
use crate::series::check_key;
use crate::{Canvas, ChartError, Drawing, Period};

/// Narrowest strip, so that a fee of cents beside thousands can still be seen.
const LEAST: i32 = 2 * PIXEL;

/// One line of the statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Stream slug or kind (`fee`, `tax`, `carried`, `unexplained`, `sum`). Becomes the class `s-<key>`.
    pub key: String,
    /// In the creator's language.
    pub label: String,
    /// Micro-units, negative for what is taken off; `None` is unknown and draws nothing.
    pub value: Option<i64>,
    /// A total: begins at zero and does not move what follows.
    pub total: bool,
}

/// What a payout is made of, top to bottom.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Breakdown {
    /// The lines.
    pub parts: Vec<Part>,
}

/// Draws one strip per part, all `canvas` in size and on one scale.
///
/// # Errors
/// [`ChartError`] when a key is no class name or the canvas is smaller than 24 by 4 pixels.
pub fn breakdown_bars(breakdown: &Breakdown, canvas: &Canvas) -> Result<Vec<Drawing>, ChartError> {
    if !(24..=8192).contains(&canvas.width) || !(4..=512).contains(&canvas.height) {
        let (width, height) = (canvas.width, canvas.height);
        return Err(ChartError::Size { width, height });
    }
    let spans = spans(&breakdown.parts)?;
    let low = spans
        .iter()
        .map(|(from, to)| *from.min(to))
        .min()
        .unwrap_or(0)
        .min(0);
    let high = spans
        .iter()
        .map(|(from, to)| *from.max(to))
        .max()
        .unwrap_or(0)
        .max(low + 1);
    let strip = |(part, span): (&Part, &(i128, i128))| draw(part, *span, (low, high), canvas);
    breakdown.parts.iter().zip(&spans).map(strip).collect()
}

/// From where to where each part runs.
fn spans(parts: &[Part]) -> Result<Vec<(i128, i128)>, ChartError> {
    let mut at = 0i128;
    let mut spans = Vec::new();
    for part in parts {
        check_key(&part.key)?;
        let value = i128::from(part.value.unwrap_or(0));
        if part.total {
            spans.push((0, value));
        } else {
            spans.push((at, at + value));
            at += value;
        }
    }
    Ok(spans)
}

fn draw(
    part: &Part,
    span: (i128, i128),
    range: (i128, i128),
    canvas: &Canvas,
) -> Result<Drawing, ChartError> {
    let (width, height) = (canvas.tenths_wide(), canvas.tenths_high());
    let frame = Frame {
        left: 0,
        right: width,
        top: PIXEL,
        bottom: height - PIXEL,
    };
    // upright values do not exist here; the value axis of the plot is idle
    let idle = Scale {
        low: 0,
        high: 1,
        step: 1,
        ticks: vec![0],
    };
    let period = Period::new(&part.key, &part.label);
    let mut body = String::new();
    let mut marks = Vec::new();
    if let Some(value) = part.value.map(i128::from) {
        let classes = vec![format!("s-{}", part.key)];
        let size = (
            canvas.width.saturating_mul(10),
            canvas.height.saturating_mul(10),
        );
        let plot = Plot::new(
            Ink::new(&mut body, classes, size),
            frame,
            range.0..range.1,
            &idle,
        );
        let (from, to) = (plot.x(span.0.min(span.1)), plot.x(span.0.max(span.1)));
        let from = from.min(width - LEAST);
        let area = Area {
            from: (from, frame.top),
            to: (to.max(from + LEAST), frame.bottom),
        };
        if value != 0 {
            plot.rect(area.from, area.to, Paint::Part(0))?;
            marks.push(area.mark(&period, None, Some(value)));
        }
    }
    let mut drawing = Drawing::new(canvas, &part.label, body);
    drawing.marks = marks;
    Ok(drawing)
}
