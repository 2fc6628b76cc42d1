//! What the streams of a programme should pay by the rules in force, beside what they paid.
//!
//! The rules it protects: each month is held to the version that held in it; unlike units are never added or compared; what the
//! ledger or the rule does not state is said as unknown, with the reason.

mod held;
mod streams;

use super::rules_today;
use super::status::{named, region};
use crate::shapes::{Amount, BoardQuery, ProgrammeEconomics, StreamEconomics};
use crate::{OpenProfile, StudioError};
use domain::programmes::Programme;
use domain::{Account, AccountId, CivilDay, Platform, Stream, Unit};
use std::collections::BTreeMap;
use store::{EntryFilter, ReadTx, StoreError, TotalKey, TotalRow};
use streams::{Basis, Link};

/// Months looked at, the present one included.
const MONTHS: u32 = 12;

/// The money of a programme over the last twelve months, up to the day asked for.
///
/// # Errors
/// [`StudioError::NotFound`] when no rule names it, [`StudioError::BadRequest`] for a day or country that is none.
pub fn view(
    profile: &OpenProfile,
    id: &str,
    query: &BoardQuery,
) -> Result<ProgrammeEconomics, StudioError> {
    let rules = rules_today(profile)?;
    let programme = named(&rules, id)?;
    let fallback = region(profile, query.region.as_ref())?;
    let to: CivilDay = match &query.on {
        Some(text) => text.parse().map_err(|_| StudioError::bad("on", text))?,
        None => profile.today()?,
    };
    let first = to.month_start().0;
    let back = chrono::Months::new(MONTHS - 1);
    let from = CivilDay(first.checked_sub_months(back).unwrap_or(first));
    let accounts = profile.store().read(|tx| tx.accounts())?;
    let streams = {
        let mut found = Vec::new();
        for link in streams::of(id) {
            for account in accounts.iter().filter(|a| a.platform == link.platform) {
                // What is paid follows the country the account is in, unless another one is asked about.
                let region = match (&query.region, account.region) {
                    (None, Some(own)) => own,
                    _ => fallback,
                };
                let rows = profile
                    .store()
                    .read(|tx| sums(tx, account.id, link.stream, (from, to)))?;
                if rows.is_empty() {
                    continue;
                }
                let paid = match link.basis {
                    Basis::Each { .. } => withdrawals(profile, account.id, (from, to))?,
                    _ => Vec::new(),
                };
                let lines = held::lines(&programme, link, region, to, &rows, &paid);
                found.push(stream(account, link, &rows, lines));
            }
        }
        found
    };
    let mut depends: Vec<Stream> = streams::of(id).map(|link| link.stream).collect();
    depends.sort_unstable();
    depends.dedup();
    Ok(ProgrammeEconomics {
        programme: id.to_owned(),
        from: from.to_string(),
        to: to.to_string(),
        streams,
        depends: depends.into_iter().map(Into::into).collect(),
    })
}

/// The first day on which any stream of the programme brought money, up to `day`. Streams that may hold other money too tell
/// nothing.
pub(super) fn first_money(
    tx: &ReadTx<'_>,
    accounts: &[Account],
    programme: &Programme<'_>,
    day: CivilDay,
) -> Result<Option<CivilDay>, StoreError> {
    let opened = programme
        .versions
        .iter()
        .filter_map(|r| r.effective_from)
        .min();
    let mut first: Option<CivilDay> = None;
    for link in streams::of(programme.id).filter(|link| !link.shared) {
        for account in accounts.iter().filter(|a| a.platform == link.platform) {
            let span = |from, to| EntryFilter {
                from,
                to,
                streams: vec![link.stream],
                accounts: vec![account.id],
                ..EntryFilter::default()
            };
            let paid = |row: &TotalRow| row.net > 0;
            let months = tx.totals(&[TotalKey::Month], &span(opened, Some(day)))?;
            let Some(month) = months
                .iter()
                .filter(|r| paid(r))
                .filter_map(|r| r.period)
                .min()
            else {
                continue;
            };
            let end = crate::period::next(month, crate::shapes::PeriodLength::Month);
            let from = opened.map_or(month, |opened| opened.max(month));
            let days = tx.totals(
                &[TotalKey::Day],
                &span(Some(from), end.map(|end| end.plus_days(-1).min(day))),
            )?;
            let found = days
                .iter()
                .filter(|r| paid(r))
                .filter_map(|r| r.period)
                .min();
            first = [first, found].into_iter().flatten().min();
        }
    }
    Ok(first)
}

/// Sums by month and unit.
fn sums(
    tx: &ReadTx<'_>,
    account: AccountId,
    stream: Stream,
    (from, to): (CivilDay, CivilDay),
) -> Result<Vec<TotalRow>, StoreError> {
    let filter = EntryFilter {
        from: Some(from),
        to: Some(to),
        streams: vec![stream],
        accounts: vec![account],
        ..EntryFilter::default()
    };
    let mut rows = tx.totals(&[TotalKey::Month], &filter)?;
    rows.sort_by_key(|row| (row.unit, row.period));
    Ok(rows)
}

/// What withdrawals of tokens brought, by month, as the effective rates measure it. All tokens of an account leave together: a
/// withdrawal tells what each of them brought, whichever stream it came by.
fn withdrawals(
    profile: &OpenProfile,
    account: AccountId,
    (from, to): (CivilDay, CivilDay),
) -> Result<Vec<held::Withdrawal>, StudioError> {
    let rates = crate::effective::rates(profile)?;
    let of_tokens = rates
        .iter()
        .filter(|rate| rate.account == account.0 && rate.measure == "per_diamond");
    let point = |point: &crate::shapes::EffectivePoint| {
        let month: CivilDay = format!("{}-01", point.month).parse().ok()?;
        Some(held::Withdrawal {
            month,
            tokens: point.count,
            paid: domain::amount::parse_micros(&point.paid.amount).ok()?,
            unit: point.paid.unit.parse().ok()?,
        })
    };
    Ok(of_tokens
        .flat_map(|rate| rate.points.iter().filter_map(point))
        .filter(|w| w.month >= from && w.month <= to)
        .collect())
}

fn stream(
    account: &Account,
    link: &Link,
    rows: &[TotalRow],
    lines: Vec<crate::shapes::EconomicsLine>,
) -> StreamEconomics {
    let mut received: BTreeMap<Unit, i128> = BTreeMap::new();
    for row in rows {
        *received.entry(row.unit).or_default() += row.net;
    }
    let entries: u64 = rows.iter().map(|row| row.count).sum();
    StreamEconomics {
        account: account.id.0,
        handle: account.handle.clone(),
        platform: account.platform.into(),
        stream: link.stream.into(),
        shared: link.shared || siblings(account.platform, link),
        received: received
            .into_iter()
            .map(|(unit, net)| Amount::of_sum(net, unit))
            .collect(),
        entries: i64::try_from(entries).unwrap_or(i64::MAX),
        lines,
    }
}

/// Whether another programme feeds the same stream of the same platform.
fn siblings(platform: Platform, link: &Link) -> bool {
    streams::LINKS.iter().any(|other| {
        other.platform == platform
            && other.stream == link.stream
            && other.programme != link.programme
    })
}
