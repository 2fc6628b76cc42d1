//! What an offer is worth, alone or beside another.

use super::deal::said;
use super::pairs;
use crate::arguments::{WorthAction, WorthOf};
use crate::commands::word;
use crate::context::Context;
use crate::error::{CliError, slug};
use crate::output::{Align, Answer, Table, amount, amount_or_dash, plain};
use crate::words::{Word, Words};
use std::collections::BTreeMap;
use studio::shapes::{Worth, WorthChoices, WorthComparison, WorthDraft, WorthLine};
use studio::{StudioError, worth as reckoning};

/// Reckons, compares, or changes what it rests on.
pub fn worth(context: &Context, request: WorthOf) -> Result<Answer, CliError> {
    let profile = context.open()?;
    match (request.action, request.offer, request.against) {
        (Some(WorthAction::Set { offer, fields }), ..) => {
            let draft = draft(&fields)?;
            said(context, &reckoning::set_offer(&profile, offer, &draft)?)
        }
        (Some(WorthAction::Choices { fields }), ..) => {
            let kept = if fields.is_empty() {
                reckoning::choices(&profile)?
            } else {
                reckoning::set_choices(&profile, &choices(&fields)?)?
            };
            context.done(&kept, |words| chosen(&kept, words))
        }
        (None, Some(offer), None) => {
            let found = reckoning::worth(&profile, offer)?;
            context.done(&found, |words| alone(&found, words))
        }
        (None, Some(one), Some(other)) => {
            let found = reckoning::compare(&profile, one, other)?;
            context.done(&found, |words| beside(&found, words))
        }
        (None, None, _) => Err(StudioError::bad("offer", "").into()),
    }
}

fn draft(fields: &[String]) -> Result<WorthDraft, StudioError> {
    let mut draft = WorthDraft::default();
    for (field, value) in pairs(fields)? {
        let said = Some(value.to_owned());
        match field {
            "hours" => draft.hours = said,
            "loss" => draft.loss = said,
            "category" => draft.category = said,
            "pay_days" => draft.pay_days = said,
            other => return Err(StudioError::bad("field", other)),
        }
    }
    Ok(draft)
}

fn choices(fields: &[String]) -> Result<WorthChoices, StudioError> {
    let mut choices = WorthChoices::default();
    let mut hours = BTreeMap::new();
    for (field, value) in pairs(fields)? {
        let said = Some(value.to_owned());
        match (field, field.strip_prefix("hours.")) {
            (_, Some(format)) => {
                hours.insert(word("format", format)?, value.to_owned());
            }
            ("charges", _) => choices.charges = said,
            ("wish", _) => choices.wish = said,
            ("wish_unit", _) => choices.wish_unit = said,
            (other, _) => return Err(StudioError::bad("field", other)),
        }
    }
    choices.hours = Some(hours).filter(|hours| !hours.is_empty());
    Ok(choices)
}

fn chosen(kept: &WorthChoices, words: Words) -> String {
    let mut table = Table::new([
        (words.say(Word::Name), Align::Left),
        (words.say(Word::Value), Align::Right),
    ]);
    let mut row = |name: String, value: Option<String>| {
        table.row([name, value.unwrap_or_else(|| "–".to_owned())])
    };
    row(
        words.slug("worth_charges"),
        kept.charges.as_ref().map(|c| format!("{c} %")),
    );
    let unit = kept.wish_unit.clone().unwrap_or_default();
    row(
        words.slug("worth_wish"),
        kept.wish.as_ref().map(|w| format!("{w} {unit}")),
    );
    for (format, hours) in kept.hours.iter().flatten() {
        row(words.slug(&slug(format)), Some(format!("{hours} h")));
    }
    table.text(words.say(Word::Nothing))
}

/// A line's figure: known, its bounds, or a dash; with what is missing.
fn figure(line: &WorthLine, words: Words) -> String {
    let known = line
        .value
        .as_ref()
        .map(|value| amount(value, words))
        .or_else(|| line.day.clone());
    let bounds = [("≥", &line.at_least), ("≤", &line.at_most)];
    let bounds: Vec<String> = bounds
        .into_iter()
        .filter_map(|(sign, value)| Some(format!("{sign} {}", amount(value.as_ref()?, words))))
        .collect();
    match (known, bounds.is_empty()) {
        (Some(known), _) => known,
        (None, false) => bounds.join(", "),
        (None, true) => "–".to_owned(),
    }
}

fn lacking(line: &WorthLine, words: Words) -> String {
    let lacks = line.lacks.iter();
    lacks
        .map(|lack| words.slug(&format!("lack_{}", slug(lack))))
        .collect::<Vec<_>>()
        .join(", ")
}

fn alone(found: &Worth, words: Words) -> String {
    let mut table = Table::new([
        (words.say(Word::Name), Align::Left),
        (words.say(Word::Amount), Align::Right),
        (words.say(Word::Share), Align::Left),
    ]);
    for line in &found.lines {
        table.row([
            words.slug(&format!("worth_{}", slug(&line.kind))),
            figure(line, words),
            lacking(line, words),
        ]);
    }
    format!(
        "{} · {}\n{}",
        plain(&found.brand),
        plain(&found.title),
        table.text("")
    )
}

fn beside(found: &WorthComparison, words: Words) -> String {
    let mut table = Table::new([
        (words.say(Word::Name), Align::Left),
        (found.one.brand.as_str(), Align::Right),
        (found.other.brand.as_str(), Align::Right),
        (words.say(Word::Gap), Align::Right),
    ]);
    for (one, other) in found.one.lines.iter().zip(&found.other.lines) {
        let gap = found.differences.iter().find(|d| d.kind == one.kind);
        table.row([
            words.slug(&format!("worth_{}", slug(&one.kind))),
            figure(one, words),
            figure(other, words),
            amount_or_dash(gap.and_then(|d| d.value.as_ref()), words),
        ]);
    }
    table.text("")
}
