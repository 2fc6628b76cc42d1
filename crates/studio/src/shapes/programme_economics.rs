//! What a programme's streams should pay by the rules in force, beside what they paid.

use super::{Amount, PlatformName, StreamName};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The money of one programme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ProgrammeEconomics {
    /// Registry id.
    pub programme: String,
    /// First day of the window.
    pub from: String,
    /// Last day.
    pub to: String,
    /// Streams that depend on it and brought anything in the window.
    pub streams: Vec<StreamEconomics>,
    /// Streams that would depend on it, whether they brought anything or not.
    pub depends: Vec<StreamName>,
}

/// One stream of one account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct StreamEconomics {
    /// Whose.
    pub account: i64,
    /// Its name.
    pub handle: String,
    /// Its platform.
    pub platform: PlatformName,
    /// The stream.
    pub stream: StreamName,
    /// Whether the account may hold money of other programmes in the same stream (tips that came through a payment service).
    pub shared: bool,
    /// What it brought, net, by unit.
    pub received: Vec<Amount>,
    /// How many entries.
    pub entries: i64,
    /// What should be paid beside what was, one for each unit and rule version.
    pub lines: Vec<EconomicsLine>,
}

/// Months under one rule version, in one unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct EconomicsLine {
    /// The rule version; `null` for months in which none held.
    pub rule: Option<String>,
    /// First month, `2026-01`.
    pub from: String,
    /// Last month.
    pub to: String,
    /// What the share is of: the gross, or tokens.
    pub base: Option<Amount>,
    /// The creator's share in tenths of a percent.
    pub share_permille: Option<i64>,
    /// What one token brings by the rule.
    pub each: Option<Amount>,
    /// What should be paid, or the least of it when the share depends on more.
    pub should: Option<Amount>,
    /// The most of it, when the share depends on more.
    pub should_most: Option<Amount>,
    /// What was paid.
    pub paid: Option<Amount>,
    /// Paid less what should be; only where both are known exactly.
    pub difference: Option<Amount>,
    /// The difference in thousandths of what should be paid.
    pub difference_permille: Option<i64>,
    /// Fees of the payment service, which come on top of the rule's share.
    pub fee: Option<Amount>,
    /// What the money would be a share of, when only the creator's part is reported.
    pub implied: Option<Amount>,
    /// Whether the rule's own figure is approximate.
    pub approximate: bool,
    /// Why it cannot be told: `no_rule`, `rate_unpublished`, `gross_unknown`, `paid_unknown`, `negotiated`, `unlike_units`,
    /// `not_withdrawn`; `null` when it can.
    pub unknown: Option<String>,
}
