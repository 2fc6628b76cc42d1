//! What a rule pays, part by part, and what it asks otherwise than the version before it.

use super::Amount;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The share of one kind of income.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PayoutPart {
    /// Which income, in the registry's words.
    pub name: String,
    /// Its share in tenths of a percent, when it is a share.
    pub share_permille: Option<i64>,
    /// Its figure as decimal text, when it is an amount in `unit`.
    pub figure: Option<String>,
    /// What the figure counts, in the registry's words (`US dollars per Bit`).
    pub unit: Option<String>,
}

/// A share that needs more than admission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PayoutTier {
    /// The share in tenths of a percent, when it is a share.
    pub share_permille: Option<i64>,
    /// The figure as decimal text, when it is an amount in the unit of the terms.
    pub figure: Option<String>,
    /// What it takes; all are needed.
    pub when: Vec<AskedRequirement>,
}

/// A limit above which the share drops.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PayoutCap {
    /// The limit, with its currency.
    pub amount: Amount,
    /// Over which time, in the registry's words.
    pub per: String,
    /// The share above it, in tenths of a percent.
    pub after_permille: i64,
}

/// A requirement as the rule writes it, judged for nobody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AskedRequirement {
    /// `all_of`, `any_of` or `metric`.
    pub kind: String,
    /// Branches of a group; for a metric, what each counted item must satisfy.
    pub children: Vec<AskedRequirement>,
    /// Metric of the vocabulary, for a leaf.
    pub metric: Option<String>,
    /// `>=`, `>`, `==`, `in`, …
    pub op: Option<String>,
    /// Threshold in words of the data; `null` when it is not published.
    pub threshold: Option<String>,
    /// Days of the window; months for `consecutive_months`.
    pub window_days: Option<i64>,
    /// `rolling`, `calendar_month`, `lifetime`, …
    pub window_kind: Option<String>,
    /// What is counted, in the registry's words.
    pub scope: Option<String>,
}

/// One thing a version asks otherwise than the one before it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RuleChange {
    /// `requirements` to get in, `maintenance` to stay in.
    pub list: String,
    /// `demand`, `route` for a whole alternative, `within_route` for a part of one.
    pub place: String,
    /// In the version before; `null` when it did not ask this.
    pub before: Option<AskedRequirement>,
    /// In this version; `null` when it asks this no more.
    pub after: Option<AskedRequirement>,
}
