//! Any past day as it was known at its end: totals and payouts, beside what is known now.
//!
//! The rule it protects: each day's truth. What came later changes nothing of what we say we knew.

use super::end_of;
use crate::earnings::{read_day, read_filter};
use crate::shapes::*;
use crate::{OpenProfile, StudioError};
use domain::{CivilDay, Platform, Stream, Unit};
use std::collections::BTreeMap;
use store::{TotalKey, TotalRow};

/// Payouts listed at most.
const LISTED: u32 = 500;

fn day_of(text: &str) -> Result<CivilDay, StudioError> {
    read_day("known_on", &Some(text.to_owned()))?.ok_or_else(|| StudioError::bad("known_on", text))
}

/// Totals of the chosen entries as known at the end of `known_on`, by platform, stream and unit, beside the present ones.
///
/// # Errors
/// [`StudioError::BadRequest`] for a day or filter that makes no sense.
pub fn known_totals(
    profile: &OpenProfile,
    known_on: &str,
    filter: &EntryFilter,
) -> Result<KnownTotals, StudioError> {
    let day = day_of(known_on)?;
    let filter = read_filter(filter)?;
    let keys = [TotalKey::Platform, TotalKey::Stream, TotalKey::Unit];
    let (then, now) = profile.store().read(|tx| {
        let then = tx.totals_as_known_on(end_of(day), &keys, &filter)?;
        Ok::<_, StudioError>((then, tx.totals(&keys, &filter)?))
    })?;
    type Key = (Unit, Option<Platform>, Option<Stream>);
    type Pair<'r> = (Option<&'r TotalRow>, Option<&'r TotalRow>);
    let key = |row: &TotalRow| (row.unit, row.platform, row.stream);
    let mut pairs: BTreeMap<Key, Pair<'_>> = BTreeMap::new();
    for row in &then {
        pairs.entry(key(row)).or_default().0 = Some(row);
    }
    for row in &now {
        pairs.entry(key(row)).or_default().1 = Some(row);
    }
    let mut rows = Vec::new();
    let mut sums: BTreeMap<Unit, (Option<i128>, Option<i128>, u64)> = BTreeMap::new();
    for ((unit, platform, stream), (then, now)) in pairs {
        let (a, b) = (then.map(|r| r.net), now.map(|r| r.net));
        let count = then.map_or(0, |r| r.count);
        let sum = sums.entry(unit).or_default();
        sum.0 = add(sum.0, a);
        sum.1 = add(sum.1, b);
        sum.2 += count;
        rows.push(total(unit, platform, stream, a, b, count));
    }
    rows.sort_by_key(|row| row.then == row.now);
    Ok(KnownTotals {
        known_on: day.to_string(),
        rows,
        totals: sums
            .into_iter()
            .map(|(unit, (a, b, count))| total(unit, None, None, a, b, count))
            .collect(),
    })
}

fn add(sum: Option<i128>, part: Option<i128>) -> Option<i128> {
    match (sum, part) {
        (None, part) => part,
        (sum, None) => sum,
        (Some(a), Some(b)) => Some(a + b),
    }
}

fn total(
    unit: Unit,
    platform: Option<Platform>,
    stream: Option<Stream>,
    then: Option<i128>,
    now: Option<i128>,
    count: u64,
) -> KnownTotal {
    KnownTotal {
        platform: platform.map(Into::into),
        stream: stream.map(Into::into),
        then: then.map(|net| Amount::of_sum(net, unit)),
        now: now.map(|net| Amount::of_sum(net, unit)),
        change: Amount::of_sum(now.unwrap_or(0) - then.unwrap_or(0), unit),
        count: i64::try_from(count).unwrap_or(i64::MAX),
    }
}

/// Payouts as known at the end of `known_on`, newest first.
///
/// # Errors
/// [`StudioError::BadRequest`] for a day that is none.
pub fn known_payouts(profile: &OpenProfile, known_on: &str) -> Result<KnownPayouts, StudioError> {
    let day = day_of(known_on)?;
    let at = end_of(day);
    profile.store().read(|tx| {
        let accounts: BTreeMap<_, _> = tx.accounts()?.into_iter().map(|a| (a.id, a)).collect();
        let mut payouts = Vec::new();
        for payout in tx.payouts_as_known_on(at, None, None, LISTED)? {
            let account = accounts.get(&payout.account);
            let sums = tx.payout_sums_as_known_on(&payout, at)?;
            let amount = payout.payout.amount;
            let rows = sums.iter().find(|s| s.unit == amount.unit);
            let present = tx.payout(payout.id)?;
            let same_rows = sums == tx.payout_sums_as_known_on(&present, profile.now())?;
            payouts.push(KnownPayout {
                id: payout.id.0,
                platform: account.map_or(PlatformName::Other, |a| a.platform.into()),
                account: account.map(|a| a.handle.clone()).unwrap_or_default(),
                amount: amount.into(),
                state: payout.payout.state.into(),
                created: payout.payout.created.to_string(),
                arrival: payout.payout.arrival.map(|d| d.to_string()),
                entries: i64::try_from(sums.iter().map(|s| s.count).sum::<u64>())
                    .unwrap_or(i64::MAX),
                rows_net: rows.map(|s| Amount::of_sum(s.net, amount.unit)),
                unexplained: payout.payout.itemised.then(|| {
                    let net = rows.map_or(0, |s| s.net);
                    Amount::of_sum(i128::from(amount.micros) - net, amount.unit)
                }),
                changed_since: present.revision != payout.revision || !same_rows,
            });
        }
        Ok(KnownPayouts {
            known_on: day.to_string(),
            payouts,
        })
    })
}
