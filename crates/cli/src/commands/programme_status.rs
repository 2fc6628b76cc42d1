//! Standing, countries, money and notices of programmes.

use crate::arguments::{ProgrammeStatus, ProgrammesAction, StatusAction, Switch};
use crate::commands::{forecast, rules};
use crate::context::Context;
use crate::error::CliError;
use crate::output::{Align, Answer, Table, amount_or_dash, plain};
use crate::words::{Word, Words};
use studio::programmes::{compare, economics, notices, status};
use studio::shapes::{
    Asked, BoardQuery, CompareRow, ProgrammeEconomics, ProgrammeNotices, ProgrammeStatusView,
    RegionCompare, StatusDraft,
};

/// What was asked beside the board.
pub fn answer(context: &Context, action: ProgrammesAction) -> Result<Answer, CliError> {
    match action {
        ProgrammesAction::Override(asked) => rules::own(context, asked),
        ProgrammesAction::Pack(asked) => rules::packs(context, asked),
        ProgrammesAction::Status(asked) => standing(context, asked),
        ProgrammesAction::Forecast(asked) => forecast::forecasts(context, asked),
        ProgrammesAction::Backtest => forecast::tried(context),
        ProgrammesAction::Compare { from, to, on, all } => {
            let query = BoardQuery {
                on,
                ..BoardQuery::default()
            };
            let found = compare::view(&*context.open()?, &from, &to, &query)?;
            context.done(&found, |words| compared(&found, all, words))
        }
        ProgrammesAction::Economics { id, on } => {
            let query = BoardQuery {
                on,
                ..BoardQuery::default()
            };
            let found = economics::view(&*context.open()?, &id, &query)?;
            context.done(&found, |words| money(&found, words))
        }
        ProgrammesAction::Notices {
            switch,
            programme,
            aside,
        } => {
            let profile = context.open()?;
            let found = match switch {
                Some(switch) => {
                    notices::switch(&profile, programme.as_deref(), Some(switch == Switch::On))?
                }
                None if aside => notices::put_aside(&profile, &[], true)?,
                None => notices::look(&profile)?,
            };
            context.done(&found, |words| noticed(&found, words))
        }
    }
}

fn standing(context: &Context, asked: ProgrammeStatus) -> Result<Answer, CliError> {
    let profile = context.open()?;
    let view = match asked.action {
        Some(StatusAction::Add {
            id,
            standing,
            from,
            note,
        }) => status::add(
            &profile,
            &id,
            &StatusDraft {
                standing,
                from,
                note,
            },
        )?,
        Some(StatusAction::Retire { status }) => status::retire(&profile, status)?,
        Some(StatusAction::Restore { status }) => status::restore(&profile, status)?,
        None => {
            let query = BoardQuery {
                on: asked.on,
                ..BoardQuery::default()
            };
            status::view(&profile, &asked.id.unwrap_or_default(), &query)?
        }
    };
    context.done(&view, |words| history(&view, words))
}

fn history(view: &ProgrammeStatusView, words: Words) -> String {
    let mut table = Table::new([
        ("id", Align::Right),
        (words.slug("day").as_str(), Align::Left),
        (words.say(Word::Status), Align::Left),
        (words.slug("note").as_str(), Align::Left),
        (words.say(Word::Source), Align::Left),
    ]);
    for line in &view.history {
        let origin = match &line.retired_at {
            Some(_) => words.slug("taken_back"),
            None => words.slug(&line.origin),
        };
        table.row([
            line.id.map(|id| id.to_string()).unwrap_or_default(),
            line.from.clone(),
            words.slug(&line.standing),
            plain(&line.note),
            origin,
        ]);
    }
    let mut text = table.text(words.say(Word::Nothing));
    for wait in &view.countdowns {
        if wait.days_left == 0 {
            text.push_str(&format!(
                "{} {} {}, {}\n",
                words.labelled(&words.slug(&wait.kind)),
                words.slug("over_since"),
                wait.until,
                wait.rule
            ));
            continue;
        }
        text.push_str(&format!(
            "{} {} ({} / {} {}), {}\n",
            words.labelled(&words.slug(&wait.kind)),
            wait.until,
            wait.days_left,
            wait.days,
            words.slug("days"),
            wait.rule
        ));
    }
    if let Some(page) = &view.page {
        text.push_str(&format!("{}  {}\n", plain(&page.title), page.url));
    }
    text
}

