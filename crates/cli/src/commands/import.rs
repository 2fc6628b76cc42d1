//! Files into the profile, the list of imports, and taking one back.

use crate::arguments::{Import, ImportAction};
use crate::commands::sync::{told, trouble};
use crate::context::Context;
use crate::error::{CliError, slug};
use crate::output::{Align, Answer, Exit, Table, count};
use crate::words::{Word, Words};
use serde_json::json;
use std::collections::BTreeMap;
use studio::StudioError;
use studio::importing::{self, ImportRequest};
use studio::shapes::{
    ErrorCode, ErrorShape, ImportReport, RunKindName, RunRow, RunStateName, UndoReport,
};

/// Reads, lists or takes back.
pub fn import(context: &Context, request: Import) -> Result<Answer, CliError> {
    match request.action {
        None => read(context, request),
        Some(ImportAction::List) => list(context),
        Some(ImportAction::Presets) => presets(context),
        Some(ImportAction::Undo { run }) => undo(context, run),
    }
}

fn read(context: &Context, request: Import) -> Result<Answer, CliError> {
    let profile = context.open_or_make()?;
    let work = context.work()?;
    let dry = request.dry_run;
    let request = ImportRequest {
        paths: request.paths,
        format: request.format,
        account: request.account,
        dry_run: dry,
        live_unit: request.live_unit,
        answers: answers(&request.answers)?,
    };
    let report = importing::import(&profile, &work, &request)?;
    context.ended(ending(&report), &report, |words| {
        let mut text = table(&report, words);
        if dry {
            text.push_str(&format!("{}\n", words.say(Word::NothingWritten)));
        }
        text
    })
}

/// Answers as question and value.
fn answers(given: &[String]) -> Result<BTreeMap<String, String>, CliError> {
    given
        .iter()
        .map(|text| {
            let pair = text.split_once('=');
            let (question, value) = pair.ok_or_else(|| StudioError::bad("answer", text))?;
            Ok((question.trim().to_owned(), value.trim().to_owned()))
        })
        .collect()
}

/// All read, some refused, or nothing read. A file that waits for an answer is not lost, so the run is done in part.
pub fn ending(report: &ImportReport) -> Exit {
    let waits = |e: &ErrorShape| e.code == ErrorCode::NeedsAnswer;
    if report
        .files
        .iter()
        .any(|f| f.error.as_ref().is_some_and(waits))
    {
        return Exit::Partial;
    }
    match report.state {
        RunStateName::Done => Exit::Done,
        RunStateName::Failed => Exit::Failed,
        _ => Exit::Partial,
    }
}

/// A line for each file, then remarks, refused rows and files with their reasons.
pub fn table(report: &ImportReport, words: Words) -> String {
    let mut table = Table::new([
        (words.say(Word::File), Align::Left),
        (words.say(Word::Format), Align::Left),
        (words.say(Word::Account), Align::Left),
        (words.say(Word::New), Align::Right),
        (words.say(Word::Revised), Align::Right),
        (words.say(Word::Same), Align::Right),
        (words.say(Word::Rejected), Align::Right),
    ]);
    let dash = || "–".to_owned();
    for file in &report.files {
        table.row([
            file.path.clone(),
            file.format.clone().unwrap_or_else(dash),
            file.account.clone().unwrap_or_else(dash),
            count(file.new, words),
            count(file.revised, words),
            count(file.same, words),
            count(file.rejected_count, words),
        ]);
    }
    let mut text = table.text(words.say(Word::Nothing));
    for file in &report.files {
        let remarks = file.notes.iter().map(|note| words.note(note));
        text.push_str(&told(&file.path, remarks, words));
        if !file.rejected.is_empty() {
            let mut rows = Table::new([
                ("", Align::Left),
                (words.say(Word::Reason), Align::Left),
                ("", Align::Left),
                ("", Align::Left),
            ]);
            for row in &file.rejected {
                let line = row.line.map(|line| line.to_string());
                rows.row([
                    line.or_else(|| row.pointer.clone()).unwrap_or_else(dash),
                    row.reason.replace('_', " "),
                    row.detail.clone(),
                    row.raw.chars().take(80).collect(),
                ]);
            }
            text.push_str(&format!("\n{}\n{}", file.path, rows.text("")));
        }
        if let Some(error) = &file.error {
            text.push_str(&trouble(error, words));
        }
    }
    if let Some(run) = report.run {
        text.push_str(&format!("{} {run}\n", words.say(Word::Run)));
    }
    text
}

fn list(context: &Context) -> Result<Answer, CliError> {
    let profile = context.open()?;
    let runs: Vec<RunRow> = studio::accounts::runs(&profile, 10_000)?
        .into_iter()
        .filter(|run| run.kind == RunKindName::Import)
        .collect();
    context.done(&json!({ "imports": runs }), |words| {
        let mut table = Table::new([
            (words.say(Word::Run), Align::Right),
            (words.say(Word::Started), Align::Left),
            (words.say(Word::State), Align::Left),
            (words.say(Word::New), Align::Right),
            (words.say(Word::Rejected), Align::Right),
            (words.say(Word::File), Align::Left),
        ]);
        for run in &runs {
            let more = run.files.len().saturating_sub(1);
            let first = run.files.first().cloned().unwrap_or_default();
            table.row([
                run.id.to_string(),
                run.started_at.clone(),
                words.slug(&slug(&run.state)),
                count(run.counts.new, words),
                count(run.counts.rejected, words),
                if more == 0 {
                    first
                } else {
                    format!("{first} + {more}")
                },
            ]);
        }
        table.text(words.say(Word::Nothing))
    })
}

fn presets(context: &Context) -> Result<Answer, CliError> {
    let profile = context.open()?;
    let rows = studio::wizard::presets::list(&profile)?;
    context.done(&json!({ "presets": rows }), |words| {
        let mut table = Table::new([
            (words.say(Word::Format), Align::Left),
            ("", Align::Left),
            (words.say(Word::Platform), Align::Left),
            ("", Align::Left),
        ]);
        for row in &rows {
            let sure = match (row.own, row.confirmed) {
                (true, _) => words.say(Word::OwnPreset),
                (false, true) => "",
                (false, false) => words.say(Word::Unconfirmed),
            };
            table.row([
                row.slug.clone(),
                row.name.clone(),
                words.slug(&slug(&row.platform)),
                sure.to_owned(),
            ]);
        }
        table.text(words.say(Word::Nothing))
    })
}

fn undo(context: &Context, run: i64) -> Result<Answer, CliError> {
    let profile = context.open()?;
    let report = importing::undo(&profile, run)?;
    context.done(&report, |words| undone(&report, words))
}

fn undone(report: &UndoReport, words: Words) -> String {
    let mut text = format!(
        "{} {}: {} {} {}",
        words.say(Word::Undone),
        report.run,
        count(report.entries, words),
        words.say(Word::Entries),
        words.say(Word::Removed),
    );
    if report.landings > 0 {
        text.push_str(&format!(
            ", {} {}",
            count(report.landings, words),
            words.say(Word::BankLines)
        ));
    }
    if report.kept > 0 {
        text.push_str(&format!(
            ", {} {}",
            count(report.kept, words),
            words.say(Word::Kept)
        ));
    }
    text.push('\n');
    text
}
