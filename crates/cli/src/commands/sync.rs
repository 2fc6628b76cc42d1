//! One sync, and what its report says.

use crate::arguments::Sync;
use crate::context::Context;
use crate::error::{CliError, slug};
use crate::output::{Align, Answer, Exit, Table, count, plain};
use crate::words::{Word, Words};
use studio::demo;
use studio::shapes::{ErrorShape, RunStateName, SyncReport};
use studio::syncing::{self, SyncRequest};

/// Reads the accounts asked for. The sample creator's emulator runs as long as the sync does.
pub async fn sync(context: &Context, request: Sync) -> Result<Answer, CliError> {
    let profile = context.open()?;
    let work = context.work()?;
    let request = SyncRequest {
        accounts: request.accounts,
        full: request.full,
        at_once: 0,
    };
    let report = match demo::world(&profile)? {
        Some(world) => demo::sync_again(&profile, &work, world, &request).await?,
        None => syncing::sync(&profile, &work, &request).await?,
    };
    context.ended(ending(&report), &report, |words| table(&report, words))
}

/// Done, done in part, or failed; a sign-in that is needed is said first, since only a person can give it.
pub fn ending(report: &SyncReport) -> Exit {
    let states = || report.accounts.iter().map(|account| account.state);
    if states().any(|state| state == RunStateName::SignIn) {
        return Exit::SignIn;
    }
    if states().all(|state| state == RunStateName::Done) {
        return Exit::Done;
    }
    let written = report
        .accounts
        .iter()
        .any(|a| a.new + a.revised + a.vanished + a.same > 0);
    let some_done = states().any(|s| matches!(s, RunStateName::Done | RunStateName::Partial));
    if written || some_done {
        Exit::Partial
    } else {
        Exit::Failed
    }
}

/// A line for each account, then what went wrong.
pub fn table(report: &SyncReport, words: Words) -> String {
    let mut table = Table::new([
        (words.say(Word::Platform), Align::Left),
        (words.say(Word::Handle), Align::Left),
        (words.say(Word::State), Align::Left),
        (words.say(Word::New), Align::Right),
        (words.say(Word::Revised), Align::Right),
        (words.say(Word::Vanished), Align::Right),
        (words.say(Word::Same), Align::Right),
        (words.say(Word::Rejected), Align::Right),
    ]);
    for account in &report.accounts {
        table.row([
            words.slug(&slug(&account.platform)),
            account.handle.clone(),
            words.slug(&slug(&account.state)),
            count(account.new, words),
            count(account.revised, words),
            count(account.vanished, words),
            count(account.same, words),
            count(account.rejected, words),
        ]);
    }
    let mut text = table.text(words.say(Word::Nothing));
    for account in &report.accounts {
        let remarks = account.notes.iter().map(|note| words.note(note));
        text.push_str(&told(&account.handle, remarks, words));
    }
    for error in report.accounts.iter().filter_map(|a| a.error.as_ref()) {
        text.push_str(&trouble(error, words));
    }
    text
}

/// Remarks about an account or a file, a line each.
pub fn told(about: &str, remarks: impl Iterator<Item = String>, words: Words) -> String {
    let about = words.labelled(&plain(about));
    remarks
        .map(|remark| format!("{about} {}\n", plain(&remark)))
        .collect()
}

/// An error inside a report, in words.
pub fn trouble(error: &ErrorShape, words: Words) -> String {
    let explained = words.explain(&slug(&error.code), &error.message, &error.details);
    format!("! {}\n", plain(&explained.whole()))
}
