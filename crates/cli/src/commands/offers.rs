//! Brand offers: listed with their terms, opened, corrected.

use crate::arguments::{Offers, OffersAction};
use crate::commands::{deals, mail, pair, reply, word};
use crate::context::Context;
use crate::error::{CliError, slug};
use crate::output::{Align, Answer, Table, amount, amount_or_dash, count, plain};
use crate::words::{Word, Words};
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use studio::shapes::{
    FindingRow, GradeName, MessageRow, NextStep, OfferDetail, SafeStepName, SignRow, SleepRow,
    StageName, TermFieldName, TermRow,
};
use studio::{OpenProfile, StudioError, inbox};

/// An offer as the contract shows it.
#[derive(Serialize)]
struct Offer<'d> {
    id: i64,
    brand: &'d str,
    title: &'d str,
    platform: studio::shapes::PlatformName,
    stage: StageName,
    terms: BTreeMap<String, Value>,
    not_stated: &'d [TermFieldName],
    proposed: bool,
    grade: GradeName,
    findings: &'d [FindingRow],
    steps: &'d [SafeStepName],
    signs: &'d [SignRow],
    deadlines: Vec<Deadline<'d>>,
    tags: &'d [String],
    sleep: &'d Option<SleepRow>,
    next: &'d Option<NextStep>,
    #[serde(skip_serializing_if = "Option::is_none")]
    messages: Option<&'d [MessageRow]>,
}

/// A day something is due.
#[derive(Serialize)]
struct Deadline<'d> {
    field: TermFieldName,
    day: &'d str,
}

impl<'d> Offer<'d> {
    fn of(detail: &'d OfferDetail, with_messages: bool) -> Self {
        let term = |row: &TermRow| {
            let told = json!({ "value": value(row), "evidence": row.evidence, "corrected": row.corrected });
            (slug(&row.field), told)
        };
        let deadline = |row: &'d TermRow| {
            let due = matches!(
                row.field,
                TermFieldName::AnswerBy | TermFieldName::DraftBy | TermFieldName::PublishOn
            );
            let day = row.text.as_deref().filter(|_| due)?;
            Some(Deadline {
                field: row.field,
                day,
            })
        };
        Self {
            id: detail.offer.id,
            brand: &detail.offer.brand,
            title: &detail.offer.title,
            platform: detail.offer.platform,
            stage: detail.offer.stage,
            terms: detail.terms.iter().map(term).collect(),
            not_stated: &detail.not_stated,
            proposed: detail.offer.proposed,
            grade: detail.offer.grade,
            findings: &detail.findings,
            steps: &detail.steps,
            signs: &detail.signs,
            deadlines: detail.terms.iter().filter_map(deadline).collect(),
            tags: &detail.offer.tags,
            sleep: &detail.offer.sleep,
            next: &detail.offer.next,
            messages: with_messages.then_some(detail.messages.as_slice()),
        }
    }
}

/// A term's value: an amount, a share as `12.5%`, or the text as `offers set` takes it back.
fn value(row: &TermRow) -> Value {
    match (&row.amount, row.rate) {
        (Some(amount), _) => json!(amount),
        (None, Some(rate)) => json!(percent(rate)),
        (None, None) => json!(row.text),
    }
}

/// Hundredths of a percent as `12.5%`.
fn percent(hundredths: i64) -> String {
    let digits = format!("{}.{:02}", hundredths / 100, (hundredths % 100).abs());
    format!("{}%", digits.trim_end_matches('0').trim_end_matches('.'))
}

/// Lists, shows or corrects.
pub async fn offers(context: &Context, offers: Offers) -> Result<Answer, CliError> {
    match offers.action {
        None => list(context, offers.line),
        Some(OffersAction::Show { id }) => {
            let detail = inbox::offer(&*context.open()?, id)?;
            show(context, &detail)
        }
        Some(OffersAction::Set { id, fields }) => set(context, id, &fields),
        Some(OffersAction::Add {
            fields,
            paste: Some(file),
        }) => mail::paste_fields(context, file, &fields),
        Some(OffersAction::Add { fields, .. }) => deals::add(context, &fields),
        Some(OffersAction::Board { line }) => deals::board(context, line),
        Some(OffersAction::Next) => deals::next(context),
        Some(OffersAction::History { id }) => deals::history(context, id),
        Some(OffersAction::Move { stage, which }) => deals::moved(context, &stage, which),
        Some(OffersAction::Tag { which, add, remove }) => deals::tag(context, which, &add, &remove),
        Some(OffersAction::Snooze {
            which,
            until,
            on_reply,
            ..
        }) => deals::snooze(context, which, until.as_deref(), on_reply),
        Some(OffersAction::Undo { step }) => deals::undo(context, step),
        Some(OffersAction::Searches { action }) => deals::searches(context, action),
        Some(OffersAction::Reply(typed)) => reply::reply(context, typed).await,
        Some(OffersAction::Drafts) => reply::drafts(context),
        Some(OffersAction::Outbox { action }) => reply::boxed(context, action).await,
        Some(OffersAction::Templates(typed)) => reply::templates(context, typed),
        Some(OffersAction::Sender(typed)) => reply::sender(context, typed).await,
    }
}

