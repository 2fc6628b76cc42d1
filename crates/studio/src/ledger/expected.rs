//! What estimated money will probably come to, learned from how the same source moved before.
//!
//! The rule it protects: a figure of one account, stream and unit is judged by settled figures of the same three alone. What
//! nothing was learned about is counted as it stands and named.

use crate::earnings::read_filter;
use crate::shapes::*;
use crate::{OpenProfile, StudioError};
use domain::drift::{LEAST, Learned, SETTLED_AFTER, Settled};
use domain::{AccountId, CivilDay, Status, Stream, Unit};
use std::collections::BTreeMap;
use store::{ReadTx, TotalKey};

/// Days learned from.
const MEMORY: i32 = 400;
/// Figures learned from at most, newest first.
const FIGURES: u32 = 4_000;

/// Whose figures are alike.
pub(super) type Source = (AccountId, Stream, Unit);

/// What was learned of each source.
pub(super) fn learn(
    tx: &ReadTx<'_>,
    today: CivilDay,
) -> Result<BTreeMap<Source, Learned>, StudioError> {
    let quiet = today.plus_days(-SETTLED_AFTER - 1);
    let mut settled: BTreeMap<Source, Vec<Settled>> = BTreeMap::new();
    for life in tx.estimated_lives(today.plus_days(-MEMORY), today, quiet, FIGURES)? {
        let done = life.status != Status::Estimated || life.vanished || life.day <= quiet;
        let Some((_, last)) = life.versions.last().filter(|_| done) else {
            continue;
        };
        let last = match (life.vanished, life.status) {
            (true, _) | (_, Status::Reversed | Status::Ineligible) => 0,
            _ => *last,
        };
        let source = (life.account, life.stream, life.unit);
        settled.entry(source).or_default().push(Settled {
            versions: life.versions,
            last,
        });
    }
    Ok(settled
        .into_iter()
        .filter(|(_, figures)| figures.len() >= LEAST)
        .map(|(source, figures)| (source, Learned::from_settled(&figures)))
        .collect())
}

#[derive(Default)]
struct Range {
    estimated: i128,
    low: i128,
    likely: i128,
    high: i128,
    sample: Option<usize>,
    unlearned: i128,
}

/// The expected final range of what is estimated among the chosen entries, one for each unit about which anything was learned.
/// Days are ranged one by one and added: the true range of the sum is narrower, never wider.
///
/// # Errors
/// [`StudioError::BadRequest`] for a filter that makes no sense.
pub fn expected_final(
    profile: &OpenProfile,
    filter: &EntryFilter,
) -> Result<Vec<ExpectedFinal>, StudioError> {
    let today = profile.today()?;
    let mut filter = read_filter(filter)?;
    if !filter.statuses.is_empty() && filter.statuses != [Status::Estimated] {
        return Ok(Vec::new());
    }
    filter.statuses = vec![Status::Estimated];
    profile.store().read(|tx| {
        let keys = [
            TotalKey::Day,
            TotalKey::Account,
            TotalKey::Stream,
            TotalKey::Unit,
        ];
        let rows = tx.totals(&keys, &filter)?;
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let learned = learn(tx, today)?;
        let mut ranges: BTreeMap<Unit, Range> = BTreeMap::new();
        for row in &rows {
            let range = ranges.entry(row.unit).or_default();
            range.estimated += row.net;
            let (Some(account), Some(stream), Some(day)) = (row.account, row.stream, row.period)
            else {
                continue;
            };
            let known = learned.get(&(account, stream, row.unit));
            let age = today.number() - day.number();
            let expected = known
                .zip(i64::try_from(row.net).ok())
                .and_then(|(learned, net)| learned.expect(net, age));
            match expected {
                Some(e) => {
                    range.low += i128::from(e.low);
                    range.likely += i128::from(e.likely);
                    range.high += i128::from(e.high);
                    let least = range.sample.map_or(e.sample, |s| s.min(e.sample));
                    range.sample = Some(least);
                }
                None => {
                    for part in [&mut range.low, &mut range.likely, &mut range.high] {
                        *part += row.net;
                    }
                    // Older than any correction: it stands as it is, and that is no gap in what was learned.
                    if age <= SETTLED_AFTER {
                        range.unlearned += row.net;
                    }
                }
            }
        }
        Ok(ranges.into_iter().filter_map(shape).collect())
    })
}

fn shape((unit, range): (Unit, Range)) -> Option<ExpectedFinal> {
    Some(ExpectedFinal {
        estimated: Amount::of_sum(range.estimated, unit),
        low: Amount::of_sum(range.low, unit),
        likely: Amount::of_sum(range.likely, unit),
        high: Amount::of_sum(range.high, unit),
        sample: i64::try_from(range.sample?).unwrap_or(i64::MAX),
        unlearned: (range.unlearned != 0).then(|| Amount::of_sum(range.unlearned, unit)),
    })
}
