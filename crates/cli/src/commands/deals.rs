//! The desk of offers: board, next things, steps for many, history, offers by hand, saved searches, brands.

use crate::arguments::{Brands, SearchesAction, Which};
use crate::commands::{pair, word};
use crate::context::Context;
use crate::error::{CliError, slug};
use crate::output::{Align, Answer, Table, amount, amount_or_dash, count, plain};
use crate::words::{Word, Words};
use serde_json::json;
use studio::shapes::{
    Amount, BrandView, HandOffer, HandTerm, NextStep, OfferBoard, OfferFilter, OfferStep,
};
use studio::{OpenProfile, StudioError, deals, inbox};

/// A search line as a filter.
///
/// # Errors
/// [`StudioError::BadRequest`] for a part that cannot be read: a script must not work on more than it meant.
pub fn filter(line: Option<String>) -> Result<OfferFilter, StudioError> {
    let query = domain_line(line.as_deref().unwrap_or_default())?;
    Ok(OfferFilter {
        text: Some(query).filter(|text| !text.trim().is_empty()),
        ..OfferFilter::default()
    })
}

fn domain_line(line: &str) -> Result<String, StudioError> {
    match deals::unread(line).into_iter().next() {
        Some(part) => Err(StudioError::bad("where", part.text)),
        None => Ok(line.to_owned()),
    }
}

fn ids(profile: &OpenProfile, which: Which) -> Result<Vec<i64>, StudioError> {
    match which.line {
        Some(line) => deals::offers_that_fit(profile, &filter(Some(line))?),
        None => Ok(which.ids),
    }
}

fn sums(sums: &[Amount], words: Words) -> String {
    let told: Vec<String> = sums.iter().map(|sum| amount(sum, words)).collect();
    match told.is_empty() {
        true => "–".to_owned(),
        false => told.join(" + "),
    }
}

/// The columns by stage.
pub fn board(context: &Context, line: Option<String>) -> Result<Answer, CliError> {
    let profile = context.open()?;
    let board = deals::board(&profile, &filter(line)?, u32::MAX)?;
    context.done(&board, |words| columns(&board, words))
}

fn columns(board: &OfferBoard, words: Words) -> String {
    let mut text = String::new();
    for column in board.columns.iter().filter(|column| column.count > 0) {
        text.push_str(&format!(
            "{} · {} · {}",
            words.slug(&slug(&column.stage)),
            count(column.count, words),
            sums(&column.sums, words)
        ));
        if column.without_fee > 0 {
            let without = count(column.without_fee, words);
            text.push_str(&format!(" · {without} {}", words.say(Word::WithoutFee)));
        }
        text.push('\n');
        for offer in &column.offers {
            text.push_str(&format!(
                "  {} {} · {} · {}\n",
                offer.id,
                plain(&offer.brand),
                plain(&offer.title),
                amount_or_dash(offer.fee.as_ref(), words)
            ));
        }
    }
    match text.is_empty() {
        true => format!("{}\n", words.say(Word::Nothing)),
        false => text,
    }
}

/// What to do next.
pub fn next(context: &Context) -> Result<Answer, CliError> {
    let next = deals::next_offers(&*context.open()?)?;
    context.done(&json!({ "next": next }), |words| {
        let mut table = Table::new([
            (words.say(Word::Id), Align::Right),
            (words.say(Word::Brand), Align::Left),
            (words.say(Word::Todo), Align::Left),
            (words.say(Word::Day), Align::Left),
            (words.say(Word::Fees), Align::Right),
        ]);
        for one in &next {
            table.row([
                one.offer.to_string(),
                plain(&one.brand),
                todo(&one.next, words),
                one.next.day.clone().unwrap_or_else(|| "–".to_owned()),
                amount_or_dash(one.fee.as_ref(), words),
            ]);
        }
        table.text(words.say(Word::Nothing))
    })
}

/// A next step in words, with what it is about.
pub fn todo(next: &NextStep, words: Words) -> String {
    let mut text = words.slug(&format!("next_{}", slug(&next.kind)));
    if let Some(what) = &next.what {
        text.push_str(&format!(" ({})", plain(what)));
    }
    if next.late {
        text.push_str(&format!(", {}", words.slug("late")));
    }
    text
}

/// How an offer came to stand where it stands.
pub fn history(context: &Context, id: i64) -> Result<Answer, CliError> {
    let moves = deals::stages(&*context.open()?, id)?;
    context.done(&json!({ "moves": moves }), |words| {
        let mut text = String::new();
        for one in &moves {
            let undone = match &one.undone {
                Some(at) => format!(" · {} {at}", words.say(Word::StepUndone)),
                None => String::new(),
            };
            text.push_str(&format!(
                "{} · {} · {} {}{undone}\n",
                one.at,
                words.slug(&slug(&one.to)),
                words.say(Word::ByWhom),
                words.slug(&format!("author_{}", slug(&one.author))),
            ));
        }
        text
    })
}

/// Moves offers.
pub fn moved(context: &Context, stage: &str, which: Which) -> Result<Answer, CliError> {
    let stage = match stage {
        "source" => None,
        stage => Some(word("stage", stage)?),
    };
    let profile = context.open()?;
    let ids = ids(&profile, which)?;
    done(context, &deals::move_offers(&profile, &ids, stage)?)
}