fn list(context: &Context, line: Option<String>) -> Result<Answer, CliError> {
    let profile = context.open()?;
    let found = inbox::offers(&profile, &deals::filter(line)?)?;
    let ids = found.groups.iter().flat_map(|g| &g.offers).map(|o| o.id);
    let details = ids
        .map(|id| inbox::offer(&profile, id))
        .collect::<Result<Vec<_>, _>>()?;
    let offers: Vec<Offer<'_>> = details.iter().map(|d| Offer::of(d, false)).collect();
    context.done(&json!({ "offers": offers }), |words| {
        let mut table = Table::new([
            (words.say(Word::Id), Align::Right),
            (words.say(Word::Brand), Align::Left),
            (words.say(Word::Title), Align::Left),
            (words.say(Word::Stage), Align::Left),
            (words.say(Word::Fees), Align::Right),
            (words.say(Word::Due), Align::Left),
            (words.say(Word::Findings), Align::Right),
        ]);
        for detail in &details {
            let offer = &detail.offer;
            table.row([
                offer.id.to_string(),
                offer.brand.clone(),
                offer.title.chars().take(48).collect(),
                words.slug(&slug(&offer.stage)),
                amount_or_dash(offer.fee.as_ref(), words),
                offer.due.clone().unwrap_or_else(|| "–".to_owned()),
                count(offer.findings, words),
            ]);
        }
        table.text(words.say(Word::Nothing))
    })
}

fn show(context: &Context, detail: &OfferDetail) -> Result<Answer, CliError> {
    let offer = Offer::of(detail, true);
    context.done(&json!({ "offers": [offer] }), |words| opened(detail, words))
}

fn opened(detail: &OfferDetail, words: Words) -> String {
    let offer = &detail.offer;
    let mut text = format!(
        "{} · {} · {}\n",
        plain(&offer.brand),
        plain(&offer.title),
        words.slug(&slug(&offer.stage)),
    );
    for term in &detail.terms {
        let shown = match (&term.amount, term.rate) {
            (Some(fee), _) => amount(fee, words),
            (None, Some(rate)) => percent(rate),
            (None, None) => term.text.clone().unwrap_or_default(),
        };
        text.push_str(&format!(
            "  {}: {} « {} »\n",
            slug(&term.field),
            plain(&shown),
            plain(&term.evidence)
        ));
    }
    if !detail.findings.is_empty() {
        text.push_str(&format!("  {}\n", words.slug(&slug(&offer.grade))));
    }
    for finding in &detail.findings {
        let kind = words.slug(&slug(&finding.kind));
        text.push_str(&format!("  ! {kind}: {}\n", plain(&finding.line)));
    }
    for message in &detail.messages {
        text.push_str(&format!(
            "\n{} <{}> · {}\n",
            plain(&message.from_name),
            plain(&message.from_address),
            message.sent
        ));
        for line in message.text.lines() {
            text.push_str(&format!("  {}\n", plain(line)));
        }
    }
    text
}

/// One correction, read before any is written.
enum Correction<'t> {
    Stage(Option<StageName>),
    Term(TermFieldName, Option<&'t str>),
}

fn set(context: &Context, id: i64, fields: &[String]) -> Result<Answer, CliError> {
    let read = |text| -> Result<Correction<'_>, StudioError> {
        let (field, value) = pair(text)?;
        if field == "stage" {
            let stage = Some(value).filter(|v| !v.is_empty());
            return Ok(Correction::Stage(
                stage.map(|v| word("stage", v)).transpose()?,
            ));
        }
        let field = word("field", field)?;
        let value = Some(value).filter(|value| !value.is_empty());
        if let Some(value) = value {
            inbox::check_term(field, value)?;
        }
        Ok(Correction::Term(field, value))
    };
    let corrections = fields
        .iter()
        .map(|text| read(text))
        .collect::<Result<Vec<_>, _>>()?;
    let profile = context.open()?;
    let detail = correct(&profile, id, &corrections)?;
    show(context, &detail)
}

fn correct(
    profile: &OpenProfile,
    id: i64,
    corrections: &[Correction<'_>],
) -> Result<OfferDetail, StudioError> {
    let mut detail = inbox::offer(profile, id)?;
    for correction in corrections {
        detail = match correction {
            Correction::Stage(stage) => inbox::set_stage(profile, id, *stage)?,
            Correction::Term(field, value) => inbox::set_term(profile, id, *field, *value)?,
        };
    }
    Ok(detail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_written_as_they_are_typed() {
        for (hundredths, want) in [(1_250, "12.5%"), (2_000, "20%"), (5, "0.05%"), (0, "0%")] {
            assert_eq!(percent(hundredths), want, "the shortest exact form");
        }
    }
}
