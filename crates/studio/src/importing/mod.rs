//! Files into the cache: found, told apart, read, stored as one run that can be taken back.
//!
//! The rule it protects: a dry run takes the same road and writes nothing; one bad file never stops the others; what was
//! refused is listed with its line and kept in needs review.

mod account;
mod files;

use crate::accounts::first_rejects;
use crate::shapes::*;
use crate::wizard::{self, presets};
use crate::work::{Running, Work};
use crate::{OpenProfile, StudioError, syncing};
use connectors::import::{
    Format, ImportError, ImportInput, ImportOptions, Parsed, detect_among, members, parse,
};
use connectors::tabular::Preset;
use domain::{AccountId, Instant, RunId, RunKind, RunState, Unit};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use store::RunAccount as StoredPart;
use sync::Counts;
use sync::apply::Target;
use sync::import::Keep;

/// Refused rows listed in a report at most; the rest are counted and stand in needs review.
const LISTED: usize = 200;

/// What to read and how.
#[derive(Debug, Clone, Default)]
pub struct ImportRequest {
    /// Files and folders.
    pub paths: Vec<PathBuf>,
    /// A format's slug, instead of finding it out.
    pub format: Option<String>,
    /// The account it goes to, instead of finding it out.
    pub account: Option<i64>,
    /// Say what would happen; write nothing.
    pub dry_run: bool,
    /// What TikTok's LIVE earnings count; its export does not say.
    pub live_unit: Option<String>,
    /// Answers to what a table leaves open, by question; remembered for the next file of its format.
    pub answers: BTreeMap<String, String>,
}

/// Imports and reports. Blocks; call it where blocking is allowed.
///
/// # Errors
/// [`StudioError::Busy`] when something is running, [`StudioError::BadRequest`] for an unknown format or unit, and whatever
/// the store says. Trouble with single files is in the report.
pub fn import(
    profile: &OpenProfile,
    work: &Arc<Work>,
    request: &ImportRequest,
) -> Result<ImportReport, StudioError> {
    let own = presets::own(profile)?;
    let format = read_format(request, &own)?;
    let options = read_options(profile, request)?;
    let listed = files::list(&request.paths);
    let parts = listed
        .iter()
        .map(|path| (AccountId(0), files::name(path), PlatformName::Other))
        .collect();
    let running = work.begin("import", parts, profile.now())?;
    let way = Way {
        format,
        own,
        options,
    };
    let outcome = all(profile, &running, request, &way, &listed);
    match &outcome {
        Ok(report) => {
            let state = if running.canceled() {
                "canceled"
            } else {
                "done"
            };
            running.finish(report.run, state, None);
        }
        Err(error) => running.finish(None, "failed", Some(error.shape())),
    }
    outcome
}

/// How files are read.
struct Way {
    /// The chosen format.
    format: Option<Format>,
    /// The creator's presets.
    own: Vec<presets::Own>,
    options: ImportOptions,
}

fn read_format(
    request: &ImportRequest,
    own: &[presets::Own],
) -> Result<Option<Format>, StudioError> {
    let Some(slug) = &request.format else {
        return Ok(None);
    };
    // The creator's own first: a name they chose means their preset.
    if let Some(own) = own.iter().find(|own| own.preset.id == *slug) {
        return Ok(Some(Format::Table(own.preset.clone())));
    }
    slug.parse()
        .map(Some)
        .map_err(|_| StudioError::bad("format", slug))
}

fn read_options(
    profile: &OpenProfile,
    request: &ImportRequest,
) -> Result<ImportOptions, StudioError> {
    let unit = |text: &String| {
        text.parse::<Unit>()
            .map_err(|_| StudioError::bad("live_unit", text))
    };
    Ok(ImportOptions {
        live_unit: request.live_unit.as_ref().map(unit).transpose()?,
        zone: Some(profile.zone()?),
        answers: wizard::answers(&request.answers)?,
    })
}

