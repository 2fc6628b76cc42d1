//! QIF, an old format that leaves open what its figures mean: order of day and month, decimal mark, currency.
//!
//! The rule it protects: what the file shows in one place settles it for the whole file; what it shows nowhere is asked,
//! and never guessed.

mod record;

use super::booked::Booked;
use super::identity::{joined, said};
use super::places::Places;
use crate::import::{Detected, Format, ImportError, ImportInput, ImportOptions, Parsed};
use crate::tabular::{Answers, DayOrder, OrderEvidence, Question, day_in};
use crate::text::number::{self, Reading, Style};
use crate::text::{Text, cut};
use chrono::{Datelike, NaiveDate};
use domain::reject::RejectReason;
use domain::{Amount, CivilDay, LandingDraft, Unit};
use record::{Record, Section};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

type Refusal = (RejectReason, String);

/// Recognises QIF by its first lines.
pub(crate) fn recognise(text: &str) -> Option<Detected> {
    let mut lines = text.lines().map(str::trim).filter(|l| !l.is_empty());
    let mark = lines.next()?.to_ascii_lowercase();
    let known = ["!type:", "!account", "!option:", "!clear:"];
    known
        .iter()
        .any(|k| mark.starts_with(k))
        .then(|| super::found(Format::Qif, &cut(mark.trim_start_matches('!'), 40)))
}

/// A print of where a file comes from: the names of its accounts; where it names none, its sections and the letters of its
/// records. With whether it names an account.
pub(crate) fn shape(input: &ImportInput) -> Result<(String, bool), ImportError> {
    let text = Text::decode(&input.name, &input.bytes)?;
    let mut parts = BTreeSet::new();
    record::records(&text.text, |section, _, record| {
        if let (Section::AccountList, Some(name)) = (section, record.account) {
            parts.insert(name.to_lowercase());
        }
    });
    let named = !parts.is_empty();
    if !named {
        let lines = text.text.lines().map(str::trim);
        parts.extend(lines.filter_map(|line| match line.chars().next()? {
            '!' => Some(line.to_lowercase()),
            letter => Some(letter.to_string()),
        }));
    }
    let mut hash = Sha256::new();
    for part in &parts {
        hash.update(format!("{}:{part};", part.len()));
    }
    let print: Vec<u8> = hash.finalize().iter().take(16).copied().collect();
    Ok((hex::encode(print), named))
}

/// Reads every account record of the file.
///
/// # Errors
/// [`ImportError::Encoding`] when it is no text, [`ImportError::NeedsAnswer`] for what the file leaves open.
pub fn parse(input: &ImportInput, options: &ImportOptions) -> Result<Parsed, ImportError> {
    let text = Text::decode(&input.name, &input.bytes)?;
    let rules = Rules::of(input, &text.text, &options.answers)?;
    let mut places = Places::new(&text);
    let mut booked = Booked::default();
    let mut account: Option<String> = None;
    record::records(&text.text, |section, name, record| match section {
        Section::AccountList => {
            if let Some(name) = record.account {
                account = Some(name.to_owned());
            }
        }
        Section::Other => booked.note("not_income", cut(name, 40)),
        Section::Account => {
            if let Some(name) = account.take() {
                booked.account(&name);
            }
            let (start, end) = (record.start, record.end);
            if is_opening(&record) {
                booked.note("opening_left_aside", record.amount.unwrap_or_default());
                return;
            }
            let refusal = if places.damaged(start, end) {
                Some((RejectReason::Encoding, name.to_owned()))
            } else if !record.closed {
                Some((RejectReason::Broken, "^".to_owned()))
            } else {
                None
            };
            let read = match refusal {
                Some(refusal) => Err(refusal),
                None => rules.read(&record),
            };
            let locator = places.locator(start, end);
            let read = read.map(|line| LandingDraft { locator, ..line });
            booked.take(read.map_err(|(why, detail)| places.refuse(start, end, why, detail)));
        }
    });
    if booked.landings.is_empty() && booked.rejects.is_empty() {
        booked.note("nothing_to_take", "no_lines");
    } else {
        booked.note("balance_unchecked", "not_stated");
    }
    Ok(booked.finish(input, &text, "statement.qif", "application/qif"))
}

/// The balance a program begins its books with, written like a payment.
fn is_opening(record: &Record<'_>) -> bool {
    record
        .payee
        .is_some_and(|payee| payee.eq_ignore_ascii_case("opening balance"))
}

/// What the file shows, or the creator answered.
struct Rules {
    order: Option<DayOrder>,
    style: Option<Style>,
    unit: Unit,
    /// The year of the day the file was handed over.
    year: i32,
}

