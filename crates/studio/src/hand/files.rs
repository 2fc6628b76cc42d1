//! Files the creator keeps beside an entry.
//!
//! The rule it protects: the bytes are a document with its hash, stored whole; they are never opened or run here.

use crate::shapes::*;
use crate::{OpenProfile, StudioError, ledger};
use domain::document::DocumentKind;
use domain::{DocumentDraft, EntryId, Platform, RunKind, RunState};
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

/// Bytes of a file at most.
pub(crate) const MOST: u64 = 20 * 1024 * 1024;

/// Media type by the ending of the name; plain bytes for what is not known.
fn media_type(path: &Path) -> &'static str {
    let ending = path.extension().and_then(|e| e.to_str());
    match ending.unwrap_or_default().to_ascii_lowercase().as_str() {
        "pdf" => "application/pdf",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "txt" => "text/plain",
        "csv" => "text/csv",
        "eml" => "message/rfc822",
        "json" => "application/json",
        _ => "application/octet-stream",
    }
}

/// Keeps a file beside an entry.
///
/// # Errors
/// [`StudioError::File`] for a file that cannot be read, [`StudioError::BadRequest`] for one above 20 MiB or none at all.
pub fn attach(profile: &OpenProfile, entry: i64, path: &str) -> Result<EntryLedger, StudioError> {
    let path = Path::new(path);
    let broken = |error| StudioError::file(path, error);
    let file = std::fs::File::open(path).map_err(broken)?;
    if !file.metadata().map_err(broken)?.is_file() {
        return Err(StudioError::bad("file", path.display().to_string()));
    }
    let mut bytes = Vec::new();
    // One byte more than allowed tells a file that grew while it was read.
    file.take(MOST + 1)
        .read_to_end(&mut bytes)
        .map_err(broken)?;
    if bytes.len() as u64 > MOST {
        return Err(StudioError::bad("size", "20 MiB"));
    }
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned());
    let name = name.unwrap_or_else(|| path.display().to_string());
    let now = profile.now();
    let document = DocumentDraft {
        kind: DocumentKind::File,
        platform: Platform::Other,
        name: name.clone(),
        media_type: media_type(path).to_owned(),
        bytes: Arc::from(bytes),
        received_at: now,
    };
    profile.store().write(move |tx| {
        let account = tx.entry(EntryId(entry))?.account;
        let run = tx.start_run(RunKind::Hand, &name, now)?;
        let document = tx.insert_document(&document, Some(account), run)?;
        tx.attach(EntryId(entry), document, run, now)?;
        Ok::<(), StudioError>(tx.finish_run(run, RunState::Done, now, None)?)
    })?;
    ledger::entry_ledger(profile, entry)
}

/// Takes a file from beside an entry. Its bytes stay in the cache.
///
/// # Errors
/// [`StudioError::NotFound`] for an entry that is not there.
pub fn detach(
    profile: &OpenProfile,
    entry: i64,
    attachment: i64,
) -> Result<EntryLedger, StudioError> {
    profile.store().write(move |tx| {
        let own = tx.attachments(EntryId(entry))?;
        if own.iter().any(|file| file.id == attachment) {
            tx.detach(attachment)?;
        }
        Ok::<(), StudioError>(())
    })?;
    ledger::entry_ledger(profile, entry)
}
