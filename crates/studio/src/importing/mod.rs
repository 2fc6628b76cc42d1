//! Files into the cache: found, told apart, read, stored as one run that can be taken back.
//!
//! The rule it protects: a dry run takes the same road and writes nothing; one bad file never stops the others; what was
//! refused is listed with its line and kept in needs review.

mod account;
mod file;
mod files;
mod run;
mod undo;
mod way;

pub(crate) use files::one_file;
pub use undo::undo;

use crate::shapes::*;
use crate::wizard::presets;
use crate::work::Work;
use crate::{OpenProfile, StudioError};
use domain::AccountId;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use way::Way;

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
    let format = way::read_format(request, &own)?;
    let options = way::read_options(profile, request)?;
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
    let outcome = run::all(profile, &running, request, &way, &listed);
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
