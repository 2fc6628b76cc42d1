//! A window's count out of running counters, daily figures and the posts' own lifetime views.
//!
//! The rule it protects: the difference of two readings is exact only when they stand at both ends of the window;
//! everything else gives bounds.

use super::evidence::Known;
use super::observation::PostList;
use super::window::Span;
use crate::CivilDay;
use std::collections::BTreeMap;

/// Lifetime views of all posts together; `None` when a post has none stated.
pub(super) fn total(posts: &[(CivilDay, Option<i64>)]) -> Option<i64> {
    posts
        .iter()
        .try_fold(0_i64, |sum, (_, views)| sum.checked_add((*views)?))
}

/// The running counter's latest reading.
pub(super) fn lifetime(totals: &BTreeMap<CivilDay, i64>) -> Known {
    let last = totals.last_key_value().map(|(_, n)| *n);
    Known::between(last, last)
}

/// What came in within `span`, both days included. `totals` are readings at the end of their day.
pub(super) fn within(
    span: Span,
    totals: &BTreeMap<CivilDay, i64>,
    daily: &BTreeMap<CivilDay, i64>,
    posts: Option<&PostList>,
) -> Known {
    let before = span.from.plus_days(-1);
    let (sum, every_day) = sum_of_days(span, daily);
    if every_day {
        return Known::between(Some(sum), Some(sum));
    }
    let at = |day| totals.get(&day).copied();
    if let (Some(start), Some(end)) = (at(before), at(span.to)) {
        let gained = end.saturating_sub(start).max(0);
        return Known::between(Some(gained), Some(gained));
    }
    let (new_posts, all_posts) = posts.map_or((None, None), |list| of_posts(span, list));
    let lower = [
        inner(span, before, totals),
        new_posts,
        (sum > 0).then_some(sum),
    ];
    let upper = [outer(span, before, totals), all_posts];
    Known::between(
        lower.into_iter().flatten().max(),
        upper.into_iter().flatten().min(),
    )
}

/// The sum of the daily figures in `span`, and whether every day has one.
fn sum_of_days(span: Span, daily: &BTreeMap<CivilDay, i64>) -> (i64, bool) {
    let inside = daily.range(span.from..=span.to);
    let (sum, days) = inside.fold((0_i64, 0_i32), |(sum, days), (_, n)| {
        (sum.saturating_add((*n).max(0)), days.saturating_add(1))
    });
    (
        sum,
        days == span
            .to
            .number()
            .saturating_sub(span.from.number())
            .saturating_add(1),
    )
}

/// At least this: between the first and the last reading that lie inside.
fn inner(span: Span, before: CivilDay, totals: &BTreeMap<CivilDay, i64>) -> Option<i64> {
    let mut inside = totals.range(before..=span.to).map(|(_, n)| *n);
    let first = inside.next()?;
    let last = inside.next_back()?;
    Some(last.saturating_sub(first).max(0))
}

/// At most this: between the last reading before and the first one after. Without a reading before, the whole counter.
fn outer(span: Span, before: CivilDay, totals: &BTreeMap<CivilDay, i64>) -> Option<i64> {
    let (_, end) = totals.range(span.to..).next()?;
    let start = totals.range(..=before).next_back().map_or(0, |(_, n)| *n);
    Some(end.saturating_sub(start).max(0))
}

/// At least the views of posts published inside, and at most those of all posts published by its end. The first holds only
/// if the list is no younger than the window, the second only if it is no older.
fn of_posts(span: Span, list: &PostList) -> (Option<i64>, Option<i64>) {
    let views_of = |keep: &dyn Fn(CivilDay) -> bool| -> (i64, bool) {
        list.posts
            .iter()
            .filter(|(day, _)| keep(*day))
            .fold((0, true), |(sum, all), (_, views)| {
                (
                    sum.saturating_add(views.unwrap_or(0)),
                    all && views.is_some(),
                )
            })
    };
    let (inside, _) = views_of(&|day| span.holds(day));
    let (by_then, complete) = views_of(&|day| day <= span.to);
    (
        (list.observed <= span.to).then_some(inside),
        (list.observed >= span.to && complete).then_some(by_then),
    )
}
