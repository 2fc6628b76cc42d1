//! Which format a file is in, from its content and never from its name, and why we think so.
//!
//! The rules it protects: sizes are checked before anything is decoded, and an unknown file is told what was seen in it.

mod members;

pub(crate) use members::limits;
pub use members::members;

use crate::import::{Detected, ImportError, MAX_BYTES};
use crate::tabular::{self, Preset};
use crate::text::{Text, cut, json};
use crate::{mail, statements, stripe_csv, tiktok_export};
use std::sync::Arc;

/// Recognises a file's format.
///
/// # Errors
/// [`ImportError`] when it is empty, too large, unreadable as text, broken JSON, or in no known format.
pub fn detect(name: &str, bytes: &[u8]) -> Result<Detected, ImportError> {
    detect_among(name, bytes, &[])
}

/// The same, where the creator's own presets come first.
///
/// # Errors
/// As [`detect`].
pub fn detect_among(
    name: &str,
    bytes: &[u8],
    own: &[Arc<Preset>],
) -> Result<Detected, ImportError> {
    check_size(name, bytes)?;
    if tabular::is_xlsx(bytes) {
        let found = tabular::recognise_among(name, bytes, own)?;
        return found.ok_or_else(|| unknown(name, "a spreadsheet with unknown columns"));
    }
    if is_zip(bytes) {
        return Err(unknown(name, "a zip archive inside another"));
    }
    if let Some(kind) = binary_kind(bytes) {
        return Err(unknown(name, kind));
    }
    if let Some(found) = mail::recognise(bytes) {
        return Ok(found);
    }
    let text = Text::decode(name, bytes)?;
    if let Some(found) = statements::recognise(&text.text) {
        return Ok(found);
    }
    let start = text.text.trim_start();
    if start.starts_with(['{', '[']) {
        let root = json::root(name, &text.text)?;
        return tiktok_export::recognise(&root).ok_or_else(|| {
            let keys: Vec<String> = root
                .fields()
                .into_iter()
                .take(8)
                .map(|(key, _)| cut(&key, 40))
                .collect();
            unknown(name, &format!("JSON with the keys {}", keys.join(", ")))
        });
    }
    // Presets first: they ask for all the columns they need, where Stripe's many reports share only a few.
    if let Some(found) = tabular::recognise_among(name, bytes, own)? {
        return Ok(found);
    }
    stripe_csv::recognise(&text.text).ok_or_else(|| {
        let first = start.lines().next().unwrap_or_default();
        unknown(
            name,
            &format!("text beginning “{}”", cut(first.trim(), 120)),
        )
    })
}

/// Refuses a file without content or beyond [`MAX_BYTES`].
pub(crate) fn check_size(name: &str, bytes: &[u8]) -> Result<(), ImportError> {
    let found = bytes.len() as u64;
    if found > MAX_BYTES {
        return Err(ImportError::TooLarge {
            file: name.to_owned(),
            found,
            limit: MAX_BYTES,
        });
    }
    let content = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] | [0xFF, 0xFE, rest @ ..] | [0xFE, 0xFF, rest @ ..] => rest,
        _ => bytes,
    };
    if content.iter().all(|b| b.is_ascii_whitespace() || *b == 0) {
        return Err(ImportError::Empty {
            file: name.to_owned(),
        });
    }
    Ok(())
}

pub(crate) fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

fn unknown(name: &str, looked_at: &str) -> ImportError {
    ImportError::UnknownFormat {
        file: name.to_owned(),
        looked_at: looked_at.to_owned(),
    }
}

/// Common files that are no statement, by their first bytes.
fn binary_kind(bytes: &[u8]) -> Option<&'static str> {
    const KINDS: &[(&[u8], &str)] = &[
        (b"%PDF", "a PDF"),
        (b"\x89PNG", "a picture"),
        (b"\xFF\xD8\xFF", "a picture"),
        (b"GIF8", "a picture"),
        (b"\xD0\xCF\x11\xE0", "an old Office document"),
        (b"\x1F\x8B", "a gzip archive"),
        (b"7z\xBC\xAF", "a 7z archive"),
        (b"Rar!", "a rar archive"),
        (b"MZ", "a program"),
        (b"\x7FELF", "a program"),
        (b"SQLite format 3", "a database"),
    ];
    KINDS
        .iter()
        .find(|(magic, _)| bytes.starts_with(magic))
        .map(|(_, kind)| *kind)
}
