//! Files and folders on the disk, in a fixed order, read with a limit.

use crate::StudioError;
use connectors::import::{ImportError, ImportInput, MAX_BYTES, members};
use domain::Instant;
use std::path::{Path, PathBuf};

/// Files of a folder at most; more is hardly meant.
const MOST: usize = 100_000;

/// Every file named, and every file below a folder named, in the order of their names. Hidden files of folders are left out.
pub fn list(paths: &[PathBuf]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for path in paths {
        if path.is_dir() {
            walk(path, &mut found);
        } else {
            found.push(path.clone());
        }
    }
    found
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(list) = std::fs::read_dir(folder) else {
        found.push(folder.to_owned());
        return;
    };
    let mut items: Vec<PathBuf> = list
        .filter_map(Result::ok)
        .map(|item| item.path())
        .collect();
    items.sort();
    for item in items {
        let hidden = item
            .file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if hidden || found.len() >= MOST {
            continue;
        }
        // A link could lead in a circle.
        if item.is_dir() && !item.is_symlink() {
            walk(&item, found);
        } else if item.is_file() {
            found.push(item);
        }
    }
}

/// The file's own name.
pub fn name(path: &Path) -> String {
    path.file_name().map_or_else(
        || path.display().to_string(),
        |n| n.to_string_lossy().into_owned(),
    )
}

/// Reads a file whole, unless it is larger than an import may be.
///
/// # Errors
/// [`StudioError::File`] and [`ImportError::TooLarge`], the latter before a byte is read.
pub fn read(path: &Path, now: Instant) -> Result<ImportInput, StudioError> {
    let failed = |error| StudioError::file(path, error);
    let size = std::fs::metadata(path).map_err(failed)?.len();
    if size > MAX_BYTES {
        return Err(ImportError::TooLarge {
            file: name(path),
            found: size,
            limit: MAX_BYTES,
        }
        .into());
    }
    let bytes = std::fs::read(path).map_err(failed)?;
    Ok(ImportInput {
        name: name(path),
        bytes: bytes.into(),
        received_at: now,
    })
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
    let input = read(std::path::Path::new(outer), now)?;
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
