//! What changed, what was flagged, how far figures drifted, and any past day as it was known then.

use super::earnings::changes_text;
use crate::arguments::{Changes, ChangesAction, DriftSpan};
use crate::context::Context;
use crate::error::{CliError, slug};
use crate::output::{Align, Answer, Table, amount, amount_or_dash, count};
use crate::words::{Word, Words};
use serde_json::json;
use studio::shapes::{ChangesQuery, DriftTable, KnownPayouts};
use studio::{StudioError, ledger, today};

/// Lines listed at most with a filter.
const LISTED: u32 = 500;

/// What changed since a run or an instant, or what nobody acknowledged yet; acknowledged, flagged, unflagged.
pub fn changes(context: &Context, query: Changes) -> Result<Answer, CliError> {
    let profile = context.open()?;
    match query.action {
        Some(ChangesAction::Acknowledge { ids, all }) => {
            if ids.is_empty() && !all {
                return Err(StudioError::bad("ID", "").into());
            }
            let ids = today::acknowledge(&profile, &ids)?;
            done(context, "acknowledged", &ids)
        }
        Some(ChangesAction::Unacknowledge { ids }) => {
            let ids = today::unacknowledge(&profile, &ids)?;
            done(context, "unacknowledged", &ids)
        }
        Some(ChangesAction::Flag { id, note }) => {
            today::flag(&profile, id, Some(&note.unwrap_or_default()))?;
            done(context, "flagged", &[id])
        }
        Some(ChangesAction::Lift { id }) => {
            today::flag(&profile, id, None)?;
            done(context, "lifted", &[id])
        }
        None => {
            let narrowed =
                query.kind.is_some() || query.account.is_some() || query.flagged || query.all;
            let changes = if narrowed {
                let asked = ChangesQuery {
                    all: query.all.then_some(true),
                    flagged: query.flagged.then_some(true),
                    kind: query.kind,
                    account: query.account,
                    since: query.since,
                };
                today::changes_page(&profile, &asked, None, LISTED)?.items
            } else {
                today::changes(&profile, query.since.as_deref())?
            };
            context.done(&json!({ "changes": changes }), |words| {
                changes_text(&changes, words)
            })
        }
    }
}

fn done(context: &Context, what: &str, ids: &[i64]) -> Result<Answer, CliError> {
    context.done(&json!({ what: ids }), |words| {
        let number = i64::try_from(ids.len()).unwrap_or(i64::MAX);
        format!("{} {}\n", count(number, words), words.slug(what))
    })
}

/// How far figures moved after they were first seen, by month and source.
pub fn drift(context: &Context, span: &DriftSpan) -> Result<Answer, CliError> {
    let profile = context.open()?;
    let table = ledger::drift(&profile, span.from.as_deref(), span.to.as_deref())?;
    context.done(&table, |words| drift_text(&table, words))
}

fn drift_text(drift: &DriftTable, words: Words) -> String {
    let mut table = Table::new([
        (words.slug("month").as_str(), Align::Left),
        (words.say(Word::Platform), Align::Left),
        (words.say(Word::Stream), Align::Left),
        (words.slug("first_known").as_str(), Align::Right),
        (words.slug("now").as_str(), Align::Right),
        (words.say(Word::Change), Align::Right),
        (words.say(Word::Count), Align::Right),
        (words.slug("moved").as_str(), Align::Right),
    ]);
    for row in &drift.rows {
        table.row([
            row.month.clone(),
            words.slug(&slug(&row.platform)),
            words.slug(&slug(&row.stream)),
            amount(&row.first, words),
            amount(&row.now, words),
            amount(&row.drift, words),
            count(row.entries, words),
            count(row.moved, words),
        ]);
    }
    table.text(words.say(Word::Nothing))
}

/// Payouts as they were known at the end of a day.
pub fn known_payouts(context: &Context, day: &str) -> Result<Answer, CliError> {
    let profile = context.open()?;
    let known = ledger::known_payouts(&profile, day)?;
    context.done(&known, |words| known_text(&known, words))
}

fn known_text(known: &KnownPayouts, words: Words) -> String {
    let mut table = Table::new([
        (words.say(Word::Id), Align::Right),
        (words.say(Word::Platform), Align::Left),
        (words.say(Word::State), Align::Left),
        (words.say(Word::Arrival), Align::Left),
        (words.say(Word::Amount), Align::Right),
        (words.say(Word::Count), Align::Right),
        (words.say(Word::Unexplained), Align::Right),
    ]);
    for payout in &known.payouts {
        table.row([
            payout.id.to_string(),
            words.slug(&slug(&payout.platform)),
            words.slug(&slug(&payout.state)),
            payout.arrival.clone().unwrap_or_else(|| "–".to_owned()),
            amount(&payout.amount, words),
            count(payout.entries, words),
            amount_or_dash(payout.unexplained.as_ref(), words),
        ]);
    }
    table.text(words.say(Word::Nothing))
}
