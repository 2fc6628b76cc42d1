//! Rates: what units are worth, where that is written, and the creator's own.

use crate::arguments::{Rates, RatesAction};
use crate::context::Context;
use crate::error::{CliError, slug};
use crate::output::{Align, Answer, Table, amount, amount_or_dash, count};
use crate::words::{Word, Words};
use serde_json::json;
use std::collections::BTreeMap;
use studio::rates::{self, OwnRateDraft};
use studio::shapes::{ConversionPart, EffectiveRate, ExchangeCost, RateOfDay, RatesView};

/// Does what was typed.
pub async fn rates(context: &Context, typed: Rates) -> Result<Answer, CliError> {
    let profile = context.open()?;
    let view = match typed.action {
        None => rates::view(&profile)?,
        Some(RatesAction::Show { unit, currency, on }) => {
            let rate = rates::rate(&profile, &unit, currency.as_deref(), on.as_deref())?;
            return context.done(&rate, |words| rate_text(&rate, words));
        }
        Some(RatesAction::Refresh { base_url }) => {
            let report = rates::refresh(&profile, base_url.as_deref()).await?;
            return context.done(&report, |words| {
                format!(
                    "{} {} {}, {} {}, {} {}; {}\n",
                    words.labelled(words.say(Word::RatesRead)),
                    report.new,
                    words.say(Word::New),
                    report.revised,
                    words.say(Word::Revised),
                    report.same,
                    words.say(Word::Same),
                    report.newest.clone().unwrap_or_default()
                )
            });
        }
        Some(RatesAction::Cost) => {
            let costs = rates::cost(&profile)?;
            return context.done(&json!({ "costs": costs }), |words| cost_text(&costs, words));
        }
        Some(RatesAction::Effective) => {
            let found = studio::effective::rates(&profile)?;
            return context.done(&json!({ "rates": found }), |words| {
                effective_text(&found, words)
            });
        }
        Some(RatesAction::Set {
            unit,
            worth,
            currency,
            from,
            note,
        }) => rates::set_own(
            &profile,
            &OwnRateDraft {
                unit,
                worth,
                currency,
                from,
                note,
            },
        )?,
        Some(RatesAction::Unset { id }) => rates::retire_own(&profile, id)?,
        Some(RatesAction::Restore { id }) => rates::restore_own(&profile, id)?,
    };
    context.done(&view, |words| view_text(&view, words))
}

fn cost_text(costs: &[ExchangeCost], words: Words) -> String {
    let mut table = Table::new([
        (words.say(Word::Year), Align::Left),
        (words.say(Word::Platform), Align::Left),
        (words.say(Word::Paid), Align::Right),
        (words.say(Word::Received), Align::Right),
        (words.say(Word::AtReference), Align::Right),
        (words.say(Word::Cost), Align::Right),
        ("%", Align::Right),
        (words.say(Word::Count), Align::Right),
    ]);
    for cost in costs {
        let points = cost.cost_basis_points;
        let sign = if points < 0 { "-" } else { "" };
        let size = points.unsigned_abs();
        table.row([
            cost.year.to_string(),
            words.slug(&slug(&cost.platform)),
            amount(&cost.paid, words),
            amount(&cost.received, words),
            amount(&cost.reference, words),
            amount(&cost.cost, words),
            format!("{sign}{}.{:02}", size / 100, size % 100),
            count(cost.count, words),
        ]);
    }
    table.text(words.say(Word::Nothing))
}

fn effective_text(rates: &[EffectiveRate], words: Words) -> String {
    let mut table = Table::new([
        (words.say(Word::Platform), Align::Left),
        (words.say(Word::Stream), Align::Left),
        (words.say(Word::Measure), Align::Left),
        (words.say(Word::Month), Align::Left),
        (words.say(Word::Value), Align::Right),
        (words.say(Word::Unit), Align::Left),
        (words.say(Word::Change), Align::Left),
    ]);
    for rate in rates {
        let Some(point) = rate.points.iter().rev().find(|p| !p.partial) else {
            continue;
        };
        let steps: Vec<String> = rate
            .steps
            .iter()
            .map(|step| format!("{}: {} → {}", step.month, step.before, step.after))
            .collect();
        table.row([
            words.slug(&slug(&rate.platform)),
            words.slug(&slug(&rate.stream)),
            measure_word(&rate.measure, words),
            point.month.clone(),
            point.value.clone(),
            rate.unit.clone(),
            steps.join(", "),
        ]);
    }
    table.text(words.say(Word::Nothing))
}

