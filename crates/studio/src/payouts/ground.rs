//! What the match queue is made of: payouts, bank lines and what was decided about them.
//!
//! The rule it protects: a decision is found again by what both sides are called at their source, whatever rows they have; a
//! line that was used in part still has its rest.

use super::accounts;
use super::chain::made;
use super::known::Known;
use domain::matching::{LandingSide, PayoutSide};
use domain::{Account, AccountId, CivilDay, PayoutState};
use std::collections::{BTreeMap, BTreeSet};
use store::{Landing, MatchDecision, Payout, ReadTx, StoreError, Verdict};

/// Days looked back.
const SPAN_DAYS: i32 = 400;
/// Payouts and bank lines looked at.
const MOST: u32 = 50_000;

/// Everything the queue is made of.
pub(super) struct Ground {
    pub(super) accounts: BTreeMap<AccountId, Account>,
    pub(super) payouts: Vec<Payout>,
    pub(super) landings: Vec<Landing>,
    pub(super) decisions: Vec<MatchDecision>,
    /// First and last day that some bank statement covers.
    pub(super) covered: Option<(CivilDay, CivilDay)>,
}

/// What was decided, by identity at the source.
#[derive(Default)]
pub(super) struct Decided {
    pub(super) paid: BTreeSet<(AccountId, String)>,
    pub(super) used: BTreeMap<(AccountId, String), i64>,
    pub(super) refused: BTreeSet<((AccountId, String), (AccountId, String))>,
    pub(super) none: BTreeSet<(AccountId, String)>,
}

impl Decided {
    pub(super) fn of(decisions: &[MatchDecision]) -> Self {
        let mut decided = Self::default();
        for decision in decisions {
            for link in &decision.links {
                let landing = link.landing.clone();
                match (decision.verdict, link.payout.clone()) {
                    (Verdict::Accepted, Some(payout)) => {
                        decided.paid.insert(payout);
                        *decided.used.entry(landing).or_default() += link.amount.micros;
                    }
                    (Verdict::Refused, Some(payout)) => {
                        decided.refused.insert((payout, landing));
                    }
                    (_, None) => {
                        decided.none.insert(landing);
                    }
                }
            }
        }
        decided
    }
}

pub(super) fn key(payout: &Payout) -> (AccountId, String) {
    (payout.account, payout.payout.external_id.clone())
}

pub(super) fn line_key(landing: &Landing) -> (AccountId, String) {
    (landing.account, landing.key.clone())
}

pub(super) fn due(payout: &Payout) -> CivilDay {
    payout.payout.arrival.unwrap_or_else(|| made(payout))
}

impl Ground {
    pub(super) fn read(tx: &ReadTx<'_>, today: CivilDay) -> Result<Self, StoreError> {
        let from = today.plus_days(-SPAN_DAYS);
        let covered = tx
            .landing_days()?
            .into_iter()
            .map(|(_, first, last)| (first, last))
            .reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
        Ok(Self {
            accounts: accounts(tx)?,
            payouts: tx.payouts(Some(from), None, MOST)?,
            landings: tx.landings(Some(from), None, MOST)?,
            decisions: tx.match_decisions()?,
            covered,
        })
    }

    /// Payouts that wait for a bank line.
    pub(super) fn waiting(
        &self,
        tx: &ReadTx<'_>,
        known: &Known,
        decided: &Decided,
    ) -> Result<Vec<PayoutSide>, StoreError> {
        let units: BTreeSet<_> = self
            .landings
            .iter()
            .map(|l| l.landing.amount.unit)
            .collect();
        let foreign = self
            .payouts
            .iter()
            .any(|p| units.iter().any(|u| *u != p.payout.amount.unit));
        let book = foreign.then(|| known.book(tx)).transpose()?;
        let open = self.payouts.iter().filter(|p| {
            let sent = matches!(p.payout.state, PayoutState::Paid | PayoutState::InTransit);
            sent && p.payout.amount.micros > 0 && !decided.paid.contains(&key(p))
        });
        Ok(open
            .filter_map(|p| {
                let amount = p.payout.amount;
                let other = units.iter().filter(|u| **u != amount.unit);
                let converted = other.filter_map(|unit| {
                    let factor = book.as_ref()?.factor(amount.unit, *unit, due(p)).ok()?;
                    let micros = factor.apply(amount.micros.into()).ok()?;
                    Some(domain::Amount::new(i64::try_from(micros).ok()?, *unit))
                });
                Some(PayoutSide {
                    id: p.id,
                    account: p.account,
                    platform: self.accounts.get(&p.account)?.platform,
                    amount,
                    converted: converted.collect(),
                    due: due(p),
                    reference: p.payout.external_id.clone(),
                    words: p.payout.description.clone(),
                })
            })
            .collect())
    }

    /// Bank lines, or what is left of them, that may be payouts.
    pub(super) fn lines(&self, decided: &Decided) -> Vec<LandingSide> {
        self.landings
            .iter()
            .filter(|l| !decided.none.contains(&line_key(l)))
            .filter_map(|l| {
                let used = decided.used.get(&line_key(l)).copied().unwrap_or(0);
                let amount = l.landing.amount;
                let rest = amount.micros.checked_sub(used).filter(|rest| *rest > 0)?;
                Some(LandingSide {
                    id: l.id,
                    day: l.landing.day,
                    amount: domain::Amount::new(rest, amount.unit),
                    text: words(l),
                })
            })
            .collect()
    }
}

pub(super) fn words(landing: &Landing) -> String {
    let parts = [
        Some(landing.landing.text.as_str()),
        landing.landing.counterparty.as_deref(),
        landing.landing.reference.as_deref(),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}
