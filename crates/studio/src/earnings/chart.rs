//! The chart of Earnings: stacked bars of one unit, with the legend that is also its table.

use super::read_day;
use crate::shapes::*;
use crate::{OpenProfile, StudioError, drawing, period};
use charts::{Drawing, Palette, Period, Series, StackedBars, stacked_bars};
use domain::{CivilDay, Status, Stream, Unit};
use std::collections::BTreeMap;
use store::{EntryFilter, TotalKey, TotalRow};

/// What was prepared before drawing.
struct Prepared {
    unit: Unit,
    units: Vec<String>,
    firsts: Vec<CivilDay>,
    /// Series keys in stack order, bottom to top, with one sum for each period.
    series: Vec<(String, Vec<Option<i128>>)>,
    totals: Vec<Option<i128>>,
    before: Option<Vec<Option<i128>>>,
    estimated: Option<i128>,
}

/// The chart with its legend.
///
/// # Errors
/// [`StudioError::BadRequest`] for days or a unit that are none.
pub fn chart(
    profile: &OpenProfile,
    query: &EarningsChartQuery,
) -> Result<EarningsChart, StudioError> {
    let prepared = prepare(profile, query)?;
    let drawn = draw(profile, query, &prepared)?;
    let unit = prepared.unit;
    let amount = |sum: &Option<i128>| sum.map(|micros| Amount::of_sum(micros, unit));
    let legend = |(key, values): &(String, Vec<Option<i128>>)| LegendRow {
        key: key.clone(),
        values: values.iter().map(amount).collect(),
    };
    Ok(EarningsChart {
        chart: drawing::chart(drawn, unit),
        unit: unit.to_string(),
        units: prepared.units,
        periods: prepared
            .firsts
            .iter()
            .map(|day| period::key(*day, query.period))
            .collect(),
        rows: prepared.series.iter().rev().map(legend).collect(),
        totals: prepared.totals.iter().map(amount).collect(),
        before: prepared
            .before
            .map(|list| list.iter().map(amount).collect()),
        estimated: amount(&prepared.estimated),
    })
}

/// The drawing alone, for a file.
///
/// # Errors
/// As [`chart()`].
pub fn drawing(profile: &OpenProfile, query: &EarningsChartQuery) -> Result<Drawing, StudioError> {
    let prepared = prepare(profile, query)?;
    draw(profile, query, &prepared)
}

fn prepare(profile: &OpenProfile, query: &EarningsChartQuery) -> Result<Prepared, StudioError> {
    let today = profile.today()?;
    let to = read_day("to", &query.to)?.unwrap_or(today);
    let from = read_day("from", &query.from)?;
    let settings = profile.settings()?;
    profile.store().read(|tx| {
        let first = match (from, query.period) {
            (Some(from), _) => from,
            // All years there are, rather than ten empty ones.
            (None, PeriodLength::Year) => {
                let years = tx.totals(
                    &[TotalKey::Year],
                    &EntryFilter {
                        to: Some(to),
                        ..EntryFilter::default()
                    },
                )?;
                years
                    .iter()
                    .filter_map(|r| r.period)
                    .min()
                    .unwrap_or_else(|| period::start(to, query.period))
            }
            (None, length) => period::usual_start(to, length),
        };
        let firsts = period::walk(first, to, query.period);
        let start = firsts.first().copied().unwrap_or(first);
        let span = EntryFilter {
            from: Some(start),
            to: Some(to),
            ..EntryFilter::default()
        };
        let mut used = tx.totals(&[TotalKey::Unit], &span)?;
        used.sort_by_key(|row| (!row.unit.is_currency(), std::cmp::Reverse(row.count)));
        let unit = match &query.unit {
            Some(text) => text.parse().map_err(|_| StudioError::bad("unit", text))?,
            None => {
                let wanted = settings.unit()?;
                let has = used.iter().any(|row| row.unit == wanted);
                if has {
                    wanted
                } else {
                    used.first().map_or(wanted, |row| row.unit)
                }
            }
        };
        let units = used.iter().map(|row| row.unit.to_string()).collect();
        let span = EntryFilter {
            units: vec![unit],
            ..span
        };
        let part = match query.by {
            ChartBy::Stream => TotalKey::Stream,
            ChartBy::Platform => TotalKey::Platform,
            ChartBy::Status => TotalKey::Status,
        };
        let length = match query.period {
            PeriodLength::Day => TotalKey::Day,
            PeriodLength::Week => TotalKey::Week,
            PeriodLength::Month => TotalKey::Month,
            PeriodLength::Year => TotalKey::Year,
        };
        let rows = tx.totals(&[length, part], &span)?;
        let series = fold(&rows, &firsts, query.by);
        let totals = sums(&series, firsts.len());
        let before = if query.compare {
            let shifted = EntryFilter {
                from: Some(period::year_before(start)),
                to: Some(period::year_before(to)),
                ..span.clone()
            };
            let days = tx.totals(&[TotalKey::Day], &shifted)?;
            Some(a_year_before(&days, &firsts, query.period, to))
        } else {
            None
        };
        let open = EntryFilter {
            statuses: vec![Status::Estimated],
            ..span
        };
        let estimated = tx
            .totals(&[TotalKey::Unit], &open)?
            .first()
            .map(|row| row.net);
        Ok(Prepared {
            unit,
            units,
            firsts,
            series,
            totals,
            before,
            estimated,
        })
    })
}

