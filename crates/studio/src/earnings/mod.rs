//! The Earnings screen: a chart over a table, and one entry opened.
//!
//! The rule it protects: chart, legend and totals come from the same rollups, so they cannot disagree; unlike units stand
//! side by side and are never added.

mod chart;
mod detail;
pub mod totals;

pub use chart::{chart, drawing};
pub use detail::{entry, set_note, set_tags};

use crate::shapes::*;
use crate::{OpenProfile, StudioError};
use domain::{CivilDay, EntryId, PayoutId};
use std::collections::BTreeMap;
use store::{Entry, EntryFilter as StoreFilter, PageAfter, ReadTx, TotalKey};

/// Rows of a page at most.
const MOST: u32 = 1_000;

/// A page of entries, newest first. The first page also has the totals of the whole filter.
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
    profile.store().read(|tx| {
        let page = tx.entries_page(&filter, after, limit.clamp(1, MOST))?;
        let platforms = platforms(tx)?;
        let totals = match after {
            Some(_) => None,
            None => Some(tx.totals(&[TotalKey::Unit], &filter)?),
        };
        let unit_total = |row: &store::TotalRow| UnitTotal {
            net: Amount::of_sum(row.net, row.unit),
            count: i64::try_from(row.count).unwrap_or(i64::MAX),
        };
        Ok(EntryPage {
            entries: page
                .entries
                .iter()
                .map(|entry| row(entry, &platforms))
                .collect(),
            next: page.next.map(|next| format!("{}:{}", next.day, next.id)),
            count: totals.as_ref().map(|t| {
                t.iter()
                    .map(|r| i64::try_from(r.count).unwrap_or(i64::MAX))
                    .sum()
            }),
            totals: totals.map(|t| t.iter().map(unit_total).collect()),
        })
    })
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
