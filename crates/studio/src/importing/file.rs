//! One file from the disk into the cache: told apart, read, stored.
//!
//! The rule it protects: a file that cannot be read is a report and stops no other; a store that refuses is an error.

use super::way::Way;
use super::{account, files, note};
use crate::accounts::first_rejects;
use crate::shapes::*;
use crate::{OpenProfile, StudioError, doubles, syncing, wizard};
use connectors::import::{
    ImportError, ImportInput, ImportOptions, Parsed, Remembered, detect_among, members, parse,
    remembered,
};
use connectors::tabular::Preset;
use domain::{AccountId, Instant, Page, RunId};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::AccountDraft;
use sync::Counts;
use sync::apply::Target;
use sync::import::Keep;

/// Refused rows listed in a report at most; the rest are counted and stand in needs review.
const LISTED: usize = 200;

/// What one file came to.
pub(super) struct Done {
    pub file: ImportFile,
    pub account: Option<AccountId>,
    pub counts: Counts,
}

/// One file on its way.
pub(super) struct File<'p> {
    pub profile: &'p OpenProfile,
    pub run: Option<RunId>,
    pub way: &'p Way,
    pub account: Option<AccountId>,
    pub answers: &'p BTreeMap<String, String>,
    pub now: Instant,
}

impl File<'_> {
    /// Reads one file or archive; an archive gives one report for each member.
    pub(super) fn read(
        &self,
        path: &std::path::Path,
        done: &mut Vec<Done>,
    ) -> Result<(), StudioError> {
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
        let kept = match remembered(input, &format) {
            Ok(kept) => kept,
            Err(error) => return Ok(refused(shown, &error.into())),
        };
        let options = self.answered_before(kept.as_ref())?;
        let parsed = match parse(input, format.clone(), &options) {
            Ok(parsed) => parsed,
            Err(error @ ImportError::NeedsAnswer { .. }) => {
                let mut done = refused(shown, &error.into());
                done.file.format = Some(format.slug().to_owned());
                return Ok(done);
            }
            Err(error) => return Ok(refused(shown, &error.into())),
        };
        self.remember(kept.as_ref())?;
        let goes_to = self.account.or_else(|| self.way.account_of(&format));
        let (account, handle) =
            account::of(self.profile, goes_to, &parsed, &format, self.run.is_some())?;
        let rejected = first_rejects(&parsed.pages, LISTED);
        let mut notes: Vec<ImportNote> = parsed.notes.iter().map(note).collect();
        let fresh = account::draft(&parsed, &format, self.now);
        let (counts, twice) = self.store(account, fresh, parsed)?;
        notes.extend((twice > 0).then(|| counted("doubles", twice)));
        notes.extend((counts.mails > 0).then(|| counted("messages_kept", counts.mails)));
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

    /// The options with what was answered before for such a file, where nothing is answered now.
    fn answered_before(&self, kept: Option<&Remembered>) -> Result<ImportOptions, StudioError> {
        let mut options = self.way.options;
        let Some(kept) = kept else {
            return Ok(options);
        };
        let before = self
            .profile
            .store()
            .read(|tx| Ok::<_, StudioError>(tx.table_answers(&kept.key)?))?;
        let mut all: BTreeMap<String, String> = before.into_iter().collect();
        all.extend(self.answers.clone());
        options.answers = wizard::answers(&all)?;
        Ok(options)
    }

    /// Keeps answers for the next such file.
    fn remember(&self, kept: Option<&Remembered>) -> Result<(), StudioError> {
        let Some(kept) = kept.filter(|_| self.run.is_some() && !self.answers.is_empty()) else {
            return Ok(());
        };
        let (key, now) = (kept.key.clone(), self.now);
        let answers: Vec<(String, String)> = self
            .answers
            .iter()
            .filter(|(question, _)| kept.keeps(question))
            .map(|(question, answer)| (question.clone(), answer.clone()))
            .collect();
        self.profile.store().write(move |tx| {
            for (question, answer) in &answers {
                tx.put_table_answer(&key, question, answer, now)?;
            }
            Ok::<(), StudioError>(())
        })
    }

    /// Stores the rows, or tries to, and counts those that look like rows of another source.
    fn store(
        &self,
        account: Option<AccountId>,
        fresh: AccountDraft,
        parsed: Parsed,
    ) -> Result<(Counts, u64), StudioError> {
        let (run, keep) = match self.run {
            Some(run) => (run, Keep::Written),
            None => (RunId(0), Keep::GivenBack),
        };
        let target = Target {
            account: account.unwrap_or(AccountId(0)),
            run,
            now: self.now,
        };
        let money = |page: &Page| {
            !(page.entries.is_empty() && page.payouts.is_empty() && page.landings.is_empty())
        };
        let today = self.profile.today()?;
        let tells_money = parsed.pages.iter().any(money);
        // A dry run into an account that does not exist yet makes it, and gives it back with the rest.
        let fresh = account.is_none().then_some(fresh);
        let store = self.profile.store();
        sync::import::file_looked_at(store, target, fresh, parsed.pages, keep, move |tx, into| {
            if !tells_money {
                return Ok(0);
            }
            doubles::brought(tx, today, into.account, into.run)
        })
        .map_err(syncing::refused)
    }
}

/// Tells how many rows look like rows that another source brought, or how many messages are new.
fn counted(code: &str, count: u64) -> ImportNote {
    ImportNote {
        code: code.to_owned(),
        values: BTreeMap::from([("count".to_owned(), count.to_string())]),
    }
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
