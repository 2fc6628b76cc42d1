//! A case file: everything around one offer in a dated archive, for a dispute.
//!
//! The rules it protects: messages are the bytes as they came; every file is named in a manifest with its SHA-256; the same data
//! at the same instant give the same archive, so that two of them can be compared.

mod archive;
mod gather;
mod index;
mod letters;

pub(crate) use archive::put;

use crate::shapes::WrittenFile;
use crate::{OpenProfile, StudioError};
use std::path::Path;

/// Writes the case file of an offer.
///
/// # Errors
/// [`StudioError::NotFound`] as [`StudioError::Store`] when there is no such offer, [`StudioError::File`] when the file cannot
/// be written; nothing then stands under its name.
pub fn save(profile: &OpenProfile, offer: i64, path: &Path) -> Result<WrittenFile, StudioError> {
    let case = gather::gather(profile, offer)?;
    let files = index::files(&case)?;
    let count = files.len();
    let bytes = archive::pack(&case.folder(), &files, profile.now())?;
    put(path, &bytes, count)
}

/// The name a case file is usually given.
///
/// # Errors
/// [`StudioError`].
pub fn name(profile: &OpenProfile, offer: i64) -> Result<String, StudioError> {
    Ok(format!("case-{offer}-{}.zip", profile.today()?))
}
