//! What platforms sent and will send; one payout opened into what it pays; bank lines, the calendar, accepted months.

mod balance;
mod deciding;
mod months;

use crate::arguments::{PayoutAction, Payouts};
use crate::context::Context;
use crate::error::{CliError, slug};
use crate::output::{Align, Answer, Table, amount, amount_or_dash, count, plain};
use crate::words::{Word, Words};
use serde::Serialize;
use serde_json::json;
use studio::OpenProfile;
use studio::payouts::{payout, payout_rows, payouts as page};
use studio::shapes::{Amount, EntryRow, PayoutDetail, PayoutRow};

/// Entries of a page.
const ROWS: u32 = 500;

/// A row with the group it stands in.
#[derive(Serialize)]
struct Line {
    group: String,
    #[serde(flatten)]
    row: PayoutRow,
}

/// One opened, with what no entry accounts for beside it.
#[derive(Serialize)]
struct Opened {
    unexplained: Option<Amount>,
    #[serde(flatten)]
    detail: PayoutDetail,
}

/// What was typed after `payouts`.
pub fn payouts(context: &Context, request: Payouts) -> Result<Answer, CliError> {
    if let Some(day) = &request.as_known_on {
        return super::ledger::known_payouts(context, day);
    }
    match request.action {
        Some(PayoutAction::Match(wish)) => return deciding::decide(context, &wish),
        Some(PayoutAction::Calendar) => return months::calendar(context),
        Some(PayoutAction::Periods) => return months::periods(context),
        Some(PayoutAction::Lock { account, month }) => {
            return months::lock(context, account, &month);
        }
        Some(PayoutAction::Reopen {
            account,
            month,
            reason,
        }) => return months::reopen(context, account, &month, &reason),
        None => {}
    }
    if request.balance {
        return balance::balance(context, request.from.as_deref(), request.to.as_deref());
    }
    let profile = context.open()?;
    match (request.id, request.rows) {
        (Some(id), Some(rows)) => {
            let entries = entries(&profile, id, &rows)?;
            context.done(&json!({ "entries": entries }), |words| {
                rows_text(&entries, words)
            })
        }
        (Some(id), None) => {
            let detail = payout(&profile, id)?;
            let opened = Opened {
                unexplained: detail.payout.unexplained.clone(),
                detail,
            };
            context.done(&opened, |words| opened_text(&opened, words))
        }
        _ => {
            let lines = all(&profile)?;
            context.done(&json!({ "payouts": lines }), |words| list(&lines, words))
        }
    }
}

/// Every entry behind a line.
fn entries(profile: &OpenProfile, id: i64, rows: &str) -> Result<Vec<EntryRow>, CliError> {
    let mut entries = Vec::new();
    let mut after: Option<String> = None;
    loop {
        let found = payout_rows(profile, id, rows, None, after.as_deref(), ROWS)?;
        entries.extend(found.entries);
        match found.next {
            Some(next) => after = Some(next),
            None => return Ok(entries),
        }
    }
}

fn rows_text(entries: &[EntryRow], words: Words) -> String {
    let mut table = Table::new([
        (words.say(Word::Id), Align::Right),
        (words.say(Word::Day), Align::Left),
        (words.say(Word::Stream), Align::Left),
        (words.say(Word::Title), Align::Left),
        (words.say(Word::Gross), Align::Right),
        (words.say(Word::Fee), Align::Right),
        (words.say(Word::Net), Align::Right),
    ]);
    for entry in entries {
        table.row([
            entry.id.to_string(),
            entry.day.clone(),
            words.slug(&slug(&entry.stream)),
            entry.title.clone(),
            amount_or_dash(entry.figures.gross.as_ref(), words),
            amount_or_dash(entry.figures.fee.as_ref(), words),
            amount(&entry.figures.net, words),
        ]);
    }
    table.text(words.say(Word::Nothing))
}

/// Every page of the list.
fn all(profile: &OpenProfile) -> Result<Vec<Line>, CliError> {
    let mut lines = Vec::new();
    let mut after: Option<String> = None;
    loop {
        let found = page(profile, after.as_deref())?;
        for group in found.groups {
            let kind = group.kind;
            lines.extend(group.payouts.into_iter().map(|row| Line {
                group: kind.clone(),
                row,
            }));
        }
        match found.next {
            Some(next) => after = Some(next),
            None => return Ok(lines),
        }
    }
}

fn list(lines: &[Line], words: Words) -> String {
    let mut table = Table::new([
        (words.say(Word::Id), Align::Right),
        (words.say(Word::State), Align::Left),
        (words.say(Word::Platform), Align::Left),
        (words.say(Word::Account), Align::Left),
        (words.say(Word::Arrival), Align::Left),
        (words.say(Word::Amount), Align::Right),
        (words.say(Word::Entries), Align::Right),
        (words.say(Word::Unexplained), Align::Right),
    ]);
    for Line { group, row } in lines {
        table.row([
            row.id.map_or_else(|| "–".to_owned(), |id| id.to_string()),
            words.slug(group),
            words.slug(&slug(&row.platform)),
            row.account.clone(),
            row.arrival.clone().unwrap_or_else(|| "–".to_owned()),
            amount(&row.amount, words),
            count(row.entries, words),
            amount_or_dash(row.unexplained.as_ref(), words),
        ]);
    }
    table.text(words.say(Word::Nothing))
}

fn opened_text(opened: &Opened, words: Words) -> String {
    let row = &opened.detail.payout;
    let mut text = format!(
        "{} {} · {} · {}\n",
        words.slug(&slug(&row.platform)),
        plain(&row.account),
        amount(&row.amount, words),
        row.arrival.as_deref().unwrap_or("–"),
    );
    let mut table = Table::new([
        ("", Align::Left),
        (words.say(Word::Count), Align::Right),
        (words.say(Word::Amount), Align::Right),
    ]);
    for line in &opened.detail.lines {
        let name = match line.stream {
            Some(stream) => format!("  {}", words.slug(&slug(&stream))),
            None => words.slug(&line.kind),
        };
        table.row([
            name,
            line.count.map(|n| count(n, words)).unwrap_or_default(),
            amount_or_dash(line.amount.as_ref(), words),
        ]);
    }
    text.push_str(&table.text(words.say(Word::Nothing)));
    if let (Some(basis), Some(score)) = (&row.basis, row.score) {
        let days = match (&opened.detail.from, &opened.detail.to) {
            (Some(from), Some(to)) => format!(" · {from} – {to}"),
            _ => String::new(),
        };
        text.push_str(&format!("{} · {score}/1000{days}\n", words.slug(basis)));
    }
    for part in &opened.detail.landings {
        text.push_str(&format!(
            "{} {} · {} · {}\n",
            words.say(Word::Landed),
            part.day,
            amount(&part.amount, words),
            plain(&part.text),
        ));
    }
    text
}