/// Sums into series in stack order; a period without an entry of a series is `None`.
fn fold(rows: &[TotalRow], firsts: &[CivilDay], by: ChartBy) -> Vec<(String, Vec<Option<i128>>)> {
    let place: BTreeMap<CivilDay, usize> = firsts.iter().copied().zip(0..).collect();
    let mut found: BTreeMap<(usize, String), Vec<Option<i128>>> = BTreeMap::new();
    for row in rows {
        let Some((order, key)) = series_of(row, by) else {
            continue;
        };
        let Some(index) = row.period.and_then(|day| place.get(&day)).copied() else {
            continue;
        };
        let values = found
            .entry((order, key))
            .or_insert_with(|| vec![None; firsts.len()]);
        if let Some(value) = values.get_mut(index) {
            *value = Some(value.unwrap_or(0) + row.net);
        }
    }
    found
        .into_iter()
        .map(|((_, key), values)| (key, values))
        .collect()
}

/// A row's place in the stack and its key.
fn series_of(row: &TotalRow, by: ChartBy) -> Option<(usize, String)> {
    match by {
        ChartBy::Stream => {
            let stream = row.stream?;
            Some((
                Stream::ALL.iter().position(|s| *s == stream)?,
                stream.slug().to_owned(),
            ))
        }
        ChartBy::Platform => {
            let platform = row.platform?;
            Some((
                domain::Platform::ALL.iter().position(|p| *p == platform)?,
                platform.slug().to_owned(),
            ))
        }
        ChartBy::Status => {
            let status = row.status?;
            // The surest at the bottom.
            let order = [
                Status::Paid,
                Status::Available,
                Status::Confirmed,
                Status::Estimated,
                Status::Frozen,
                Status::Reversed,
                Status::Ineligible,
            ];
            Some((
                order.iter().position(|s| *s == status)?,
                status.slug().to_owned(),
            ))
        }
    }
}

fn sums(series: &[(String, Vec<Option<i128>>)], periods: usize) -> Vec<Option<i128>> {
    (0..periods)
        .map(|index| {
            let mut known = series
                .iter()
                .filter_map(|(_, values)| values.get(index).copied().flatten())
                .peekable();
            known.peek().is_some().then(|| known.sum())
        })
        .collect()
}

/// Each period's days, a year earlier, up to the same last day.
fn a_year_before(
    days: &[TotalRow],
    firsts: &[CivilDay],
    length: PeriodLength,
    to: CivilDay,
) -> Vec<Option<i128>> {
    firsts
        .iter()
        .map(|first| {
            let last = period::next(*first, length)
                .map_or(to, |next| next.plus_days(-1))
                .min(to);
            let (from, until) = (period::year_before(*first), period::year_before(last));
            let inside = days
                .iter()
                .filter(|row| row.period.is_some_and(|day| day >= from && day <= until));
            let mut sum = None;
            for row in inside {
                sum = Some(sum.unwrap_or(0) + row.net);
            }
            sum
        })
        .collect()
}

fn draw(
    profile: &OpenProfile,
    query: &EarningsChartQuery,
    prepared: &Prepared,
) -> Result<Drawing, StudioError> {
    let french = profile.is_french();
    let micros = |sum: &Option<i128>| Some(sum.map_or(0, |m| i64::try_from(m).unwrap_or(i64::MAX)));
    let bars = StackedBars {
        title: String::new(),
        unit: prepared.unit,
        palette: if query.by == ChartBy::Stream {
            Palette::Streams
        } else {
            Palette::Steps
        },
        periods: prepared
            .firsts
            .iter()
            .enumerate()
            .map(|(index, first)| {
                Period::new(
                    period::key(*first, query.period),
                    period::label(*first, query.period, index == 0, french),
                )
            })
            .collect(),
        series: prepared
            .series
            .iter()
            .map(|(key, values)| Series {
                key: key.clone(),
                label: key.clone(),
                values: values.iter().map(micros).collect(),
            })
            .collect(),
    };
    Ok(stacked_bars(
        &bars,
        &drawing::canvas(query.width, query.height, french),
    )?)
}
