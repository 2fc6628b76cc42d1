//! Files and folders on the disk, in a fixed order, read with a limit.

use crate::StudioError;
use connectors::import::{ImportError, ImportInput, MAX_BYTES, members};
use domain::Instant;
use std::path::{Path, PathBuf};

/// Files of a folder at most; more is hardly meant.
const MOST: usize = 100_000;

/// Every file named, and every file below a folder named, in the order of their names. Hidden files of folders are left out.
/// Of a Maildir only messages are taken: those in `cur` and `new`, and those of its folders, whose names begin with a dot.
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
    let maildir = is_maildir(folder);
    for item in items {
        let hidden = name(&item).starts_with('.');
        let wanted = match maildir {
            true => is_maildir(&item) || ["cur", "new"].contains(&name(&item).as_str()),
            false => !hidden,
        };
        if !wanted || found.len() >= MOST {
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

/// Whether a folder is a mailbox as Maildir keeps it.
fn is_maildir(folder: &Path) -> bool {
    folder.join("cur").is_dir() && folder.join("new").is_dir()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_maildir_only_messages_are_taken() {
        let root = tempfile::tempdir().unwrap();
        let put = |path: &str| {
            let file = root.path().join(path);
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(file, "x").unwrap();
        };
        let messages = [
            "box/.Sent/cur/3.host:2,S",
            "box/cur/1.host:2,RS",
            "box/new/2.host",
            "plain/a.eml",
        ];
        for path in messages {
            put(path);
        }
        for path in [
            "box/tmp/4.host",
            "box/dovecot.index",
            "box/.Sent/new/.keep",
            "plain/.hidden",
        ] {
            put(path);
        }
        let found = list(&[root.path().to_owned()]);
        let shown: Vec<String> = found
            .iter()
            .map(|p| p.strip_prefix(root.path()).unwrap().display().to_string())
            .collect();
        assert_eq!(
            shown, messages,
            "no index, nothing half written, nothing hidden"
        );
    }
}
