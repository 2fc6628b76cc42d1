//! Money that changes its currency between the entry and the payout.
//!
//! The rules it protects: unlike units are never added; what entries in another currency became in a payout is taken from the
//! payout itself, and only where the rate that makes is near the day's reference rate; a payer's conversion counts in both of
//! its currencies or in none.

use super::chain::made;
use super::known::Known;
use domain::{Account, CivilDay, Platform, Unit};
use std::collections::BTreeMap;
use store::{PaidPart, Payout, ReadTx, StoreError};

/// What a payer's rate may be away from the reference rate to be taken for one, in hundredths.
const APART: i128 = 10;

/// What became of a payout's entries in other currencies.
#[derive(Debug, Clone, Default)]
pub(super) struct Currency {
    /// Their sums, as earned.
    pub(super) foreign: Vec<(Unit, i128, u64)>,
    /// What the payer made of them in the payout's currency; zero where that cannot be told.
    pub(super) made: i128,
    /// What they were worth at the reference rate of the payout's day.
    pub(super) at_reference: Option<i128>,
}

impl Currency {
    /// Of a payout whose own-currency entries add up to `rows`.
    pub(super) fn of(
        tx: &ReadTx<'_>,
        known: &Known,
        payout: &Payout,
        parts: Vec<PaidPart>,
        rows: i128,
    ) -> Result<Self, StoreError> {
        if parts.is_empty() {
            return Ok(Self::default());
        }
        let mut sums: BTreeMap<Unit, (i128, u64)> = BTreeMap::new();
        for part in parts {
            let sum = sums.entry(part.unit).or_default();
            sum.0 += part.net;
            sum.1 += part.count;
        }
        let amount = payout.payout.amount;
        let book = known.book(tx)?;
        let worth = sums.iter().map(|(unit, (net, _))| {
            let factor = book.factor(*unit, amount.unit, made(payout)).ok()?;
            factor.apply(*net).ok()
        });
        let at_reference: Option<i128> = worth.sum();
        let rest = i128::from(amount.micros) - rows;
        let near =
            at_reference.is_some_and(|worth| (rest - worth).abs() * 100 <= worth.abs() * APART);
        Ok(Self {
            foreign: sums
                .into_iter()
                .map(|(unit, (net, count))| (unit, net, count))
                .collect(),
            made: if near { rest } else { 0 },
            at_reference,
        })
    }
}

/// Whether a platform keeps a balance for each currency, changes money among them, and marks no entry as paid.
pub(super) fn keeps_balances(account: &Account) -> bool {
    account.platform == Platform::Paypal
}

/// What conversions brought to and took from one currency of an account, with their days. Only where entries stand in the
/// currency before: elsewhere the exchange is in the entry already.
pub(super) fn conversions(
    tx: &ReadTx<'_>,
    known: &Known,
    account: &Account,
    unit: Unit,
) -> Result<Vec<(CivilDay, i128)>, StoreError> {
    if !keeps_balances(account) {
        return Ok(Vec::new());
    }
    let mut nets = Vec::new();
    for exchange in known.exchanges(tx)? {
        if exchange.account != account.id {
            continue;
        }
        if exchange.received.unit == unit {
            nets.push((exchange.day, i128::from(exchange.received.micros)));
        }
        if exchange.paid.unit == unit {
            nets.push((exchange.day, -i128::from(exchange.paid.micros)));
        }
    }
    Ok(nets)
}
