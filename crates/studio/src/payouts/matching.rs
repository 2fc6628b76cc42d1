//! Earned, paid, landed: the queue of bank lines and payouts that wait for a decision.
//!
//! The rule it protects: nothing is matched without the creator's word; a payout is called missing only where a bank statement
//! covers its day.

use super::basis::Basis;
use super::chain::{Chain, made};
use super::{LOOK_BACK_DAYS, accounts};
use crate::rates::book;
use crate::shapes::*;
use crate::{OpenProfile, StudioError};
use domain::matching::{LandingSide, Part, PayoutSide, Proposal, names_a_platform, propose};
use domain::{Account, AccountId, CivilDay, LandingId, PayoutId, PayoutState};
use std::collections::{BTreeMap, BTreeSet};
use store::{Landing, MatchDecision, Payout, ReadTx, StoreError, Verdict};

/// Days looked back.
const SPAN_DAYS: i32 = 400;
/// Payouts and bank lines looked at.
const MOST: u32 = 50_000;
/// Rows of the queue and decisions shown.
const SHOWN: usize = 200;
/// Days after its day from which a payout without a bank line is named, where the statement covers them.
const PATIENCE_DAYS: i32 = 7;

/// Everything the queue is made of.
pub(super) struct Ground {
    accounts: BTreeMap<AccountId, Account>,
    pub(super) payouts: Vec<Payout>,
    pub(super) landings: Vec<Landing>,
    pub(super) decisions: Vec<MatchDecision>,
    /// First and last day that some bank statement covers.
    covered: Option<(CivilDay, CivilDay)>,
}

