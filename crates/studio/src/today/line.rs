//! The line chart of Today: this month's days added up, against last month's.

use crate::shapes::{LargestEntry, TodayChart};
use crate::{OpenProfile, StudioError, drawing, period};
use charts::{Line, Lines, Period, Stroke, lines};
use chrono::Datelike;
use domain::{CivilDay, Unit};
use std::collections::BTreeMap;
use store::{EntryFilter, TotalKey};

/// Entries looked through for the largest of the month; a month with more has no single largest worth naming.
const LOOK: u64 = 500;

/// The drawing, or `None` when neither month has an entry in any currency. The reporting currency is drawn when it has
/// entries, else the currency with most.
pub fn chart(
    profile: &OpenProfile,
    reporting: Unit,
    today: CivilDay,
    width: u32,
    height: u32,
) -> Result<Option<TodayChart>, StudioError> {
    let drawn = draw(profile, reporting, today, width, height)?;
    let Some((drawn, unit)) = drawn else {
        return Ok(None);
    };
    Ok(Some(TodayChart {
        chart: drawing::chart(drawn, unit),
        unit: unit.to_string(),
        largest: largest(profile, unit, today)?,
    }))
}

/// The drawing alone with its unit.
///
/// # Errors
/// [`StudioError`].
pub fn draw(
    profile: &OpenProfile,
    reporting: Unit,
    today: CivilDay,
    width: u32,
    height: u32,
) -> Result<Option<(charts::Drawing, Unit)>, StudioError> {
    let this = today.month_start();
    let last = period::month_before(today).month_start();
    let rows = profile.store().read(|tx| {
        let filter = EntryFilter {
            from: Some(last),
            to: Some(today),
            ..Default::default()
        };
        Ok::<_, StudioError>(tx.totals(&[TotalKey::Day, TotalKey::Unit], &filter)?)
    })?;
    let mut used: BTreeMap<Unit, u64> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.unit.is_currency()) {
        *used.entry(row.unit).or_default() += row.count;
    }
    let most = used
        .iter()
        .max_by_key(|(_, count)| **count)
        .map(|(unit, _)| *unit);
    let wanted = used.contains_key(&reporting).then_some(reporting);
    let Some(unit) = wanted.or(most) else {
        return Ok(None);
    };
    let by_day: BTreeMap<CivilDay, i128> = rows
        .iter()
        .filter(|row| row.unit == unit)
        .filter_map(|row| Some((row.period?, row.net)))
        .collect();
    let french = profile.is_french();
    let days = 31;
    let line = |first: CivilDay, until: CivilDay| -> Vec<Option<i64>> {
        let mut sum = 0i128;
        (0..days)
            .map(|offset| {
                let day = first.plus_days(offset);
                if day.0.month() != first.0.month() || day > until {
                    return None;
                }
                sum += by_day.get(&day).copied().unwrap_or(0);
                i64::try_from(sum).ok()
            })
            .collect()
    };
    let end_of_last = this.plus_days(-1);
    let tag = |day: CivilDay| period::month_name(day.0.month(), french).to_owned();
    let chart = Lines {
        title: String::new(),
        unit: Some(unit),
        periods: (0..days)
            .map(|offset| {
                let label = if offset % 7 == 0 {
                    (offset + 1).to_string()
                } else {
                    String::new()
                };
                Period::new(this.plus_days(offset).to_string(), label)
            })
            .collect(),
        lines: vec![
            Line {
                key: "this".to_owned(),
                label: tag(this),
                tag: tag(this),
                stroke: Stroke::Accent,
                values: line(this, today),
            },
            Line {
                key: "last".to_owned(),
                label: tag(last),
                tag: tag(last),
                stroke: Stroke::Second,
                values: line(last, end_of_last),
            },
        ],
        ..Lines::default()
    };
    Ok(Some((
        lines(&chart, &drawing::canvas(width, height, french))?,
        unit,
    )))
}

/// The largest entry of the month in `unit`.
fn largest(
    profile: &OpenProfile,
    unit: Unit,
    today: CivilDay,
) -> Result<Option<LargestEntry>, StudioError> {
    let from = today.month_start();
    let month = EntryFilter {
        from: Some(from),
        to: Some(today),
        units: vec![unit],
        ..EntryFilter::default()
    };
    profile.store().read(|tx| {
        let rows = tx.totals(&[TotalKey::Unit], &month)?;
        if rows.iter().map(|row| row.count).sum::<u64>() > LOOK {
            return Ok(None);
        }
        let largest = tx.largest_entry(from, today, unit)?;
        Ok(largest.map(|e| LargestEntry {
            id: e.id.0,
            day: e.day.to_string(),
            stream: e.stream.into(),
            net: domain::Amount::new(e.net, unit).into(),
        }))
    })
}
