//! Payouts that a platform has not announced, worked out from what it owes and from its own rhythm.
//!
//! The rule it protects: an expectation is named as one, has a band, and is left out where there is no rhythm to go by.

use crate::shapes::{Amount, ComingPayout};
use domain::{Account, AccountId, CivilDay, PayoutState, Status, Unit, Zone};
use std::collections::BTreeMap;
use store::{EntryFilter, Payout, ReadTx, StoreError, TotalKey};

/// Payouts looked back at to learn a rhythm, and the least that make one.
const LOOK_BACK: usize = 13;
const LEAST: usize = 4;

/// What an account owes and when it usually pays.
pub struct Expected {
    /// What is owed.
    pub net: i128,
    /// Its unit.
    pub unit: Unit,
    /// Entries behind it.
    pub count: u64,
    /// The likely day of arrival.
    pub day: Option<CivilDay>,
    /// The earliest, by the shortest gap seen.
    pub earliest: Option<CivilDay>,
    /// The latest, by the longest.
    pub latest: Option<CivilDay>,
}

/// One expectation for each account that pays out and unit it owes in, soonest first.
pub fn expected(
    tx: &ReadTx<'_>,
    accounts: &BTreeMap<AccountId, Account>,
    today: CivilDay,
) -> Result<Vec<(Account, Expected)>, StoreError> {
    let mut by_account: BTreeMap<AccountId, Vec<Payout>> = BTreeMap::new();
    for payout in tx.payouts(Some(today.plus_days(-400)), None, 1_000)? {
        by_account.entry(payout.account).or_default().push(payout);
    }
    if by_account.is_empty() {
        return Ok(Vec::new());
    }
    let owed = owed(tx)?;
    let mut found = Vec::new();
    for (account, payouts) in by_account {
        let Some(account) = accounts.get(&account) else {
            continue;
        };
        for (unit, net, count) in owed.get(&account.id).into_iter().flatten().copied() {
            let same_unit: Vec<&Payout> = payouts
                .iter()
                .filter(|p| p.payout.amount.unit == unit)
                .collect();
            if net <= 0 || same_unit.is_empty() {
                continue;
            }
            let (day, earliest, latest) = rhythm(&same_unit, today);
            found.push((
                account.clone(),
                Expected {
                    net,
                    unit,
                    count,
                    day,
                    earliest,
                    latest,
                },
            ));
        }
    }
    found.sort_by_key(|(account, e)| (e.day.is_none(), e.day, account.id));
    Ok(found)
}

/// What an account owes, in each unit: micro-units and how many entries.
pub type Owed = BTreeMap<AccountId, Vec<(Unit, i128, u64)>>;

/// What is confirmed or available and in no payout yet, for each account and unit. One walk over the sums for all accounts.
pub fn owed(tx: &ReadTx<'_>) -> Result<Owed, StoreError> {
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
    Ok(owed)
}

/// The likely next arrival and its band, from the gaps between the last arrivals (payouts come newest first).
fn rhythm(
    payouts: &[&Payout],
    today: CivilDay,
) -> (Option<CivilDay>, Option<CivilDay>, Option<CivilDay>) {
    let mut days: Vec<i32> = payouts
        .iter()
        .filter(|p| !matches!(p.payout.state, PayoutState::Failed | PayoutState::Canceled))
        .map(|p| {
            p.payout
                .arrival
                .unwrap_or_else(|| p.payout.created.day_in(Zone::UTC))
                .number()
        })
        .collect();
    days.sort_unstable();
    days.dedup();
    let recent = days.split_off(days.len().saturating_sub(LOOK_BACK));
    let Some(last) = recent.last().copied().filter(|_| recent.len() >= LEAST) else {
        return (None, None, None);
    };
    let mut gaps: Vec<i32> = recent
        .windows(2)
        .filter_map(|w| Some(w.get(1)? - w.first()?))
        .collect();
    gaps.sort_unstable();
    let median = gaps.get(gaps.len() / 2).copied().unwrap_or(0);
    let (shortest, longest) = (
        gaps.first().copied().unwrap_or(median),
        gaps.last().copied().unwrap_or(median),
    );
    let soonest = today.number();
    let day = |gap: i32| CivilDay::from_number((last + gap).max(soonest));
    (day(median), day(shortest), day(longest))
}

/// Everything to come: announced by a platform first, then what is expected; soonest first.
pub fn coming(
    tx: &ReadTx<'_>,
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
        });
    }
    for (account, e) in expected(tx, accounts, today)? {
        list.push(ComingPayout {
            id: None,
            platform: account.platform.into(),
            account: account.handle.clone(),
            amount: Amount::of_sum(e.net, e.unit),
            day: e.day.map(|d| d.to_string()),
            earliest: e.earliest.map(|d| d.to_string()),
            latest: e.latest.map(|d| d.to_string()),
            basis: "expected".to_owned(),
        });
    }
    list.sort_by(|a, b| (a.day.is_none(), &a.day).cmp(&(b.day.is_none(), &b.day)));
    Ok(list)
}
