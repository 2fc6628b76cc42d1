//! When programmes open or would be lost: dates with their bands, and the chart behind one of them.

use super::Chart;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What is to be expected of a requirement or of a programme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Forecast {
    /// `met` (and to stay so), `on` (from `day` on), `falls_below` (met, but not any more from `day` on),
    /// `not_at_this_pace` (looked up to `seen_until`; `earliest` is the best case, when there is one), `not_by_time` (no
    /// passing of time changes it), `unknown` (see `why`).
    pub kind: String,
    /// The likely day.
    pub day: Option<String>,
    /// First day of the 80 % band.
    pub earliest: Option<String>,
    /// Last day of the 80 % band; `null` when it lies further ahead than can be told.
    pub latest: Option<String>,
    /// The day up to which was looked.
    pub seen_until: Option<String>,
    /// For unknown: `unpublished`, `no_figure`, `short_history`, `stale_history`, `scope`, `own_word`, `membership`, `window`.
    pub why: Option<String>,
}

/// The outlook of one requirement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RequirementForecast {
    /// Where it stands, as [`super::RequirementNode`]s name it: `requirements.0.1`, `maintenance.0`.
    pub place: String,
    /// Metric of the vocabulary.
    pub metric: String,
    /// What is to be expected.
    pub forecast: Forecast,
    /// How the pace changes: `rising`, `steady`, `slowing`, `plateau`, `falling`; `null` where nothing is followed.
    pub trend: Option<String>,
    /// Whether `forecast` can draw it.
    pub drawable: bool,
}

/// The outlook of one programme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ProgrammeForecast {
    /// Registry id.
    pub programme: String,
    /// When its requirements are all met; `null` when no version is judged or it has closed. An unknown stays unknown.
    pub opens: Option<Forecast>,
    /// The same, if everything unknown turns out to be met; `null` when nothing is unknown or nothing else is left.
    pub opens_if: Option<Forecast>,
    /// What is unknown in it, as metrics.
    pub unknown: Vec<String>,
    /// Whether what keeps one in will hold; `null` when the rule states nothing to stay in.
    pub stays: Option<Forecast>,
    /// Each requirement, those to get in first, in written order.
    pub parts: Vec<RequirementForecast>,
}

/// The outlook of every programme of the board.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ForecastList {
    /// The day it was made for.
    pub on: String,
    /// In the order of the registry.
    pub forecasts: Vec<ProgrammeForecast>,
    /// Days of history below which no date is given.
    pub least_days: i64,
}

/// One programme's outlook with a chart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ForecastPage {
    /// The outlook.
    pub forecast: ProgrammeForecast,
    /// The requirement asked for, else the one that decides; `null` when none can be followed.
    pub chart: Option<ForecastChart>,
    /// Days of history below which no date is given.
    pub least_days: i64,
}

/// One figure with its past, its forecast and its threshold.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ForecastChart {
    /// Which requirement, as [`RequirementForecast::place`].
    pub place: String,
    /// Metric.
    pub metric: String,
    /// `level`, `window` (the last `window_days` days) or `month` (since the first of the month).
    pub sum: String,
    /// Length of a window.
    pub window_days: Option<i64>,
    /// What is needed, as text in the unit of the rule.
    pub threshold: String,
    /// The last known value, as text.
    pub value: String,
    /// The day it held.
    pub known_on: String,
    /// What is to be expected on the last day drawn.
    pub end: ForecastRow,
    /// The requirement's outlook.
    pub forecast: Forecast,
    /// Days of history it stands on.
    pub history_days: i64,
    /// Spans of days nobody counted one by one.
    pub gaps: Vec<DaySpan>,
    /// The drawing; values stand in `rows`.
    pub chart: Chart,
    /// One row for each day drawn.
    pub rows: Vec<ForecastRow>,
}

/// A day of the chart, values as text in the unit of the rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ForecastRow {
    /// The day.
    pub day: String,
    /// What was, for a day that is over; `null` for a day ahead.
    pub value: Option<String>,
    /// Low end of the band, for a day ahead.
    pub low: Option<String>,
    /// The likely value, for a day ahead.
    pub likely: Option<String>,
    /// High end of the band, for a day ahead.
    pub high: Option<String>,
}

/// First and last day, both included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DaySpan {
    /// First day.
    pub from: String,
    /// Last day.
    pub to: String,
}
