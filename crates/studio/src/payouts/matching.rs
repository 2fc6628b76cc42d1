//! Earned, paid, landed: the queue of bank lines and payouts that wait for a decision.
//!
//! The rule it protects: nothing is matched without the creator's word; a payout is called missing only where a bank statement
//! covers its day.

use super::drawn::{Drawn, bare};
use super::ground::{Decided, Ground, key, line_key};
use super::known::Known;
use crate::shapes::*;
use crate::{OpenProfile, StudioError};
use domain::matching::{names_a_platform, propose};
use domain::{CivilDay, LandingId, PayoutId};
use std::collections::{BTreeMap, BTreeSet};
use store::{Landing, Payout, ReadTx};

/// Rows of the queue and decisions shown.
const SHOWN: usize = 200;
/// Days after its day from which a payout without a bank line is named, where the statement covers them.
const PATIENCE_DAYS: i32 = 7;

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
    let known = Known::default();
    let waiting = ground.waiting(tx, &known, &decided)?;
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
        known: &known,
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
