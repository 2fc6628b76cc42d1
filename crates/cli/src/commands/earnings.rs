//! Earned lines: listed, summed up, what changed in them, and the bytes one came from.

use crate::arguments::{Entries, Filter, Totals};
use crate::commands::{rates, word};
use crate::context::Context;
use crate::error::{CliError, slug};
use crate::output::{Align, Answer, Table, amount, amount_or_dash, count, plain};
use crate::words::{Word, Words};
use serde_json::json;
use std::io::IsTerminal;
use studio::earnings::totals::{self as sums, TotalsQuery};
use studio::shapes::{ChangeItem, EntryFilter, EntryPage};
use studio::{StudioError, sources};

fn filter(typed: &Filter) -> Result<EntryFilter, StudioError> {
    let stream = typed.stream.as_deref();
    let status = typed.status.as_deref();
    Ok(EntryFilter {
        from: typed.from.clone(),
        to: typed.to.clone(),
        stream: stream.map(|s| word("stream", s)).transpose()?,
        status: status.map(|s| word("status", s)).transpose()?,
        account: typed.account,
        unit: typed.unit.clone(),
        text: typed.text.clone(),
        ..EntryFilter::default()
    })
}

/// A page, newest first.
pub fn entries(context: &Context, query: &Entries) -> Result<Answer, CliError> {
    let filter = filter(&query.filter)?;
    let profile = context.open()?;
    let after = query.after.as_deref();
    let mut page = studio::earnings::entries(&profile, &filter, after, query.limit)?;
    if after.is_none() && page.totals.is_none() {
        // Nobody waits for the first rows here, so the answer is whole at once.
        let all = studio::earnings::entry_totals(&profile, &filter, || true)?;
        (page.count, page.totals) = (Some(all.count), Some(all.totals));
    }
    context.done(&page, |words| page_text(&page, words))
}

fn page_text(page: &EntryPage, words: Words) -> String {
    let mut table = Table::new([
        (words.say(Word::Id), Align::Right),
        (words.say(Word::Day), Align::Left),
        (words.say(Word::Platform), Align::Left),
        (words.say(Word::Stream), Align::Left),
        (words.say(Word::Title), Align::Left),
        (words.say(Word::Gross), Align::Right),
        (words.say(Word::Fee), Align::Right),
        (words.say(Word::Tax), Align::Right),
        (words.say(Word::Net), Align::Right),
        (words.say(Word::Status), Align::Left),
    ]);
    for entry in &page.entries {
        table.row([
            entry.id.to_string(),
            entry.day.clone(),
            words.slug(&slug(&entry.platform)),
            words.slug(&slug(&entry.stream)),
            entry.title.chars().take(48).collect(),
            amount_or_dash(entry.figures.gross.as_ref(), words),
            amount_or_dash(entry.figures.fee.as_ref(), words),
            amount_or_dash(entry.figures.tax.as_ref(), words),
            amount(&entry.figures.net, words),
            words.slug(&slug(&entry.status)),
        ]);
    }
    let mut text = table.text(words.say(Word::Nothing));
    for total in page.totals.iter().flatten() {
        text.push_str(&format!(
            "{} ({} {})\n",
            amount(&total.net, words),
            count(total.count, words),
            words.say(Word::Count)
        ));
    }
    if let Some(next) = &page.next {
        text.push_str(&format!("{} {next}\n", words.say(Word::Next)));
    }
    text
}

/// Sums by keys.
pub fn totals(context: &Context, query: Totals) -> Result<Answer, CliError> {
    let keys = query.by.clone();
    let query = TotalsQuery {
        filter: filter(&query.filter)?,
        by: query.by,
        as_known_on: query.as_known_on,
        currency: query.currency,
    };
    let profile = context.open()?;
    let totals = sums::totals(&profile, &query)?;
    context.done(&totals, |words| {
        let named: Vec<String> = keys.iter().map(|key| words.slug(key)).collect();
        let columns = named
            .iter()
            .map(|name| (name.as_str(), Align::Left))
            .chain([
                (words.say(Word::Gross), Align::Right),
                (words.say(Word::Fee), Align::Right),
                (words.say(Word::Tax), Align::Right),
                (words.say(Word::Net), Align::Right),
                (words.say(Word::Count), Align::Right),
            ]);
        let mut table = Table::new(columns);
        for row in &totals.rows {
            let keys = keys.iter().map(|key| {
                let value = row.keys.get(key).and_then(Option::as_deref);
                value.map_or_else(|| "–".to_owned(), |value| words.slug(value))
            });
            let figures = [
                amount_or_dash(row.gross.as_ref(), words),
                amount_or_dash(row.fee.as_ref(), words),
                amount_or_dash(row.tax.as_ref(), words),
                amount(&row.net, words),
                count(i64::try_from(row.count).unwrap_or(i64::MAX), words),
            ];
            table.row(keys.chain(figures).collect::<Vec<_>>());
        }
        let mut text = table.text(words.say(Word::Nothing));
        let parts = totals.rows.iter().flat_map(|row| &row.converted);
        text.push_str(&rates::basis_text(parts, words));
        for row in &totals.unconverted {
            let reason = row.reason.as_deref().unwrap_or_default();
            text.push_str(&format!(
                "{} {} ({})\n",
                words.labelled(words.say(Word::NoRate)),
                amount(&row.net, words),
                rates::rate_word(reason, words)
            ));
        }
        text
    })
}

/// A line for each change.
pub fn changes_text(changes: &[ChangeItem], words: Words) -> String {
    let mut table = Table::new([
        (words.say(Word::Change), Align::Left),
        (words.say(Word::Platform), Align::Left),
        (words.say(Word::Stream), Align::Left),
        (words.say(Word::Day), Align::Left),
        (words.say(Word::Title), Align::Left),
        (words.say(Word::Count), Align::Right),
        (words.say(Word::Amount), Align::Right),
    ]);
    for change in changes {
        let stream = change.stream.map(|s| words.slug(&slug(&s)));
        table.row([
            words.slug(&change.kind),
            words.slug(&slug(&change.platform)),
            stream.unwrap_or_default(),
            change.from.clone().unwrap_or_default(),
            change
                .title
                .clone()
                .unwrap_or_default()
                .chars()
                .take(48)
                .collect(),
            count(change.count, words),
            amount_or_dash(change.amount.as_ref(), words),
        ]);
    }
    table.text(words.say(Word::Nothing))
}

/// The exact bytes of an entry. To a terminal control characters are shown, not sent; into a pipe the text goes as it is.
pub fn source(context: &Context, entry: i64) -> Result<Answer, CliError> {
    let profile = context.open()?;
    let place = studio::earnings::entry(&profile, entry)?.source;
    let found = sources::source(
        &profile,
        place.document,
        place.start,
        place.len,
        sources::sheet_row(&place),
    )?;
    let document = json!({
        "document": place.document,
        "name": place.name,
        "kind": place.kind,
        "received_at": place.received_at,
        "size": place.size,
        "sha256": place.sha256,
        "hash_agrees": found.hash_agrees,
        "locator": { "start": place.start, "len": place.len, "line": place.line, "pointer": place.pointer },
        "text": found.text,
    });
    let mut answer = context.done(&document, |_| {
        if std::io::stdout().is_terminal() {
            let lines: Vec<String> = found.text.lines().map(plain).collect();
            format!("{}\n", lines.join("\n"))
        } else {
            format!("{}\n", found.text)
        }
    })?;
    if context.talks() && !context.is_json() {
        answer.stderr = format!("{} · sha256 {}", plain(&place.name), place.sha256);
    }
    Ok(answer)
}
