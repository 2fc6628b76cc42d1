//! The creator's own past fees.

use crate::arguments::Fees;
use crate::context::Context;
use crate::error::{CliError, slug};
use crate::output::{Align, Answer, Table, amount, amount_or_dash};
use crate::words::{Word, Words};
use studio::shapes::FeeHistory;
use studio::worth;

/// Lists them, with what they suggest.
pub fn fees(context: &Context, query: &Fees) -> Result<Answer, CliError> {
    let profile = context.open()?;
    let found = worth::fees(&profile, query.brand.as_deref(), query.offer)?;
    context.done(&found, |words| text(&found, words))
}

fn text(found: &FeeHistory, words: Words) -> String {
    let mut table = Table::new([
        (words.say(Word::Day), Align::Left),
        (words.say(Word::Brand), Align::Left),
        (words.say(Word::Fees), Align::Right),
        (words.say(Word::Kind), Align::Left),
        (words.say(Word::Each), Align::Right),
    ]);
    for fee in &found.fees {
        let format = fee.format.map(|format| words.slug(&slug(&format)));
        table.row([
            fee.day.clone(),
            fee.brand.clone(),
            amount(&fee.fee, words),
            format.unwrap_or_else(|| "–".to_owned()),
            amount_or_dash(fee.each.as_ref(), words),
        ]);
    }
    let mut out = table.text(words.say(Word::Nothing));
    for s in &found.suggestions {
        let brand = s.brand.as_ref();
        out.push_str(&format!(
            "{}{}: {} ({} … {}, {})\n",
            words.slug(&slug(&s.format)),
            brand.map(|brand| format!(" · {brand}")).unwrap_or_default(),
            amount(&s.median, words),
            amount(&s.low, words),
            amount(&s.high, words),
            s.deals
        ));
    }
    if let Some(gap) = &found.gap {
        out.push_str(&format!(
            "{}: {} · {}: {}\n",
            words.say(Word::Suggested),
            amount_or_dash(gap.suggested.as_ref(), words),
            words.say(Word::Gap),
            amount_or_dash(gap.gap.as_ref(), words)
        ));
    }
    out
}
