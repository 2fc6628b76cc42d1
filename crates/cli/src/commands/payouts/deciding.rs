//! Bank lines and payouts: the queue, and decisions about it.

use crate::arguments::Match;
use crate::context::Context;
use crate::error::{CliError, slug};
use crate::output::{Align, Answer, Table, amount, amount_or_dash, count, tell};
use crate::words::{Word, Words};
use studio::payouts;
use studio::shapes::{Amount, MatchPart, MatchQueue, MatchRow};
use studio::{OpenProfile, StudioError};

/// Payouts between two lines of progress.
const TELL_EVERY: usize = 1_000;

/// `payouts match`.
pub(super) fn decide(context: &Context, wish: &Match) -> Result<Answer, CliError> {
    let profile = context.open()?;
    let mut queue = look(context, &profile)?;
    for decision in &wish.undo {
        queue = payouts::undo_decision(&profile, *decision)?;
    }
    for key in &wish.refuse {
        let parts = row(&queue, key)?.parts.clone();
        queue = payouts::refuse(&profile, &parts)?;
    }
    for landing in &wish.none {
        let part = MatchPart {
            payout: None,
            landing: *landing,
            amount: None,
        };
        queue = payouts::refuse(&profile, &[part])?;
    }
    for key in &wish.accept {
        let parts = row(&queue, key)?.parts.clone();
        queue = payouts::accept(&profile, &parts)?;
    }
    if !wish.link.is_empty() {
        let parts: Vec<MatchPart> = wish
            .link
            .iter()
            .map(|text| part(text, &queue))
            .collect::<Result<_, _>>()?;
        queue = payouts::accept(&profile, &parts)?;
    }
    if wish.accept_sure {
        while let Some(sure) = queue.rows.iter().find(|r| r.sure) {
            let parts = sure.parts.clone();
            queue = payouts::accept(&profile, &parts)?;
        }
    }
    context.done(&queue, |words| text(&queue, words))
}

fn look(context: &Context, profile: &OpenProfile) -> Result<MatchQueue, StudioError> {
    let talks = context.talks() && !context.is_json();
    payouts::queue(profile, |done, of| {
        if talks && done > 0 && done % TELL_EVERY == 0 {
            tell(&format!("{done} / {of}"));
        }
        true
    })
}

fn row<'q>(queue: &'q MatchQueue, key: &str) -> Result<&'q MatchRow, StudioError> {
    let found = queue.rows.iter().find(|r| r.key == key);
    found.ok_or_else(|| StudioError::bad("KEY", key))
}

/// `PAYOUT:LANDING[:AMOUNT]`, the amount in the bank line's unit.
fn part(text: &str, queue: &MatchQueue) -> Result<MatchPart, StudioError> {
    let bad = || StudioError::bad("PAYOUT:LANDING[:AMOUNT]", text);
    let mut fields = text.split(':');
    let mut number = || fields.next().and_then(|f| f.parse::<i64>().ok());
    let (payout, landing) = number().zip(number()).ok_or_else(bad)?;
    let line = queue.free_landings.iter().find(|l| l.id == landing);
    let given = fields.next().map(|typed| {
        let line = line.ok_or_else(bad)?;
        Ok::<_, StudioError>(Amount {
            amount: typed.to_owned(),
            unit: line.amount.unit.clone(),
        })
    });
    Ok(MatchPart {
        payout: Some(payout),
        landing,
        amount: given.transpose()?,
    })
}

fn text(queue: &MatchQueue, words: Words) -> String {
    let mut table = Table::new([
        (words.say(Word::Id), Align::Left),
        (words.say(Word::Kind), Align::Left),
        (words.say(Word::Platform), Align::Left),
        (words.say(Word::Earned), Align::Right),
        (words.say(Word::Paid), Align::Right),
        (words.say(Word::Landed), Align::Right),
        (words.say(Word::Day), Align::Left),
        (words.say(Word::Score), Align::Right),
        (words.say(Word::Source), Align::Left),
    ]);
    for row in &queue.rows {
        let (payout, landing) = (row.payouts.first(), row.landings.first());
        table.row([
            row.key.clone(),
            words.slug(&row.kind),
            payout
                .map(|p| words.slug(&slug(&p.platform)))
                .unwrap_or_default(),
            amount_or_dash(payout.and_then(|p| p.earned.as_ref()), words),
            amount_or_dash(payout.map(|p| &p.amount), words),
            amount_or_dash(landing.map(|l| &l.left), words),
            landing
                .map(|l| l.day.clone())
                .or(payout.map(|p| p.day.clone()))
                .unwrap_or_default(),
            row.score.map(|s| s.to_string()).unwrap_or_default(),
            landing.map(|l| l.text.clone()).unwrap_or_default(),
        ]);
    }
    let mut out = table.text(words.say(Word::Nothing));
    out.push_str(&format!(
        "\n{} {}\n",
        words.say(Word::Matched),
        count(queue.matched, words)
    ));
    if !queue.decided.is_empty() {
        out.push_str(&format!("\n{}\n", words.say(Word::Decisions)));
        let mut table = Table::new([
            (words.say(Word::Id), Align::Right),
            (words.say(Word::Day), Align::Left),
            (words.say(Word::State), Align::Left),
            (words.say(Word::Paid), Align::Right),
            (words.say(Word::Landed), Align::Right),
        ]);
        for decision in &queue.decided {
            let paid = decision.payouts.iter().map(|p| amount(&p.amount, words));
            let came = decision.landings.iter().map(|l| amount(&l.amount, words));
            table.row([
                decision.id.to_string(),
                decision.at.chars().take(10).collect(),
                if decision.accepted {
                    words.say(Word::Accepted).to_owned()
                } else {
                    words.slug("refused")
                },
                paid.collect::<Vec<_>>().join(" + "),
                came.collect::<Vec<_>>().join(" + "),
            ]);
        }
        out.push_str(&table.text(words.say(Word::Nothing)));
    }
    out
}
