//! Sums by keys, for the command line and exports.

use super::{read_day, read_filter};
use crate::rates::{self, Converter, Tally, rounded};
use crate::shapes::PeriodLength;
use crate::shapes::{Amount, ConversionPart, EntryFilter};
use crate::{OpenProfile, StudioError, period};
use domain::rates::Book;
use domain::{AccountId, Instant, Unit};
use serde::Serialize;
use std::collections::BTreeMap;
use store::{StoreError, Sum, TotalKey, TotalRow};

/// What is summed and how.
#[derive(Debug, Clone, Default)]
pub struct TotalsQuery {
    /// Keys: `day week month year stream platform account unit status brand`.
    pub by: Vec<String>,
    /// What narrows the entries.
    pub filter: EntryFilter,
    /// As it was known at the end of that day, UTC.
    pub as_known_on: Option<String>,
    /// The currency everything is converted to, each day by its own rate; `None` converts nothing.
    pub currency: Option<String>,
}

/// Sums, one row for each group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// The groups in the order of their keys.
    pub rows: Vec<TotalsRow>,
    /// Groups that could not be converted, each with its reason; empty when no currency was asked for.
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
    /// What the row was converted from and by which rates; left out when nothing was asked to be converted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub converted: Vec<ConversionPart>,
    /// Why there is no rate, in `unconverted`: `never`, `before`, `ended`, `gap`, `not_yet`, `overflow`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
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
    let target = query
        .currency
        .as_ref()
        .map(|code| Unit::currency(code).map_err(|_| StudioError::bad("in", code)))
        .transpose()?;
    profile.store().read(|tx| {
        let names = Names {
            words: &query.by,
            handles: tx
                .accounts()?
                .into_iter()
                .map(|a| (a.id, a.handle))
                .collect(),
        };
        let rows = |keys: &[TotalKey]| match known_on {
            Some(day) => {
                let end = Instant::from_millis(day.plus_days(1).utc_start().millis() - 1);
                tx.totals_as_known_on(end.unwrap_or_else(|| day.utc_start()), keys, &filter)
            }
            None => tx.totals(keys, &filter),
        };
        match target {
            Some(target) => {
                // Each day has its own rate; the period asked for is put together afterwards.
                let days: Vec<TotalKey> = keys.iter().copied().chain([TotalKey::Day]).collect();
                converted(&rows(&days)?, &names, rates::book(tx)?, target)
            }
            None => Ok(Totals {
                rows: rows(&keys)?.iter().map(|row| shape(row, &names)).collect(),
                unconverted: Vec::new(),
            }),
        }
    })
}

/// The sum of a filter in the reporting currency.
///
/// # Errors
/// [`StudioError::BadRequest`] for a filter that makes no sense.
pub fn converted_sum(
    profile: &OpenProfile,
    filter: &EntryFilter,
) -> Result<crate::shapes::Converted, StudioError> {
    let target = profile.settings()?.unit()?;
    let filter = read_filter(filter)?;
    profile.store().read(|tx| {
        let mut converter = Converter::new(rates::book(tx)?, target);
        let mut tally = Tally::default();
        for row in tx.totals(&[TotalKey::Day], &filter)? {
            if let Some(day) = row.period {
                tally.add(&mut converter, row.unit, day, row.net, row.count);
            }
        }
        Ok(tally.finish(target))
    })
}

/// What groups are called.
struct Names<'q> {
    words: &'q [String],
    handles: BTreeMap<AccountId, String>,
}

