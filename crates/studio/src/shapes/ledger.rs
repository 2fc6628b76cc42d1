//! What changed, drift, expected ranges, and what was known on an earlier day.

use super::{Amount, ChangeItem, PayoutStateName, PlatformName, RunKindName, StreamName};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Which changes. Everything absent: all open ones.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, optional_fields)]
pub struct ChangesQuery {
    /// Acknowledged ones too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub all: Option<bool>,
    /// Only flagged ones.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub flagged: Option<bool>,
    /// `new`, `revised`, `vanished`, `status` (of entries), `payouts`, `offers`, `missing` (late or not there).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Only of this account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<i64>,
    /// Made by later runs than this one (`r-12`), or from this instant on; acknowledged ones too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
}

/// A page of changes, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ChangesPage {
    /// The lines. On the first page, what is late or missing comes first.
    pub items: Vec<ChangeItem>,
    /// Where the next page starts; `null` at the end.
    pub next: Option<i64>,
    /// Open lines by kind of the filter, whatever the filter shows.
    pub counts: Vec<ChangeCount>,
    /// Flagged lines.
    pub flagged: i64,
    /// The runs the lines belong to, newest first.
    pub runs: Vec<ChangeRun>,
    /// Accounts to filter by.
    pub accounts: Vec<ChangeAccount>,
}

/// Open lines of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ChangeCount {
    /// A kind of [`ChangesQuery`].
    pub kind: String,
    /// Lines; one may sum up many rows.
    pub lines: i64,
}

/// A run that changed something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ChangeRun {
    /// Its id.
    pub id: i64,
    /// What it was.
    pub kind: RunKindName,
    /// When it started.
    pub started: String,
    /// File names, or nothing.
    pub label: String,
}

/// An account to filter by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ChangeAccount {
    /// Its id.
    pub id: i64,
    /// Its name.
    pub handle: String,
    /// Whose it is.
    pub platform: PlatformName,
}

/// What the ledger knows of one entry beyond its versions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct EntryLedger {
    /// Its net over time; `null` when it never changed.
    pub history: Option<EntryHistory>,
    /// What an estimated figure will probably come to; `null` when it is not estimated or too little is known.
    pub expected: Option<ExpectedFinal>,
    /// Typed by hand: it may be edited and deleted.
    pub by_hand: bool,
    /// The repetition it belongs to.
    pub recurring: Option<i64>,
    /// Files kept beside it.
    pub attachments: Vec<AttachmentFile>,
}

/// A figure over time, drawn by the window: a step line through the points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct EntryHistory {
    /// One for each change, oldest first; the last one holds now.
    pub points: Vec<HistoryPoint>,
    /// Height of zero, thousandths from the bottom.
    pub zero: i64,
    /// Least value drawn.
    pub least: Amount,
    /// Greatest value drawn.
    pub most: Amount,
    /// Last less first; `null` when the unit changed.
    pub drift: Option<Amount>,
}

/// A value and since when it was believed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct HistoryPoint {
    /// When it was learned.
    pub at: String,
    /// Net; zero while the row was missing at its source.
    pub net: Amount,
    /// Missing at its source from then on.
    pub vanished: bool,
    /// Place from the left, thousandths of the width.
    pub x: i64,
    /// Height, thousandths from the bottom.
    pub y: i64,
}

/// A file beside an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AttachmentFile {
    /// Its id.
    pub id: i64,
    /// The document.
    pub document: i64,
    /// File name.
    pub name: String,
    /// Bytes.
    pub size: i64,
    /// SHA-256, hex.
    pub sha256: String,
    /// When it was added.
    pub added: String,
}

/// How far figures moved after they were first seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DriftTable {
    /// First day.
    pub from: String,
    /// Last day.
    pub to: String,
    /// Months with drift, newest first.
    pub rows: Vec<DriftRow>,
    /// Months, accounts, streams and units in which nothing moved.
    pub unmoved: i64,
}

/// Drift of one month, account, stream and unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DriftRow {
    /// `YYYY-MM`.
    pub month: String,
    /// Whose.
    pub platform: PlatformName,
    /// The account's name.
    pub account: String,
    /// Account id.
    pub account_id: i64,
    /// Kind of income.
    pub stream: StreamName,
    /// Net as first known.
    pub first: Amount,
    /// Net now; what vanished counts nothing.
    pub now: Amount,
    /// Now less first.
    pub drift: Amount,
    /// Drift in tenths of a percent of the first; `null` when that was not positive.
    pub permille: Option<i64>,
    /// Rows that count.
    pub entries: i64,
    /// Rows whose net moved.
    pub moved: i64,
    /// Rows that vanished.
    pub vanished: i64,
    /// Rows whose unit changed, left out of the figures.
    pub unlike: i64,
}

/// What estimated money will probably come to: four of five figures like it ended within the range.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ExpectedFinal {
    /// What stands as estimated.
    pub estimated: Amount,
    /// Low end.
    pub low: Amount,
    /// Middle.
    pub likely: Amount,
    /// High end.
    pub high: Amount,
    /// Settled figures the narrowest part was learned from.
    pub sample: i64,
    /// Part of the estimate nothing was learned about, counted as it stands; `null` when none.
    pub unlearned: Option<Amount>,
}

/// Totals as they were known on a day, beside what is known now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct KnownTotals {
    /// The day at whose end (UTC) they were known.
    pub known_on: String,
    /// One for each platform, stream and unit; those that differ first.
    pub rows: Vec<KnownTotal>,
    /// One for each unit.
    pub totals: Vec<KnownTotal>,
}

/// One total then and now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct KnownTotal {
    /// Whose; `null` in the totals of all.
    pub platform: Option<PlatformName>,
    /// Kind of income; `null` in the totals of all.
    pub stream: Option<StreamName>,
    /// Net as known then; `null` when nothing was known.
    pub then: Option<Amount>,
    /// Net as known now; `null` when nothing is known any more.
    pub now: Option<Amount>,
    /// Now less then, of what is known on both sides as nothing.
    pub change: Amount,
    /// Entries counted then.
    pub count: i64,
}

/// Payouts as they were known on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct KnownPayouts {
    /// The day at whose end (UTC) they were known.
    pub known_on: String,
    /// Newest first, at most 500.
    pub payouts: Vec<KnownPayout>,
}

/// A payout as it was known on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct KnownPayout {
    /// Its id.
    pub id: i64,
    /// Whose it is.
    pub platform: PlatformName,
    /// The account's name.
    pub account: String,
    /// The amount known then.
    pub amount: Amount,
    /// The state known then.
    pub state: PayoutStateName,
    /// When the platform made it.
    pub created: String,
    /// The day of arrival known then.
    pub arrival: Option<String>,
    /// Rows known then to be paid by it.
    pub entries: i64,
    /// What those rows added up to, in the payout's unit; `null` when none was known.
    pub rows_net: Option<Amount>,
    /// Amount less rows, for payouts whose platform lists them; `null` for others.
    pub unexplained: Option<Amount>,
    /// Whether anything of it is known differently now.
    pub changed_since: bool,
}
