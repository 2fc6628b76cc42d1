//! Sums in one currency, day by day, each part with the rates it was converted by.
//!
//! The rule it protects: figures of a day are added up exactly in their own unit, converted by that day's rate to a
//! millionth, and only then added to other days and units. What has no rate stays out of the sum and is named.

use crate::shapes::{Amount, ConversionPart, Converted, Unconverted};
use domain::rates::{Basis, Book, Factor, NoRate, round_to_decimals};
use domain::{CivilDay, Unit};
use std::collections::{BTreeMap, HashMap};

/// Converts to one unit and remembers each day's rate.
pub(crate) struct Converter {
    book: Book,
    target: Unit,
    known: HashMap<(Unit, CivilDay), Result<Factor, NoRate>>,
}

impl Converter {
    pub(crate) fn new(book: Book, target: Unit) -> Self {
        Self {
            book,
            target,
            known: HashMap::new(),
        }
    }

    /// What amounts of `unit` are multiplied by on a day.
    pub(crate) fn factor(&mut self, unit: Unit, on: CivilDay) -> Result<Factor, NoRate> {
        let (book, target) = (&self.book, self.target);
        *self
            .known
            .entry((unit, on))
            .or_insert_with(|| book.factor(unit, target, on))
    }

    /// One figure alone, to the currency's own decimals.
    pub(crate) fn one(&mut self, amount: domain::Amount, on: CivilDay) -> Result<Amount, NoRate> {
        let sum = self
            .factor(amount.unit, on)?
            .apply(i128::from(amount.micros))?;
        Ok(rounded(sum, self.target))
    }
}

/// A sum as it is shown: rounded half to even to the unit's own decimals.
pub(crate) fn rounded(micros: i128, unit: Unit) -> Amount {
    Amount::of_sum(round_to_decimals(micros, unit.decimals()), unit)
}

/// The word for what a conversion is based on.
pub(crate) fn basis_word(basis: &Basis) -> &'static str {
    let sides = [basis.from, basis.to];
    let mut quotes = sides.into_iter().flatten().peekable();
    match (basis.own.is_some(), quotes.peek().is_some()) {
        (true, false) => "own",
        (true, true) => "own_ecb",
        (false, false) => "none",
        (false, true) if quotes.all(|side| side.quote.fixed) => "law",
        (false, true) => "ecb",
    }
}

#[derive(Debug)]
struct Part {
    before: i128,
    after: i128,
    basis: &'static str,
    days: i64,
    rate_days: Option<(CivilDay, CivilDay)>,
    worth: (i128, i128),
    provisional: bool,
}

#[derive(Debug, Default)]
struct Refused {
    sum: i128,
    count: u64,
    day: Option<CivilDay>,
}

/// A sum as it grows.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    after: i128,
    parts: BTreeMap<Unit, Part>,
    refused: BTreeMap<(Unit, &'static str), Refused>,
}

impl Tally {
    /// Adds what came together on one day in one unit. Whether it could be converted.
    pub(crate) fn add(
        &mut self,
        converter: &mut Converter,
        unit: Unit,
        on: CivilDay,
        micros: i128,
        count: u64,
    ) -> bool {
        let converted = converter
            .factor(unit, on)
            .and_then(|factor| Ok((factor, factor.apply(micros)?)));
        match converted {
            Ok((factor, after)) => {
                self.after += after;
                self.note(unit, &factor, micros, after);
                true
            }
            Err(why) => {
                let refused = self.refused.entry((unit, why.slug())).or_default();
                refused.sum += micros;
                refused.count = refused.count.saturating_add(count);
                refused.day = refused.day.max(why.day());
                false
            }
        }
    }

    /// What was converted so far, micro-units.
    pub(crate) fn micros(&self) -> i128 {
        self.after
    }

    fn note(&mut self, unit: Unit, factor: &Factor, before: i128, after: i128) {
        let worth = factor.shown();
        let word = basis_word(&factor.basis);
        let part = self.parts.entry(unit).or_insert(Part {
            before: 0,
            after: 0,
            basis: word,
            days: 0,
            rate_days: None,
            worth: (worth, worth),
            provisional: false,
        });
        part.before += before;
        part.after += after;
        part.days += 1;
        // The word that says most: a typed rate used once is a typed rate used.
        if rank(word) > rank(part.basis) {
            part.basis = word;
        }
        part.worth = (part.worth.0.min(worth), part.worth.1.max(worth));
        part.provisional |= factor.basis.provisional;
        if let Some(day) = factor.basis.day() {
            let (first, last) = part.rate_days.unwrap_or((day, day));
            part.rate_days = Some((first.min(day), last.max(day)));
        }
    }

    /// The sum with its parts, largest first.
    pub(crate) fn finish(self, target: Unit) -> Converted {
        let mut parts: Vec<(Unit, Part)> = self.parts.into_iter().collect();
        parts.sort_by_key(|(unit, part)| (*unit != target, std::cmp::Reverse(part.after)));
        let shape = |(unit, part): (Unit, Part)| ConversionPart {
            from: Amount::of_sum(part.before, unit),
            into: rounded(part.after, target),
            basis: part.basis.to_owned(),
            days: part.days,
            rate_from: part.rate_days.map(|(first, _)| first.to_string()),
            rate_to: part.rate_days.map(|(_, last)| last.to_string()),
            lowest: Amount::of_sum(part.worth.0, target).amount,
            highest: Amount::of_sum(part.worth.1, target).amount,
            yours: part.basis.starts_with("own"),
            provisional: part.provisional,
        };
        let refused = |((unit, reason), refused): ((Unit, &'static str), Refused)| Unconverted {
            amount: Amount::of_sum(refused.sum, unit),
            count: i64::try_from(refused.count).unwrap_or(i64::MAX),
            reason: reason.to_owned(),
            day: refused.day.map(|d| d.to_string()),
        };
        Converted {
            total: rounded(self.after, target),
            parts: parts.into_iter().map(shape).collect(),
            unconverted: self.refused.into_iter().map(refused).collect(),
        }
    }
}

fn rank(word: &str) -> u8 {
    match word {
        "none" => 0,
        "law" => 1,
        "ecb" => 2,
        "own" => 3,
        _ => 4,
    }
}
