//! Money told by two sources: what looks like one thing, why, and what the creator decided.

use super::{Amount, PlatformName, SourceRef};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Overlaps that wait for a decision, and decisions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Doubles {
    /// Pairs that wait, in all overlaps.
    pub open: i64,
    /// Overlaps of two sources, the largest first.
    pub groups: Vec<DoubleGroup>,
    /// Decisions, newest first.
    pub decided: Vec<DoubleDecided>,
    /// The first day looked at where two large sources overlap; `null` when everything was looked at.
    pub looked_from: Option<String>,
}

/// Two sources that tell of the same money.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DoubleGroup {
    /// Names the overlap, the same at every look; begins with `g`.
    pub id: String,
    /// How the two are related: `pass_through`, `two_reports`, `two_accounts`, `same_days`, `typed`, `payout_as_income`,
    /// `payouts`, `two_formats`, `two_banks`.
    pub kin: String,
    /// One source.
    pub one: DoubleSource,
    /// The other source.
    pub other: DoubleSource,
    /// The side that would be put aside: `one` or `other`.
    pub aside: String,
    /// Whether the creator may choose the other side instead.
    pub either: bool,
    /// Pairs in it.
    pub count: i64,
    /// Pairs that are sure.
    pub sure: i64,
    /// First day.
    pub from: String,
    /// Last day.
    pub to: String,
    /// What would leave the sums, for each unit; empty for payouts and bank lines, which are in none.
    pub twice: Vec<Amount>,
    /// The best pairs; the group has `count`.
    pub pairs: Vec<DoublePair>,
}

/// A source of rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DoubleSource {
    /// Account id.
    pub account: i64,
    /// Its platform.
    pub platform: PlatformName,
    /// Its name.
    pub handle: String,
    /// `entry`, `payout` or `landing`.
    pub kind: String,
    /// Where its rows come from: `api`, `file`, `hand`.
    pub way: String,
    /// The file or page its newest row stands in.
    pub document: String,
}

/// Two rows that look like one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DoublePair {
    /// Names the pair, the same at every look.
    pub id: String,
    /// 0 to 1000.
    pub score: i64,
    /// Sure enough to be decided with others in one go.
    pub sure: bool,
    /// Why, with the points each gives.
    pub reasons: Vec<DoubleReason>,
    /// The row of the source `one`.
    pub one: DoubleSide,
    /// The row of the source `other`.
    pub other: DoubleSide,
}

/// A reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DoubleReason {
    /// `same_id`, `same_amount`, `near_amount`, `other_unit`, `same_instant`, `same_day`, `next_day`, `days_apart`,
    /// `same_payer`, `names_platform`, `same_words`, `rival`.
    pub reason: String,
    /// Points out of 1000; a rival takes away.
    pub points: i64,
}

/// One of two rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DoubleSide {
    /// `entry`, `payout` or `landing`.
    pub kind: String,
    /// Its row; `null` while it is not there (its import was taken back, its account removed).
    pub row: Option<i64>,
    /// Its platform.
    pub platform: PlatformName,
    /// Name of its account.
    pub handle: String,
    /// Its day.
    pub day: Option<String>,
    /// Its amount: the net of an entry.
    pub amount: Option<Amount>,
    /// Its words.
    pub text: String,
    /// Who paid, when named.
    pub payer: Option<String>,
    /// Where it stands.
    pub source: Option<SourceRef>,
}

/// A decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DoubleDecided {
    /// Its id, to take it back.
    pub id: i64,
    /// Merged: of each pair one side is put aside. Otherwise both count.
    pub merged: bool,
    /// When.
    pub at: String,
    /// Pairs it is about.
    pub count: i64,
    /// The first of them.
    pub pairs: Vec<DoubleDecidedPair>,
}

/// A pair that was decided about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DoubleDecidedPair {
    /// The side put aside; one of the two when both are kept.
    pub aside: DoubleSide,
    /// The side that counts.
    pub kept: DoubleSide,
    /// Why it was proposed, as shown when it was decided.
    pub reasons: Vec<DoubleReason>,
}

/// What a decision did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DoublesDone {
    /// The decision, to take it back.
    pub decision: i64,
    /// Pairs it is about.
    pub count: i64,
}

/// What an entry is one with, by the creator's decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DoubleTwin {
    /// The decision.
    pub decision: i64,
    /// Whether this entry is the one put aside.
    pub aside: bool,
    /// The other row.
    pub other: DoubleSide,
}
