//! What a chart gives back: the picture, where its parts are, and the same figures as a sentence and a table.

use crate::escape::escape;
use crate::{Canvas, Period};

/// One part of the picture that a pointer can hit or the arrow keys can stop at.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// Left edge, CSS pixels.
    pub x: f32,
    /// Top edge, CSS pixels.
    pub y: f32,
    /// CSS pixels; may be 0 for a tiny value.
    pub width: f32,
    /// CSS pixels; may be 0 for a tiny value.
    pub height: f32,
    /// Key of the period, the first half of the entry filter.
    pub period: String,
    /// Key of the series, the second half; `None` for a whole period.
    pub series: Option<String>,
    /// Micro-units; `None` is unknown. A whole period holds the sum of what is known.
    pub value: Option<i128>,
    /// Period and series in the creator's language.
    pub label: String,
}

/// A value and the period it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// Key of the period.
    pub period: String,
    /// Its label.
    pub label: String,
    /// Micro-units.
    pub value: i128,
}

/// The data of the one-sentence description; the words are the caller's.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Summary {
    /// Key of the first period, `None` without periods.
    pub from: Option<String>,
    /// Key of the last period.
    pub to: Option<String>,
    /// The highest known value, the earliest when two are equal.
    pub highest: Option<Point>,
    /// The latest known value.
    pub last: Option<Point>,
    /// Latest known value less the known one before it, micro-units.
    pub change: Option<i128>,
    /// Periods of which nothing is known.
    pub unknown: usize,
}

impl Summary {
    /// From one value per period.
    pub(crate) fn of(periods: &[Period], values: &[Option<i128>]) -> Self {
        let known: Vec<Point> = periods
            .iter()
            .zip(values)
            .filter_map(|(period, value)| {
                Some(Point {
                    period: period.key.clone(),
                    label: period.label.clone(),
                    value: (*value)?,
                })
            })
            .collect();
        let highest = known.iter().rev().max_by_key(|point| point.value).cloned();
        let mut latest = known.iter().rev();
        let last = latest.next().cloned();
        let before = latest.next();
        Self {
            from: periods.first().map(|p| p.key.clone()),
            to: periods.last().map(|p| p.key.clone()),
            change: last
                .as_ref()
                .zip(before)
                .map(|(l, b)| l.value.saturating_sub(b.value)),
            highest,
            last,
            unknown: periods.len().saturating_sub(known.len()),
        }
    }
}

/// One line of the table twin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Key of the period.
    pub period: String,
    /// Its label.
    pub label: String,
    /// One per series, in their order; micro-units, `None` is unknown.
    pub values: Vec<Option<i128>>,
    /// Sum of the known values; `None` when none is known or a sum would mean nothing (lines).
    pub total: Option<i128>,
    /// Whether every value of the row is known.
    pub complete: bool,
}

/// A finished chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    /// The `<svg>` element. It has classes instead of colours; see [`crate::standalone`] for a file of its own.
    pub svg: String,
    /// CSS pixels.
    pub width: u32,
    /// CSS pixels.
    pub height: u32,
    /// The parts, period by period, within one in the order of the stack or the lines.
    pub marks: Vec<Mark>,
    /// Full-height boxes, one per period, side by side without gaps.
    pub columns: Vec<Mark>,
    /// For the sentence.
    pub summary: Summary,
    /// The same figures as a table.
    pub table: Vec<Row>,
    body: String,
}

impl Drawing {
    pub(crate) fn new(canvas: &Canvas, title: &str, body: String) -> Self {
        let (width, height) = (canvas.width, canvas.height);
        Self {
            svg: root(width, height, title, "", &body),
            width,
            height,
            marks: Vec::new(),
            columns: Vec::new(),
            summary: Summary::default(),
            table: Vec::new(),
            body,
        }
    }

    /// The same drawing with `sentence` as its accessible name, once the words for [`Summary`] are found.
    #[must_use]
    pub fn named(mut self, sentence: &str) -> Self {
        self.svg = root(self.width, self.height, sentence, "", &self.body);
        self
    }

    /// The element again, with a style sheet and attributes for use outside the app.
    pub(crate) fn with_head(&self, attributes: &str, head: &str) -> String {
        let opening = self.svg.split_once('>').map_or("", |(opening, _)| opening);
        format!("{opening}{attributes}>{head}{}</svg>\n", self.body)
    }
}

fn root(width: u32, height: u32, name: &str, attributes: &str, body: &str) -> String {
    let name = escape(name);
    format!(
        "<svg class=\"ch\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\" \
         aria-label=\"{name}\"{attributes}>{body}</svg>"
    )
}

/// A box from two corners in tenths of a pixel.
pub(crate) struct Area {
    pub from: (i32, i32),
    pub to: (i32, i32),
}

impl Area {
    /// The mark that covers this box.
    pub(crate) fn mark(
        &self,
        period: &Period,
        series: Option<(&str, &str)>,
        value: Option<i128>,
    ) -> Mark {
        let label = match series {
            Some((_, name)) => format!("{}, {name}", period.label),
            None => period.label.clone(),
        };
        Mark {
            x: position(self.from.0),
            y: position(self.from.1),
            width: position(self.to.0 - self.from.0),
            height: position(self.to.1 - self.from.1),
            period: period.key.clone(),
            series: series.map(|(key, _)| key.to_owned()),
            value,
            label,
        }
    }
}

/// The only floats in this crate: CSS pixels. Tenths of a screen fit an `f32` exactly.
fn position(tenths: i32) -> f32 {
    tenths as f32 / crate::ink::PIXEL as f32
}
