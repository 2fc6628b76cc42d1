//! Where matched payouts landed: the day, the bank lines, and what changing the currency cost on the way.
//!
//! The rule it protects: only what the creator accepted has landed; without a reference rate the cost is not known.

use super::ground::{due, key, words};
use super::known::Known;
use crate::StudioError;
use crate::shapes::*;
use domain::{AccountId, CivilDay};
use std::collections::BTreeMap;
use store::{Payout, ReadTx, StoreError, Verdict};

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
    known: &Known,
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
    let factor = known.book(tx)?.factor(sent.unit, unit, due(payout)).ok();
    let at_rate = factor.and_then(|f| f.apply(sent.micros.into()).ok());
    Ok(Some(PayoutExchange {
        landed: Amount::of_sum(came, unit),
        rate_day: factor.and_then(|f| f.basis.day()).map(|d| d.to_string()),
        at_reference: at_rate.map(|micros| crate::rates::rounded(micros, unit)),
        cost: at_rate.map(|micros| crate::rates::rounded(came - micros, unit)),
    }))
}
