//! The Today screen.

use super::{Amount, Chart, PlatformName, StreamName};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Everything Today shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Today {
    /// The day.
    pub day: String,
    /// Earned from the first of the month to today, one figure for each unit; reporting currency first.
    pub earned: Vec<EarnedFigure>,
    /// The same in the reporting currency, each day at its own rate; `null` when there is nothing to convert.
    pub earned_in: Option<FigureInOne>,
    /// First and last day of the span `earned` covers.
    pub earned_from: String,
    /// Last day of it.
    pub earned_to: String,
    /// First and last day of the span before it is compared with.
    pub before_from: String,
    /// Last day of that.
    pub before_to: String,
    /// Confirmed or available and unpaid, one for each unit.
    pub owed: Vec<Amount>,
    /// The same in the reporting currency at today's rates; `null` when all of it is in that currency.
    pub owed_in: Option<super::Converted>,
    /// Payouts past their day, one sum for each unit.
    pub late: Vec<Amount>,
    /// Days the oldest late payout is late.
    pub late_days: Option<i64>,
    /// The payout expected next.
    pub next_payout: Option<ComingPayout>,
    /// Tokens and unstated units, kept apart (this month).
    pub apart: Vec<Amount>,
    /// What changed, newest first, at most 50; grouped by the UI.
    pub changes: Vec<ChangeItem>,
    /// How many lines of changes are not acknowledged in all; a line may sum up many.
    pub changes_count: i64,
    /// Since when they are counted: the instant of the last acknowledgement of all, or the first run.
    pub changes_since: Option<String>,
    /// Cumulative line of this month against last month, in the reporting currency. `null` without entries.
    pub chart: Option<TodayChart>,
    /// Offers that wait for an answer, soonest first.
    pub offers: Vec<WaitingOffer>,
    /// The one next thing to do for each offer that has one, the earliest day first.
    pub next: Vec<super::NextOffer>,
    /// Nearest programmes, at most 3.
    pub programmes: Vec<NearProgramme>,
    /// Payouts to come, soonest first.
    pub coming: Vec<ComingPayout>,
}

/// A figure of one unit with its comparison.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct EarnedFigure {
    /// This span.
    pub net: Amount,
    /// Estimated part of it.
    pub estimated: Amount,
    /// The span before; `null` when nothing was known then.
    pub before: Option<Amount>,
    /// Change in tenths of a percent (225 = +22.5 %); `null` when the span before is unknown or not positive.
    pub change_permille: Option<i64>,
}

/// Figures of several units as one, with its comparison.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FigureInOne {
    /// The sum with its parts, their rates, and what has no rate.
    pub converted: super::Converted,
    /// Estimated part of the sum.
    pub estimated: Amount,
    /// The span before, converted in the same way; `null` when nothing was known then.
    pub before: Option<Amount>,
    /// Change in tenths of a percent; `null` when the span before is unknown or not positive.
    pub change_permille: Option<i64>,
}

/// The line chart of Today.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TodayChart {
    /// Drawing, 652 × 160 unless asked otherwise.
    pub chart: Chart,
    /// Unit drawn.
    pub unit: String,
    /// The largest single entry of this month.
    pub largest: Option<LargestEntry>,
}

/// The entry that made the steepest step.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct LargestEntry {
    /// Its id.
    pub id: i64,
    /// Its day.
    pub day: String,
    /// Its stream.
    pub stream: StreamName,
    /// Its net.
    pub net: Amount,
}

/// One thing that changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ChangeItem {
    /// Its id, to acknowledge it.
    pub id: i64,
    /// `late`, `failed`, `revised`, `vanished`, `status`, `landed`, `new`, `missing`, `offer`.
    pub kind: String,
    /// Whose it is.
    pub platform: PlatformName,
    /// The stream, when one.
    pub stream: Option<StreamName>,
    /// Row title, when it is about one row.
    pub title: Option<String>,
    /// Days it is about, first and last.
    pub from: Option<String>,
    /// Last day.
    pub to: Option<String>,
    /// How many rows it sums up (1 for a single one).
    pub count: i64,
    /// Earlier value, when one row was revised.
    pub before: Option<Amount>,
    /// Present value.
    pub after: Option<Amount>,
    /// The difference shown at the right; `null` is shown as “unknown”.
    pub amount: Option<Amount>,
    /// Status before, for status changes.
    pub status_before: Option<super::StatusName>,
    /// Status now.
    pub status_after: Option<super::StatusName>,
    /// When we learned it.
    pub at: String,
    /// The run that brought it; `null` for what is worked out anew every day (late money, a missing day).
    pub run: Option<i64>,
    /// The account's name, when one.
    pub account: Option<String>,
    /// What differs between before and after: `day`, `stream`, `status`, `title`, `gross`, `fee`, `tax`, `net` and the like.
    pub fields: Vec<String>,
    /// The creator's flag on it; it stays here until the flag is lifted.
    pub flag: Option<ChangeFlag>,
    /// When it was acknowledged; `null` while it is open.
    pub acknowledged: Option<String>,
    /// Where it stands in its document, for a single row in a list that asks for it.
    pub source: Option<super::SourceRef>,
    /// What to open: `entry`, `payout`, `offer`, or the lists `entries`, `payouts`, `offers`.
    pub open: String,
    /// Row to open, when one.
    pub open_id: Option<i64>,
    /// Filter to open, when many.
    pub filter: Option<super::EntryFilter>,
}

/// The creator wants to come back to a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ChangeFlag {
    /// Why, in the creator's words; may be empty.
    pub note: String,
    /// Since when.
    pub since: String,
}

/// An offer that waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct WaitingOffer {
    /// Its id.
    pub id: i64,
    /// Who offers.
    pub brand: String,
    /// One line on what it is.
    pub title: String,
    /// The fee, when stated.
    pub fee: Option<Amount>,
    /// Commission in hundredths of a percent, when stated.
    pub commission: Option<i64>,
    /// Last day to answer, when stated.
    pub answer_by: Option<String>,
    /// How many findings it has.
    pub findings: i64,
}

/// A programme close to opening.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct NearProgramme {
    /// Registry id.
    pub programme: String,
    /// Name.
    pub name: String,
    /// Whose it is.
    pub platform: PlatformName,
    /// The requirement that lacks most, if one is numeric.
    pub metric: Option<String>,
    /// Its value.
    pub value: Option<i64>,
    /// Its threshold.
    pub threshold: Option<i64>,
    /// Share reached, 0 to 1000.
    pub permille: Option<i64>,
    /// `may_apply`, `nearly`.
    pub state: String,
}

/// A payout to come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ComingPayout {
    /// Its id, when the platform announced it; `null` when it is worked out from what is owed.
    pub id: Option<i64>,
    /// Whose it is.
    pub platform: PlatformName,
    /// Account's name.
    pub account: String,
    /// What comes.
    pub amount: Amount,
    /// The day, when known.
    pub day: Option<String>,
    /// Earliest day of the band.
    pub earliest: Option<String>,
    /// Latest day of the band.
    pub latest: Option<String>,
    /// `announced` by the platform, or `expected` from its own rhythm.
    pub basis: String,
    /// Days past its day, once the grace is over; `null` when it is not late.
    pub late_days: Option<i64>,
}
