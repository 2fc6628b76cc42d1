//! The quick line: `12/03 brand deal 500 EUR Nordlicht`, read into fields with the reason for each.
//!
//! The rule it protects: what was read is shown with its reason before it is kept; what is missing is asked for; a word nobody
//! understands is the payer, never dropped.

use super::vocabulary::{fold, leads, rhythm, status, stream};
use super::{Every, dates, numbers};
use crate::account::UnknownWord;
use crate::entry::words;
use crate::{Amount, CivilDay, Status, Stream, Unit};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

words! {
    /// A part of a typed line.
    Part, "part" {
        /// The reporting day.
        Day = "day",
        /// The number.
        Amount = "amount",
        /// What it counts.
        Unit = "unit",
        /// Kind of income.
        Stream = "stream",
        /// How sure.
        Status = "status",
        /// Who pays.
        Payer = "payer",
        /// How often it comes again.
        Every = "every",
        /// The last day of a repetition.
        Until = "until",
        /// Months a deal is spread over.
        Months = "months",
    }
}

words! {
    /// Why a part was read as it was.
    Why, "reason" {
        /// It stands there unmistakably.
        Written = "written",
        /// A known word.
        Word = "word",
        /// Two numbers: the day before the month, as the language writes.
        DayFirst = "day_first",
        /// Two numbers: the month before the day, as the language writes.
        MonthFirst = "month_first",
        /// Only this order makes a day.
        OnlyReading = "only_reading",
        /// A separator was taken for one of thousands.
        Grouped = "grouped",
        /// A symbol several currencies share.
        Symbol = "symbol",
        /// No unit stands there: the reporting currency.
        Reporting = "reporting",
        /// No day stands there: today.
        Today = "today",
        /// Nothing says otherwise: confirmed.
        Usual = "usual",
        /// What was left over.
        Rest = "rest",
    }
}

/// A part that has to be asked for.
pub type Missing = Part;

/// Why one part says what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// Which part.
    pub part: Part,
    /// The words it was read from; empty when nothing stands there.
    pub text: String,
    /// Why.
    pub why: Why,
}

/// What a line says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The day; today when the line names none.
    pub day: CivilDay,
    /// The amount, when there is exactly one reading.
    pub amount: Option<Amount>,
    /// Kind of income.
    pub stream: Option<Stream>,
    /// How sure; confirmed when the line says nothing.
    pub status: Status,
    /// Who pays: the words nothing else claimed.
    pub payer: Option<String>,
    /// What it is, in the line's own words.
    pub title: String,
    /// How often it comes again.
    pub every: Option<Every>,
    /// The last day of the repetition.
    pub until: Option<CivilDay>,
    /// Months it is spread over.
    pub months: Option<u32>,
    /// Why each part was read so, in the order of the parts.
    pub reasons: Vec<Reason>,
    /// What is to be asked for.
    pub missing: Vec<Missing>,
}

/// The words of a line, and which of them were understood.
struct Line<'t> {
    tokens: Vec<&'t str>,
    taken: Vec<bool>,
    reasons: Vec<Reason>,
}

impl<'t> Line<'t> {
    fn free(&self, at: usize, count: usize) -> bool {
        self.taken
            .get(at..at + count)
            .is_some_and(|part| part.iter().all(|taken| !taken))
    }

    fn take(&mut self, at: usize, count: usize, part: Part, why: Why) {
        let text = self.tokens.iter().skip(at).take(count);
        let text = text.copied().collect::<Vec<_>>().join(" ");
        self.reasons.push(Reason { part, text, why });
        self.taken
            .iter_mut()
            .skip(at)
            .take(count)
            .for_each(|taken| *taken = true);
    }

