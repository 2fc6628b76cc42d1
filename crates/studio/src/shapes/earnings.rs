//! The Earnings screen: one chart over one table, and a detail with its source.

use super::{Amount, Chart, Figures, PlatformName, StatusName, StreamName};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What narrows entries. Absent fields do not narrow.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, optional_fields)]
pub struct EntryFilter {
    /// First reporting day, inclusive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Last reporting day, inclusive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// One stream.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stream: Option<StreamName>,
    /// One platform.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub platform: Option<PlatformName>,
    /// One status.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<StatusName>,
    /// One account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<i64>,
    /// One unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// One payout.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payout: Option<i64>,
    /// Words of title or payer; each must match the start of a word, accents and case aside.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// What stands in a stack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum ChartBy {
    /// A part for each stream.
    Stream,
    /// A part for each platform.
    Platform,
    /// A part for each status.
    Status,
}

/// Length of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum PeriodLength {
    /// A reporting day.
    Day,
    /// An ISO week, Monday first (`2026-W43`).
    Week,
    /// A month (`2026-10`).
    Month,
    /// A year.
    Year,
}

/// What the chart shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct EarningsChartQuery {
    /// What stands in a stack.
    pub by: ChartBy,
    /// Length of a period.
    pub period: PeriodLength,
    /// First day; `null` for the usual span of that period length (30 days, 26 weeks, 12 months, all years).
    pub from: Option<String>,
    /// Last day; `null` for today.
    pub to: Option<String>,
    /// The one unit drawn; `null` for the reporting currency, or the unit with most entries when it has none.
    pub unit: Option<String>,
    /// Whether each period stands beside the same period a year before.
    pub compare: bool,
    /// CSS pixels.
    pub width: u32,
    /// CSS pixels.
    pub height: u32,
}

/// The chart with its legend, which is also its table twin.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct EarningsChart {
    /// The drawing.
    pub chart: Chart,
    /// The unit drawn.
    pub unit: String,
    /// Units that have entries in the span, most used first, for the unit choice.
    pub units: Vec<String>,
    /// Periods left to right.
    pub periods: Vec<String>,
    /// One row for each series, in stack order from top to bottom.
    pub rows: Vec<LegendRow>,
    /// Total of each period, `null` when nothing is known of it.
    pub totals: Vec<Option<Amount>>,
    /// Total of the same period a year before, when compared.
    pub before: Option<Vec<Option<Amount>>>,
    /// Estimated part of the whole span.
    pub estimated: Option<Amount>,
}

/// A series of the legend.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct LegendRow {
    /// Stream, platform or status slug.
    pub key: String,
    /// One value for each period; `null` when there is no entry.
    pub values: Vec<Option<Amount>>,
}

/// A row of the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct EntryRow {
    /// Its id.
    pub id: i64,
    /// Reporting day.
    pub day: String,
    /// Kind of income.
    pub stream: StreamName,
    /// Whose it is.
    pub platform: PlatformName,
    /// Account it belongs to.
    pub account: i64,
    /// What it was.
    pub title: String,
    /// Brand, shop or payer.
    pub counterparty: Option<String>,
    /// The figures.
    pub figures: Figures,
    /// The net in the reporting currency, by the rate of the reporting day; `null` without a rate.
    pub reporting: Option<Amount>,
    /// How sure they are.
    pub status: StatusName,
    /// How many versions it has had, 1 when never revised.
    pub versions: i64,
    /// Whether the source no longer lists it.
    pub vanished: bool,
    /// Payout that paid it.
    pub payout: Option<i64>,
    /// The creator's tags.
    pub tags: Vec<String>,
}

/// A keyset page of entries, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct EntryPage {
    /// The rows.
    pub entries: Vec<EntryRow>,
    /// Hand this back as `after` for the next page; `null` at the end.
    pub next: Option<String>,
    /// Totals of the whole filter, one for each unit, never added together. `null` on later pages, and where they would have to
    /// be read from many rows: `entry_totals` gives them then.
    pub totals: Option<Vec<UnitTotal>>,
    /// Rows the whole filter has; `null` with the totals.
    pub count: Option<i64>,
}

/// The totals of a whole filter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct EntryTotals {
    /// One for each unit, never added together.
    pub totals: Vec<UnitTotal>,
    /// Rows in all.
    pub count: i64,
    /// The days that have rows, newest first: where in the list each day begins.
    pub days: Vec<DayCount>,
}

/// The rows of one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DayCount {
    /// Reporting day.
    pub day: String,
    /// How many rows.
    pub count: i64,
}

/// A sum in one unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct UnitTotal {
    /// The sum of nets.
    pub net: Amount,
    /// How many entries.
    pub count: i64,
}

/// Everything about one entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct EntryDetail {
    /// The row itself.
    pub entry: EntryRow,
    /// Zone its day is counted in.
    pub zone: String,
    /// The instant, when the source states one.
    pub instant: Option<String>,
    /// Day it becomes payable, when stated.
    pub available_on: Option<String>,
    /// Account's name.
    pub account_handle: String,
    /// The payout that paid it.
    pub payout: Option<EntryPayout>,
    /// Its versions, newest first; the first is in force.
    pub revisions: Vec<RevisionRow>,
    /// Where it came from.
    pub source: SourceRef,
    /// The creator's note; survives every sync.
    pub note: String,
}

/// The payout of an entry, in a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct EntryPayout {
    /// Its id.
    pub id: i64,
    /// Day of arrival, when known.
    pub arrival: Option<String>,
    /// Where it stands.
    pub state: super::PayoutStateName,
}

/// One version of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RevisionRow {
    /// When we learned it.
    pub known_from: String,
    /// When a later version replaced it; `null` for the one in force.
    pub known_to: Option<String>,
    /// Its figures.
    pub figures: Figures,
    /// Its status.
    pub status: StatusName,
    /// Net minus the net before; `null` for the first version or when the unit changed.
    pub change: Option<Amount>,
    /// Fields that differ from the version before (`net`, `status`, `day`, `title`, …).
    pub fields: Vec<String>,
    /// Where this version came from.
    pub source: SourceRef,
}

/// A pointer to raw bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SourceRef {
    /// The document.
    pub document: i64,
    /// Its name (`GET /v1/payouts, page 2`; `export.zip › user_data_tiktok.json`).
    pub name: String,
    /// `api_page`, `file`, `mail`, `hand`.
    pub kind: String,
    /// When we received it.
    pub received_at: String,
    /// SHA-256 of the raw bytes, hex.
    pub sha256: String,
    /// Raw bytes.
    pub size: i64,
    /// First byte of the place.
    pub start: i64,
    /// Bytes of the place.
    pub len: i64,
    /// Line from 1, for text files.
    pub line: Option<i64>,
    /// JSON pointer, for JSON.
    pub pointer: Option<String>,
}

/// The exact bytes a figure came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SourceText {
    /// Which document and where.
    pub source: SourceRef,
    /// Up to 600 bytes before the place, as text.
    pub before: String,
    /// The place itself, as text (bytes that are no text are shown as U+FFFD).
    pub text: String,
    /// Up to 600 bytes behind it.
    pub after: String,
    /// Whether the stored bytes still have the recorded hash.
    pub hash_agrees: bool,
}
