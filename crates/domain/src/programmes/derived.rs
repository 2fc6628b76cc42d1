//! Figures that follow from others: average viewers, days with a stream, the age of an account.
//!
//! The rule it protects: each is defined here once. An average needs every part of it; a count over days with gaps is a
//! lower bound; and what follows only roughly is a bound and never a value.

use super::counters::sum_of_days;
use super::days::{Point, inside};
use super::evidence::Known;
use super::window::Span;

/// Average concurrent viewers over `span`, in thousandths: each day's average weighed by its minutes streamed, which is the
/// viewer-minutes divided by the minutes. Unknown unless the minutes of every day are known and every day with a stream has
/// its average; a span without a stream has no average.
pub(super) fn average_viewers(span: Span, viewers: &[Point], minutes: &[Point]) -> Known {
    if !sum_of_days(span, minutes).1 {
        return Known::Unknown;
    }
    let viewers = inside(viewers, span);
    let mut streamed = 0_i128;
    let mut watched = 0_i128;
    for day in inside(minutes, span) {
        let length = day.value.number().unwrap_or(0).max(0);
        if length == 0 {
            continue;
        }
        let place = viewers.partition_point(|point| point.day < day.day);
        let same_day = viewers.get(place).filter(|point| point.day == day.day);
        let Some(average) = same_day.and_then(|point| point.value.number()) else {
            return Known::Unknown;
        };
        streamed = streamed.saturating_add(i128::from(length));
        watched = watched.saturating_add(i128::from(length).saturating_mul(i128::from(average)));
    }
    // A mean that is no whole thousandth lies between two of them; neither is claimed.
    let Some(mean) = watched.checked_div(streamed) else {
        return Known::Unknown;
    };
    let (Ok(lower), even) = (i64::try_from(mean), watched % streamed == 0) else {
        return Known::Unknown;
    };
    Known::between(
        Some(lower),
        Some(if even { lower } else { lower.saturating_add(1) }),
    )
}

/// Days of `span` on which a stream ran: those with minutes. Days without a figure may have had one.
pub(super) fn stream_days(span: Span, minutes: &[Point]) -> Known {
    let (_, every_day) = sum_of_days(span, minutes);
    let with = inside(minutes, span)
        .iter()
        .filter(|point| point.value.number().is_some_and(|n| n > 0))
        .count();
    let with = i64::try_from(with).ok();
    match with {
        Some(0) if !every_day => Known::Unknown,
        with => Known::between(with, with.filter(|_| every_day)),
    }
}
