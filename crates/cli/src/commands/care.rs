//! The care of a profile: made, checked, copied, put back, examined.

use crate::arguments::Profile;
use crate::commands::passphrase;
use crate::context::Context;
use crate::error::{CliError, slug};
use crate::output::{Align, Answer, Exit, Table, count};
use crate::words::Word;
use serde_json::json;
use std::path::{Path, PathBuf};
use studio::settings;
use studio::shapes::BackupReport;

/// Runs shown by `doctor`.
const RUNS: u32 = 10;

/// Makes an empty profile, or settles its passphrase.
pub fn profile(context: &Context, profile: &Profile) -> Result<Answer, CliError> {
    match profile {
        Profile::Init => init(context),
        Profile::Passphrase { new_file, remove } => {
            passphrase::settle(context, new_file.as_deref(), *remove)
        }
    }
}

/// Makes an empty profile; one that is there stays as it is.
fn init(context: &Context) -> Result<Answer, CliError> {
    let folder = context.folder()?;
    let made = !studio::home::is_profile(&folder);
    let open = context.open_or_make()?;
    let answer = json!({ "folder": folder, "made": made, "sandbox": open.is_sandbox() });
    context.done(&answer, |words| {
        format!("{} {}\n", words.say(Word::ProfileReady), folder.display())
    })
}

/// Checks the whole cache.
pub fn verify(context: &Context) -> Result<Answer, CliError> {
    let profile = context.open()?;
    let report = settings::verify(&profile)?;
    let exit = if report.clean {
        Exit::Done
    } else {
        Exit::Failed
    };
    context.ended(exit, &report, |words| {
        let mut text = format!(
            "{} {} {}, {} {}",
            words.labelled(words.say(Word::Checked)),
            count(report.entries, words),
            words.say(Word::Entries),
            count(report.documents, words),
            words.say(Word::Documents),
        );
        if report.clean {
            text.push_str(&format!(" · {}\n", words.say(Word::Clean)));
        } else {
            text.push_str(&format!(" · {}:\n", words.say(Word::Problems)));
            for problem in &report.problems {
                text.push_str(&format!("  {problem}\n"));
            }
        }
        text
    })
}

/// Writes a copy, reopened and checked.
pub fn backup(context: &Context, to: Option<PathBuf>) -> Result<Answer, CliError> {
    let profile = context.open()?;
    let report = settings::backup(&profile, to.as_deref())?;
    copied(context, &report, Word::Backup)
}

/// Puts a copy in place of the profile.
pub fn restore(context: &Context, file: &Path) -> Result<Answer, CliError> {
    let report = settings::restore(&context.folder()?, file, context.clock()?.now())?;
    copied(context, &report, Word::Restored)
}

fn copied(context: &Context, report: &BackupReport, what: Word) -> Result<Answer, CliError> {
    context.done(report, |words| {
        format!(
            "{} {} ({} {})\n",
            words.labelled(words.say(what)),
            report.file,
            count(report.entries, words),
            words.say(Word::Entries)
        )
    })
}

/// What a person who helps wants to see first; no amounts, no names of brands.
pub fn doctor(context: &Context) -> Result<Answer, CliError> {
    let profile = context.open()?;
    let health = settings::health(&profile)?;
    let runs = studio::accounts::runs(&profile, RUNS)?;
    context.done(&json!({ "health": health, "runs": runs }), |words| {
        let mut text = format!(
            "creatorctl {} · {}\n{}\n{} · schema {}\n{} · {}\n{} {} ({} d)\n\n",
            health.version,
            health.system,
            health.folder,
            health.database,
            health.schema,
            if health.encrypted { "SQLCipher" } else { "!" },
            words.slug(&health.key_custody),
            words.say(Word::RuleDate),
            health.rules_of,
            health.rules_age_days,
        );
        let mut table = Table::new([("", Align::Left), ("", Align::Left), ("", Align::Left)]);
        for check in &health.checks {
            let remedy = check.remedy.as_deref().unwrap_or_default();
            table.row([
                check.kind.clone(),
                words.slug(&check.state),
                remedy.replace('_', " "),
            ]);
        }
        text.push_str(table.text("").trim_start());
        text.push('\n');
        let mut table = Table::new([
            (words.say(Word::Run), Align::Right),
            (words.say(Word::Kind), Align::Left),
            (words.say(Word::State), Align::Left),
            (words.say(Word::Started), Align::Left),
            (words.say(Word::New), Align::Right),
            (words.say(Word::Rejected), Align::Right),
        ]);
        for run in &runs {
            table.row([
                run.id.to_string(),
                slug(&run.kind),
                words.slug(&slug(&run.state)),
                run.started_at.clone(),
                count(run.counts.new, words),
                count(run.counts.rejected, words),
            ]);
        }
        text.push_str(&table.text(words.say(Word::Nothing)));
        text
    })
}