/// What one file came to.
struct Done {
    file: ImportFile,
    account: Option<AccountId>,
    counts: Counts,
}

fn all(
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

/// One file on its way.
struct File<'p> {
    profile: &'p OpenProfile,
    run: Option<RunId>,
    way: &'p Way,
    account: Option<AccountId>,
    answers: &'p BTreeMap<String, String>,
    now: Instant,
}

impl File<'_> {
    /// Reads one file or archive; an archive gives one report for each member.
    fn read(&self, path: &std::path::Path, done: &mut Vec<Done>) -> Result<(), StudioError> {
        let input = match files::read(path, self.now) {
            Ok(input) => input,
            Err(error) => {
                done.push(refused(path.display().to_string(), &error));
                return Ok(());
            }
        };
        let shown = path.display().to_string();
        let members = match members(input) {
            Ok(members) => members,
            Err(error) => {
                done.push(refused(shown, &error.into()));
                return Ok(());
            }
        };
        for member in members {
            let shown = match member.name.split_once(" › ") {
                Some((_, inside)) => format!("{shown} › {inside}"),
                None => shown.clone(),
            };
            done.push(self.member(shown, &member)?);
        }
        Ok(())
    }

    /// Reads and stores one member. A file that cannot be read is a report; a store that refuses is an error.
    fn member(&self, shown: String, input: &ImportInput) -> Result<Done, StudioError> {
        let own: Vec<Arc<Preset>> = self.way.own.iter().map(|o| o.preset.clone()).collect();
        let (format, why) = match &self.way.format {
            Some(format) => (format.clone(), None),
            None => match detect_among(&input.name, &input.bytes, &own) {
                Ok(found) => (found.format, Some(found.why)),
                Err(error) => return Ok(refused(shown, &error.into())),
            },
        };
        let options = self.remembered(&format)?;
        let parsed = match parse(input, format.clone(), &options) {
            Ok(parsed) => parsed,
            Err(error @ ImportError::NeedsAnswer { .. }) => {
                let mut done = refused(shown, &error.into());
                done.file.format = Some(format.slug().to_owned());
                return Ok(done);
            }
            Err(error) => return Ok(refused(shown, &error.into())),
        };
        self.remember(&format)?;
        let goes_to = self.account.or_else(|| self.way.account_of(&format));
        let (account, handle) =
            account::of(self.profile, goes_to, &parsed, &format, self.run.is_some())?;
        let rejected = first_rejects(&parsed.pages, LISTED);
        let notes = parsed.notes.iter().map(note).collect();
        let counts = self.store(account, parsed)?;
        let count = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
        Ok(Done {
            file: ImportFile {
                path: shown,
                format: Some(format.slug().to_owned()),
                why,
                account: Some(handle),
                new: count(counts.new),
                revised: count(counts.revised),
                same: count(counts.same),
                rejected,
                rejected_count: count(counts.rejected),
                notes,
                error: None,
            },
            account,
            counts,
        })
    }

    /// The options with what was answered before for this format, where nothing is answered now.
    fn remembered(&self, format: &Format) -> Result<ImportOptions, StudioError> {
        let mut options = self.way.options;
        if !matches!(format, Format::Table(_)) {
            return Ok(options);
        }
        let slug = format.slug();
        let before = self
            .profile
            .store()
            .read(|tx| Ok::<_, StudioError>(tx.table_answers(slug)?))?;
        let mut all: BTreeMap<String, String> = before.into_iter().collect();
        all.extend(self.answers.clone());
        options.answers = wizard::answers(&all)?;
        Ok(options)
    }

    /// Keeps answers for the next file of this format. A year belongs to one file only.
    fn remember(&self, format: &Format) -> Result<(), StudioError> {
        if self.run.is_none() || self.answers.is_empty() || !matches!(format, Format::Table(_)) {
            return Ok(());
        }
        let (slug, now) = (format.slug().to_owned(), self.now);
        let kept: Vec<(String, String)> = self
            .answers
            .iter()
            .filter(|(question, _)| *question != "year")
            .map(|(question, answer)| (question.clone(), answer.clone()))
            .collect();
        self.profile.store().write(move |tx| {
            for (question, answer) in &kept {
                tx.put_table_answer(&slug, question, answer, now)?;
            }
            Ok::<(), StudioError>(())
        })
    }

    fn store(&self, account: Option<AccountId>, parsed: Parsed) -> Result<Counts, StudioError> {
        let (run, keep) = match self.run {
            Some(run) => (run, Keep::Written),
            None => (RunId(0), Keep::GivenBack),
        };
        match account {
            Some(account) => {
                let target = Target {
                    account,
                    run,
                    now: self.now,
                };
                sync::import::file(self.profile.store(), target, parsed.pages, keep)
                    .map_err(syncing::refused)
            }
            // A dry run into an account that does not exist yet: everything would be new.
            None => Ok(account::all_new(&parsed)),
        }
    }
}

