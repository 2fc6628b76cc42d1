//! The payouts of one account in order, each led back to what it pays.
//!
//! The rules it protects: a platform's own links come first; only where an account's payouts never name their entries are
//! days searched for them; what a failed payout sent back is counted in the payout that sends it again.

use super::currency::{self, Currency};
use super::known::Known;
use domain::matching::{
    Attribution, Basis, Cycle, Outcome, PayTerms, Sent, attribute, came_back, pay_terms,
};
use domain::{Account, CivilDay, PayoutId, PayoutState, Status, Unit, Zone};
use std::collections::BTreeMap;
use store::{PaidPart, Payout, ReadTx, StoreError};

/// Standings that may be in a payout whose platform does not list its rows. Some platforms only ever estimate.
pub(super) const PAYABLE: [Status; 4] = [
    Status::Estimated,
    Status::Confirmed,
    Status::Available,
    Status::Paid,
];

/// What leads a payout back to earnings.
#[derive(Debug, Clone, Default)]
pub(super) struct Explained {
    /// What its entries add up to, micro-units of its unit; `None` when they are not known.
    pub(super) rows: Option<i128>,
    /// How many entries; of searched days it is not counted.
    pub(super) count: u64,
    /// What it sends again after it failed before.
    pub(super) resent: i128,
    /// The days it pays, where they were searched.
    pub(super) range: Option<Attribution>,
    /// The sums behind it, where the platform links.
    pub(super) parts: Vec<PaidPart>,
    /// What became of entries in other currencies, where the platform links some.
    pub(super) currency: Currency,
}

impl Explained {
    /// What no entry accounts for.
    pub(super) fn unexplained(&self, paid: i64) -> Option<i128> {
        self.rows
            .map(|rows| i128::from(paid) - rows - self.resent - self.currency.made)
    }

    /// How it was led back.
    pub(super) fn basis(&self) -> Option<Basis> {
        match self.range {
            Some(range) => Some(range.basis),
            None => self.rows.map(|_| Basis::Linked),
        }
    }

    /// How sure, 0 to 1000.
    pub(super) fn score(&self) -> Option<u16> {
        match self.range {
            Some(range) => Some(range.score),
            None => self.rows.map(|_| 1_000),
        }
    }
}

/// The payouts of an account with what explains them.
pub(super) struct Chain {
    /// Oldest first.
    pub(super) payouts: Vec<Payout>,
    explained: BTreeMap<PayoutId, Explained>,
    /// What came back and no payout sent again yet, for each unit.
    pub(super) open: BTreeMap<Unit, i128>,
    /// Whether it holds every payout of the account, whatever day it was asked from.
    pub(super) whole: bool,
}

impl Chain {
    /// What explains a payout.
    pub(super) fn of(&self, id: PayoutId) -> Explained {
        self.explained.get(&id).cloned().unwrap_or_default()
    }

    /// Reads an account's payouts made on `since` or later, and all of them where days must be searched.
    pub(super) fn read(
        tx: &ReadTx<'_>,
        known: &Known,
        account: &Account,
        since: Option<CivilDay>,
    ) -> Result<Self, StoreError> {
        let mut payouts = tx.payouts_of(account.id)?;
        let links = payouts.iter().any(|p| p.payout.itemised);
        if let Some(since) = since.filter(|_| links) {
            payouts.retain(|p| made(p) >= since);
        }
        let mut explained = BTreeMap::new();
        let mut any = false;
        for payout in &payouts {
            let unit = payout.payout.amount.unit;
            let mut parts = tx.payout_parts(payout.id)?;
            any |= !parts.is_empty();
            let count = parts.iter().map(|p| p.count).sum();
            let foreign = parts.extract_if(.., |p| p.unit != unit).collect();
            let rows: i128 = parts.iter().map(|p| p.net).sum();
            let currency = Currency::of(tx, known, payout, foreign, rows)?;
            explained.insert(
                payout.id,
                Explained {
                    rows: (count > 0).then_some(rows),
                    count,
                    parts,
                    currency,
                    ..Explained::default()
                },
            );
        }
        let mut units: Vec<Unit> = payouts.iter().map(|p| p.payout.amount.unit).collect();
        units.sort_unstable();
        units.dedup();
        let mut chain = Self {
            payouts,
            explained,
            open: BTreeMap::new(),
            whole: !links,
        };
        if any || links {
            for unit in units {
                chain.resend(unit);
            }
        } else if !units.is_empty() {
            // The sums of all units lie side by side: one walk over the days serves every unit.
            let mut came = tx.unit_nets_by_day(account.id, &PAYABLE)?;
            for unit in units {
                let came = came.remove(&unit).unwrap_or_default();
                let days = with_changes(tx, known, account, unit, None, came)?;
                chain.search(account, unit, &days);
            }
        }
        Ok(chain)
    }

