//! Files into an archive, and bytes onto the disk.
//!
//! The rule it protects: a file stands under its name only when it is whole.

use crate::StudioError;
use crate::shapes::WrittenFile;
use chrono::{Datelike, Timelike};
use domain::Instant;
use sha2::{Digest, Sha256};
use std::io::{Cursor, Write};
use std::path::Path;
use zip::write::SimpleFileOptions;

/// A file of the archive.
pub(super) struct File {
    /// Its path within the case's folder.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// SHA-256 as lower-case hexadecimal digits.
pub(super) fn sha256(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// The archive: the files in their order, then the manifest as `sha256sum --check` reads it.
pub(super) fn pack(folder: &str, files: &[File], made: Instant) -> Result<Vec<u8>, StudioError> {
    let failed = |why: zip::result::ZipError| StudioError::Internal(why.to_string());
    let options = SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Deflated)
        .last_modified_time(stamp(made))
        .unix_permissions(0o644);
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut manifest = String::new();
    let mut add = |name: &str, bytes: &[u8]| -> Result<(), StudioError> {
        archive
            .start_file(format!("{folder}/{name}"), options)
            .map_err(failed)?;
        archive
            .write_all(bytes)
            .map_err(|why| StudioError::Internal(why.to_string()))
    };
    for file in files {
        manifest.push_str(&format!("{}  {}\n", sha256(&file.bytes), file.name));
        add(&file.name, &file.bytes)?;
    }
    add("MANIFEST.sha256", manifest.as_bytes())?;
    Ok(archive.finish().map_err(failed)?.into_inner())
}

/// The instant as archives keep it: UTC, to two seconds; the earliest they know where it does not fit.
fn stamp(made: Instant) -> zip::DateTime {
    let part = |n: u32| u8::try_from(n).unwrap_or(0);
    let at = made.0;
    let year = u16::try_from(at.year()).unwrap_or(0);
    zip::DateTime::from_date_and_time(
        year,
        part(at.month()),
        part(at.day()),
        part(at.hour()),
        part(at.minute()),
        part(at.second()),
    )
    .unwrap_or_default()
}

/// Writes a file beside its place and moves it there when it is whole.
///
/// # Errors
/// [`StudioError::File`].
pub(crate) fn put(path: &Path, bytes: &[u8], count: usize) -> Result<WrittenFile, StudioError> {
    let mut draft = path.as_os_str().to_owned();
    draft.push(".new");
    let draft = std::path::PathBuf::from(draft);
    let written = std::fs::write(&draft, bytes).and_then(|()| std::fs::rename(&draft, path));
    if let Err(why) = written {
        // The half-written draft is ours alone; the error says what went wrong.
        let _ = std::fs::remove_file(&draft);
        return Err(StudioError::file(path, why));
    }
    Ok(WrittenFile {
        file: path.display().to_string(),
        sha256: sha256(bytes),
        count: i64::try_from(count).unwrap_or(i64::MAX),
    })
}
