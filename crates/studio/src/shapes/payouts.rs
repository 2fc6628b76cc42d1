//! The Payouts screen.

use super::{Amount, EntryFilter, PayoutStateName, PlatformName, SourceRef, StreamName};
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
    /// What no entry accounts for; `null` when its entries are not known.
    pub unexplained: Option<Amount>,
    /// How its entries were found: `linked` by the platform, by its `period`, by a `search`; `null` when they are not known.
    pub basis: Option<String>,
    /// How sure that is, 0 to 1000.
    pub score: Option<i64>,
    /// Days it is late.
    pub late_days: Option<i64>,
    /// What is expected, for a payout that the platform has not announced.
    pub expected: Option<ExpectedPayout>,
    /// The day its bank line was booked, once they are matched.
    pub landed: Option<String>,
    /// What it is in the reporting currency; `null` when it is in that already.
    pub worth: Option<PayoutWorth>,
}

/// A payout in the reporting currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PayoutWorth {
    /// The figure; `null` without a rate.
    pub amount: Option<Amount>,
    /// Day of the rate; `null` for a typed rate or without one.
    pub rate_day: Option<String>,
    /// What the rate is based on, as in other conversions.
    pub basis: String,
    /// What one of its unit was in the reporting currency, decimal text.
    pub rate: Option<String>,
    /// Why there is no rate.
    pub reason: Option<String>,
}

/// A payout that nobody announced: what is owed, and what comes of it when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ExpectedPayout {
    /// Whose it is.
    pub account_id: i64,
    /// Platform of the account.
    pub platform: PlatformName,
    /// Account's name.
    pub account: String,
    /// Settled and in no payout today.
    pub owed: Amount,
    /// Entries behind it.
    pub entries: i64,
    /// The likely amount on the day.
    pub amount: Amount,
    /// Lowest of the band.
    pub low: Amount,
    /// Highest of the band.
    pub high: Amount,
    /// Of a hundred next payouts, how many should lie in the band of amounts; `null` without enough history.
    pub amount_percent: Option<i64>,
    /// The likely day of arrival.
    pub day: Option<String>,
    /// First day of the band.
    pub earliest: Option<String>,
    /// Last day of the band.
    pub latest: Option<String>,
    /// Of a hundred next payouts, how many should arrive in the band of days; `null` for a platform's own rule.
    pub day_percent: Option<i64>,
    /// Where the days come from: `rule`, `history`, `unknown`.
    pub basis: String,
    /// Whether the platform pays whole months.
    pub monthly: bool,
    /// The platform's minimum, when what is owed is below it.
    pub minimum: Option<Amount>,
    /// Days past the band.
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
    /// First of the days it pays, where they were searched; `null` where the platform links.
    pub from: Option<String>,
    /// Last of the days it pays.
    pub to: Option<String>,
    /// Whether other days would fit as well.
    pub others_fit: bool,
    /// Bank lines it became, as the creator accepted.
    pub landings: Vec<LandedPart>,
    /// What changing the currency cost, where it landed in another one.
    pub exchange: Option<PayoutExchange>,
    /// Whether the month it was made in is accepted.
    pub locked: bool,
    /// Its account.
    pub account_id: i64,
    /// First day of the month it was made in.
    pub month: String,
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
    /// `earned`, `stream`, `carried` (owed before, below the minimum then), `refund` (of a sale in this payout), `clawback` (of
    /// one paid before), `adjustment`, `fee`, `tax`, `rounding`, `currency` (what money in other currencies became), `resent` (sent in vain before), `expected`, `unexplained`,
    /// `paid`.
    pub kind: String,
    /// The stream, for `stream` lines.
    pub stream: Option<StreamName>,
    /// How many entries stand behind it.
    pub count: Option<i64>,
    /// The figure; `null` when unknown.
    pub amount: Option<Amount>,
    /// What was changed, in its own currencies, for a `currency` line of linked entries.
    pub foreign: Vec<Amount>,
    /// What that was worth at the reference rate of the payout's day; `null` without a rate.
    pub at_reference: Option<Amount>,
    /// The entries behind it as Earnings shows them; `null` where no filter says it.
    pub filter: Option<EntryFilter>,
    /// The word `payout_rows` takes for the entries behind it; `null` where they are days and not links.
    pub rows: Option<String>,
    /// Where the waterfall's bar starts, 0 to 1000 of the widest.
    pub from_permille: i64,
    /// Where it ends.
    pub to_permille: i64,
}

/// A part of a bank line that is a payout.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct LandedPart {
    /// The decision that says so.
    pub decision: i64,
    /// The bank line.
    pub landing: i64,
    /// The bank account's name.
    pub account: String,
    /// Booking day.
    pub day: String,
    /// The part.
    pub amount: Amount,
    /// The bank's words.
    pub text: String,
    /// Where it stands.
    pub source: SourceRef,
}

/// A payout that landed in another currency, against the reference rate of its day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PayoutExchange {
    /// What landed.
    pub landed: Amount,
    /// Day of the reference rate; `null` when there is none.
    pub rate_day: Option<String>,
    /// What the reference rate makes of the payout.
    pub at_reference: Option<Amount>,
    /// What landed less that; negative when it cost.
    pub cost: Option<Amount>,
}

/// Earned, paid, landed: what waits for a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MatchQueue {
    /// How many need a look.
    pub open: i64,
    /// How many of them are sure.
    pub sure: i64,
    /// Payouts that are matched.
    pub matched: i64,
    /// First and last day that a bank statement covers; `null` without one.
    pub covered: Option<Vec<String>>,
    /// Proposals, payouts that never landed, bank lines without a payout; best first, at most 200 of each.
    pub rows: Vec<MatchRow>,
    /// Decisions, newest first, at most 200.
    pub decided: Vec<MatchDecided>,
    /// Payouts without a bank line, to lay beside one by hand.
    pub free_payouts: Vec<MatchPayout>,
    /// Bank lines, or what is left of them, to lay beside a payout by hand.
    pub free_landings: Vec<MatchLanding>,
}

