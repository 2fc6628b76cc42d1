//! Sums by keys, for the command line and exports.

use super::{read_day, read_filter};
use crate::shapes::{Amount, EntryFilter};
use crate::{OpenProfile, StudioError};
use domain::{Instant, Unit};
use serde::Serialize;
use std::collections::BTreeMap;
use store::{Sum, TotalKey, TotalRow};

/// What is summed and how.
#[derive(Debug, Clone, Default)]
pub struct TotalsQuery {
    /// Keys: `day week month year stream platform account unit status brand`.
    pub by: Vec<String>,
    /// What narrows the entries.
    pub filter: EntryFilter,
    /// As it was known at the end of that day, UTC.
    pub as_known_on: Option<String>,
}

/// Sums, one row for each group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// The groups in the order of their keys.
    pub rows: Vec<TotalsRow>,
    /// Groups that could not be converted; empty as long as nothing is converted.
    pub unconverted: Vec<TotalsRow>,
}

/// A group. Figures are `null` when no entry of the group states them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TotalsRow {
    /// The group's keys.
    #[serde(flatten)]
    pub keys: BTreeMap<String, Option<String>>,
    /// Before fees and tax.
    pub gross: Option<Amount>,
    /// Fees.
    pub fee: Option<Amount>,
    /// Withheld tax.
    pub tax: Option<Amount>,
    /// What remains.
    pub net: Amount,
    /// Number of entries.
    pub count: u64,
}

/// Sums up.
///
/// # Errors
/// [`StudioError::BadRequest`] for an unknown key or a day that is none.
pub fn totals(profile: &OpenProfile, query: &TotalsQuery) -> Result<Totals, StudioError> {
    let keys = query
        .by
        .iter()
        .map(|word| key(word))
        .collect::<Result<Vec<_>, _>>()?;
    let filter = read_filter(&query.filter)?;
    let known_on = read_day("as_known_on", &query.as_known_on)?;
    let handles = profile.store().read(|tx| {
        Ok::<BTreeMap<_, _>, StudioError>(
            tx.accounts()?
                .into_iter()
                .map(|a| (a.id, a.handle))
                .collect(),
        )
    })?;
    let rows = profile.store().read(|tx| {
        let rows = match known_on {
            Some(day) => {
                let end = Instant::from_millis(day.plus_days(1).utc_start().millis() - 1);
                tx.totals_as_known_on(end.unwrap_or_else(|| day.utc_start()), &keys, &filter)?
            }
            None => tx.totals(&keys, &filter)?,
        };
        Ok::<Vec<TotalRow>, StudioError>(rows)
    })?;
    let shape = |row: &TotalRow| TotalsRow {
        keys: query
            .by
            .iter()
            .map(|word| {
                let value = match word.as_str() {
                    "week" => row
                        .period
                        .map(|d| crate::period::key(d, crate::shapes::PeriodLength::Week)),
                    "month" => row
                        .period
                        .map(|d| crate::period::key(d, crate::shapes::PeriodLength::Month)),
                    "year" => row
                        .period
                        .map(|d| crate::period::key(d, crate::shapes::PeriodLength::Year)),
                    "day" => row.period.map(|d| d.to_string()),
                    "stream" => row.stream.map(|s| s.slug().to_owned()),
                    "platform" => row.platform.map(|p| p.slug().to_owned()),
                    "account" => row.account.and_then(|a| handles.get(&a).cloned()),
                    "status" => row.status.map(|s| s.slug().to_owned()),
                    "brand" => row.brand.clone(),
                    _ => Some(row.unit.to_string()),
                };
                (word.clone(), value)
            })
            .collect(),
        gross: figure(row.gross, row.unit),
        fee: figure(row.fee, row.unit),
        tax: figure(row.tax, row.unit),
        net: Amount::of_sum(row.net, row.unit),
        count: row.count,
    };
    Ok(Totals {
        rows: rows.iter().map(shape).collect(),
        unconverted: Vec::new(),
    })
}

/// A sum, unless no entry states it.
fn figure(sum: Sum, unit: Unit) -> Option<Amount> {
    (sum.known > 0).then(|| Amount::of_sum(sum.micros, unit))
}

fn key(word: &str) -> Result<TotalKey, StudioError> {
    Ok(match word {
        "day" => TotalKey::Day,
        "week" => TotalKey::Week,
        "month" => TotalKey::Month,
        "year" => TotalKey::Year,
        "stream" => TotalKey::Stream,
        "platform" => TotalKey::Platform,
        "account" => TotalKey::Account,
        "unit" => TotalKey::Unit,
        "status" => TotalKey::Status,
        "brand" => TotalKey::Brand,
        _ => return Err(StudioError::bad("by", word)),
    })
}