/// Tags offers.
pub fn tag(
    context: &Context,
    which: Which,
    add: &[String],
    remove: &[String],
) -> Result<Answer, CliError> {
    let profile = context.open()?;
    let ids = ids(&profile, which)?;
    done(context, &deals::tag_offers(&profile, &ids, add, remove)?)
}

/// Lays offers aside, or wakes them.
pub fn snooze(
    context: &Context,
    which: Which,
    until: Option<&str>,
    on_reply: bool,
) -> Result<Answer, CliError> {
    let profile = context.open()?;
    let ids = ids(&profile, which)?;
    let step = deals::snooze_offers(&profile, &ids, until, on_reply)?;
    done(context, &step)
}

fn done(context: &Context, step: &OfferStep) -> Result<Answer, CliError> {
    context.done(step, |words| match step.step {
        Some(id) => format!("{} {id}\n", words.say(Word::Step)),
        None => format!("{}\n", words.say(Word::StepNothing)),
    })
}

/// Takes a step back.
pub fn undo(context: &Context, step: i64) -> Result<Answer, CliError> {
    let undone = deals::undo_step(&*context.open()?, step)?;
    context.done(&undone, |words| {
        format!(
            "{} {} · {} {}\n",
            words.labelled(words.say(Word::StepUndone)),
            count(undone.restored, words),
            words.labelled(words.say(Word::Kept)),
            count(undone.kept, words)
        )
    })
}

/// Keeps an offer typed by hand.
pub fn add(context: &Context, fields: &[String]) -> Result<Answer, CliError> {
    let mut typed = HandOffer::default();
    for text in fields {
        let (field, value) = pair(text)?;
        match field {
            "brand" => typed.brand = value.to_owned(),
            "title" => typed.title = Some(value.to_owned()),
            "received" => typed.received = Some(value.to_owned()),
            "stage" => typed.stage = Some(word("stage", value)?),
            field => {
                let field = word("field", field)?;
                inbox::check_term(field, value)?;
                let value = value.to_owned();
                typed.terms.push(HandTerm { field, value });
            }
        }
    }
    let kept = deals::add_offer(&*context.open_or_make()?, &typed)?;
    context.done(&kept, |words| {
        format!(
            "{} {}\n",
            words.labelled(words.say(Word::OfferKept)),
            kept.offer
        )
    })
}

/// Saved searches.
pub fn searches(context: &Context, action: Option<SearchesAction>) -> Result<Answer, CliError> {
    let profile = context.open()?;
    let saved = match action {
        None => deals::offer_searches(&profile)?,
        Some(SearchesAction::Save { name, line }) => deals::save_search(&profile, &name, &line)?,
        Some(SearchesAction::Remove { name }) => deals::remove_search(&profile, &name)?,
    };
    context.done(&json!({ "searches": saved }), |words| {
        let mut table = Table::new([
            (words.say(Word::Name), Align::Left),
            (words.say(Word::Search), Align::Left),
        ]);
        for one in &saved {
            table.row([plain(&one.name), plain(&one.words)]);
        }
        table.text(words.say(Word::Nothing))
    })
}

/// Brands, or a word on which name is which brand.
pub fn brands(context: &Context, request: &Brands) -> Result<Answer, CliError> {
    let profile = context.open()?;
    let found = match &request.alias {
        Some(alias) => deals::merge_brand(&profile, alias, request.brand.as_deref())?,
        None => deals::brands(&profile, request.name.as_deref())?,
    };
    context.done(&json!({ "brands": found }), |words| {
        let told: Vec<String> = found.iter().map(|brand| opened(brand, words)).collect();
        match told.is_empty() {
            true => format!("{}\n", words.say(Word::Nothing)),
            false => told.join("\n"),
        }
    })
}

fn opened(brand: &BrandView, words: Words) -> String {
    let mut text = format!("{}\n", plain(&brand.name));
    if !brand.aliases.is_empty() {
        let also = words.labelled(words.say(Word::Aliases));
        text.push_str(&format!("  {also} {}\n", plain(&brand.aliases.join(", "))));
    }
    for (label, figures) in [(Word::Agreed, &brand.agreed), (Word::Paid, &brand.paid)] {
        let label = words.labelled(words.say(label));
        text.push_str(&format!("  {label} {}\n", sums(figures, words)));
    }
    let score = &brand.score;
    let points = match score.points {
        Some(points) => format!("{points}/100"),
        None => words.say(Word::NotKnown).to_owned(),
    };
    text.push_str(&format!(
        "  {} {points} ({} {}: {})\n",
        words.labelled(words.say(Word::PayScore)),
        count(score.payments, words),
        words.say(Word::InTime),
        count(score.in_time, words)
    ));
    for reason in score.reasons.iter().filter(|r| r.total > 0) {
        text.push_str(&format!(
            "    −{} {} {}\n",
            reason.points,
            words.labelled(&words.slug(&format!("pay_{}", slug(&reason.kind)))),
            count(reason.total, words)
        ));
    }
    for offer in &brand.offers {
        text.push_str(&format!(
            "  {} {} · {} · {}\n",
            offer.id,
            plain(&offer.title),
            words.slug(&slug(&offer.stage)),
            amount_or_dash(offer.fee.as_ref(), words)
        ));
    }
    text
}
