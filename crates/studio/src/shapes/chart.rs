//! A drawn chart with what a pointer, a keyboard and a screen reader need.

use super::Amount;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A chart as the core drew it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Chart {
    /// The drawing: an `<svg class="ch">` without scripts or outside references, themed by class.
    pub svg: String,
    /// CSS pixels it was drawn for.
    pub width: u32,
    /// CSS pixels it was drawn for.
    pub height: u32,
    /// Full-height box of each period, left to right.
    pub columns: Vec<ChartBox>,
    /// Box of each drawn part.
    pub marks: Vec<ChartBox>,
    /// Facts for the one-sentence summary; the UI words it.
    pub summary: ChartSummary,
}

/// A box in the drawing, in CSS pixels from the top left.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ChartBox {
    /// Left edge.
    pub x: f32,
    /// Top edge.
    pub y: f32,
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
    /// The period it stands for (`2026-10`, `2026-W43`, `2026-10-12`, `2026`).
    pub period: String,
    /// The series it stands for, `null` for a whole column.
    pub series: Option<String>,
    /// Its value; `null` when unknown.
    pub value: Option<Amount>,
}

/// What one sentence about the chart says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ChartSummary {
    /// First period.
    pub from: Option<String>,
    /// Last period.
    pub to: Option<String>,
    /// Period with the highest total.
    pub highest: Option<PeriodValue>,
    /// Last period's total.
    pub last: Option<PeriodValue>,
    /// Last minus the one before.
    pub change: Option<Amount>,
}

/// A period and its value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PeriodValue {
    /// The period.
    pub period: String,
    /// Its value.
    pub value: Option<Amount>,
}