impl Way {
    /// Where files of a preset go, when the creator said so.
    fn account_of(&self, format: &Format) -> Option<AccountId> {
        let own = self.own.iter().find(|o| o.preset.id == format.slug())?;
        own.account
    }
}

pub(crate) fn note(note: &connectors::import::Note) -> ImportNote {
    let values = BTreeMap::from([
        ("detail".to_owned(), note.detail.clone()),
        ("count".to_owned(), note.count.to_string()),
    ]);
    ImportNote {
        code: note.code.to_owned(),
        values,
    }
}

/// One file, or one member of an archive as `archive › member`.
///
/// # Errors
/// [`StudioError::File`] when it cannot be read, [`StudioError::NotFound`] for a member that is not there.
pub(crate) fn one_file(path: &str, now: Instant) -> Result<ImportInput, StudioError> {
    let (outer, member) = match path.split_once(" › ") {
        Some((outer, member)) => (outer, Some(member)),
        None => (path, None),
    };
    let input = files::read(std::path::Path::new(outer), now)?;
    let Some(member) = member else {
        return Ok(input);
    };
    let found = members(input)?.into_iter().find(|m| {
        m.name
            .split_once(" › ")
            .is_some_and(|(_, name)| name == member)
    });
    found.ok_or_else(|| StudioError::NotFound {
        what: "file",
        id: path.to_owned(),
    })
}

/// The report of a file that could not be read at all.
fn refused(path: String, error: &StudioError) -> Done {
    Done {
        file: ImportFile {
            path,
            format: None,
            why: None,
            account: None,
            new: 0,
            revised: 0,
            same: 0,
            rejected: Vec::new(),
            rejected_count: 0,
            notes: Vec::new(),
            error: Some(error.shape()),
        },
        account: None,
        counts: Counts::default(),
    }
}

/// Takes an import back: removes exactly what it brought.
///
/// # Errors
/// [`StudioError::BadRequest`] for a run that is no import or was taken back before.
pub fn undo(profile: &OpenProfile, run: i64) -> Result<UndoReport, StudioError> {
    let now = profile.now();
    let undone = profile
        .store()
        .write(move |tx| Ok::<_, StudioError>(tx.undo_run(RunId(run), now)?))?;
    let count = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    let kept = undone.entries_kept.len()
        + undone.payouts_kept.len()
        + undone.landings_kept.len()
        + undone.offers_kept.len();
    Ok(UndoReport {
        run,
        entries: count(undone.entries_removed),
        restored: count(
            undone.entries_restored + undone.payouts_restored + undone.landings_restored,
        ),
        payouts: count(undone.payouts_removed),
        metrics: count(undone.metrics_removed),
        posts: count(undone.posts_removed),
        offers: count(undone.offers_removed),
        documents: count(undone.documents_removed),
        reviews: count(undone.reviews_removed),
        kept: count(kept as u64),
    })
}
