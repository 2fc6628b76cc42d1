//! The creator's word about bank lines and payouts: accepted, refused, taken back.
//!
//! The rules it protects: a decision keeps the reasons it was made on; it can be taken back whole; what lies in an accepted
//! month is not touched until the month is opened again.

use super::basis::Basis;
use super::chain::made;
use super::ground::{Decided, Ground, key, line_key};
use super::known::Known;
use super::matching::build;
use crate::shapes::*;
use crate::{OpenProfile, StudioError};
use domain::matching::propose;
use domain::{AccountId, CivilDay, LandingId, PayoutId};
use std::collections::{BTreeMap, BTreeSet};
use store::{MatchLink, ReadTx, Verdict};

/// Accepts that these parts of bank lines are these payouts. A part without an amount is all that is left of its line, or as
/// much as the payout needs where they are in one unit and the line pays several.
///
/// # Errors
/// [`StudioError::BadRequest`] when a line would be used beyond its amount or a payout is settled already,
/// [`StudioError::MonthAccepted`] when its month is accepted; nothing is changed then.
pub fn accept(profile: &OpenProfile, parts: &[MatchPart]) -> Result<MatchQueue, StudioError> {
    decide(profile, parts, Verdict::Accepted)
}

/// Says that these do not belong together. A part without a payout says that the bank line is no payout.
///
/// # Errors
/// [`StudioError::BadRequest`] for parts that make no sense.
pub fn refuse(profile: &OpenProfile, parts: &[MatchPart]) -> Result<MatchQueue, StudioError> {
    decide(profile, parts, Verdict::Refused)
}

fn decide(
    profile: &OpenProfile,
    parts: &[MatchPart],
    verdict: Verdict,
) -> Result<MatchQueue, StudioError> {
    if parts.is_empty() {
        return Err(StudioError::bad("parts", ""));
    }
    let (now, today) = (profile.now(), profile.today()?);
    let parts = parts.to_vec();
    profile.store().write(move |tx| {
        let decided = Decided::of(&tx.match_decisions()?);
        let mut links = Vec::new();
        let mut left: BTreeMap<LandingId, i64> = BTreeMap::new();
        for part in &parts {
            let landing = tx.landing(LandingId(part.landing))?;
            let payout = part.payout.map(|id| tx.payout(PayoutId(id))).transpose()?;
            if let Some(payout) = &payout {
                still_open(tx, payout.account, made(payout))?;
                if verdict == Verdict::Accepted && decided.paid.contains(&key(payout)) {
                    return Err(StudioError::bad("payout", payout.id.to_string()));
                }
            } else if verdict == Verdict::Accepted {
                return Err(StudioError::bad("payout", ""));
            }
            let amount = landing.landing.amount;
            let used = decided.used.get(&line_key(&landing)).copied().unwrap_or(0);
            let rest = left
                .entry(landing.id)
                .or_insert(amount.micros.saturating_sub(used));
            let micros = match &part.amount {
                Some(given) => read_part(given, amount.unit)?,
                None => payout
                    .as_ref()
                    .map(|p| p.payout.amount)
                    .filter(|sent| sent.unit == amount.unit && parts.len() > 1)
                    .map_or(*rest, |sent| sent.micros.min(*rest)),
            };
            if verdict == Verdict::Accepted && (micros <= 0 || micros > *rest) {
                return Err(StudioError::bad(
                    "amount",
                    domain::Amount::new(micros, amount.unit).text(),
                ));
            }
            *rest -= micros.min(*rest);
            links.push(MatchLink {
                payout: payout.as_ref().map(key),
                landing: line_key(&landing),
                amount: domain::Amount::new(micros, amount.unit),
            });
        }
        let basis = Ground::read(tx, today)?.basis(tx, &decided, &links)?;
        tx.insert_match_decision(verdict, &basis.text(), &links, now)?;
        build(tx, today, &mut |_, _| true)
    })
}

/// What lies in an accepted month waits until the month is opened again.
pub(crate) fn still_open(
    tx: &ReadTx<'_>,
    account: AccountId,
    day: CivilDay,
) -> Result<(), StudioError> {
    if tx.period_is_locked(account, day)? {
        return Err(StudioError::MonthAccepted {
            account: tx.account(account)?.handle,
            month: day.month_start(),
        });
    }
    Ok(())
}

/// Accepts what the queue is sure of, of payouts that were due by `until`, as the creator would in one go.
///
/// # Errors
/// [`StudioError`].
pub(crate) fn accept_sure(profile: &OpenProfile, until: CivilDay) -> Result<usize, StudioError> {
    let (now, today) = (profile.now(), profile.today()?);
    profile.store().write(move |tx| {
        let ground = Ground::read(tx, today)?;
        let decided = Decided::of(&ground.decisions);
        let (waiting, lines) = (
            ground.waiting(tx, &Known::default(), &decided)?,
            ground.lines(&decided),
        );
        let proposals = propose(&waiting, &lines, &Default::default(), &mut |_, _| true);
        let due: BTreeSet<PayoutId> = waiting
            .iter()
            .filter(|side| side.due <= until)
            .map(|side| side.id)
            .collect();
        let mut accepted = 0;
        for proposal in proposals.unwrap_or_default().iter().filter(|p| p.sure()) {
            if !proposal.parts.iter().all(|part| due.contains(&part.payout)) {
                continue;
            }
            let mut links = Vec::new();
            for part in &proposal.parts {
                let landing = tx.landing(part.landing)?;
                links.push(MatchLink {
                    payout: Some(key(&tx.payout(part.payout)?)),
                    landing: line_key(&landing),
                    amount: domain::Amount::new(part.micros, landing.landing.amount.unit),
                });
            }
            tx.insert_match_decision(Verdict::Accepted, &Basis::of(proposal).text(), &links, now)?;
            accepted += 1;
        }
        Ok(accepted)
    })
}

fn read_part(given: &Amount, unit: domain::Unit) -> Result<i64, StudioError> {
    let bad = || StudioError::bad("amount", given.amount.clone());
    if given.unit != unit.to_string() {
        return Err(StudioError::bad("unit", given.unit.clone()));
    }
    let amount = domain::Amount::parse(&given.amount, unit).map_err(|_| bad())?;
    Ok(amount.micros)
}

/// Takes a decision back.
///
/// # Errors
/// [`StudioError::NotFound`] when there is none, [`StudioError::MonthAccepted`] when a payout of it lies in such a month.
pub fn undo_decision(profile: &OpenProfile, id: i64) -> Result<MatchQueue, StudioError> {
    let today = profile.today()?;
    profile.store().write(move |tx| {
        let decisions = tx.match_decisions()?;
        let links = decisions
            .iter()
            .filter(|d| d.id == id)
            .flat_map(|d| &d.links);
        for (account, ext) in links.filter_map(|l| l.payout.as_ref()) {
            let all = tx.payouts_of(*account)?;
            if let Some(payout) = all.iter().find(|p| p.payout.external_id == *ext) {
                still_open(tx, *account, made(payout))?;
            }
        }
        tx.remove_match_decision(id)?;
        build(tx, today, &mut |_, _| true)
    })
}
