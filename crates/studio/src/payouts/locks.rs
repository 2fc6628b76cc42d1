//! Accepted months: the figures as they were accepted, beside what they are now.
//!
//! The rule it protects: a later correction is shown beside the accepted figures and never changes them; a month is opened
//! again only with a reason.

use super::balance::{Terms, of_account};
use super::chain::made;
use super::known::Known;
use super::landed::landed;
use crate::shapes::{Amount, PeriodFigures, PeriodRow};
use crate::{OpenProfile, StudioError};
use domain::{Account, AccountId, CivilDay, Unit};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::{PeriodLock, ReadTx, StoreError};

/// Months offered to be accepted.
const MONTHS: usize = 24;

/// What is kept of an accepted month in one unit; amounts as decimal text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Accepted {
    unit: String,
    earned: String,
    reversed: String,
    payouts: String,
}

fn figures(terms: &BTreeMap<Unit, Terms>) -> Vec<PeriodFigures> {
    terms
        .iter()
        .map(|(unit, t)| {
            let amount = |micros: i128| Amount::of_sum(micros, *unit);
            PeriodFigures {
                earned: amount(t.balance.earned),
                reversed: amount(t.balance.reversed),
                payouts: amount(t.balance.payouts),
            }
        })
        .collect()
}

fn end_of(month: CivilDay) -> CivilDay {
    month.plus_days(32).month_start().plus_days(-1)
}

fn now_of(
    tx: &ReadTx<'_>,
    known: &Known,
    account: &Account,
    month: CivilDay,
) -> Result<Vec<PeriodFigures>, StoreError> {
    Ok(figures(&of_account(
        tx,
        known,
        account,
        Some(month),
        end_of(month),
    )?))
}

fn accepted(lock: &PeriodLock) -> Result<Vec<PeriodFigures>, StudioError> {
    let kept: Vec<Accepted> = serde_json::from_str(&lock.figures)
        .map_err(|e| StudioError::Internal(format!("the figures of a period: {e}")))?;
    Ok(kept
        .into_iter()
        .map(|a| {
            let amount = |text: String| Amount {
                amount: text,
                unit: a.unit.clone(),
            };
            PeriodFigures {
                earned: amount(a.earned),
                reversed: amount(a.reversed),
                payouts: amount(a.payouts),
            }
        })
        .collect())
}

/// The months of accounts that pay: accepted ones with what they were and are, and past ones that may be accepted, newest
/// first.
///
/// # Errors
/// [`StudioError`].
pub fn periods(profile: &OpenProfile) -> Result<Vec<PeriodRow>, StudioError> {
    let today = profile.today()?;
    profile.store().read(|tx| list(tx, today))
}

fn list(tx: &ReadTx<'_>, today: CivilDay) -> Result<Vec<PeriodRow>, StudioError> {
    let known = Known::default();
    let accounts = super::accounts(tx)?;
    let landed = landed(tx)?;
    let locks = tx.period_locks()?;
    let mut rows = Vec::new();
    let oldest = today.plus_days(-31 * i32::try_from(MONTHS).unwrap_or(24));
    let mut months: BTreeMap<(CivilDay, AccountId), (i64, i64, i64)> = BTreeMap::new();
    for account in accounts.values() {
        let chain = known.chain(tx, account, Some(oldest))?;
        for payout in chain.payouts.iter().filter(|p| made(p) >= oldest) {
            let month = made(payout).month_start();
            if end_of(month) >= today {
                continue;
            }
            let counts = months.entry((month, account.id)).or_default();
            counts.0 += 1;
            let key = (account.id, payout.payout.external_id.clone());
            counts.1 += i64::from(landed.contains_key(&key));
            let rest = chain.of(payout.id).unexplained(payout.payout.amount.micros);
            counts.2 += i64::from(rest == Some(0));
        }
    }
    for lock in &locks {
        months.entry((lock.month, lock.account)).or_default();
    }
    for ((month, id), (payouts, matched, explained)) in months.into_iter().rev() {
        let Some(account) = accounts.get(&id) else {
            continue;
        };
        let of_month = |l: &&PeriodLock| l.account == id && l.month == month;
        let holds = locks.iter().filter(of_month).find(|l| l.reopened.is_none());
        let opened = locks.iter().filter(of_month).find(|l| l.reopened.is_some());
        let accepted = holds.map(accepted).transpose()?;
        let now = match &accepted {
            Some(_) => now_of(tx, &known, account, month)?,
            None => Vec::new(),
        };
        rows.push(PeriodRow {
            account_id: id.0,
            platform: account.platform.into(),
            account: account.handle.clone(),
            month: month.to_string(),
            payouts,
            matched,
            explained,
            locked_at: holds.map(|l| l.locked_at.to_string()),
            changed: accepted.as_ref().is_some_and(|a| *a != now),
            accepted: accepted.unwrap_or_default(),
            now,
            reopened_at: opened
                .and_then(|l| l.reopened.as_ref())
                .map(|(at, _)| at.to_string()),
            reason: opened
                .and_then(|l| l.reopened.as_ref())
                .map(|(_, why)| why.clone()),
        });
    }
    Ok(rows)
}

fn read_month(text: &str) -> Result<CivilDay, StudioError> {
    let day = if text.len() == 7 {
        format!("{text}-01")
    } else {
        text.to_owned()
    };
    let day: CivilDay = day.parse().map_err(|_| StudioError::bad("month", text))?;
    Ok(day.month_start())
}

/// Accepts a month of an account (`2026-03`, or any day of it): its figures are kept as they are now.
///
/// # Errors
/// [`StudioError::BadRequest`] for a month that is not over.
pub fn lock_period(
    profile: &OpenProfile,
    account: i64,
    month: &str,
) -> Result<Vec<PeriodRow>, StudioError> {
    let (now, today) = (profile.now(), profile.today()?);
    let first = read_month(month)?;
    if end_of(first) >= today {
        return Err(StudioError::bad("month", month));
    }
    profile.store().write(move |tx| {
        let known = Known::default();
        let account = tx.account(AccountId(account))?;
        let kept: Vec<Accepted> = of_account(tx, &known, &account, Some(first), end_of(first))?
            .iter()
            .zip(now_of(tx, &known, &account, first)?)
            .map(|((unit, _), f)| Accepted {
                unit: unit.to_string(),
                earned: f.earned.amount,
                reversed: f.reversed.amount,
                payouts: f.payouts.amount,
            })
            .collect();
        let text = serde_json::to_string(&kept)
            .map_err(|e| StudioError::Internal(format!("the figures of a period: {e}")))?;
        tx.lock_period(account.id, first, &text, now)?;
        list(tx, today)
    })
}

/// Opens an accepted month again.
///
/// # Errors
/// [`StudioError::BadRequest`] without a reason, [`StudioError::NotFound`] when the month is not accepted.
pub fn reopen_period(
    profile: &OpenProfile,
    account: i64,
    month: &str,
    reason: &str,
) -> Result<Vec<PeriodRow>, StudioError> {
    let (now, today) = (profile.now(), profile.today()?);
    let first = read_month(month)?;
    let reason = reason.trim().to_owned();
    if reason.is_empty() || reason.chars().count() > 500 {
        return Err(StudioError::bad("reason", reason));
    }
    profile.store().write(move |tx| {
        tx.reopen_period(AccountId(account), first, &reason, now)?;
        list(tx, today)
    })
}