    /// The first free place where `find` understands something: its value, place and number of words.
    fn first<T>(
        &self,
        find: impl Fn(&[&'t str]) -> Option<(T, usize)>,
    ) -> Option<(T, usize, usize)> {
        (0..self.tokens.len()).find_map(|at| {
            let (value, count) = find(self.tokens.get(at..)?)?;
            self.free(at, count).then_some((value, at, count))
        })
    }

    fn words(&self, keep: impl Fn(usize) -> bool) -> String {
        let kept = self.tokens.iter().enumerate().filter(|(at, _)| keep(*at));
        kept.map(|(_, token)| *token).collect::<Vec<_>>().join(" ")
    }
}

/// Reads a line. `reporting` is the unit of a bare number; `day_first` the order of a date in numbers.
pub fn read(text: &str, today: CivilDay, reporting: Unit, day_first: bool) -> Reading {
    let tokens: Vec<&str> = text.split_whitespace().collect();
    let mut line = Line {
        taken: vec![false; tokens.len()],
        tokens,
        reasons: Vec::new(),
    };
    let until = until(&mut line, today, day_first);
    let months = months(&mut line);
    let every = line.first(rhythm).map(|(every, at, count)| {
        line.take(at, count, Part::Every, Why::Word);
        every
    });
    let day = day(&mut line, today, day_first);
    let amount = amount(&mut line, reporting);
    let found = line.first(stream);
    // The words of the stream are part of the title, so they are looked at once more below.
    let mut named = Vec::new();
    let stream = found.map(|(stream, at, count)| {
        line.take(at, count, Part::Stream, Why::Word);
        named.extend(at..at + count);
        stream
    });
    let status = line.first(status).map(|(status, at, count)| {
        line.take(at, count, Part::Status, Why::Word);
        status
    });
    let free = |at: usize| line.taken.get(at) == Some(&false);
    let title = line.words(|at| free(at) || named.contains(&at));
    let rest = line.words(free);
    let payer = payer(&rest);
    let mut reasons = std::mem::take(&mut line.reasons);
    let mut also = |part, text: &str, why| {
        reasons.push(Reason {
            part,
            text: text.to_owned(),
            why,
        });
    };
    if let Some(payer) = &payer {
        also(Part::Payer, payer, Why::Rest);
    }
    if status.is_none() {
        also(Part::Status, "", Why::Usual);
    }
    if day.is_none() {
        also(Part::Day, "", Why::Today);
    }
    reasons.sort_by_key(|reason| reason.part);
    let mut missing = Vec::new();
    if amount.is_none() {
        missing.push(Part::Amount);
    }
    if stream.is_none() {
        missing.push(Part::Stream);
    }
    Reading {
        day: day.unwrap_or(today),
        amount,
        stream,
        status: status.unwrap_or(Status::Confirmed),
        payer,
        title: title.chars().take(300).collect(),
        every,
        until,
        months,
        reasons,
        missing,
    }
}

/// The words left over, without those that only lead to a name.
fn payer(rest: &str) -> Option<String> {
    let words: Vec<&str> = rest.split(' ').skip_while(|w| leads(w)).collect();
    let name = words.join(" ");
    (!name.is_empty()).then_some(name)
}

/// `until 31/12/2026`, `jusqu'au 31 décembre`.
fn until(line: &mut Line<'_>, today: CivilDay, day_first: bool) -> Option<CivilDay> {
    let found = line.first(|tokens| {
        let word = fold(tokens.first()?);
        if !matches!(word.as_str(), "until" | "till" | "jusqu'au" | "jusqu'a") {
            return None;
        }
        let (day, count, why) = dates::day(tokens.get(1..)?, today, day_first)?;
        Some(((day, why), count + 1))
    });
    let ((mut day, why), at, count) = found?;
    line.take(at, count, Part::Until, why);
    // A last day without a year lies ahead: the next one is meant.
    let stated = line.tokens.iter().skip(at).take(count);
    let with_year = stated.into_iter().any(|t| {
        t.len() >= 4
            && t.chars().filter(char::is_ascii_digit).count()
                >= 4 + usize::from(t.contains('/')) * 2
    });
    if !with_year && day < today {
        day = Every::Year.occurrence(day, 1)?;
    }
    Some(day)
}

/// `over 3 months`, `sur 3 mois`.
fn months(line: &mut Line<'_>) -> Option<u32> {
    let (months, at, count) = line.first(|tokens| {
        let [lead, number, unit, ..] = tokens else {
            return None;
        };
        let lead = matches!(fold(lead).as_str(), "over" | "sur");
        let unit = matches!(fold(unit).as_str(), "months" | "month" | "mois");
        let number = number
            .parse::<u32>()
            .ok()
            .filter(|n| (2..=120).contains(n))?;
        (lead && unit).then_some((number, 3))
    })?;
    line.take(at, count, Part::Months, Why::Word);
    Some(months)
}

fn day(line: &mut Line<'_>, today: CivilDay, day_first: bool) -> Option<CivilDay> {
    let ((day, why), at, count) = line.first(|tokens| {
        dates::day(tokens, today, day_first).map(|(day, count, why)| ((day, why), count))
    })?;
    line.take(at, count, Part::Day, why);
    Some(day)
}

/// A number with its unit beside or glued to it; else the only number there is.
fn amount(line: &mut Line<'_>, reporting: Unit) -> Option<Amount> {
    let glued = line.first(|tokens| numbers::glued(tokens.first()?).map(|found| (found, 1)));
    if let Some(((number, grouped, unit, symbol), at, count)) = glued {
        let amount = Amount::parse(&number, unit).ok()?;
        line.take(at, count, Part::Amount, grouped_or_written(grouped));
        unit_reason(line, at, symbol);
        return Some(amount);
    }
    let beside = line.first(|tokens| {
        let (number, grouped, count) = spaced(tokens)?;
        let (unit, symbol) = numbers::unit(tokens.get(count)?)?;
        Some(((number, grouped, unit, symbol), count + 1))
    });
    let before = || {
        line.first(|tokens| {
            let (unit, symbol) = numbers::unit(tokens.first()?)?;
            let (number, grouped, count) = spaced(tokens.get(1..)?)?;
            Some(((number, grouped, unit, symbol), count + 1))
        })
    };
    if let Some(((number, grouped, unit, symbol), at, count)) = beside.or_else(before) {
        let amount = Amount::parse(&number, unit).ok()?;
        line.take(at, count, Part::Amount, grouped_or_written(grouped));
        unit_reason(line, at, symbol);
        return Some(amount);
    }
    let ((number, grouped), at, count) = line.first(|tokens| {
        spaced(tokens).map(|(number, grouped, count)| ((number, grouped), count))
    })?;
    let another = (at + count..line.tokens.len()).any(|at| {
        line.free(at, 1)
            && line
                .tokens
                .get(at)
                .is_some_and(|t| numbers::number(t).is_some())
    });
    if another {
        return None;
    }
    let amount = Amount::parse(&number, reporting).ok()?;
    line.take(at, count, Part::Amount, grouped_or_written(grouped));
    line.reasons.push(Reason {
        part: Part::Unit,
        text: String::new(),
        why: Why::Reporting,
    });
    Some(amount)
}

fn grouped_or_written(grouped: bool) -> Why {
    if grouped { Why::Grouped } else { Why::Written }
}

fn unit_reason(line: &mut Line<'_>, at: usize, symbol: bool) {
    let text = line.tokens.get(at).copied().unwrap_or_default().to_owned();
    let why = if symbol { Why::Symbol } else { Why::Written };
    line.reasons.push(Reason {
        part: Part::Unit,
        text,
        why,
    });
}

/// A number at the beginning of `tokens`, with thousands set apart by a space joined: `1 234,50`.
fn spaced(tokens: &[&str]) -> Option<(String, bool, usize)> {
    let first = *tokens.first()?;
    let (number, grouped) = numbers::number(first)?;
    let short = first.trim_start_matches(['-', '+', '\u{2212}']).len() <= 3;
    let whole = first
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, '-' | '+' | '\u{2212}'));
    let next = tokens.get(1).copied().unwrap_or_default();
    let head = next.split([',', '.']).next().unwrap_or_default();
    let continues = head.len() == 3 && head.chars().all(|c| c.is_ascii_digit());
    if short && whole && continues {
        let (tail, _) = numbers::number(next)?;
        return Some((format!("{number}{tail}"), true, 2));
    }
    Some((number, grouped, 1))
}
