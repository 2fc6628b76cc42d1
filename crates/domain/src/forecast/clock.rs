//! The clock that runs by itself: ages, account ages, days since something happened, days without a post.
//!
//! The rule it protects: what only the calendar decides has a certain day; where a birthday is not known, the day is a band
//! of a year and not a guess.

use super::outlook::{Dates, Outlook, Why};
use crate::CivilDay;
use crate::programmes::{Known, Metric, Op};

/// What time alone does to a figure of `metric` that is `known` on `day` (in days or years), against `target`; `None` for a
/// figure that does not run with the calendar.
pub(super) fn by_calendar(
    metric: Metric,
    op: Op,
    target: i64,
    known: &Known,
    day: CivilDay,
) -> Option<Outlook> {
    let runs = matches!(
        metric,
        Metric::AccountAgeDays
            | Metric::DaysSinceViolation
            | Metric::InactivityDays
            | Metric::AgeYears
    );
    if !runs {
        return None;
    }
    let (Some(lower), Some(upper)) = (
        known.lower().or(known.upper()),
        known.upper().or(known.lower()),
    ) else {
        let why = if metric == Metric::InactivityDays {
            Why::NoFigure
        } else {
            Why::OwnWord
        };
        return Some(Outlook::Unknown { why });
    };
    // From this value on the requirement holds, or holds no longer.
    let turn = match op {
        Op::AtLeast | Op::LessThan => target,
        Op::MoreThan | Op::AtMost => target.saturating_add(1),
        Op::Equal | Op::NotEqual | Op::OneOf | Op::NoneOf => {
            return Some(Outlook::Unknown { why: Why::Window });
        }
    };
    let dates = if metric == Metric::AgeYears {
        birthday(turn.saturating_sub(upper), turn.saturating_sub(lower), day)
    } else {
        days(turn.saturating_sub(upper), turn.saturating_sub(lower), day)
    };
    Some(match (op.wants_more(), lower >= turn, dates) {
        (true, true, _) => Outlook::Met,
        (true, false, Some(dates)) => Outlook::On(dates),
        (false, true, _) => Outlook::NotByTime,
        (false, false, Some(dates)) => Outlook::FallsBelow(dates),
        (_, _, None) => Outlook::Unknown { why: Why::Window },
    })
}

fn days(least: i64, most: i64, day: CivilDay) -> Option<Dates> {
    let after = |days: i64| i32::try_from(days.max(0)).ok().map(|n| day.plus_days(n));
    Some(Dates {
        earliest: after(least)?,
        day: after(most)?,
        latest: Some(after(most)?),
    })
}

/// Somebody who is so many years short has the birthday in the year that ends so many years from now.
fn birthday(least: i64, most: i64, day: CivilDay) -> Option<Dates> {
    let years = |years: i64| i32::try_from(years.max(0)).ok()?.checked_mul(365);
    let first = years(least.saturating_sub(1))?.saturating_add(1);
    let last = years(most)?.saturating_add(i32::try_from(most.max(0) / 4).ok()? + 1);
    Some(Dates {
        earliest: day.plus_days(first),
        day: day.plus_days(i32::midpoint(first, last)),
        latest: Some(day.plus_days(last)),
    })
}