    fn of_unit(&self, unit: Unit) -> Vec<&Payout> {
        let same = |p: &&Payout| p.payout.amount.unit == unit;
        self.payouts.iter().filter(same).collect()
    }

    fn resend(&mut self, unit: Unit) {
        let outcomes: Vec<(PayoutId, Outcome)> = self
            .of_unit(unit)
            .into_iter()
            .map(|p| {
                let outcome = Outcome {
                    micros: p.payout.amount.micros,
                    rows: self
                        .explained
                        .get(&p.id)
                        .and_then(|e| Some(e.rows? + e.currency.made)),
                    came_back: !left(p),
                };
                (p.id, outcome)
            })
            .collect();
        let steps: Vec<Outcome> = outcomes.iter().map(|(_, o)| *o).collect();
        let (again, open) = came_back(&steps);
        for ((id, _), resent) in outcomes.iter().zip(again) {
            if let Some(explained) = self.explained.get_mut(id) {
                explained.resent = resent;
            }
        }
        self.open.insert(unit, open);
    }

    fn search(&mut self, account: &Account, unit: Unit, days: &[(CivilDay, i128)]) {
        let of_unit: Vec<(PayoutId, Sent)> = self
            .of_unit(unit)
            .into_iter()
            .map(|p| {
                let sent = Sent {
                    day: made(p),
                    micros: p.payout.amount.micros,
                    left: left(p),
                };
                (p.id, sent)
            })
            .collect();
        let sent: Vec<Sent> = of_unit.iter().map(|(_, s)| *s).collect();
        let PayTerms { cycle, .. } = pay_terms(account.platform);
        let coin = 10i64.pow(6 - u32::from(unit.decimals().min(6)));
        for ((id, _), range) in of_unit.iter().zip(attribute(days, &sent, cycle, coin)) {
            if let (Some(range), Some(explained)) = (range, self.explained.get_mut(id)) {
                explained.rows = Some(range.explained);
                explained.range = Some(range);
            }
        }
    }
}

/// The day a payout was made.
pub(super) fn made(payout: &Payout) -> CivilDay {
    payout.payout.created.day_in(Zone::UTC)
}

/// Whether the money left and did not come back, as far as the platform says.
pub(super) fn left(payout: &Payout) -> bool {
    !matches!(
        payout.payout.state,
        PayoutState::Failed | PayoutState::Canceled
    )
}

/// Net per day of what an account's payouts may pay, in one unit, sorted.
pub(super) fn days(
    tx: &ReadTx<'_>,
    known: &Known,
    account: &Account,
    unit: Unit,
    from: Option<CivilDay>,
) -> Result<Vec<(CivilDay, i128)>, StoreError> {
    let came = tx.nets_by_day(account.id, unit, &PAYABLE, from)?;
    with_changes(tx, known, account, unit, from, came)
}

/// The days with what changing currency brought to them.
fn with_changes(
    tx: &ReadTx<'_>,
    known: &Known,
    account: &Account,
    unit: Unit,
    from: Option<CivilDay>,
    came: Vec<(CivilDay, i128)>,
) -> Result<Vec<(CivilDay, i128)>, StoreError> {
    let mut days: BTreeMap<CivilDay, i128> = came.into_iter().collect();
    for (day, net) in currency::conversions(tx, known, account, unit)? {
        if from.is_none_or(|from| from <= day) {
            *days.entry(day).or_default() += net;
        }
    }
    Ok(days.into_iter().collect())
}

/// Whether a platform pays whole months.
pub(super) fn by_month(account: &Account) -> bool {
    matches!(pay_terms(account.platform).cycle, Cycle::Month { .. })
}