fn view_text(view: &RatesView, words: Words) -> String {
    let newest = view.newest.clone().unwrap_or_else(|| "–".to_owned());
    let mut text = format!("{} {newest}\n\n", words.labelled(words.say(Word::Newest)));
    let mut units = Table::new([
        (words.say(Word::Unit), Align::Left),
        (words.say(Word::Worth), Align::Right),
        (words.say(Word::Basis), Align::Left),
        (words.say(Word::Day), Align::Left),
    ]);
    for rate in &view.units {
        let why = rate.reason.as_deref().or(rate.basis.as_deref());
        let day = rate.quotes.iter().map(|q| q.day.as_str()).max();
        units.row([
            words.slug(&rate.unit),
            amount_or_dash(rate.worth.as_ref(), words),
            rate_word(why.unwrap_or_default(), words),
            day.or(rate.reason_day.as_deref())
                .unwrap_or_default()
                .to_owned(),
        ]);
    }
    text.push_str(&units.text(words.say(Word::Nothing)));
    if !view.own.is_empty() {
        text.push_str(&format!("\n{}\n", words.say(Word::YourRates)));
        let mut own = Table::new([
            (words.say(Word::Id), Align::Right),
            (words.say(Word::Unit), Align::Left),
            (words.say(Word::Worth), Align::Right),
            (words.say(Word::Since), Align::Left),
            (words.say(Word::Until), Align::Left),
            (words.say(Word::Removed), Align::Left),
        ]);
        for rate in &view.own {
            own.row([
                rate.id.to_string(),
                words.slug(&rate.unit),
                amount(&rate.worth, words),
                rate.from.clone(),
                rate.until.clone().unwrap_or_default(),
                rate.retired_at.clone().unwrap_or_default(),
            ]);
        }
        text.push_str(&own.text(words.say(Word::Nothing)));
    }
    text
}

fn rate_text(rate: &RateOfDay, words: Words) -> String {
    let mut text = match &rate.worth {
        Some(worth) => format!("1 {} = {}", words.slug(&rate.unit), amount(worth, words)),
        None => words.say(Word::NoRate).to_owned(),
    };
    if let Some(why) = rate.reason.as_deref().or(rate.basis.as_deref()) {
        text.push_str(&format!(" ({})", rate_word(why, words)));
    }
    text.push('\n');
    for quote in &rate.quotes {
        text.push_str(&format!(
            "{}: 1 EUR = {} {}, {} {}\n",
            quote.day, quote.per_euro, quote.currency, quote.file, quote.sha256
        ));
    }
    if let Some(own) = &rate.own {
        text.push_str(&format!(
            "{}: 1 {} = {} {} {}\n",
            own.from,
            words.slug(&own.unit),
            amount(&own.worth, words),
            words.say(Word::Since),
            own.from
        ));
    }
    text
}

/// One line for each unit that was converted: by what, from which days' rates.
pub fn basis_text<'p>(parts: impl Iterator<Item = &'p ConversionPart>, words: Words) -> String {
    type Days = Option<(String, String)>;
    let mut found: BTreeMap<(String, String), Days> = BTreeMap::new();
    for part in parts.filter(|part| part.basis != "none") {
        let days = found
            .entry((part.from.unit.clone(), part.basis.clone()))
            .or_default();
        if let (Some(first), Some(last)) = (&part.rate_from, &part.rate_to) {
            let (from, to) = days.take().unwrap_or((first.clone(), last.clone()));
            *days = Some((from.min(first.clone()), to.max(last.clone())));
        }
    }
    let line = |((unit, basis), days): ((String, String), Days)| {
        let span = days.map(|(from, to)| {
            if from == to {
                format!(", {from}")
            } else {
                format!(", {from} – {to}")
            }
        });
        format!(
            "{} {} ({}{})\n",
            words.labelled(words.say(Word::Converted)),
            words.slug(&unit),
            rate_word(&basis, words),
            span.unwrap_or_default()
        )
    };
    found.into_iter().map(line).collect()
}

/// The word for what a conversion is based on, or for why there is none.
pub fn rate_word(slug: &str, words: Words) -> String {
    words.slug(&format!("rate_{slug}"))
}

fn measure_word(slug: &str, words: Words) -> String {
    match slug {
        "kept" => words.slug("part_kept"),
        other => words.slug(other),
    }
}
