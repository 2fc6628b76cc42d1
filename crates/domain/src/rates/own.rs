//! A rate the creator typed: for tokens, and for currencies and days that nobody publishes a rate for.

use crate::{CivilDay, Unit};

/// What one unit is worth, by the creator's word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OwnRate {
    /// Its row.
    pub id: i64,
    /// What is valued: a token, or a currency.
    pub unit: Unit,
    /// The first day it holds; it holds until the unit's next one.
    pub from: CivilDay,
    /// The currency it is valued in.
    pub currency: Unit,
    /// Millionths of that currency for one unit; always positive.
    pub micros: i64,
}

/// The rate of `unit` that holds on a day: the one that began last; of one day the one typed last.
pub(super) fn holds(rates: &[OwnRate], unit: Unit, on: CivilDay) -> Option<OwnRate> {
    rates
        .iter()
        .filter(|r| r.unit == unit && r.from <= on && r.micros > 0)
        .max_by_key(|r| (r.from, r.id))
        .copied()
}

/// The first day on which `unit` has a typed rate.
pub(super) fn begins(rates: &[OwnRate], unit: Unit) -> Option<CivilDay> {
    rates
        .iter()
        .filter(|r| r.unit == unit)
        .map(|r| r.from)
        .min()
}