/// What was decided, by identity at the source.
#[derive(Default)]
pub(super) struct Decided {
    pub(super) paid: BTreeSet<(AccountId, String)>,
    pub(super) used: BTreeMap<(AccountId, String), i64>,
    refused: BTreeSet<((AccountId, String), (AccountId, String))>,
    none: BTreeSet<(AccountId, String)>,
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

fn due(payout: &Payout) -> CivilDay {
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
        let book = foreign.then(|| book(tx)).transpose()?;
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

fn words(landing: &Landing) -> String {
    let parts = [
        Some(landing.landing.text.as_str()),
        landing.landing.counterparty.as_deref(),
        landing.landing.reference.as_deref(),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// The queue: proposals with their reasons, payouts that never landed, bank lines of platforms without a payout, and what was
/// decided. `go_on` is told how many payouts were looked at and of how many, and stops the work with `false`.
///
/// # Errors
/// [`StudioError::Canceled`] once `go_on` says no.
pub fn queue(
    profile: &OpenProfile,
    mut go_on: impl FnMut(usize, usize) -> bool,
) -> Result<MatchQueue, StudioError> {
    let today = profile.today()?;
    profile.store().read(|tx| build(tx, today, &mut go_on))
}

pub(super) fn build(
    tx: &ReadTx<'_>,
    today: CivilDay,
    go_on: &mut dyn FnMut(usize, usize) -> bool,
) -> Result<MatchQueue, StudioError> {
    let ground = Ground::read(tx, today)?;
    let decided = Decided::of(&ground.decisions);
    let waiting = ground.waiting(tx, &decided)?;
    let lines = ground.lines(&decided);
    let payouts: BTreeMap<PayoutId, &Payout> = ground.payouts.iter().map(|p| (p.id, p)).collect();
    let landings: BTreeMap<LandingId, &Landing> =
        ground.landings.iter().map(|l| (l.id, l)).collect();
    let pay_ids: BTreeMap<_, _> = ground.payouts.iter().map(|p| (key(p), p.id)).collect();
    let line_ids: BTreeMap<_, _> = ground
        .landings
        .iter()
        .map(|l| (line_key(l), l.id))
        .collect();
    let refused: BTreeSet<(PayoutId, LandingId)> = decided
        .refused
        .iter()
        .filter_map(|(p, l)| Some((*pay_ids.get(p)?, *line_ids.get(l)?)))
        .collect();
    let proposals = propose(&waiting, &lines, &refused, go_on).ok_or(StudioError::Canceled)?;
    let mut drawn = Drawn {
        tx,
        ground: &ground,
        decided: &decided,
        chains: BTreeMap::new(),
    };
    let mut rows = Vec::new();
    let mut seen: (BTreeSet<PayoutId>, BTreeSet<LandingId>) = Default::default();
    for proposal in &proposals {
        seen.0.extend(proposal.parts.iter().map(|p| p.payout));
        seen.1.extend(proposal.parts.iter().map(|p| p.landing));
    }
    let missing: Vec<PayoutId> = waiting
        .iter()
        .filter(|w| !seen.0.contains(&w.id))
        .filter(|w| {
            let last = w.due.plus_days(PATIENCE_DAYS);
            ground.covered.is_some_and(|(a, b)| a <= w.due && last <= b)
        })
        .map(|w| w.id)
        .collect();
    let strangers: Vec<LandingId> = lines
        .iter()
        .filter(|l| !seen.1.contains(&l.id) && names_a_platform(&l.text).is_some())
        .map(|l| l.id)
        .collect();
    let open = proposals.len() + missing.len() + strangers.len();
    for proposal in proposals.iter().take(SHOWN) {
        rows.push(drawn.proposal(proposal, &payouts, &landings)?);
    }
    for id in missing.iter().take(SHOWN) {
        if let Some(payout) = payouts.get(id) {
            let side = drawn.payout(payout)?;
            rows.push(bare("missing", format!("p{id}"), vec![side], Vec::new()));
        }
    }
    for id in strangers.iter().take(SHOWN) {
        if let Some(landing) = landings.get(id) {
            let side = drawn.landing(landing);
            rows.push(bare("unmatched", format!("l{id}"), Vec::new(), vec![side]));
        }
    }
    let mut shown = Vec::new();
    for decision in ground.decisions.iter().rev().take(SHOWN) {
        shown.push(drawn.decision(decision, &pay_ids, &line_ids, &payouts, &landings)?);
    }
    // What a creator may lay beside each other by hand.
    let mut free_payouts = Vec::new();
    for side in waiting.iter().take(SHOWN) {
        if let Some(payout) = payouts.get(&side.id) {
            free_payouts.push(drawn.payout(payout)?);
        }
    }
    let free_landings = lines
        .iter()
        .filter_map(|l| landings.get(&l.id))
        .take(SHOWN)
        .map(|l| drawn.landing(l))
        .collect();
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    Ok(MatchQueue {
        open: count(open),
        sure: count(proposals.iter().filter(|p| p.sure()).count()),
        matched: count(decided.paid.len()),
        covered: ground
            .covered
            .map(|(a, b)| vec![a.to_string(), b.to_string()]),
        rows,
        decided: shown,
        free_payouts,
        free_landings,
    })
}

fn bare(
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
struct Drawn<'a, 'c> {
    tx: &'a ReadTx<'c>,
    ground: &'a Ground,
    decided: &'a Decided,
    chains: BTreeMap<AccountId, Chain>,
}

impl Drawn<'_, '_> {
    fn payout(&mut self, payout: &Payout) -> Result<MatchPayout, StoreError> {
        let account = self.ground.accounts.get(&payout.account);
        if let Some(account) = account.filter(|a| !self.chains.contains_key(&a.id)) {
            let oldest = self.ground.payouts.last().map(made);
            let since = oldest.map(|d| d.plus_days(-LOOK_BACK_DAYS));
            let chain = Chain::read(self.tx, account, since)?;
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

    fn landing(&self, landing: &Landing) -> MatchLanding {
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

    fn proposal(
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

    fn decision(
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

/// For each payout that was matched: the first day a bank line of it was booked, as far as the line is there.
pub(super) fn landed(
    tx: &ReadTx<'_>,
) -> Result<BTreeMap<(AccountId, String), CivilDay>, StoreError> {
    let mut days = BTreeMap::new();
    for decision in tx.match_decisions()? {
        if decision.verdict != Verdict::Accepted {
            continue;
        }
        for link in decision.links {
            let Some(payout) = link.payout else { continue };
            let Some(line) = tx.landing_by_key(link.landing.0, &link.landing.1)? else {
                continue;
            };
            let day = days.entry(payout).or_insert(line.landing.day);
            *day = line.landing.day.min(*day);
        }
    }
    Ok(days)
}

/// The bank lines of one payout, with the part that is its own.
pub(super) fn landings_of(tx: &ReadTx<'_>, payout: &Payout) -> Result<Vec<LandedPart>, StoreError> {
    let mut parts = Vec::new();
    for decision in tx.match_decisions()? {
        for link in &decision.links {
            if decision.verdict != Verdict::Accepted || link.payout.as_ref() != Some(&key(payout)) {
                continue;
            }
            let Some(line) = tx.landing_by_key(link.landing.0, &link.landing.1)? else {
                continue;
            };
            parts.push(LandedPart {
                decision: decision.id,
                landing: line.id.0,
                account: tx.account(line.account)?.handle,
                day: line.landing.day.to_string(),
                amount: link.amount.into(),
                text: words(&line),
                source: crate::sources::reference(tx, line.document, &line.landing.locator)?,
            });
        }
    }
    parts.sort_by(|a, b| (&a.day, a.landing).cmp(&(&b.day, b.landing)));
    Ok(parts)
}

/// What changing the currency cost, where a payout landed in another one.
pub(super) fn exchange(
    tx: &ReadTx<'_>,
    payout: &Payout,
    landings: &[LandedPart],
) -> Result<Option<PayoutExchange>, StudioError> {
    let sent = payout.payout.amount;
    let Some(unit) = landings
        .first()
        .and_then(|l| l.amount.unit.parse::<domain::Unit>().ok())
        .filter(|unit| *unit != sent.unit)
    else {
        return Ok(None);
    };
    let mut came = 0i128;
    for part in landings {
        if part.amount.unit != unit.to_string() {
            return Ok(None);
        }
        let parsed = domain::Amount::parse(&part.amount.amount, unit);
        came += i128::from(parsed.map(|a| a.micros).unwrap_or(0));
    }
    let factor = book(tx)?.factor(sent.unit, unit, due(payout)).ok();
    let at_rate = factor.and_then(|f| f.apply(sent.micros.into()).ok());
    Ok(Some(PayoutExchange {
        landed: Amount::of_sum(came, unit),
        rate_day: factor.and_then(|f| f.basis.day()).map(|d| d.to_string()),
        at_reference: at_rate.map(|micros| crate::rates::rounded(micros, unit)),
        cost: at_rate.map(|micros| crate::rates::rounded(came - micros, unit)),
    }))
}
