//! Days as people write them.
//!
//! The rule it protects: `03/04` is read in the order the creator's language writes, and the reading says so; a date that only
//! one order makes into a day is read that way.

use super::nearest_year;
use super::quick::Why;
use super::vocabulary::{fold, month};
use crate::CivilDay;

/// Days a date without a year may lie ahead before the year before is meant.
const AHEAD: i32 = 62;

/// A day read from the beginning of `tokens`, how many tokens it took, and why it was read so.
pub(super) fn day(
    tokens: &[&str],
    today: CivilDay,
    day_first: bool,
) -> Option<(CivilDay, usize, Why)> {
    let first = *tokens.first()?;
    match fold(first).as_str() {
        "today" | "aujourd'hui" => return Some((today, 1, Why::Word)),
        "yesterday" | "hier" => return Some((today.plus_days(-1), 1, Why::Word)),
        _ => {}
    }
    if let Ok(day) = first.parse::<CivilDay>() {
        return Some((day, 1, Why::Written));
    }
    numeric(first, today, day_first)
        .map(|(day, why)| (day, 1, why))
        .or_else(|| named(tokens, today))
}

/// `12/03`, `12/03/2026`, `12.03.`, `12.03.26`.
fn numeric(text: &str, today: CivilDay, day_first: bool) -> Option<(CivilDay, Why)> {
    let (separator, dotted) = if text.contains('/') {
        ('/', false)
    } else {
        ('.', true)
    };
    let closed = text.ends_with('.');
    let parts: Vec<&str> = text.trim_end_matches('.').split(separator).collect();
    let (a, b, year) = match parts.as_slice() {
        // `12.03` is a number; only `12.03.` is a day.
        [a, b] if !dotted || closed => (*a, *b, None),
        [a, b, year] => (*a, *b, Some(*year)),
        _ => return None,
    };
    let number = |text: &str| {
        (text.len() <= 2 && text.chars().all(|c| c.is_ascii_digit()))
            .then(|| text.parse::<u32>().ok())
            .flatten()
    };
    let (a, b) = (number(a)?, number(b)?);
    let year = match year {
        None => None,
        Some(text) => Some(year_of(text)?),
    };
    let make = |day: u32, month: u32| match year {
        Some(year) => CivilDay::of(year, month, day),
        None => nearest_year(month, day, today, AHEAD),
    };
    let dotted_or_day_first = dotted || day_first;
    let (usual, other) = if dotted_or_day_first {
        (make(a, b), make(b, a))
    } else {
        (make(b, a), make(a, b))
    };
    let why = if dotted_or_day_first {
        Why::DayFirst
    } else {
        Why::MonthFirst
    };
    match (usual, other) {
        (Some(day), Some(same)) if day == same => Some((day, Why::Written)),
        (Some(day), Some(_)) => Some((day, why)),
        (Some(day), None) => Some((day, Why::OnlyReading)),
        (None, Some(day)) if !dotted => Some((day, Why::OnlyReading)),
        _ => None,
    }
}

/// A year of four digits, or of two in this century.
fn year_of(text: &str) -> Option<i32> {
    let digits = text.chars().all(|c| c.is_ascii_digit());
    match (digits, text.len()) {
        (true, 4) => text.parse().ok(),
        (true, 2) => text.parse::<i32>().ok().map(|y| 2_000 + y),
        _ => None,
    }
}

/// `12 March`, `12 mars 2026`, `March 12`.
fn named(tokens: &[&str], today: CivilDay) -> Option<(CivilDay, usize, Why)> {
    let (first, second) = (*tokens.first()?, *tokens.get(1)?);
    let number = |text: &str| {
        let text = text.trim_end_matches(['.', ',']);
        let text = text.strip_suffix("er").unwrap_or(text);
        (text.len() <= 2)
            .then(|| text.parse::<u32>().ok())
            .flatten()
    };
    let (month, day) = match (number(first), month(second)) {
        (Some(day), Some(month)) => (month, day),
        _ => (month(first)?, number(second)?),
    };
    let year = tokens
        .get(2)
        .filter(|t| t.len() == 4)
        .and_then(|t| year_of(t));
    match year {
        Some(year) => Some((CivilDay::of(year, month, day)?, 3, Why::Written)),
        None => Some((nearest_year(month, day, today, AHEAD)?, 2, Why::Word)),
    }
}
