//! An attachment, saved where the creator said.
//!
//! The rules it protects: nothing attached is written but on request, to the very place asked for, and never over a file that is
//! there; it is never opened. What is written has the hash that was listed.

use super::thread::listed;
use crate::shapes::SavedAttachment;
use crate::{OpenProfile, StudioError};
use connectors::mail::attachment;
use std::io::Write;
use std::path::Path;

/// Media type of a document that holds a whole mailbox.
const MAILBOX: &str = "application/mbox";

/// Saves attachment `place` (from 0) of a message to a file that does not exist yet.
///
/// # Errors
/// [`StudioError::NotFound`] for a message or attachment that is not there, [`StudioError::File`] when the file cannot be made.
pub fn save(
    profile: &OpenProfile,
    message: i64,
    place: i64,
    to: &Path,
) -> Result<SavedAttachment, StudioError> {
    let missing = || StudioError::NotFound {
        what: "attachment",
        id: format!("{message}/{place}"),
    };
    let at = usize::try_from(place).map_err(|_| missing())?;
    let found = profile.store().read(|tx| {
        let known = tx.mail(message)?.attachments.get(at).cloned();
        for road in tx.mail_roads(message)? {
            let document = tx.document(road.document)?;
            let raw = tx.document_slice(road.document, road.locator.start, road.locator.len)?;
            let found = attachment(&raw, document.media_type == MAILBOX, at);
            // Another road may hold a copy without its attachments.
            let same = |file: &domain::offer::Attachment| match &known {
                Some(known) if !known.sha256.is_empty() => known.sha256 == file.sha256,
                _ => true,
            };
            if let Some((file, bytes)) = found.filter(|(file, _)| same(file)) {
                return Ok::<_, StudioError>(Some((file, bytes)));
            }
        }
        Ok(None)
    })?;
    let (file, bytes) = found.ok_or_else(missing)?;
    let failed = |error| StudioError::file(to, error);
    let mut out = std::fs::File::create_new(to).map_err(failed)?;
    out.write_all(&bytes)
        .and_then(|()| out.sync_all())
        .map_err(failed)?;
    Ok(SavedAttachment {
        path: to.display().to_string(),
        attachment: listed(at, &file),
    })
}
