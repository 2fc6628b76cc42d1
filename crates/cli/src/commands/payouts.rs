//! What platforms sent and will send; one payout opened into what it pays.

use crate::context::Context;
use crate::error::{CliError, slug};
use crate::output::{Align, Answer, Table, amount, amount_or_dash, count, plain};
use crate::words::{Word, Words};
use serde::Serialize;
use serde_json::json;
use studio::OpenProfile;
use studio::payouts::{payout, payouts as page};
use studio::shapes::{Amount, PayoutDetail, PayoutRow};

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

/// The list, or one opened.
pub fn payouts(context: &Context, id: Option<i64>) -> Result<Answer, CliError> {
    let profile = context.open()?;
    match id {
        Some(id) => {
            let detail = payout(&profile, id)?;
            let opened = Opened {
                unexplained: detail.payout.unexplained.clone(),
                detail,
            };
            context.done(&opened, |words| opened_text(&opened, words))
        }
        None => {
            let lines = all(&profile)?;
            context.done(&json!({ "payouts": lines }), |words| list(&lines, words))
        }
    }
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
    text
}
