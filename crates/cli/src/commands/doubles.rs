//! Money told by two sources: the overlaps that wait, the decisions, and what was decided now.

use crate::arguments::{Doubles, DoublesAction};
use crate::context::Context;
use crate::error::{CliError, slug};
use crate::output::{Align, Answer, Table, amount, amount_or_dash, count, plain};
use crate::words::{Word, Words};
use serde_json::json;
use studio::doubles::{self, Keep};
use studio::shapes::{self, DoubleGroup, DoubleSide, DoubleSource, DoublesDone};

/// What was typed after `doubles`.
pub fn doubles(context: &Context, request: Doubles) -> Result<Answer, CliError> {
    let profile = context.open()?;
    match request.action {
        Some(DoublesAction::Merge { ids, keep }) => {
            let keep = Keep::read(keep.as_deref())?;
            done(
                context,
                "double_merged",
                &doubles::merge(&profile, &ids, keep)?,
            )
        }
        Some(DoublesAction::Keep { ids }) => {
            done(context, "double_kept", &doubles::keep(&profile, &ids)?)
        }
        Some(DoublesAction::Undo { decision }) => {
            doubles::undo(&profile, decision)?;
            context.done(&json!({ "undone": decision }), |words| {
                format!("{} {decision}\n", words.slug("double_undone"))
            })
        }
        None => {
            let listed = doubles::doubles(&profile)?;
            context.done(&listed, |words| text(&listed, words))
        }
    }
}

fn done(context: &Context, what: &str, done: &DoublesDone) -> Result<Answer, CliError> {
    context.done(done, |words| {
        format!(
            "{} {} ({} {})\n",
            words.labelled(&words.slug(what)),
            count(done.count, words),
            words.say(Word::Id),
            done.decision
        )
    })
}

fn text(listed: &shapes::Doubles, words: Words) -> String {
    let mut text = String::new();
    if let Some(day) = &listed.looked_from {
        text.push_str(&format!("{} {day}\n", words.slug("double_looked_from")));
    }
    for group in &listed.groups {
        text.push_str(&overlap(group, words));
    }
    if listed.groups.is_empty() {
        text.push_str(&format!("{}\n", words.say(Word::Nothing)));
    }
    if listed.decided.is_empty() {
        return text;
    }
    text.push_str(&format!("\n{}\n", words.say(Word::Decisions)));
    for decision in &listed.decided {
        let what = if decision.merged {
            "double_merged"
        } else {
            "double_kept"
        };
        text.push_str(&format!(
            "{} · {} · {} · {}\n",
            decision.id,
            decision.at,
            words.slug(what),
            count(decision.count, words)
        ));
        for pair in &decision.pairs {
            text.push_str(&format!(
                "  {} ↔ {}\n",
                side(&pair.aside, words),
                side(&pair.kept, words)
            ));
        }
    }
    text
}

/// One overlap: what it is, then its pairs.
fn overlap(group: &DoubleGroup, words: Words) -> String {
    let twice: Vec<String> = group.twice.iter().map(|a| amount(a, words)).collect();
    let mut text = format!(
        "{} · {} · {} ↔ {}\n  {} ({} {}) · {} – {}{}\n  {} {}\n",
        group.id,
        words.slug(&format!("double_{}", group.kin)),
        source(&group.one, words),
        source(&group.other, words),
        count(group.count, words),
        count(group.sure, words),
        words.slug("double_sure"),
        group.from,
        group.to,
        if twice.is_empty() {
            String::new()
        } else {
            format!(" · {} {}", words.slug("double_twice"), twice.join(", "))
        },
        words.labelled(&words.slug("double_aside")),
        source(
            if group.aside == "one" {
                &group.one
            } else {
                &group.other
            },
            words
        ),
    );
    let [one, other, why] =
        ["double_one", "double_other", "double_reasons"].map(|column| words.slug(column));
    let mut table = Table::new([
        (words.say(Word::Id), Align::Left),
        (words.say(Word::Day), Align::Left),
        (words.say(Word::Amount), Align::Right),
        (one.as_str(), Align::Left),
        (other.as_str(), Align::Left),
        (words.say(Word::Score), Align::Right),
        (why.as_str(), Align::Left),
    ]);
    for pair in &group.pairs {
        let reasons: Vec<String> = pair
            .reasons
            .iter()
            .map(|r| words.slug(&format!("double_{}", r.reason)))
            .collect();
        table.row([
            pair.id.clone(),
            pair.one.day.clone().unwrap_or_default(),
            amount_or_dash(pair.one.amount.as_ref(), words),
            title(&pair.one),
            title(&pair.other),
            pair.score.to_string(),
            reasons.join(", "),
        ]);
    }
    text.push_str(&table.text(words.say(Word::Nothing)));
    text
}

fn source(source: &DoubleSource, words: Words) -> String {
    format!(
        "{} {} ({})",
        words.slug(&slug(&source.platform)),
        plain(&source.handle),
        plain(&source.document)
    )
}

fn title(side: &DoubleSide) -> String {
    match &side.payer {
        Some(payer) => format!("{} · {}", plain(payer), plain(&side.text)),
        None => plain(&side.text),
    }
}

fn side(side: &DoubleSide, words: Words) -> String {
    let gone = words.slug("double_gone");
    let day = side.day.as_deref().unwrap_or(&gone);
    format!(
        "{} {} {day} {} {}",
        words.slug(&slug(&side.platform)),
        plain(&side.handle),
        amount_or_dash(side.amount.as_ref(), words),
        title(side)
    )
}
