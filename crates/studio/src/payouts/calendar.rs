//! Payouts that a platform has not announced, worked out from what it owes, from its rules and from its own rhythm.
//!
//! The rule it protects: an expectation is named as one, has bands that say how often they hold, and is left without a date
//! where there is no rhythm to go by.

use super::chain::{by_month, days, left, made};
use super::currency::{conversions, keeps_balances};
use super::known::Known;
use crate::shapes::{Amount, ComingPayout, ExpectedPayout};
use crate::{OpenProfile, StudioError};
use domain::matching::{Expectation, Past, expect, pay_terms};
use domain::{Account, AccountId, CivilDay, PayoutState, Status, Unit};
use std::collections::BTreeMap;
use store::{EntryFilter, Payout, ReadTx, StoreError, TotalKey};

/// Days of history looked back at, and payouts of them that a rhythm is learned from.
const LOOK_BACK_DAYS: i32 = 400;
const LAST: usize = 14;
/// Days of earnings read before the first of these payouts: what it pays, and as long ahead as anybody looks.
const BEFORE_DAYS: i32 = 62;

/// What an account owes and when it usually pays.
pub(super) struct Expected {
    pub(super) unit: Unit,
    /// Entries behind it.
    pub(super) count: u64,
    pub(super) owed: i128,
    pub(super) what: Expectation,
}

/// One expectation for each account that pays out and unit it owes in, soonest first.
pub(super) fn expected(
    tx: &ReadTx<'_>,
    known: &Known,
    accounts: &BTreeMap<AccountId, Account>,
    today: CivilDay,
) -> Result<Vec<(Account, Expected)>, StoreError> {
    let since = today.plus_days(-LOOK_BACK_DAYS);
    let mut by_account: BTreeMap<AccountId, Vec<Payout>> = BTreeMap::new();
    for payout in tx.payouts(Some(since), None, 1_000)? {
        by_account.entry(payout.account).or_default().push(payout);
    }
    if by_account.is_empty() {
        return Ok(Vec::new());
    }
    let owed = known.owed(tx)?;
    let mut found = Vec::new();
    for (id, payouts) in by_account {
        let Some(account) = accounts.get(&id) else {
            continue;
        };
        for (unit, net, count) in owed.get(&id).into_iter().flatten().copied() {
            // Newest first here, oldest first there.
            let mut past: Vec<Past> = payouts
                .iter()
                .filter(|p| p.payout.amount.unit == unit && left(p))
                .take(LAST)
                .map(past)
                .collect();
            past.reverse();
            let Some(first) = past.first() else {
                continue;
            };
            let days = days(
                tx,
                known,
                account,
                unit,
                Some(first.made.plus_days(-BEFORE_DAYS)),
            )?;
            let Ok(micros) = i64::try_from(net) else {
                continue;
            };
            let owed = domain::Amount::new(micros, unit);
            let terms = pay_terms(account.platform);
            if let Some(what) = expect(today, owed, &past, &days, terms, super::GRACE_DAYS) {
                found.push((
                    account.clone(),
                    Expected {
                        unit,
                        count,
                        owed: net,
                        what,
                    },
                ));
            }
        }
    }
    found.sort_by_key(|(account, e)| (e.what.day.is_none(), e.what.day, account.id));
    Ok(found)
}

fn past(payout: &Payout) -> Past {
    let made = made(payout);
    Past {
        made,
        arrived: payout.payout.arrival.unwrap_or(made),
        micros: payout.payout.amount.micros,
    }
}

/// What an account owes, in each unit: micro-units and how many entries.
pub(super) type Owed = BTreeMap<AccountId, Vec<(Unit, i128, u64)>>;

/// What is confirmed or available and in no payout yet, for each account and unit. One walk over the sums for all accounts.
pub(super) fn owed(tx: &ReadTx<'_>, known: &Known) -> Result<Owed, StoreError> {
    let filter = EntryFilter {
        statuses: vec![Status::Confirmed, Status::Available],
        ..EntryFilter::default()
    };
    let mut owed = Owed::new();
    for row in tx.totals(&[TotalKey::Account, TotalKey::Unit], &filter)? {
        if let Some(account) = row.account {
            let of_account = owed.entry(account).or_default();
            of_account.push((row.unit, row.net, row.count));
        }
    }
    for account in tx.accounts()?.iter().filter(|a| keeps_balances(a)) {
        if let Some(of_account) = owed.get_mut(&account.id) {
            *of_account = left_in(tx, known, account)?;
        }
    }
    Ok(owed)
}

