//! What one published thing reached in its first days, out of readings of its counter.
//!
//! The rule it protects: "100,000 uses within 90 days of publication" is asked of each thing by its own calendar; the answer
//! for an account is that of its best one.

use super::evidence::Known;
use super::observation::{Item, ItemList};
use crate::CivilDay;

/// The largest count any of the items reached in its first `days` days, as of `day`. A window still running counts so far.
pub(super) fn best_since_publication(list: &ItemList, days: u16, day: CivilDay) -> Known {
    let counts: Vec<(i64, Option<i64>)> = list
        .items
        .iter()
        .filter(|item| item.published <= day)
        .map(|item| reached(item, days, day))
        .collect();
    let lower = counts.iter().map(|(lower, _)| *lower).max();
    let upper = counts
        .iter()
        .map(|(_, upper)| *upper)
        .try_fold(None, |most: Option<i64>, upper| {
            upper.map(|n| Some(most.map_or(n, |m| m.max(n))))
        })
        .flatten();
    Known::between(lower, upper)
}

/// At least and at most this by the end of the window or of `day`: a counter only runs up, from zero.
fn reached(item: &Item, days: u16, day: CivilDay) -> (i64, Option<i64>) {
    let end = item.published.plus_days(i32::from(days) - 1).min(day);
    let seen = || item.readings.iter().filter(|(on, _)| *on <= day);
    let until = seen().filter(|(on, _)| *on <= end).map(|(_, n)| *n);
    let lower = until.max().unwrap_or(0);
    let upper = seen().filter(|(on, _)| *on >= end).map(|(_, n)| *n).min();
    (lower, upper.map(|n| n.max(lower)))
}

/// The day of the newest reading on or before `day`.
pub(super) fn newest(list: &ItemList, day: CivilDay) -> Option<CivilDay> {
    let readings = list.items.iter().flat_map(|item| &item.readings);
    readings.map(|(on, _)| *on).filter(|on| *on <= day).max()
}
