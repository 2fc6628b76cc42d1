//! The run of an import: begun before the first file, closed with one line for each account it touched.
//!
//! The rule it protects: a run that was canceled keeps what it read; its state says done only when nothing was refused.

use super::ImportRequest;
use super::file::{Done, File};
use super::files;
use super::way::Way;
use crate::shapes::*;
use crate::work::Running;
use crate::{OpenProfile, StudioError};
use domain::{AccountId, RunId, RunKind, RunState};
use std::collections::BTreeMap;
use std::path::PathBuf;
use store::RunAccount as StoredPart;
use sync::Counts;

/// Reads every listed file as one run.
pub(super) fn all(
    profile: &OpenProfile,
    running: &Running,
    request: &ImportRequest,
    way: &Way,
    listed: &[PathBuf],
) -> Result<ImportReport, StudioError> {
    let now = profile.now();
    let label = listed
        .iter()
        .map(|p| files::name(p))
        .collect::<Vec<_>>()
        .join("\n");
    let run =
        if request.dry_run {
            None
        } else {
            Some(profile.store().write(move |tx| {
                Ok::<_, StudioError>(tx.start_run(RunKind::Import, &label, now)?)
            })?)
        };
    let mut done: Vec<Done> = Vec::new();
    let mut canceled = false;
    for (position, path) in listed.iter().enumerate() {
        if running.canceled() {
            canceled = true;
            break;
        }
        running.part(position, |part| part.state = "running".to_owned());
        let one = File {
            profile,
            run,
            way,
            account: request.account.map(AccountId),
            answers: &request.answers,
            now,
        };
        let from = done.len();
        one.read(path, &mut done)?;
        let counts = sum(done.get(from..).unwrap_or_default());
        let failed = done
            .get(from..)
            .unwrap_or_default()
            .iter()
            .find_map(|d| d.file.error.clone());
        running.part(position, |part| {
            part.state = if failed.is_some() { "failed" } else { "done" }.to_owned();
            part.done = i64::try_from(counts.rows()).unwrap_or(i64::MAX);
            part.about = Some(part.done);
            part.new = i64::try_from(counts.new).unwrap_or(i64::MAX);
            part.revised = i64::try_from(counts.revised).unwrap_or(i64::MAX);
            part.error = failed;
        });
    }
    let state = overall(&done, canceled);
    if let Some(run) = run {
        finish(profile, run, state, &done)?;
    }
    Ok(ImportReport {
        run: run.map(|r| r.0),
        state: state.into(),
        files: done.into_iter().map(|d| d.file).collect(),
    })
}

fn sum(done: &[Done]) -> Counts {
    let mut counts = Counts::default();
    for one in done {
        counts.add(one.counts);
    }
    counts
}

/// Done when everything was read, failed when nothing was, partial between.
fn overall(done: &[Done], canceled: bool) -> RunState {
    let refused = done.iter().filter(|d| d.file.error.is_some()).count();
    let rejected = done.iter().any(|d| d.counts.rejected > 0);
    match (canceled, refused) {
        (true, _) => RunState::Canceled,
        (false, n) if n > 0 && n == done.len() => RunState::Failed,
        (false, n) if n > 0 || rejected => RunState::Partial,
        _ => RunState::Done,
    }
}

/// Closes the run with one line for each account it touched.
fn finish(
    profile: &OpenProfile,
    run: RunId,
    state: RunState,
    done: &[Done],
) -> Result<(), StudioError> {
    let mut parts: BTreeMap<AccountId, Counts> = BTreeMap::new();
    for one in done {
        if let Some(account) = one.account {
            parts.entry(account).or_default().add(one.counts);
        }
    }
    let now = profile.now();
    profile.store().write(move |tx| {
        for (account, counts) in &parts {
            let part = StoredPart {
                new: counts.new,
                revised: counts.revised,
                same: counts.same,
                rejected: counts.rejected,
                ..StoredPart::new(*account, state)
            };
            tx.put_run_account(run, &part)?;
        }
        Ok::<(), StudioError>(tx.finish_run(run, state, now, None)?)
    })
}
