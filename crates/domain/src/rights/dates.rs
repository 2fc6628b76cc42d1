//! Days named in a wording, English and French.
//!
//! The rule it protects: a day without a year gets the one that makes sense at the day the words arrived; a day that does not
//! exist is none.

use crate::CivilDay;

const MONTHS: [&[&str]; 12] = [
    &["january", "jan", "janvier", "janv"],
    &["february", "feb", "fevrier", "fevr"],
    &["march", "mar", "mars"],
    &["april", "apr", "avril", "avr"],
    &["may", "mai"],
    &["june", "jun", "juin"],
    &["july", "jul", "juillet", "juil"],
    &["august", "aug", "aout"],
    &["september", "sept", "sep", "septembre"],
    &["october", "oct", "octobre"],
    &["november", "nov", "novembre"],
    &["december", "dec", "decembre"],
];

/// The day that begins at the first of these words (lower case, no accents), and how many words it takes.
pub(super) fn day_at(words: &[&str], received: CivilDay) -> Option<(CivilDay, usize)> {
    let number = |at: usize| words.get(at).and_then(|w| ordinal(w));
    let year = |at: usize| {
        words
            .get(at)
            .filter(|w| w.len() == 4)
            .and_then(|w| w.parse::<i32>().ok())
    };
    if let (Some(y), Some(m), Some(d)) = (year(0), number(1), number(2)) {
        return CivilDay::of(y, m, d).map(|day| (day, 3));
    }
    let (month, day) = match (words.first().and_then(|w| month(w)), number(0)) {
        (Some(month), _) => (month, number(1)?),
        (None, Some(day)) => (words.get(1).and_then(|w| month(w))?, day),
        (None, None) => return None,
    };
    match year(2) {
        Some(year) => CivilDay::of(year, month, day).map(|day| (day, 3)),
        None => near(month, day, received).map(|day| (day, 2)),
    }
}

fn month(word: &str) -> Option<u32> {
    let at = MONTHS.iter().position(|names| names.contains(&word))?;
    u32::try_from(at + 1).ok()
}

/// `9`, `1er`, `2nd`.
fn ordinal(word: &str) -> Option<u32> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let end = word.get(digits.len()..).unwrap_or_default();
    if !["", "st", "nd", "rd", "th", "er"].contains(&end) || digits.len() > 2 {
        return None;
    }
    digits.parse().ok()
}

/// The first such day that lies no more than two months before the words arrived.
fn near(month: u32, day: u32, received: CivilDay) -> Option<CivilDay> {
    use chrono::Datelike;
    let year = received.0.year();
    [year, year + 1]
        .into_iter()
        .filter_map(|year| CivilDay::of(year, month, day))
        .find(|d| d.number() >= received.number() - 60)
}
