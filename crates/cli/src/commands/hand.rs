//! Entries typed by hand.

use crate::arguments::{EntriesAction, HandFields};
use crate::commands::word;
use crate::context::Context;
use crate::error::{CliError, slug};
use crate::output::{Align, Answer, Table, amount, plain};
use crate::words::{Word, Words};
use std::path::Path;
use studio::shapes::{HandDone, HandEntry, HandReading, RecurringRow};
use studio::{StudioError, hand, importing};

fn typed(words: &[String], fields: &HandFields) -> Result<HandEntry, StudioError> {
    let line = words.join(" ");
    let stream = fields.stream.as_deref();
    let status = fields.status.as_deref();
    Ok(HandEntry {
        line: (!line.is_empty()).then_some(line),
        day: fields.day.clone(),
        stream: stream.map(|s| word("stream", s)).transpose()?,
        status: status.map(|s| word("status", s)).transpose()?,
        unit: fields.unit.clone(),
        net: fields.net.clone(),
        gross: fields.gross.clone(),
        fee: fields.fee.clone(),
        tax: fields.tax.clone(),
        title: fields.title.clone(),
        payer: fields.payer.clone(),
        account: fields.account,
        every: fields.every.clone(),
        until: fields.until.clone(),
        months: fields.months,
    })
}

/// Adds, changes and removes what is typed by hand.
pub fn hand(context: &Context, action: EntriesAction) -> Result<Answer, CliError> {
    match action {
        EntriesAction::Add {
            line,
            fields,
            dry_run,
        } => {
            let profile = context.open_or_make()?;
            let typed = typed(&line, &fields)?;
            if dry_run {
                let reading = hand::read_line(&profile, &typed)?;
                return context.done(&reading, |words| reading_text(&reading, words));
            }
            done(context, &hand::add(&profile, &typed)?)
        }
        EntriesAction::Edit { id, line, fields } => {
            let profile = context.open()?;
            done(context, &hand::edit(&profile, id, &typed(&line, &fields)?)?)
        }
        EntriesAction::Delete { id } => {
            let profile = context.open()?;
            done(context, &hand::delete(&profile, id)?)
        }
        EntriesAction::Undo { run } => {
            let profile = context.open()?;
            let report = importing::undo(&profile, run)?;
            context.done(&report, |words| {
                format!(
                    "{} {} {}\n",
                    words.labelled(words.say(Word::Undone)),
                    report.entries + report.restored,
                    words.say(Word::Entries)
                )
            })
        }
        EntriesAction::Recurring => {
            let profile = context.open()?;
            hand::fill(&profile)?;
            rules(context, &hand::recurring(&profile)?)
        }
        EntriesAction::EditRecurring { id, from, fields } => {
            let profile = context.open()?;
            let typed = typed(&[], &fields)?;
            let rows = hand::edit_recurring(&profile, id, from.as_deref(), &typed)?;
            rules(context, &rows)
        }
        EntriesAction::EndRecurring { id, until, resume } => {
            let profile = context.open()?;
            let until = match (until, resume) {
                (Some(until), false) => Some(until),
                (None, true) => None,
                (None, false) => Some(profile.today()?.to_string()),
                (Some(until), true) => return Err(StudioError::bad("until", until).into()),
            };
            rules(
                context,
                &hand::end_recurring(&profile, id, until.as_deref())?,
            )
        }
        EntriesAction::Attach { id, file } => {
            let profile = context.open()?;
            let path: &Path = &file;
            let ledger = hand::attach(&profile, id, &path.display().to_string())?;
            context.done(&ledger.attachments, |_| {
                let line = |f: &studio::shapes::AttachmentFile| {
                    format!("{} · {} · sha256 {}\n", f.id, plain(&f.name), f.sha256)
                };
                ledger.attachments.iter().map(line).collect()
            })
        }
    }
}

fn done(context: &Context, done: &HandDone) -> Result<Answer, CliError> {
    context.done(done, |words| {
        let entries: Vec<String> = done.entries.iter().map(i64::to_string).collect();
        let run = done.run.map_or_else(|| "–".to_owned(), |r| r.to_string());
        format!(
            "{} {}\n{} {run}\n",
            words.labelled(words.say(Word::Entries)),
            entries.join(", "),
            words.labelled(words.say(Word::Run)),
        )
    })
}

fn reading_text(reading: &HandReading, words: Words) -> String {
    let mut out = String::new();
    let mut line = |label: String, value: String| {
        out.push_str(&format!("{label}: {}\n", plain(&value)));
    };
    line(words.say(Word::Day).to_owned(), reading.day.clone());
    if let Some(net) = &reading.net {
        line(words.say(Word::Net).to_owned(), amount(net, words));
    }
    if let Some(stream) = &reading.stream {
        line(
            words.say(Word::Stream).to_owned(),
            words.slug(&slug(stream)),
        );
    }
    line(words.say(Word::Title).to_owned(), reading.title.clone());
    for reason in &reading.reasons {
        line(
            words.slug(&reason.part),
            format!("{} ({})", reason.text, words.slug(&reason.why)),
        );
    }
    for missing in &reading.missing {
        line(words.slug("missing"), words.slug(missing));
    }
    out
}

fn rules(context: &Context, rows: &[RecurringRow]) -> Result<Answer, CliError> {
    context.done(&serde_json::json!({ "recurring": rows }), |words| {
        let mut table = Table::new([
            (words.say(Word::Id), Align::Right),
            (words.say(Word::Title), Align::Left),
            (words.slug("every").as_str(), Align::Left),
            (words.slug("next").as_str(), Align::Left),
            (words.slug("until").as_str(), Align::Left),
            (words.say(Word::Net), Align::Right),
            (words.say(Word::Count), Align::Right),
        ]);
        for row in rows {
            table.row([
                row.id.to_string(),
                row.title.clone(),
                words.slug(&row.every),
                row.next.clone().unwrap_or_else(|| "–".to_owned()),
                row.until.clone().unwrap_or_else(|| "–".to_owned()),
                amount(&row.net, words),
                row.made.to_string(),
            ]);
        }
        table.text(words.say(Word::Nothing))
    })
}
