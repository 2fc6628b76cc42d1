//! Answer, draft and publication days.
//!
//! The rule it protects: a day without a year gets the one that makes sense at the day of sending; `03/04/2026` in an
//! English mail can be read two ways and is left out.

use super::{Reading, head, tail, term};
use crate::mail::pattern::Pattern;
use domain::CivilDay;
use domain::offer::{Term, TermField, TermValue};

macro_rules! months {
    () => {
        r"(?P<month>janvier|january|jan|février|fevrier|february|feb|mars|march|mar|avril|april|apr|mai|may|juin|june|jun|juillet|july|jul|août|aout|august|aug|septembre|september|sept?|octobre|october|oct|novembre|november|nov|décembre|decembre|december|dec)"
    };
}

static DAY_MONTH: Pattern = Pattern::new(concat!(
    r"(?i)\b(?P<day>\d{1,2})(?:st|nd|rd|th|er)?(?:\s+of)?[\s\u{a0}]+",
    months!(),
    r"\b\.?(?:,?[\s\u{a0}]+(?P<year>\d{4})\b)?"
));
static MONTH_DAY: Pattern = Pattern::new(concat!(
    r"(?i)\b",
    months!(),
    r"\.?[\s\u{a0}]+(?P<day>\d{1,2})(?:st|nd|rd|th)?\b(?:,?[\s\u{a0}]+(?P<year>\d{4})\b)?"
));
static ISO: Pattern = Pattern::new(r"\b(?P<year>\d{4})-(?P<m>\d{2})-(?P<day>\d{2})\b");
static SLASHED: Pattern = Pattern::new(r"\b(?P<a>\d{1,2})[/.](?P<b>\d{1,2})[/.](?P<year>\d{4})\b");
static WITHIN: Pattern = Pattern::new(
    r"(?i)\b(?:within|in the next|sous|dans les?)\s+(?P<n>\d{1,3})\s*(?P<what>hours?|heures?|h|days?|jours?)\b",
);

static ANSWER: Pattern = Pattern::new(
    r"(?i)\b(reply|replies|answer|respond|response|confirm\w*|let (?:us|me) know|get back|répon\w+|réponse|retour|faites-nous savoir)\b",
);
static DRAFT: Pattern = Pattern::new(
    r"(?i)\b(draft|preview|first cut|first version|brouillon|maquette|première version|validation)\b",
);
static PUBLISH: Pattern = Pattern::new(
    r"(?i)\b(publish\w*|publication|post(?:ing|ed)?|go(?:es)? live|live (?:on|by)|publi(?:er|ée?)|mise en ligne|parution|diffusion)\b",
);

/// The day of one kind, from the first clause that names it.
pub(super) fn by(reading: &Reading<'_>, field: TermField) -> Option<Term> {
    reading.clauses.iter().find_map(|clause| {
        days(clause.text, reading)
            .into_iter()
            .find_map(|(from, to, day)| {
                let owner = owner(clause.text, from, to)?;
                (owner == field).then(|| term(field, TermValue::Day(day), clause, from, to))
            })
    })
}

/// Which day it is: by the nearest word before it, else the nearest after it.
fn owner(text: &str, from: usize, to: usize) -> Option<TermField> {
    let kinds = [
        (TermField::AnswerBy, &ANSWER),
        (TermField::DraftBy, &DRAFT),
        (TermField::PublishOn, &PUBLISH),
    ];
    let before = tail(text.get(..from).unwrap_or_default(), 200);
    let after = head(text.get(to..).unwrap_or_default(), 200);
    let last = |p: &Pattern| p.all(before).last().and_then(|c| c.get(0)).map(|m| m.end());
    let next = |p: &Pattern| p.first(after).map(|m| m.start());
    kinds
        .iter()
        .filter_map(|(field, p)| last(p).map(|at| (at, *field)))
        .max_by_key(|(at, _)| *at)
        .or_else(|| {
            kinds
                .iter()
                .filter_map(|(field, p)| next(p).map(|at| (at, *field)))
                .min_by_key(|(at, _)| *at)
        })
        .map(|(_, field)| field)
}

/// Days named in a clause, with their places.
fn days(text: &str, reading: &Reading<'_>) -> Vec<(usize, usize, CivilDay)> {
    let mut out = Vec::new();
    for pattern in [&DAY_MONTH, &MONTH_DAY, &ISO, &SLASHED, &WITHIN] {
        for found in pattern.all(text).into_iter().take(50) {
            let Some(whole) = found.get(0) else { continue };
            let number = |name: &str| {
                found
                    .name(name)
                    .and_then(|m| m.as_str().parse::<u32>().ok())
            };
            let year = number("year").and_then(|y| i32::try_from(y).ok());
            let day = if let Some(n) = number("n") {
                let hours = found
                    .name("what")
                    .is_some_and(|w| w.as_str().to_lowercase().starts_with('h'));
                let days = if hours { n.div_ceil(24) } else { n };
                i32::try_from(days).ok().map(|d| reading.sent.plus_days(d))
            } else if let (Some(a), Some(b), Some(year)) = (number("a"), number("b"), year) {
                slashed(a, b, year, reading.french)
            } else if let (Some(month), Some(day)) = (number("m"), number("day")) {
                year.and_then(|y| CivilDay::of(y, month, day))
            } else {
                let month = found.name("month").and_then(|m| month(m.as_str()));
                month
                    .zip(number("day"))
                    .and_then(|(m, d)| dated(year, m, d, reading.sent))
            };
            let new = |day: &CivilDay| {
                !out.iter()
                    .any(|(f, t, d)| whole.start() < *t && *f < whole.end() && d == day)
            };
            if let Some(day) = day.filter(new) {
                out.push((whole.start(), whole.end(), day));
            }
        }
    }
    out.sort_by_key(|(from, _, _)| *from);
    out
}

/// Day first in French and wherever only one order exists.
fn slashed(a: u32, b: u32, year: i32, french: bool) -> Option<CivilDay> {
    if french || a > 12 || a == b {
        CivilDay::of(year, b, a)
    } else if b > 12 {
        CivilDay::of(year, a, b)
    } else {
        None
    }
}

/// A year of its own, or the first one that puts the day no more than two months before the sending.
fn dated(year: Option<i32>, month: u32, day: u32, sent: CivilDay) -> Option<CivilDay> {
    let sent_year = sent
        .to_string()
        .get(..4)
        .and_then(|y| y.parse::<i32>().ok())?;
    match year {
        Some(year) => CivilDay::of(year, month, day),
        None => [sent_year, sent_year + 1]
            .into_iter()
            .filter_map(|year| CivilDay::of(year, month, day))
            .find(|d| d.number() >= sent.number() - 60),
    }
}

fn month(word: &str) -> Option<u32> {
    let word = word.to_lowercase();
    const STARTS: &[(&str, u32)] = &[
        ("jan", 1),
        ("fé", 2),
        ("fe", 2),
        ("mar", 3),
        ("av", 4),
        ("ap", 4),
        ("mai", 5),
        ("may", 5),
        ("juin", 6),
        ("jun", 6),
        ("jui", 7),
        ("jul", 7),
        ("ao", 8),
        ("au", 8),
        ("s", 9),
        ("o", 10),
        ("n", 11),
        ("d", 12),
    ];
    STARTS
        .iter()
        .find(|(start, _)| word.starts_with(start))
        .map(|(_, n)| *n)
}