/// What is left in the balances of an account whose entries are never marked as paid: what came after the days that its last
/// payout pays.
fn left_in(
    tx: &ReadTx<'_>,
    known: &Known,
    account: &Account,
) -> Result<Vec<(Unit, i128, u64)>, StoreError> {
    let chain = known.chain(tx, account, None)?;
    let mut units = Vec::new();
    for row in tx.totals(&[TotalKey::Unit], &of(account, None, None))? {
        let paid_until = chain
            .payouts
            .iter()
            .rev()
            .filter(|p| p.payout.amount.unit == row.unit)
            .find_map(|p| chain.of(p.id).range)
            .map(|range| range.to);
        let after = paid_until.map(|day| day.plus_days(1));
        let rows = tx.totals(&[TotalKey::Unit], &of(account, Some(row.unit), after))?;
        let changed: i128 = conversions(tx, known, account, row.unit)?
            .into_iter()
            .filter(|(day, _)| after.is_none_or(|after| after <= *day))
            .map(|(_, net)| net)
            .sum();
        let net = rows.iter().map(|r| r.net).sum::<i128>() + changed;
        if net > 0 {
            units.push((row.unit, net, rows.iter().map(|r| r.count).sum()));
        }
    }
    Ok(units)
}

fn of(account: &Account, unit: Option<Unit>, from: Option<CivilDay>) -> EntryFilter {
    EntryFilter {
        from,
        statuses: vec![Status::Confirmed, Status::Available],
        accounts: vec![account.id],
        units: unit.into_iter().collect(),
        ..EntryFilter::default()
    }
}

/// Everything to come: announced by a platform first, then what is expected; soonest first.
pub(crate) fn coming(
    tx: &ReadTx<'_>,
    known: &Known,
    accounts: &BTreeMap<AccountId, Account>,
    today: CivilDay,
) -> Result<Vec<ComingPayout>, StoreError> {
    let mut list = Vec::new();
    for payout in tx.payouts(Some(today.plus_days(-30)), None, 200)? {
        let open = matches!(
            payout.payout.state,
            PayoutState::Pending | PayoutState::InTransit
        );
        let Some(account) = accounts.get(&payout.account).filter(|_| open) else {
            continue;
        };
        if super::late_days(&payout, today).is_some() {
            continue;
        }
        let day = payout.payout.arrival.map(|d| d.to_string());
        list.push(ComingPayout {
            id: Some(payout.id.0),
            platform: account.platform.into(),
            account: account.handle.clone(),
            amount: payout.payout.amount.into(),
            earliest: day.clone(),
            latest: day.clone(),
            day,
            basis: "announced".to_owned(),
            late_days: None,
        });
    }
    for (account, e) in expected(tx, known, accounts, today)? {
        // The same days as on Payouts: a day that has passed says so instead of moving along.
        let day = |d: Option<CivilDay>| d.map(|d| d.to_string());
        list.push(ComingPayout {
            id: None,
            platform: account.platform.into(),
            account: account.handle.clone(),
            amount: Amount::of_sum(e.owed, e.unit),
            day: day(e.what.day),
            earliest: day(e.what.earliest),
            latest: day(e.what.latest),
            basis: "expected".to_owned(),
            late_days: e.what.late_days.map(i64::from),
        });
    }
    list.sort_by(|a, b| (a.day.is_none(), &a.day).cmp(&(b.day.is_none(), &b.day)));
    Ok(list)
}

/// The calendar: what is expected of each account, with bands.
///
/// # Errors
/// [`StudioError`].
pub fn calendar(profile: &OpenProfile) -> Result<Vec<ExpectedPayout>, StudioError> {
    let today = profile.today()?;
    profile.store().read(|tx| {
        let accounts = super::accounts(tx)?;
        let list = expected(tx, &Known::default(), &accounts, today)?;
        Ok(list.iter().map(|(account, e)| shape(account, e)).collect())
    })
}

/// An expectation as the edge shows it.
pub(super) fn shape(account: &Account, e: &Expected) -> ExpectedPayout {
    let amount = |micros: i128| Amount::of_sum(micros, e.unit);
    let day = |d: Option<CivilDay>| d.map(|d| d.to_string());
    ExpectedPayout {
        account_id: account.id.0,
        platform: account.platform.into(),
        account: account.handle.clone(),
        owed: amount(e.owed),
        entries: i64::try_from(e.count).unwrap_or(i64::MAX),
        amount: amount(e.what.micros),
        low: amount(e.what.low),
        high: amount(e.what.high),
        amount_percent: e.what.amount_percent.map(i64::from),
        day: day(e.what.day),
        earliest: day(e.what.earliest),
        latest: day(e.what.latest),
        day_percent: e.what.day_percent.map(i64::from),
        basis: e.what.basis.slug().to_owned(),
        monthly: by_month(account),
        minimum: e.what.below.map(Into::into),
        late_days: e.what.late_days.map(i64::from),
    }
}
