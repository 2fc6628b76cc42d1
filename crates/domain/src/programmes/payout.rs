//! What a programme pays and how money leaves it: kept apart from who may join.
//!
//! The rule it protects: a share, a cap or a minimum is the source's own figure as exact decimal text; nothing here is
//! used to judge eligibility.

use super::decimal::Decimal;
use super::requirement::Requirement;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Payout terms of one rule version. Absent keys were not stated by any source.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    /// The creator's share: a fraction, or an amount when `unit` names one (dollars per Star).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub creator_share: Option<Decimal>,
    /// What the share is of, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Different shares for different income.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub components: Vec<Component>,
    /// Other shares when further conditions hold.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tiers: Vec<Tier>,
    /// A limit above which the share drops.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cap: Option<Cap>,
    /// Smallest payable balance, in `currency` or `unit_minimum`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minimum: Option<Decimal>,
    /// ISO 4217 code of `minimum`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// Unit of `minimum` when it is no currency (`gold`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit_minimum: Option<String>,
    /// Smallest payable balance in other currencies, by ISO 4217 code.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub minimum_by_currency: BTreeMap<String, Decimal>,
    /// Days from the end of the earning month to the payment, unless `note` says otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delay_days: Option<u16>,
    /// How the money travels, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// Conditions each video, effect or stream must meet to earn.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub per_item: Vec<Requirement>,
    /// Conditions of each paid month.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub per_period: Vec<Requirement>,
    /// What must hold before money can leave the platform.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gate: Vec<Requirement>,
    /// A remark to show.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// The share of one kind of income.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Component {
    /// Which income, in words.
    pub name: String,
    /// Fraction, or amount when `unit` names one.
    pub share: Decimal,
    /// Unit of an amount, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
}

/// A share that needs more than admission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tier {
    /// Fraction, or amount as in the terms' `unit`.
    pub share: Decimal,
    /// All of these are needed.
    pub when: Vec<Requirement>,
}

/// Up to `amount` the share holds; above it, `after_share`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cap {
    /// The limit.
    pub amount: Decimal,
    /// ISO 4217 code of `amount`.
    pub currency: String,
    /// Over which time, in words.
    pub per: String,
    /// The share above the limit.
    pub after_share: Decimal,
}
