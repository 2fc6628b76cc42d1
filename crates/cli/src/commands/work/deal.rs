//! Pieces and rights of an offer, or of all deals under way.

use super::{pairs, word};
use crate::arguments::{Deal, DealAction};
use crate::context::Context;
use crate::error::{CliError, slug};
use crate::output::{Align, Answer, Table, plain};
use crate::words::{Word, Words};
use studio::shapes::{
    ConflictRow, ConflictSide, DealSaid, DealTimeline, DealView, DeliverableDraft, EndName,
    RightDraft,
};
use studio::{StudioError, deliverables};

/// Shows, adds, says, takes back.
pub fn deal(context: &Context, request: Deal) -> Result<Answer, CliError> {
    let profile = context.open()?;
    match request.action {
        None => {
            let shown = match request.offer {
                Some(offer) => deliverables::of_offer(&profile, offer)?,
                None => deliverables::all(&profile)?,
            };
            context.done(&shown, |words| text(&shown, words))
        }
        Some(DealAction::Add { offer, fields }) => {
            let draft = piece(&fields)?;
            said(
                context,
                &deliverables::add_deliverable(&profile, offer, &draft)?,
            )
        }
        Some(DealAction::Set {
            offer,
            item,
            fields,
        }) => {
            let kind = item.split('-').next().unwrap_or_default();
            let told = match kind {
                "usage" | "ad_authorization" | "exclusivity" => {
                    deliverables::set_right(&profile, offer, &item, &right(&fields)?)?
                }
                _ => deliverables::set_deliverable(&profile, offer, &item, &piece(&fields)?)?,
            };
            said(context, &told)
        }
        Some(DealAction::Undo { word }) => {
            deliverables::take_back(&profile, word)?;
            context.done(&serde_json::json!({ "undone": word }), |words| {
                format!("{}: {word}\n", words.say(Word::Undone))
            })
        }
    }
}

pub(super) fn said(context: &Context, said: &DealSaid) -> Result<Answer, CliError> {
    context.done(said, |words| {
        format!(
            "{} ({} {})\n",
            plain(&said.item),
            words.say(Word::Id),
            said.word
        )
    })
}

fn piece(fields: &[String]) -> Result<DeliverableDraft, StudioError> {
    let mut draft = DeliverableDraft::default();
    for (field, value) in pairs(fields)? {
        let said = Some(value.to_owned());
        match field {
            "format" => draft.format = Some(word("format", value)?),
            "label" => draft.label = said,
            "platform" => draft.platform = said,
            "draft_on" => draft.draft_on = said,
            "approved_on" => draft.approved_on = said,
            "publish_on" => draft.publish_on = said,
            "progress" => draft.progress = Some(word("progress", value)?),
            "link" => draft.link = said,
            "note" => draft.note = said,
            other => return Err(StudioError::bad("field", other)),
        }
    }
    Ok(draft)
}

fn right(fields: &[String]) -> Result<RightDraft, StudioError> {
    let mut draft = RightDraft::default();
    for (field, value) in pairs(fields)? {
        let said = Some(value.to_owned());
        match field {
            "kind" => draft.kind = Some(word("kind", value)?),
            "start" => draft.start = said,
            "length" => draft.length = said,
            "category" => draft.category = said,
            "none" => draft.none = Some(matches!(value, "yes" | "true" | "oui" | "1")),
            other => return Err(StudioError::bad("field", other)),
        }
    }
    Ok(draft)
}

fn text(shown: &DealTimeline, words: Words) -> String {
    let mut out = String::new();
    for deal in &shown.deals {
        out.push_str(&one(deal, words));
    }
    if shown.deals.is_empty() {
        out.push_str(&format!("{}\n", words.say(Word::Nothing)));
    }
    for conflict in &shown.conflicts {
        out.push_str(&met(conflict, words));
    }
    for prompt in &shown.prompts {
        out.push_str(&format!(
            "{} · {}: {} ({} {})\n",
            plain(&prompt.brand),
            words.slug(&slug(&prompt.kind)),
            prompt.ends,
            prompt.left,
            words.say(Word::Days)
        ));
    }
    out
}

fn one(deal: &DealView, words: Words) -> String {
    let stage = words.slug(&slug(&deal.stage));
    let mut table = Table::new([
        (words.say(Word::Name), Align::Left),
        (words.say(Word::Kind), Align::Left),
        (words.say(Word::Since), Align::Left),
        (words.say(Word::Until), Align::Left),
        (words.say(Word::State), Align::Left),
    ]);
    let day = |day: &Option<String>| day.clone().unwrap_or_else(|| "–".to_owned());
    for piece in &deal.deliverables {
        table.row([
            piece.item.clone(),
            piece.label.clone(),
            day(&piece.draft_on),
            day(&piece.publish_on),
            words.slug(&slug(&piece.progress)),
        ]);
    }
    for right in &deal.rights {
        let kind = words.slug(&slug(&right.kind));
        let named = right.category.as_ref();
        table.row([
            right.item.clone(),
            named.map_or(kind.clone(), |category| format!("{kind} ({category})")),
            day(&right.from),
            end(right.to.as_deref(), right.end, words),
            words.length(&right.length),
        ]);
    }
    let head = format!("{} {} · {stage}", deal.offer, plain(&deal.brand));
    format!("{head}\n{}", table.text(words.say(Word::Nothing)))
}

fn end(to: Option<&str>, end: EndName, words: Words) -> String {
    match end {
        EndName::On => to.unwrap_or("–").to_owned(),
        EndName::Never => words.slug("forever"),
        EndName::Unknown => words.slug("unknown"),
    }
}

fn met(conflict: &ConflictRow, words: Words) -> String {
    let side = |side: &ConflictSide| {
        format!(
            "{} {} «{}»",
            plain(&side.brand),
            side.item,
            plain(&side.words)
        )
    };
    let days = match (&conflict.from, conflict.end) {
        (Some(from), kind) => format!("{from} → {}", end(conflict.to.as_deref(), kind, words)),
        (None, _) => words.slug("unknown"),
    };
    let doubts: Vec<String> = conflict
        .doubts
        .iter()
        .map(|doubt| words.slug(&format!("doubt_{}", slug(doubt))))
        .collect();
    let doubts = match doubts.is_empty() {
        true => String::new(),
        false => format!(" ({})", doubts.join(", ")),
    };
    format!(
        "! {}: {days}{doubts}\n  {}\n  {}\n",
        words.say(Word::Conflict),
        side(&conflict.one),
        side(&conflict.other)
    )
}