impl Names<'_> {
    fn keys(&self, row: &TotalRow) -> BTreeMap<String, Option<String>> {
        let period = |length| row.period.map(|day| period::key(day, length));
        let value = |word: &String| match word.as_str() {
            "week" => period(PeriodLength::Week),
            "month" => period(PeriodLength::Month),
            "year" => period(PeriodLength::Year),
            "day" => row.period.map(|d| d.to_string()),
            "stream" => row.stream.map(|s| s.slug().to_owned()),
            "platform" => row.platform.map(|p| p.slug().to_owned()),
            "account" => row.account.and_then(|a| self.handles.get(&a).cloned()),
            "status" => row.status.map(|s| s.slug().to_owned()),
            "brand" => row.brand.clone(),
            _ => Some(row.unit.to_string()),
        };
        self.words
            .iter()
            .map(|word| (word.clone(), value(word)))
            .collect()
    }
}

fn shape(row: &TotalRow, names: &Names<'_>) -> TotalsRow {
    TotalsRow {
        keys: names.keys(row),
        gross: figure(row.gross, row.unit),
        fee: figure(row.fee, row.unit),
        tax: figure(row.tax, row.unit),
        net: Amount::of_sum(row.net, row.unit),
        count: row.count,
        converted: Vec::new(),
        reason: None,
    }
}

/// A group as it grows out of its days and units.
#[derive(Default)]
struct Group {
    keys: BTreeMap<String, Option<String>>,
    net: Tally,
    gross: Option<i128>,
    fee: Option<i128>,
    tax: Option<i128>,
    count: u64,
}

/// Sums of days in one currency, in the order of the keys asked for.
fn converted(
    days: &[TotalRow],
    names: &Names<'_>,
    book: Book,
    target: Unit,
) -> Result<Totals, StudioError> {
    let mut converter = Converter::new(book, target);
    let mut groups: BTreeMap<Vec<Option<String>>, Group> = BTreeMap::new();
    let mut refused: BTreeMap<(Vec<Option<String>>, Unit, &str), TotalRow> = BTreeMap::new();
    for row in days {
        let keys = names.keys(row);
        let order: Vec<Option<String>> = names
            .words
            .iter()
            .map(|word| keys.get(word).cloned().flatten())
            .collect();
        let day = row
            .period
            .ok_or_else(|| StudioError::Internal("a day's sum without its day".to_owned()))?;
        let factor = match converter.factor(row.unit, day) {
            Ok(factor) => factor,
            Err(why) => {
                let sums = refused
                    .entry((order, row.unit, why.slug()))
                    .or_insert_with(|| TotalRow {
                        gross: Sum::default(),
                        fee: Sum::default(),
                        tax: Sum::default(),
                        net: 0,
                        count: 0,
                        ..row.clone()
                    });
                for (sum, more) in [
                    (&mut sums.gross, row.gross),
                    (&mut sums.fee, row.fee),
                    (&mut sums.tax, row.tax),
                ] {
                    sum.micros += more.micros;
                    sum.known += more.known;
                }
                sums.net += row.net;
                sums.count += row.count;
                continue;
            }
        };
        let group = groups.entry(order).or_default();
        group.keys = keys;
        group.count += row.count;
        group
            .net
            .add(&mut converter, row.unit, day, row.net, row.count);
        for (sum, more) in [
            (&mut group.gross, row.gross),
            (&mut group.fee, row.fee),
            (&mut group.tax, row.tax),
        ] {
            if more.known > 0 {
                let after = factor
                    .apply(more.micros)
                    .map_err(|_| StudioError::Store(StoreError::Overflow))?;
                *sum = Some(sum.unwrap_or(0) + after);
            }
        }
    }
    let row = |group: Group| {
        let part = |sum: Option<i128>| sum.map(|micros| rounded(micros, target));
        let net = group.net.finish(target);
        TotalsRow {
            keys: group.keys,
            gross: part(group.gross),
            fee: part(group.fee),
            tax: part(group.tax),
            net: net.total,
            count: group.count,
            converted: net.parts,
            reason: None,
        }
    };
    Ok(Totals {
        rows: groups.into_values().map(row).collect(),
        unconverted: refused
            .iter()
            .map(|((_, _, reason), sums)| TotalsRow {
                reason: Some((*reason).to_owned()),
                ..shape(sums, names)
            })
            .collect(),
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