/// A row of the queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MatchRow {
    /// Stable as long as the row stands for the same.
    pub key: String,
    /// `proposal`, `missing` (paid, and not in a statement that covers its day), `unmatched` (a platform's bank line without a
    /// payout).
    pub kind: String,
    /// Payouts.
    pub payouts: Vec<MatchPayout>,
    /// Bank lines.
    pub landings: Vec<MatchLanding>,
    /// What accepting it would note.
    pub parts: Vec<MatchPart>,
    /// How well they fit, 0 to 1000.
    pub score: Option<i64>,
    /// Sure enough to be accepted with others in one go.
    pub sure: bool,
    /// Why, with the points each gives.
    pub reasons: Vec<MatchReason>,
    /// What landed less what was paid; `null` between unlike units.
    pub difference: Option<Amount>,
}

/// A reason of a proposal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MatchReason {
    /// `same_amount`, `less_by_fee`, `near_rate`, `other_currency`, `parts_add_up`, `on_the_day`, `days_apart`, `long_apart`,
    /// `names_payout`, `names_platform`, `same_words`, `rival`.
    pub reason: String,
    /// Points out of 1000.
    pub points: i64,
}

/// The paid side, with what was earned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MatchPayout {
    /// Its id.
    pub id: i64,
    /// Platform of the account.
    pub platform: PlatformName,
    /// Account's name.
    pub account: String,
    /// What was paid.
    pub amount: Amount,
    /// The day it should be booked.
    pub day: String,
    /// What its entries add up to; `null` when they are not known.
    pub earned: Option<Amount>,
    /// What no entry accounts for.
    pub unexplained: Option<Amount>,
    /// How its entries were found.
    pub basis: Option<String>,
    /// Whether its month is accepted: nothing about it can be decided until it is opened.
    pub locked: bool,
}

/// The landed side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MatchLanding {
    /// Its id.
    pub id: i64,
    /// The bank account's name.
    pub account: String,
    /// What was booked.
    pub amount: Amount,
    /// What is not used by a decision.
    pub left: Amount,
    /// Booking day.
    pub day: String,
    /// The bank's words, the other side and reference.
    pub text: String,
}

/// A part of a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MatchPart {
    /// The payout; `null` says that the bank line is none.
    pub payout: Option<i64>,
    /// The bank line.
    pub landing: i64,
    /// The part of the bank line; `null` for what is left of it, or what the payout needs.
    pub amount: Option<Amount>,
}

/// A decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MatchDecided {
    /// Its id, to take it back.
    pub id: i64,
    /// Accepted or refused.
    pub accepted: bool,
    /// When.
    pub at: String,
    /// How sure the proposal was, 0 to 1000; `null` when the sides were laid together by hand.
    pub score: Option<i64>,
    /// Why it was proposed, as shown when it was decided.
    pub reasons: Vec<MatchReason>,
    /// Payouts, as far as they are in the last 400 days.
    pub payouts: Vec<MatchPayout>,
    /// Bank lines.
    pub landings: Vec<MatchLanding>,
}

/// A month of an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PeriodRow {
    /// Whose.
    pub account_id: i64,
    /// Platform of the account.
    pub platform: PlatformName,
    /// Account's name.
    pub account: String,
    /// First day of the month.
    pub month: String,
    /// Payouts made in it.
    pub payouts: i64,
    /// How many of them are matched with a bank line.
    pub matched: i64,
    /// How many of them are explained to the last unit.
    pub explained: i64,
    /// When it was accepted; `null` when it is open.
    pub locked_at: Option<String>,
    /// Whether the figures are no longer the accepted ones.
    pub changed: bool,
    /// Figures as they were accepted, one for each unit.
    pub accepted: Vec<PeriodFigures>,
    /// Figures as they are now; empty for an open month.
    pub now: Vec<PeriodFigures>,
    /// When it was last opened again.
    pub reopened_at: Option<String>,
    /// Why.
    pub reason: Option<String>,
}

/// Figures of a period in one unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PeriodFigures {
    /// Earned by the month's entries.
    pub earned: Amount,
    /// Taken back by the month's entries.
    pub reversed: Amount,
    /// Paid by the month's payouts.
    pub payouts: Amount,
}

/// The equation of one account and unit: `owed_before + earned + changed = payouts + said_paid + reversed + owed + gap`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct BalanceRow {
    /// Whose.
    pub account_id: i64,
    /// Platform of the account.
    pub platform: PlatformName,
    /// Account's name.
    pub account: String,
    /// The unit.
    pub unit: String,
    /// Owed when the span began.
    pub owed_before: Amount,
    /// Nets that brought money.
    pub earned: Amount,
    /// What changing currency brought; below zero where it took.
    pub changed: Amount,
    /// Money taken back, as a positive figure.
    pub reversed: Amount,
    /// Payouts that did not come back.
    pub payouts: Amount,
    /// Called paid by their source, without a payout that we know.
    pub said_paid: Amount,
    /// Owed when the span ended.
    pub owed: Amount,
    /// What is missing in the equation.
    pub gap: Amount,
    /// What the span's payouts sent beyond what their entries explain: the gap with the sign turned.
    pub unexplained: Amount,
    /// Payouts of the span whose entries are not known.
    pub unknown_payouts: i64,
    /// Estimates that are not settled, outside the equation.
    pub estimated: Amount,
    /// Held or refused by the platform, outside the equation.
    pub held: Amount,
}
