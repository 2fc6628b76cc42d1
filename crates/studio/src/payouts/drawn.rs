//! Rows of the match queue as the edge shows them.
//!
//! The rule it protects: what stands beside a match (earned, unexplained, left of a line) is what the X-ray says of the same
//! payout; an account's chain is read once for all its rows.

use super::LOOK_BACK_DAYS;
use super::basis::Basis;
use super::chain::{Chain, made};
use super::ground::{Decided, Ground, due, line_key, words};
use super::known::Known;
use crate::shapes::*;
use domain::matching::{Part, Proposal};
use domain::{AccountId, LandingId, PayoutId};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use store::{Landing, MatchDecision, Payout, ReadTx, StoreError, Verdict};

pub(super) fn bare(
    kind: &str,
    key: String,
    payouts: Vec<MatchPayout>,
    landings: Vec<MatchLanding>,
) -> MatchRow {
    MatchRow {
        key,
        kind: kind.to_owned(),
        payouts,
        landings,
        parts: Vec::new(),
        score: None,
        sure: false,
        reasons: Vec::new(),
        difference: None,
    }
}

/// Turns rows into shapes; reads an account's chain once.
pub(super) struct Drawn<'a, 'c> {
    pub(super) tx: &'a ReadTx<'c>,
    pub(super) known: &'a Known,
    pub(super) ground: &'a Ground,
    pub(super) decided: &'a Decided,
    pub(super) chains: BTreeMap<AccountId, Rc<Chain>>,
}

impl Drawn<'_, '_> {
    pub(super) fn payout(&mut self, payout: &Payout) -> Result<MatchPayout, StoreError> {
        let account = self.ground.accounts.get(&payout.account);
        if let Some(account) = account.filter(|a| !self.chains.contains_key(&a.id)) {
            let oldest = self.ground.payouts.last().map(made);
            let since = oldest.map(|d| d.plus_days(-LOOK_BACK_DAYS));
            let chain = self.known.chain(self.tx, account, since)?;
            self.chains.insert(account.id, chain);
        }
        let explained = self
            .chains
            .get(&payout.account)
            .map(|c| c.of(payout.id))
            .unwrap_or_default();
        let amount = payout.payout.amount;
        let of = |micros: i128| Amount::of_sum(micros, amount.unit);
        Ok(MatchPayout {
            id: payout.id.0,
            platform: account
                .map_or(domain::Platform::Other, |a| a.platform)
                .into(),
            account: account.map(|a| a.handle.clone()).unwrap_or_default(),
            amount: amount.into(),
            day: due(payout).to_string(),
            earned: explained.rows.map(of),
            unexplained: explained.unexplained(amount.micros).map(of),
            basis: explained.basis().map(|b| b.slug().to_owned()),
            locked: self.tx.period_is_locked(payout.account, made(payout))?,
        })
    }

    pub(super) fn landing(&self, landing: &Landing) -> MatchLanding {
        let used = self.decided.used.get(&line_key(landing)).copied();
        let amount = landing.landing.amount;
        let left = amount.micros.saturating_sub(used.unwrap_or(0));
        let account = self.ground.accounts.get(&landing.account);
        MatchLanding {
            id: landing.id.0,
            account: account.map(|a| a.handle.clone()).unwrap_or_default(),
            amount: amount.into(),
            left: domain::Amount::new(left, amount.unit).into(),
            day: landing.landing.day.to_string(),
            text: words(landing),
        }
    }

    pub(super) fn proposal(
        &mut self,
        proposal: &Proposal,
        payouts: &BTreeMap<PayoutId, &Payout>,
        landings: &BTreeMap<LandingId, &Landing>,
    ) -> Result<MatchRow, StoreError> {
        let (pays, lines) = self.sides(&proposal.parts, payouts, landings)?;
        let first = proposal.parts.iter().min();
        Ok(MatchRow {
            key: first.map_or_else(String::new, |p| format!("p{}l{}", p.payout, p.landing)),
            kind: "proposal".to_owned(),
            difference: difference(&pays, &lines),
            payouts: pays,
            landings: lines,
            parts: proposal
                .parts
                .iter()
                .filter_map(|part| {
                    let unit = landings.get(&part.landing)?.landing.amount.unit;
                    Some(MatchPart {
                        payout: Some(part.payout.0),
                        landing: part.landing.0,
                        amount: Some(domain::Amount::new(part.micros, unit).into()),
                    })
                })
                .collect(),
            score: Some(i64::from(proposal.score)),
            sure: proposal.sure(),
            reasons: Basis::of(proposal).reasons,
        })
    }

    fn sides(
        &mut self,
        parts: &[Part],
        payouts: &BTreeMap<PayoutId, &Payout>,
        landings: &BTreeMap<LandingId, &Landing>,
    ) -> Result<(Vec<MatchPayout>, Vec<MatchLanding>), StoreError> {
        let pays: BTreeSet<PayoutId> = parts.iter().map(|p| p.payout).collect();
        let lines: BTreeSet<LandingId> = parts.iter().map(|p| p.landing).collect();
        let mut drawn = Vec::new();
        for payout in pays.iter().filter_map(|id| payouts.get(id)) {
            drawn.push(self.payout(payout)?);
        }
        let lines = lines.iter().filter_map(|id| landings.get(id));
        Ok((drawn, lines.map(|l| self.landing(l)).collect()))
    }

    pub(super) fn decision(
        &mut self,
        decision: &MatchDecision,
        pay_ids: &BTreeMap<(AccountId, String), PayoutId>,
        line_ids: &BTreeMap<(AccountId, String), LandingId>,
        payouts: &BTreeMap<PayoutId, &Payout>,
        landings: &BTreeMap<LandingId, &Landing>,
    ) -> Result<MatchDecided, StoreError> {
        let pays: BTreeSet<PayoutId> = decision
            .links
            .iter()
            .filter_map(|l| pay_ids.get(l.payout.as_ref()?).copied())
            .collect();
        let lines: BTreeSet<LandingId> = decision
            .links
            .iter()
            .filter_map(|l| line_ids.get(&l.landing).copied())
            .collect();
        let mut drawn = Vec::new();
        for payout in pays.iter().filter_map(|id| payouts.get(id)) {
            drawn.push(self.payout(payout)?);
        }
        let basis = Basis::read(&decision.basis);
        Ok(MatchDecided {
            score: basis.score,
            reasons: basis.reasons,
            id: decision.id,
            accepted: decision.verdict == Verdict::Accepted,
            at: decision.decided_at.to_string(),
            payouts: drawn,
            landings: lines
                .iter()
                .filter_map(|id| landings.get(id))
                .map(|l| self.landing(l))
                .collect(),
        })
    }
}

/// What landed less what was paid, where both sides have one unit.
fn difference(pays: &[MatchPayout], lines: &[MatchLanding]) -> Option<Amount> {
    let sum = |amounts: Vec<&Amount>| -> Option<(i128, domain::Unit)> {
        let unit: domain::Unit = amounts.first()?.unit.parse().ok()?;
        let mut total = 0i128;
        for amount in amounts {
            let parsed = domain::Amount::parse(&amount.amount, unit).ok()?;
            if amount.unit != unit.to_string() {
                return None;
            }
            total += i128::from(parsed.micros);
        }
        Some((total, unit))
    };
    let (paid, unit) = sum(pays.iter().map(|p| &p.amount).collect())?;
    let (came, other) = sum(lines.iter().map(|l| &l.left).collect())?;
    (unit == other).then(|| Amount::of_sum(came - paid, unit))
}
