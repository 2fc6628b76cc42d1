//! The Payouts screen: what platforms sent, what they will send, and one payout opened into the entries it pays.
//!
//! The rule it protects: what no entry accounts for is named *unexplained* and never hidden in another line.

mod expected;
mod xray;

pub(crate) use expected::coming;

use crate::shapes::*;
use crate::{OpenProfile, StudioError, sources};
use domain::{Account, AccountId, CivilDay, PayoutId, PayoutState};
use std::collections::BTreeMap;
use store::{Payout, ReadTx, StoreError};

/// Rows of a page of payouts that have arrived.
const PAGE: usize = 60;
/// Days looked back for payouts that failed before this one.
const LOOK_BACK_DAYS: i32 = 90;
/// Days after its stated arrival from which a payout counts as late: banks book on the next working day.
pub(crate) const GRACE_DAYS: i32 = 2;

/// The list, older ones from `after` on.
///
/// # Errors
/// [`StudioError::BadRequest`] for a cursor that is none.
pub fn payouts(profile: &OpenProfile, after: Option<&str>) -> Result<PayoutList, StudioError> {
    let today = profile.today()?;
    let cursor = after.map(read_cursor).transpose()?;
    profile.store().read(|tx| {
        let accounts: BTreeMap<AccountId, Account> =
            tx.accounts()?.into_iter().map(|a| (a.id, a)).collect();
        let mut groups: BTreeMap<u8, PayoutGroup> = BTreeMap::new();
        let mut put = |kind: &'static str, row: PayoutRow| {
            let order = ORDER.iter().position(|k| *k == kind).unwrap_or(ORDER.len());
            let group = groups
                .entry(u8::try_from(order).unwrap_or(u8::MAX))
                .or_insert_with(|| PayoutGroup {
                    kind: kind.to_owned(),
                    count: 0,
                    payouts: Vec::new(),
                });
            group.count += 1;
            group.payouts.push(row);
        };
        if cursor.is_none() {
            for (account, row) in expected::expected(tx, &accounts, today)? {
                put("expected", expected_row(&account, row));
            }
        }
        let until = cursor.map(|(day, _)| day);
        let mut next = None;
        let mut shown = 0;
        let listed = tx.payouts(None, until, u32::try_from(PAGE * 4).unwrap_or(u32::MAX))?;
        for payout in &listed {
            let at = (payout.payout.created.day_in(domain::Zone::UTC), payout.id);
            if cursor.is_some_and(|(day, id)| at.0 > day || (at.0 == day && at.1 >= id)) {
                continue;
            }
            if shown == PAGE {
                break;
            }
            shown += 1;
            let Some(account) = accounts.get(&payout.account) else {
                continue;
            };
            let row = row(tx, payout, account, came_back(&listed, payout), today)?;
            put(kind(payout, today), row);
            next = (shown == PAGE).then(|| format!("{}:{}", at.0, at.1));
        }
        Ok(PayoutList {
            groups: groups.into_values().collect(),
            next,
        })
    })
}

const ORDER: [&str; 5] = ["late", "expected", "on_the_way", "paid", "failed"];

fn read_cursor(text: &str) -> Result<(CivilDay, PayoutId), StudioError> {
    let bad = || StudioError::bad("after", text);
    let (day, id) = text.split_once(':').ok_or_else(bad)?;
    Ok((
        day.parse().map_err(|_| bad())?,
        id.parse().map_err(|_| bad())?,
    ))
}

/// The group a payout stands in.
fn kind(payout: &Payout, today: CivilDay) -> &'static str {
    match payout.payout.state {
        PayoutState::Pending | PayoutState::InTransit if late_days(payout, today).is_some() => {
            "late"
        }
        PayoutState::Pending | PayoutState::InTransit => "on_the_way",
        PayoutState::Paid => "paid",
        PayoutState::Failed | PayoutState::Canceled => "failed",
    }
}

/// Days past the stated arrival, once the grace is over.
pub(crate) fn late_days(payout: &Payout, today: CivilDay) -> Option<i64> {
    let open = matches!(
        payout.payout.state,
        PayoutState::Pending | PayoutState::InTransit
    );
    let days = today.number() - payout.payout.arrival?.number();
    (open && days > GRACE_DAYS).then(|| i64::from(days))
}

/// What earlier payouts of the account sent in vain, and this one sends again: those that failed since the last one that did
/// not. `listed` is newest first.
fn came_back(listed: &[Payout], payout: &Payout) -> i128 {
    let unit = payout.payout.amount.unit;
    listed
        .iter()
        .filter(|p| p.account == payout.account && p.payout.amount.unit == unit)
        .filter(|p| (p.payout.created, p.id) < (payout.payout.created, payout.id))
        .take_while(|p| p.payout.state == PayoutState::Failed)
        .map(|p| i128::from(p.payout.amount.micros))
        .sum()
}

