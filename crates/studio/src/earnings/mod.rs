//! The Earnings screen: a chart over a table, and one entry opened.
//!
//! The rule it protects: chart, legend and totals come from the same rollups, so they cannot disagree; unlike units stand
//! side by side and are never added.

mod chart;
mod detail;
pub mod totals;

pub use chart::{chart, drawing};
pub use detail::{entry, set_note, set_tags};

use crate::rates::{self, Converter};
use crate::shapes::*;
use crate::{OpenProfile, StudioError};
use domain::{CivilDay, EntryId, PayoutId};
use std::collections::BTreeMap;
use store::{Entry, EntryFilter as StoreFilter, PageAfter, ReadTx, TotalKey};

/// Rows of a page at most.
const MOST: u32 = 1_000;

/// A page of entries, newest first. The first page also has the totals of the whole filter, unless they would have to be read
/// from more rows than it shows: then [`entry_totals`] gives them.
///
/// # Errors
/// [`StudioError::BadRequest`] for a filter or cursor that makes no sense.
pub fn entries(
    profile: &OpenProfile,
    filter: &EntryFilter,
    after: Option<&str>,
    limit: u32,
) -> Result<EntryPage, StudioError> {
    let filter = read_filter(filter)?;
    let after = after.map(read_cursor).transpose()?;
    let target = profile.settings()?.unit()?;
    profile.store().read(|tx| {
        let page = tx.entries_page(&filter, after, limit.clamp(1, MOST))?;
        let platforms = platforms(tx)?;
        let mut converter = Converter::new(rates::book(tx)?, target);
        let totals = match after {
            Some(_) => None,
            None if page.next.is_none() => Some(totals_of(&page.entries)),
            None if filter.needs_rows() => None,
            None => Some(unit_totals(&tx.totals(&[TotalKey::Unit], &filter)?)),
        };
        Ok(EntryPage {
            entries: page
                .entries
                .iter()
                .map(|entry| row(entry, &platforms, &mut converter))
                .collect(),
            next: page.next.map(|next| format!("{}:{}", next.day, next.id)),
            count: totals.as_deref().map(count_of),
            totals,
        })
    })
}

/// The totals of a whole filter, and how its rows spread over the days. Takes longer with more rows where their words are
/// asked for; asks `go_on` now and then.
///
/// # Errors
/// [`StudioError::Canceled`] once `go_on` says no, [`StudioError::BadRequest`] for a filter that makes no sense.
pub fn entry_totals(
    profile: &OpenProfile,
    filter: &EntryFilter,
    go_on: impl Fn() -> bool,
) -> Result<EntryTotals, StudioError> {
    let filter = read_filter(filter)?;
    let rows = profile.store().read(|tx| {
        Ok::<_, StudioError>(tx.totals_while(&[TotalKey::Day, TotalKey::Unit], &filter, go_on)?)
    })?;
    let rows = rows.ok_or(StudioError::Canceled)?;
    let mut days: BTreeMap<CivilDay, u64> = BTreeMap::new();
    let mut units: BTreeMap<domain::Unit, (i128, u64)> = BTreeMap::new();
    for row in &rows {
        if let Some(day) = row.period {
            *days.entry(day).or_default() += row.count;
        }
        let (net, count) = units.entry(row.unit).or_default();
        *net += row.net;
        *count += row.count;
    }
    let totals = unit_rows(units);
    Ok(EntryTotals {
        count: count_of(&totals),
        totals,
        days: days
            .into_iter()
            .rev()
            .map(|(day, count)| DayCount {
                day: day.to_string(),
                count: whole(count),
            })
            .collect(),
    })
}