fn asked(asked: Option<&Asked>) -> String {
    asked.map_or_else(
        || "–".to_owned(),
        |a| format!("{} {}", a.op, a.threshold.as_deref().unwrap_or("?")),
    )
}

fn compared(found: &RegionCompare, all: bool, words: Words) -> String {
    let mut table = Table::new([
        (words.say(Word::Change), Align::Left),
        (words.say(Word::Platform), Align::Left),
        (words.say(Word::Programme), Align::Left),
        (found.from.as_str(), Align::Left),
        (found.to.as_str(), Align::Left),
        (words.slug("differs").as_str(), Align::Left),
    ]);
    let state = |state: &str, row: &CompareRow, there: bool| {
        let check = if there && row.check_region { " ?" } else { "" };
        format!("{}{check}", words.slug(state))
    };
    for row in found.rows.iter().filter(|row| all || row.kind != "same") {
        let differs: Vec<String> = row
            .differences
            .iter()
            .map(|d| {
                format!(
                    "{} {} → {}",
                    d.metric,
                    asked(d.before.as_ref()),
                    asked(d.after.as_ref())
                )
            })
            .collect();
        table.row([
            words.slug(&row.kind),
            row.platform_name.clone(),
            row.programme.clone(),
            state(&row.state_before, row, false),
            state(&row.state_after, row, true),
            differs.join("; "),
        ]);
    }
    let mut text = table.text(words.say(Word::Nothing));
    for (kind, count) in [
        ("opens", found.opens),
        ("closes", found.closes),
        ("changes", found.changes),
        ("unknown", found.unknown),
        ("same", found.same),
    ] {
        text.push_str(&format!("{} {count}  ", words.labelled(&words.slug(kind))));
    }
    text.push('\n');
    text
}

fn money(found: &ProgrammeEconomics, words: Words) -> String {
    let mut table = Table::new([
        (words.say(Word::Stream), Align::Left),
        (words.say(Word::Account), Align::Left),
        (words.slug("month").as_str(), Align::Left),
        (words.slug("base").as_str(), Align::Right),
        (words.slug("should").as_str(), Align::Right),
        (words.slug("was_paid").as_str(), Align::Right),
        (words.slug("difference").as_str(), Align::Right),
        (words.say(Word::Reason), Align::Left),
    ]);
    for stream in &found.streams {
        for line in &stream.lines {
            let about = if line.approximate { "≈ " } else { "" };
            table.row([
                words.slug(&crate::error::slug(&stream.stream)),
                stream.handle.clone(),
                format!("{} … {}", line.from, line.to),
                amount_or_dash(line.base.as_ref(), words),
                format!("{about}{}", amount_or_dash(line.should.as_ref(), words)),
                amount_or_dash(line.paid.as_ref(), words),
                amount_or_dash(line.difference.as_ref(), words),
                line.unknown
                    .as_deref()
                    .map(|why| words.slug(why))
                    .unwrap_or_default(),
            ]);
        }
    }
    table.text(words.say(Word::Nothing))
}

fn noticed(found: &ProgrammeNotices, words: Words) -> String {
    let mut text = format!(
        "{} {}\n",
        words.labelled(&words.slug("notices")),
        words.slug(if found.on { "yes" } else { "no" })
    );
    for own in &found.own {
        let on = words.slug(if own.on { "yes" } else { "no" });
        text.push_str(&format!("  {}: {on}\n", own.programme));
    }
    for notice in &found.notices {
        let causes: Vec<String> = notice
            .causes
            .iter()
            .map(|cause| {
                format!(
                    "{} {} → {}",
                    cause.metric.as_deref().unwrap_or(&cause.kind),
                    cause.from.as_deref().unwrap_or("?"),
                    cause.to.as_deref().unwrap_or("?")
                )
            })
            .collect();
        text.push_str(&format!(
            "{}  {}: {} → {}  {}\n",
            notice.day_after,
            notice.programme,
            words.slug(&notice.before),
            words.slug(&notice.after),
            causes.join("; ")
        ));
    }
    text
}
