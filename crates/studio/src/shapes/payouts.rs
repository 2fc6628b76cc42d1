//! The Payouts screen.

use super::{Amount, PayoutStateName, PlatformName, SourceRef, StreamName};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The list at the left, in groups.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PayoutList {
    /// Late, expected, in transit, landed, failed: in that order, empty groups left out.
    pub groups: Vec<PayoutGroup>,
    /// Cursor for older landed payouts.
    pub next: Option<String>,
}

/// A group of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PayoutGroup {
    /// `late`, `expected`, `on_the_way`, `paid`, `failed`.
    pub kind: String,
    /// How many there are in all.
    pub count: i64,
    /// The rows.
    pub payouts: Vec<PayoutRow>,
}

/// A payout in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PayoutRow {
    /// Its id; `null` for an expected payout that the platform has not announced.
    pub id: Option<i64>,
    /// Whose it is.
    pub platform: PlatformName,
    /// Account's name.
    pub account: String,
    /// The amount sent or expected.
    pub amount: Amount,
    /// Where it stands; `null` when only expected.
    pub state: Option<PayoutStateName>,
    /// When the platform made it.
    pub created: Option<String>,
    /// Day of arrival, stated or expected.
    pub arrival: Option<String>,
    /// Entries known to be paid by it.
    pub entries: i64,
    /// What no entry accounts for; `null` when the platform does not itemise it.
    pub unexplained: Option<Amount>,
    /// Days it is late.
    pub late_days: Option<i64>,
}

/// One payout, opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PayoutDetail {
    /// The row.
    pub payout: PayoutRow,
    /// Lines from what was earned to what was paid, top to bottom.
    pub lines: Vec<XrayLine>,
    /// The platform's words (bank text, method).
    pub description: Option<String>,
    /// Its reason when it failed.
    pub failure: Option<String>,
    /// Whether the platform lists what it pays.
    pub itemised: bool,
    /// Where it came from.
    pub source: SourceRef,
}

/// A line of the X-ray.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct XrayLine {
    /// `earned`, `stream`, `refund`, `fee`, `tax`, `carried` (sent in vain before), `expected`, `unexplained`, `paid`.
    pub kind: String,
    /// The stream, for `stream` lines.
    pub stream: Option<StreamName>,
    /// How many entries stand behind it.
    pub count: Option<i64>,
    /// The figure; `null` when unknown.
    pub amount: Option<Amount>,
    /// Where the waterfall's bar starts, 0 to 1000 of the widest.
    pub from_permille: i64,
    /// Where it ends.
    pub to_permille: i64,
}