fn whole(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

fn count_of(totals: &[UnitTotal]) -> i64 {
    totals.iter().map(|t| t.count).sum()
}

fn unit_rows(units: BTreeMap<domain::Unit, (i128, u64)>) -> Vec<UnitTotal> {
    units
        .into_iter()
        .map(|(unit, (net, count))| UnitTotal {
            net: Amount::of_sum(net, unit),
            count: whole(count),
        })
        .collect()
}

fn unit_totals(rows: &[store::TotalRow]) -> Vec<UnitTotal> {
    unit_rows(rows.iter().map(|r| (r.unit, (r.net, r.count))).collect())
}

/// The totals of rows that are all there are.
fn totals_of(entries: &[Entry]) -> Vec<UnitTotal> {
    let mut units: BTreeMap<domain::Unit, (i128, u64)> = BTreeMap::new();
    for entry in entries {
        let (net, count) = units.entry(entry.money.unit).or_default();
        *net += i128::from(entry.money.net);
        *count += 1;
    }
    unit_rows(units)
}

/// The platform of each account.
pub(crate) fn platforms(
    tx: &ReadTx<'_>,
) -> Result<BTreeMap<domain::AccountId, domain::Platform>, StudioError> {
    Ok(tx
        .accounts()?
        .into_iter()
        .map(|a| (a.id, a.platform))
        .collect())
}

/// An entry as a row of the table.
pub(crate) fn row(
    entry: &Entry,
    platforms: &BTreeMap<domain::AccountId, domain::Platform>,
    converter: &mut Converter,
) -> EntryRow {
    let platform = platforms
        .get(&entry.account)
        .copied()
        .unwrap_or(domain::Platform::Other);
    EntryRow {
        id: entry.id.0,
        day: entry.day.to_string(),
        stream: entry.stream.into(),
        platform: platform.into(),
        account: entry.account.0,
        title: entry.title.clone(),
        counterparty: entry.counterparty.clone(),
        figures: figures(&entry.money),
        reporting: converter.one(entry.money.net_amount(), entry.day).ok(),
        status: entry.status.into(),
        versions: i64::from(entry.revision),
        vanished: entry.vanished_at.is_some(),
        payout: entry.payout.map(|p| p.0),
        tags: entry
            .note
            .as_ref()
            .map(|n| n.tags.clone())
            .unwrap_or_default(),
    }
}

/// The four figures of a line.
pub(crate) fn figures(money: &domain::Money) -> Figures {
    let amount = |micros: i64| Amount::from(domain::Amount::new(micros, money.unit));
    Figures {
        gross: money.gross.map(amount),
        fee: money.fee.map(amount),
        tax: money.tax.map(amount),
        net: amount(money.net),
    }
}

/// A day of a request.
pub(crate) fn read_day(
    field: &str,
    text: &Option<String>,
) -> Result<Option<CivilDay>, StudioError> {
    text.as_ref()
        .map(|t| t.parse().map_err(|_| StudioError::bad(field, t)))
        .transpose()
}

/// A request's filter as the store understands it.
pub(crate) fn read_filter(filter: &EntryFilter) -> Result<StoreFilter, StudioError> {
    let (from, to) = (read_day("from", &filter.from)?, read_day("to", &filter.to)?);
    if let (Some(from), Some(to)) = (from, to)
        && from > to
    {
        return Err(StudioError::bad("to", to.to_string()));
    }
    let unit = filter
        .unit
        .as_ref()
        .map(|u| u.parse().map_err(|_| StudioError::bad("unit", u)))
        .transpose()?;
    Ok(StoreFilter {
        from,
        to,
        streams: filter.stream.map(Into::into).into_iter().collect(),
        statuses: filter.status.map(Into::into).into_iter().collect(),
        accounts: filter.account.map(domain::AccountId).into_iter().collect(),
        platforms: filter.platform.map(Into::into).into_iter().collect(),
        units: unit.into_iter().collect(),
        text: filter.text.clone().filter(|t| !t.trim().is_empty()),
        payout: filter.payout.map(PayoutId),
        ..StoreFilter::default()
    })
}

fn read_cursor(text: &str) -> Result<PageAfter, StudioError> {
    let bad = || StudioError::bad("after", text);
    let (day, id) = text.split_once(':').ok_or_else(bad)?;
    Ok(PageAfter {
        day: day.parse().map_err(|_| bad())?,
        id: id.parse::<EntryId>().map_err(|_| bad())?,
    })
}