fn row(
    tx: &ReadTx<'_>,
    payout: &Payout,
    account: &Account,
    came_back: i128,
    today: CivilDay,
) -> Result<PayoutRow, StoreError> {
    let sums = tx.payout_sums(payout.id)?;
    let unit = payout.payout.amount.unit;
    let entries = sums.iter().map(|s| s.count).sum::<u64>();
    let paid = i128::from(payout.payout.amount.micros);
    let explained: i128 = sums.iter().filter(|s| s.unit == unit).map(|s| s.net).sum();
    let tells = payout.payout.itemised && entries > 0;
    Ok(PayoutRow {
        id: Some(payout.id.0),
        platform: account.platform.into(),
        account: account.handle.clone(),
        amount: payout.payout.amount.into(),
        state: Some(payout.payout.state.into()),
        created: Some(payout.payout.created.to_string()),
        arrival: payout.payout.arrival.map(|d| d.to_string()),
        entries: i64::try_from(entries).unwrap_or(i64::MAX),
        unexplained: tells.then(|| Amount::of_sum(paid - explained - came_back, unit)),
        late_days: late_days(payout, today),
    })
}

fn expected_row(account: &Account, expected: expected::Expected) -> PayoutRow {
    PayoutRow {
        id: None,
        platform: account.platform.into(),
        account: account.handle.clone(),
        amount: Amount::of_sum(expected.net, expected.unit),
        state: None,
        created: None,
        arrival: expected.day.map(|d| d.to_string()),
        entries: i64::try_from(expected.count).unwrap_or(i64::MAX),
        unexplained: None,
        late_days: None,
    }
}

/// One payout, opened.
///
/// # Errors
/// [`StudioError`].
pub fn payout(profile: &OpenProfile, id: i64) -> Result<PayoutDetail, StudioError> {
    let today = profile.today()?;
    profile.store().read(|tx| {
        let payout = tx.payout(PayoutId(id))?;
        let account = tx.account(payout.account)?;
        let entries = tx.payout_entries(payout.id, u32::MAX)?;
        let created = payout.payout.created.day_in(domain::Zone::UTC);
        let before = tx.payouts(
            Some(created.plus_days(-LOOK_BACK_DAYS)),
            Some(created),
            1_000,
        )?;
        let came_back = came_back(&before, &payout);
        Ok(PayoutDetail {
            payout: row(tx, &payout, &account, came_back, today)?,
            lines: xray::lines(&payout, &entries, came_back),
            description: payout.payout.description.clone(),
            failure: payout.payout.failure.clone(),
            itemised: payout.payout.itemised,
            source: sources::reference(tx, payout.document, &payout.payout.locator)?,
        })
    })
}

/// What is confirmed or available and in no payout, for each unit, over the accounts whose payouts are known. An account
/// that never names a payout may have paid long ago: what it settled is earned, and whether it is owed is unknown.
pub(crate) fn owed(tx: &ReadTx<'_>) -> Result<Vec<(domain::Unit, i128)>, StoreError> {
    let paying: std::collections::BTreeSet<AccountId> = tx
        .payouts(None, None, 10_000)?
        .into_iter()
        .map(|p| p.account)
        .collect();
    let mut sums: BTreeMap<domain::Unit, i128> = BTreeMap::new();
    for (_, of_account) in expected::owed(tx)?
        .into_iter()
        .filter(|(account, _)| paying.contains(account))
    {
        for (unit, net, _) in of_account {
            *sums.entry(unit).or_default() += net;
        }
    }
    Ok(sums.into_iter().collect())
}

/// Payouts that are past their day, and those of the last 60 days that failed with no later one to send the money again: the
/// ones that need a person.
pub(crate) fn need_a_person(tx: &ReadTx<'_>, today: CivilDay) -> Result<Vec<Payout>, StoreError> {
    let recent = tx.payouts(Some(today.plus_days(-60)), None, 1_000)?;
    let sent_again = |failed: &Payout| {
        recent.iter().any(|p| {
            p.account == failed.account
                && p.payout.amount.unit == failed.payout.amount.unit
                && p.payout.created > failed.payout.created
                && !matches!(p.payout.state, PayoutState::Failed | PayoutState::Canceled)
        })
    };
    let needs = |p: &&Payout| {
        late_days(p, today).is_some() || (p.payout.state == PayoutState::Failed && !sent_again(p))
    };
    Ok(recent.iter().filter(needs).cloned().collect())
}