impl Rules {
    fn of(input: &ImportInput, text: &str, answers: &Answers) -> Result<Self, ImportError> {
        let mut order = OrderEvidence::default();
        let mut amounts: Vec<&str> = Vec::new();
        record::records(text, |section, _, record| {
            if section == Section::Account && !is_opening(&record) {
                if let Some(date) = record.date {
                    order.add(&figures(date));
                }
                amounts.extend(record.amount);
            }
        });
        // What the file shows counts before an answer: that may be remembered from another file.
        let style = number::style_of(amounts.iter().copied()).or(answers.decimal);
        let shown = order.order().or(answers.day_order);
        let mut questions = Vec::new();
        let mut ask = |key, options: &[&str], column: &str, sample: &str| {
            questions.push(Question {
                key,
                options: options.iter().map(|o| (*o).to_owned()).collect(),
                column: column.to_owned(),
                sample: cut(sample, 60),
            });
        };
        let contradicts = order.day_first > 0 && order.month_first > 0;
        if shown.is_none() && (order.open > 0 || contradicts) {
            ask("day_order", &["dmy", "mdy"], "D", &order.sample);
        }
        let two = |cell: &&&str| matches!(number::read(cell), Ok(Reading::Two { .. }));
        if let Some(sample) = amounts.iter().find(two).filter(|_| style.is_none()) {
            ask("decimal", &["point", "comma"], "T", sample);
        }
        if answers.unit.is_none() && !amounts.is_empty() {
            let sample = amounts.first().copied().unwrap_or_default();
            ask("unit", &["EUR", "USD", "GBP", "CHF"], "T", sample);
        }
        if !questions.is_empty() {
            return Err(ImportError::NeedsAnswer {
                file: input.name.clone(),
                questions,
            });
        }
        Ok(Self {
            order: shown,
            style,
            unit: answers.unit.unwrap_or(Unit::Unstated),
            year: input.received_at.0.year(),
        })
    }

    /// The line, its place left to be filled in.
    fn read(&self, record: &Record<'_>) -> Result<LandingDraft, Refusal> {
        let missing = |field: &str| (RejectReason::MissingField, field.to_owned());
        let day = self.day(record.date.ok_or_else(|| missing("D"))?)?;
        let written = record.amount.ok_or_else(|| missing("T"))?;
        let micros = number::read(written)
            .and_then(|reading| reading.settle(self.style))
            .map_err(|reason| (reason, format!("T {}", cut(written, 60))))?;
        let name = record.payee;
        Ok(LandingDraft {
            external_id: None,
            day,
            value_day: None,
            amount: Amount::new(micros, self.unit),
            text: joined(name.into_iter().chain(record.memo)),
            counterparty: name.map(|n| cut(n, 300)),
            reference: record.number.and_then(said).map(|n| cut(n, 300)),
            locator: domain::Locator {
                start: 0,
                len: 0,
                place: domain::document::Place::Whole,
            },
        })
    }

    fn day(&self, written: &str) -> Result<CivilDay, Refusal> {
        let refusal = |reason| (reason, format!("D {}", cut(written, 60)));
        let cell = figures(written);
        let day = match self.order {
            Some(order) => day_in(&cell, Some(order)),
            // `3/3/26` and `2026-03-03` are one day whichever comes first.
            None => day_in(&cell, Some(DayOrder::DayFirst)).and_then(|day| {
                let other = day_in(&cell, Some(DayOrder::MonthFirst));
                (other == Ok(day))
                    .then_some(day)
                    .ok_or(RejectReason::NotADate)
            }),
        };
        let day = day.map_err(refusal)?;
        // Two figures of a year without the mark of this century, that would lie ahead, are of the last one.
        let unmarked = !written.contains('\'') && !has_long_year(&cell);
        if unmarked && day.year() > self.year {
            let last = NaiveDate::from_ymd_opt(day.year() - 100, day.month(), day.day());
            return last
                .map(CivilDay)
                .ok_or_else(|| refusal(RejectReason::NoSuchDay));
        }
        Ok(CivilDay(day))
    }
}

/// `1/ 3'10` as `1/3/10`: Quicken pads with spaces and marks this century by an apostrophe.
fn figures(date: &str) -> String {
    date.chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| if c == '\'' { '/' } else { c })
        .collect()
}

fn has_long_year(cell: &str) -> bool {
    cell.split(|c: char| !c.is_ascii_digit())
        .any(|part| part.len() >= 4)
}
