//! The calendar of payouts to come, and accepted months.

use crate::context::Context;
use crate::error::{CliError, slug};
use crate::output::{Align, Answer, Table, amount, count};
use crate::words::{Word, Words};
use serde_json::json;
use studio::payouts;
use studio::shapes::{ExpectedPayout, PeriodRow};

/// `payouts calendar`.
pub(super) fn calendar(context: &Context) -> Result<Answer, CliError> {
    let rows = payouts::calendar(&*context.open()?)?;
    context.done(&json!({ "expected": rows }), |words| expected(&rows, words))
}

fn expected(rows: &[ExpectedPayout], words: Words) -> String {
    let mut table = Table::new([
        (words.say(Word::Platform), Align::Left),
        (words.say(Word::Account), Align::Left),
        (words.say(Word::Arrival), Align::Left),
        (words.say(Word::Band), Align::Left),
        (words.say(Word::Basis), Align::Left),
        (words.say(Word::Owed), Align::Right),
        (words.say(Word::Amount), Align::Right),
        (words.say(Word::Band), Align::Right),
        (words.say(Word::State), Align::Left),
    ]);
    let percent = |p: Option<i64>| p.map(|p| format!(" ({p} %)")).unwrap_or_default();
    for row in rows {
        let days = match (&row.earliest, &row.latest) {
            (Some(a), Some(b)) => format!("{a} – {b}{}", percent(row.day_percent)),
            _ => "–".to_owned(),
        };
        let state = match (row.late_days, &row.minimum) {
            (Some(days), _) => format!("{} {days} d", words.slug("late")),
            (None, Some(least)) => format!("< {}", amount(least, words)),
            _ => String::new(),
        };
        table.row([
            words.slug(&slug(&row.platform)),
            row.account.clone(),
            row.day.clone().unwrap_or_else(|| "–".to_owned()),
            days,
            words.slug(&row.basis),
            amount(&row.owed, words),
            amount(&row.amount, words),
            format!(
                "{} – {}{}",
                amount(&row.low, words),
                amount(&row.high, words),
                percent(row.amount_percent)
            ),
            state,
        ]);
    }
    table.text(words.say(Word::Nothing))
}

/// `payouts periods`.
pub(super) fn periods(context: &Context) -> Result<Answer, CliError> {
    told(context, payouts::periods(&*context.open()?)?)
}

/// `payouts lock`.
pub(super) fn lock(context: &Context, account: i64, month: &str) -> Result<Answer, CliError> {
    told(
        context,
        payouts::lock_period(&*context.open()?, account, month)?,
    )
}

/// `payouts reopen`.
pub(super) fn reopen(
    context: &Context,
    account: i64,
    month: &str,
    reason: &str,
) -> Result<Answer, CliError> {
    told(
        context,
        payouts::reopen_period(&*context.open()?, account, month, reason)?,
    )
}

fn told(context: &Context, rows: Vec<PeriodRow>) -> Result<Answer, CliError> {
    context.done(&json!({ "periods": rows }), |words| months(&rows, words))
}

fn months(rows: &[PeriodRow], words: Words) -> String {
    let mut table = Table::new([
        (words.say(Word::Month), Align::Left),
        (words.say(Word::Id), Align::Right),
        (words.say(Word::Platform), Align::Left),
        (words.say(Word::Account), Align::Left),
        (words.say(Word::Count), Align::Right),
        (words.say(Word::Matched), Align::Right),
        (words.say(Word::Accepted), Align::Left),
        (words.say(Word::Paid), Align::Right),
        (words.say(Word::Reason), Align::Left),
    ]);
    for row in rows {
        let paid: Vec<String> = row
            .accepted
            .iter()
            .map(|f| amount(&f.payouts, words))
            .collect();
        let changed = if row.changed { " *" } else { "" };
        table.row([
            row.month.chars().take(7).collect(),
            row.account_id.to_string(),
            words.slug(&slug(&row.platform)),
            row.account.clone(),
            count(row.payouts, words),
            count(row.matched, words),
            format!("{}{changed}", row.locked_at.as_deref().unwrap_or("–")),
            paid.join(", "),
            row.reason.clone().unwrap_or_default(),
        ]);
    }
    table.text(words.say(Word::Nothing))
}
