//! What the creator says for the reckoning: once for all offers, and of one offer.
//!
//! The rule it protects: nothing here has a default; what was not said is unknown.

use crate::Amount;
use crate::deliverable::{Format, spoken};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// For all offers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Choices {
    /// Charges and tax on a fee, hundredths of a percent (2460 = 24.6 %).
    pub charges: Option<i64>,
    /// What an hour is to bring.
    pub wish: Option<Amount>,
    /// Usual minutes for one piece of a kind.
    pub minutes: BTreeMap<Format, i64>,
}

/// Of one offer; `None` leaves what follows from the choices and the terms, `Some(None)` says that it is not known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Said {
    /// Minutes of work.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "spoken")]
    pub minutes: Option<Option<i64>>,
    /// What the exclusivity keeps away, before charges.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "spoken")]
    pub loss: Option<Option<Amount>>,
    /// What the offer is for: the category other exclusivities are compared with.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "spoken")]
    pub category: Option<Option<String>>,
    /// Days from publication to payment.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "spoken")]
    pub pay_days: Option<Option<i64>>,
}

impl Said {
    /// Lays a later word over this one.
    pub fn then(&mut self, later: Self) {
        if later.minutes.is_some() {
            self.minutes = later.minutes;
        }
        if later.loss.is_some() {
            self.loss = later.loss;
        }
        if later.category.is_some() {
            self.category = later.category;
        }
        if later.pay_days.is_some() {
            self.pay_days = later.pay_days;
        }
    }
}
