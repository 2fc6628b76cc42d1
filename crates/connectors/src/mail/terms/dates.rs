//! Answer, draft and publication days.
//!
//! The rule it protects: a day without a year gets the one that makes sense at the day of sending; `03/04/2026` in an
//! English mail can be read two ways and is left out.

use super::deliverables::counts_work;
use super::{Reading, head, tail, term};
use crate::mail::pattern::Pattern;
use domain::CivilDay;
use domain::offer::{Term, TermField, TermValue};

macro_rules! months {
    () => {
        r"(?P<month>janvier|january|janv|jan|février|fevrier|february|févr|feb|mars|march|mar|avril|april|avr|apr|mai|may|juin|june|jun|juillet|july|juil|jul|août|aout|august|aug|septembre|september|sept?|octobre|october|oct|novembre|november|nov|décembre|decembre|december|déc|dec)"
    };
}

macro_rules! weekday {
    () => {
        r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
    };
}

static DAY_MONTH: Pattern = Pattern::new(concat!(
    r"(?i)\b(?:",
    weekday!(),
    r",?\s+(?:the\s+|le\s+)?)?(?P<day>\d{1,2})(?:st|nd|rd|th|er)?(?:\s+of)?[\s\u{a0}]+",
    months!(),
    r"\b(?:\.?,?[\s\u{a0}]+(?P<year>\d{4})\b)?"
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
    r"(?i)\b(reply|replies|answer|respond|response|confirm\w*|confirmation|let (?:us|me) know|tell (?:me|us)|get back|need (?:your|to know|a yes)|yes(?: or no| / no)|your (?:go|final yes|decision)|lock the line-up by|interested|deadline|shout|répon\w+|réponse|retour|dis-nous|dites-nous|faites-nous savoir|indiquer)\b",
);
static DRAFT: Pattern = Pattern::new(
    r"(?i)\b(drafts?|preview|(?:first|rough) (?:cut|version|look|video to us)s?|rough cuts?|first versions?|see (?:it|things|them)|for a look|script|brouillon|maquette|premi[eè]res? versions?|premier montage|relisons|relecture|validation)\b",
);
static PUBLISH: Pattern = Pattern::new(
    r"(?i)\b(publish\w*|publication|publishing|post(?:ing|ed|s)?|go(?:es|ing)?[- ](?:live|up|out)|(?:up|out|live|online) (?:on|by)|live|online|airing|air|drop|takeover|mise en ligne|mis en ligne|en ligne|publi(?:er|ez|ée?s?|e)|parution|diffusion|sortie)\b",
);
static PAYING: Pattern = Pattern::new(
    r"(?i)\b(pay|paid|payment|payable|net|invoice|transferred|wired|usage|exclusiv\w*|spark|réglé|paiement|virement|droits)\b",
);

/// The day of one kind, from the first clause that names it.
pub(super) fn by(reading: &Reading<'_>, field: TermField) -> Option<Term> {
    let named = reading.clauses.iter().find_map(|clause| {
        days(clause.text, reading)
            .into_iter()
            .find_map(|(from, to, day)| {
                let owner = owner(clause.text, from, to)?;
                (owner == field).then(|| term(field, TermValue::Day(day), clause, from, to))
            })
    });
    if named.is_some() || field != TermField::PublishOn {
        return named;
    }
    // `one story by 20 December`: a day beside what is to be made is the day it is to be out.
    reading.clauses.iter().find_map(|clause| {
        if !counts_work(clause.text) || PAYING.is_in(clause.text) {
            return None;
        }
        let (from, to, day) = days(clause.text, reading)
            .into_iter()
            .find(|(from, to, _)| owner(clause.text, *from, *to).is_none())?;
        Some(term(field, TermValue::Day(day), clause, from, to))
    })
}

/// Which day it is: by the nearest word before it, else the nearest after it.
fn owner(text: &str, from: usize, to: usize) -> Option<TermField> {
    let kinds = [
        (TermField::AnswerBy, &ANSWER),
        (TermField::DraftBy, &DRAFT),
        (TermField::PublishOn, &PUBLISH),
    ];
    let before = tail(text.get(..from).unwrap_or_default(), 120);
    let after = head(text.get(to..).unwrap_or_default(), 60);
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
                // `paid within 30 days` and `usage within 60 days` name a length, no day of the work.
                if PAYING.is_in(text) {
                    continue;
                }
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
