//! A window's count out of running counters, daily figures and the posts' own lifetime views.
//!
//! The rule it protects: the difference of two readings is exact only when they stand at both ends of the window;
//! everything else gives bounds.

use super::days::{Counter, Point, inside};
use super::evidence::Known;
use super::published::Published;
use super::window::Span;

/// The running counter's latest reading.
pub(super) fn lifetime(totals: &Counter<'_>) -> Known {
    let last = totals.newest().map(|(_, n)| n);
    Known::between(last, last)
}

/// What came in within `span`, both days included. `totals` are readings at the end of their day.
pub(super) fn within(
    span: Span,
    totals: &Counter<'_>,
    daily: &[Point],
    posts: Option<&Published>,
) -> Known {
    let before = span.from.plus_days(-1);
    let (sum, every_day) = sum_of_days(span, daily);
    if every_day {
        return Known::between(Some(sum), Some(sum));
    }
    if let (Some(start), Some(end)) = (totals.at(before), totals.at(span.to)) {
        let gained = end.saturating_sub(start).max(0);
        return Known::between(Some(gained), Some(gained));
    }
    let (new_posts, all_posts) = posts.map_or((None, None), |list| of_posts(span, list));
    let lower = [inner(span, totals), new_posts, (sum > 0).then_some(sum)];
    let upper = [outer(span, totals), all_posts];
    Known::between(
        lower.into_iter().flatten().max(),
        upper.into_iter().flatten().min(),
    )
}

/// The sum of the daily figures in `span`, and whether every day has one.
pub(super) fn sum_of_days(span: Span, daily: &[Point]) -> (i64, bool) {
    let numbers = inside(daily, span).iter().filter_map(|p| p.value.number());
    let (sum, days) = numbers.fold((0_i64, 0_i32), |(sum, days), n| {
        (sum.saturating_add(n.max(0)), days.saturating_add(1))
    });
    (sum, days == span.days())
}

/// At least this: between the first and the last reading that lie inside.
fn inner(span: Span, totals: &Counter<'_>) -> Option<i64> {
    let (first_day, first) = totals.first(span.from.plus_days(-1))?;
    let (last_day, last) = totals.last(span.to)?;
    (first_day < last_day).then(|| last.saturating_sub(first).max(0))
}

/// At most this: between the last reading before and the first one after. Without a reading before, the whole counter.
fn outer(span: Span, totals: &Counter<'_>) -> Option<i64> {
    let (_, end) = totals.first(span.to)?;
    let start = totals.last(span.from.plus_days(-1)).map_or(0, |(_, n)| n);
    Some(end.saturating_sub(start).max(0))
}

/// At least the views of posts published inside, and at most those of all posts published by its end. The first holds only
/// if the list is no younger than the window, the second only if it is no older.
fn of_posts(span: Span, list: &Published) -> (Option<i64>, Option<i64>) {
    let by_then = list.by(span.to);
    (
        (list.observed <= span.to).then(|| list.inside(span).views),
        (list.observed >= span.to && by_then.complete).then_some(by_then.views),
    )
}
