//! The equation of a span of days.

use crate::context::Context;
use crate::error::{CliError, slug};
use crate::output::{Align, Answer, Table, amount};
use crate::words::{Word, Words};
use serde_json::json;
use studio::payouts;
use studio::shapes::BalanceRow;

/// `payouts --balance`.
pub(super) fn balance(
    context: &Context,
    from: Option<&str>,
    to: Option<&str>,
) -> Result<Answer, CliError> {
    let rows = payouts::balance(&*context.open()?, from, to)?;
    context.done(&json!({ "balance": rows }), |words| text(&rows, words))
}

fn text(rows: &[BalanceRow], words: Words) -> String {
    let right = [
        Word::OwedBefore,
        Word::Earned,
        Word::ChangedCurrency,
        Word::Paid,
        Word::SaidPaid,
        Word::Reversed,
        Word::Owed,
        Word::Gap,
    ];
    let left = [
        (words.say(Word::Platform), Align::Left),
        (words.say(Word::Account), Align::Left),
    ];
    let right = right.map(|word| (words.say(word), Align::Right));
    let mut table = Table::new(left.into_iter().chain(right));
    for row in rows {
        table.row([
            words.slug(&slug(&row.platform)),
            row.account.clone(),
            amount(&row.owed_before, words),
            amount(&row.earned, words),
            amount(&row.changed, words),
            amount(&row.payouts, words),
            amount(&row.said_paid, words),
            amount(&row.reversed, words),
            amount(&row.owed, words),
            amount(&row.gap, words),
        ]);
    }
    table.text(words.say(Word::Nothing))
}
