//! Where the creator stands with a programme, what two countries open, and the notices of changed states.

use super::{PlatformName, ProgrammeCause, SourceRef};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Status history of one programme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ProgrammeStatusView {
    /// Registry id.
    pub programme: String,
    /// The standing that holds today: `applied`, `admitted`, `refused`, `suspended`, `appealed`, `left`; `null` when nothing was
    /// said, or the last word was taken back.
    pub now: Option<String>,
    /// Every standing, typed and observed, newest first; those taken back too.
    pub history: Vec<StatusEntry>,
    /// Waits that the rule states and the history started.
    pub countdowns: Vec<StatusCountdown>,
    /// The platform's own page on it, from the sources of the rule.
    pub page: Option<PlatformPage>,
}

/// One line of a status history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct StatusEntry {
    /// Row id; `null` for what was observed.
    pub id: Option<i64>,
    /// A standing, or `earning`: the first money of its streams in the ledger.
    pub standing: String,
    /// First day it holds.
    pub from: String,
    /// In the creator's words; empty when observed.
    pub note: String,
    /// `typed` or `observed`.
    pub origin: String,
    /// When it was typed.
    pub noted_at: Option<String>,
    /// When it was replaced or taken back; `null` while it counts.
    pub retired_at: Option<String>,
}

/// A wait that is running, or over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct StatusCountdown {
    /// `reapply`: a refused creator may ask again; `decision`: the platform says it answers by then.
    pub kind: String,
    /// The day that started it.
    pub since: String,
    /// The day it is over.
    pub until: String,
    /// Days left; 0 when it is over.
    pub days_left: i64,
    /// Days the rule states.
    pub days: i64,
    /// The rule version that states it.
    pub rule: String,
}

/// An address of the platform itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PlatformPage {
    /// Its title.
    pub title: String,
    /// Where it is.
    pub url: String,
}

/// A standing as the creator types it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct StatusDraft {
    /// `applied`, `admitted`, `refused`, `suspended`, `appealed`, `left`, or `unsaid` to take the word before back.
    pub standing: String,
    /// First day it holds; `null` for today. Not later than today.
    pub from: Option<String>,
    /// In the creator's words; may be empty.
    pub note: String,
}

/// What would change from one country to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RegionCompare {
    /// Country left.
    pub from: String,
    /// Country gone to.
    pub to: String,
    /// Day both are judged for.
    pub on: String,
    /// Every programme: first what opens, closes, changes, is unknown, then what stays.
    pub rows: Vec<CompareRow>,
    /// How many open.
    pub opens: i64,
    /// How many close.
    pub closes: i64,
    /// How many change their state or what they ask.
    pub changes: i64,
    /// How many cannot be told.
    pub unknown: i64,
    /// How many stay as they are.
    pub same: i64,
}

/// One programme in two countries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CompareRow {
    /// Registry id.
    pub programme: String,
    /// Name as the platform writes it.
    pub name: String,
    /// Platform as the registry writes it.
    pub platform_name: String,
    /// Whose it is, when the studio knows the platform.
    pub platform: Option<PlatformName>,
    /// `opens`, `closes`, `changes`, `unknown`, `same`.
    pub kind: String,
    /// State in the country left.
    pub state_before: String,
    /// State in the country gone to.
    pub state_after: String,
    /// Rule version in the country left.
    pub rule_before: Option<String>,
    /// Rule version in the country gone to.
    pub rule_after: Option<String>,
    /// Whether the country list of the rule gone to is incomplete.
    pub check_region: bool,
    /// Requirements that differ.
    pub differences: Vec<CompareDifference>,
    /// Whether an account of that platform is connected.
    pub connected: bool,
}

/// A requirement that two countries state differently.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CompareDifference {
    /// Metric of the vocabulary.
    pub metric: String,
    /// Days of the window.
    pub window_days: Option<i64>,
    /// Kind of the window.
    pub window_kind: Option<String>,
    /// What the country left asks; `null` when it does not ask for it.
    pub before: Option<Asked>,
    /// What the country gone to asks; `null` when it does not ask for it.
    pub after: Option<Asked>,
}

/// A threshold with its operator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Asked {
    /// `>=`, `>`, `==`, `in`, …
    pub op: String,
    /// Threshold in words of the data; `null` when it is not published.
    pub threshold: Option<String>,
}

/// The notices of changed states, with their switches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ProgrammeNotices {
    /// Whether changes are noticed at all programmes without a choice of their own.
    pub on: bool,
    /// Programmes with a choice of their own.
    pub own: Vec<OwnNotice>,
    /// Changes not put aside, newest first. Empty while nothing is switched on.
    pub notices: Vec<ProgrammeNotice>,
}

/// A programme's own switch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct OwnNotice {
    /// Registry id.
    pub programme: String,
    /// Whether its changes are noticed.
    pub on: bool,
}

/// A state that changed between two looks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ProgrammeNotice {
    /// Row id.
    pub id: i64,
    /// Registry id.
    pub programme: String,
    /// Name as the platform writes it.
    pub name: String,
    /// Platform as the registry writes it.
    pub platform_name: String,
    /// State at the look before.
    pub before: String,
    /// State found.
    pub after: String,
    /// Day of the look before.
    pub day_before: String,
    /// Day of the look that found it.
    pub day_after: String,
    /// What explains it; may be empty when nothing does.
    pub causes: Vec<ProgrammeCause>,
    /// When it was found.
    pub noticed_at: String,
}

/// The readings behind a figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FigureHistory {
    /// Metric of the vocabulary.
    pub metric: String,
    /// Newest first.
    pub readings: Vec<FigureReading>,
    /// The account a typed figure would be kept with; `null` when none of the platform is there.
    pub account: Option<i64>,
    /// The run that noted a figure just now; undoing it takes the word back.
    pub run: Option<i64>,
}

/// One reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FigureReading {
    /// The metric, or the lifetime counter a window is worked out from.
    pub name: String,
    /// The day it held.
    pub day: String,
    /// As text in the unit of the rules.
    pub value: String,
    /// `api`, `file` or `hand`.
    pub source: String,
    /// Whose.
    pub handle: String,
    /// Where it is written; `null` when typed.
    pub document: Option<SourceRef>,
    /// When it was learned.
    pub seen_at: String,
}
