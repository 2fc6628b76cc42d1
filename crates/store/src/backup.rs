//! Copies of the cache, and the way back from one.
//!
//! The rule it protects: a copy counts only after it was opened with the profile's key and checked; a restore lays the
//! replaced file aside first.

use crate::lock::ProfileLock;
use crate::{Key, Passphrase, Profile, Store, StoreError, connection, migrate, profile, verify};
use domain::Instant;
use rusqlite::Connection;
use std::fs;
use std::path::{Path, PathBuf};

/// What a backup holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupReport {
    /// The finished file.
    pub file: PathBuf,
    /// Its bytes.
    pub size: u64,
    /// Earned lines in it.
    pub entries: u64,
}

impl Store {
    /// Writes a consistent copy of the cache to `file`, encrypted with the same key, opens it again and checks it.
    ///
    /// # Errors
    /// [`StoreError::BadCopy`] when the copy does not pass; nothing is left at `file` then.
    pub fn backup(&self, file: &Path) -> Result<BackupReport, StoreError> {
        let (key, target) = (self.key().clone(), file.to_owned());
        self.on_writer(move |conn| copy_to(conn, &key, &target))?
    }
}

/// The copy behind [`Store::backup`] and every upgrade.
pub(crate) fn copy_to(
    conn: &Connection,
    key: &Key,
    file: &Path,
) -> Result<BackupReport, StoreError> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).map_err(|e| StoreError::io(folder, e))?;
    }
    let part = file.with_extension("partial");
    remove_if_there(&part)?;
    let copied = write_copy(conn, key, &part);
    if copied.is_err() {
        remove_if_there(&part)?;
    }
    let entries = copied?;
    fs::rename(&part, file).map_err(|e| StoreError::io(file, e))?;
    let size = fs::metadata(file)
        .map_err(|e| StoreError::io(file, e))?
        .len();
    Ok(BackupReport {
        file: file.to_owned(),
        size,
        entries,
    })
}

fn write_copy(conn: &Connection, key: &Key, part: &Path) -> Result<u64, StoreError> {
    let name = part
        .to_str()
        .ok_or_else(|| StoreError::BadCopy("its path is not Unicode".to_owned()))?;
    // Under SQLCipher the new file takes the key of the open one.
    conn.execute("VACUUM INTO ?1", [name])?;
    fs::File::open(part)
        .and_then(|f| f.sync_all())
        .map_err(|e| StoreError::io(part, e))?;
    let entries = count_entries(conn)?;
    let copy = connection::reader(part, key)?;
    let same =
        migrate::format(&copy)? == migrate::format(conn)? && count_entries(&copy)? == entries;
    if !same {
        return Err(StoreError::BadCopy("it holds something else".to_owned()));
    }
    if let Some(problem) = verify::file_problems(&copy)?.into_iter().next() {
        return Err(StoreError::BadCopy(problem));
    }
    Ok(entries)
}

fn count_entries(conn: &Connection) -> Result<u64, StoreError> {
    Ok(conn.query_row("SELECT count(*) FROM entry", [], |row| row.get(0))?)
}

fn remove_if_there(path: &Path) -> Result<(), StoreError> {
    match fs::remove_file(path) {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => Err(StoreError::io(path, e)),
        _ => Ok(()),
    }
}

/// Puts `file` in the place of the cache of the profile in `folder`, which must not be open. The replaced cache goes to
/// `backups/before-restore-<ms>.db`.
///
/// # Errors
/// [`StoreError::WrongKey`] for a copy of another profile, [`StoreError::NewerFormat`], [`StoreError::BadCopy`],
/// [`StoreError::Busy`] while another program has the profile open. The cache is untouched after any of them.
pub fn restore(
    folder: &Path,
    file: &Path,
    passphrase: Option<&Passphrase>,
    now: Instant,
) -> Result<BackupReport, StoreError> {
    let info =
        profile::read_info(folder)?.ok_or_else(|| StoreError::NoProfile(folder.to_owned()))?;
    let _alone = ProfileLock::exclusive(folder)?;
    let key = profile::find_or_make_key(folder, &info, passphrase)?;
    let next = folder.join("studio.db.restoring");
    remove_if_there(&next)?;
    fs::copy(file, &next).map_err(|e| StoreError::io(file, e))?;
    let entries = match check_copy(&next, &key) {
        Ok(entries) => entries,
        Err(e) => {
            remove_if_there(&next)?;
            return Err(e);
        }
    };
    let current = profile::database(folder);
    if Profile::exists(folder) {
        // Copies may lie elsewhere, so this folder need not be there yet.
        let backups = profile::backups(folder);
        fs::create_dir_all(&backups).map_err(|e| StoreError::io(&backups, e))?;
        let kept = backups.join(format!("before-restore-{}.db", now.millis()));
        keep_aside(&current, &key, &kept)?;
    }
    for tail in ["-wal", "-shm"] {
        remove_if_there(&folder.join(format!("studio.db{tail}")))?;
    }
    fs::rename(&next, &current).map_err(|e| StoreError::io(&current, e))?;
    let size = fs::metadata(&current)
        .map_err(|e| StoreError::io(&current, e))?
        .len();
    Ok(BackupReport {
        file: current,
        size,
        entries,
    })
}

fn check_copy(file: &Path, key: &Key) -> Result<u64, StoreError> {
    let copy = connection::reader(file, key)?;
    let _older_is_fine = migrate::standing(&copy, migrate::MIGRATIONS)?;
    if let Some(problem) = verify::file_problems(&copy)?.into_iter().next() {
        return Err(StoreError::BadCopy(problem));
    }
    count_entries(&copy)
}

/// Keeps what is replaced: as a checked copy if it can be read, else as the bytes it is.
fn keep_aside(current: &Path, key: &Key, kept: &Path) -> Result<(), StoreError> {
    let copied = connection::writer(current, key).and_then(|conn| copy_to(&conn, key, kept));
    if copied.is_err() {
        fs::copy(current, kept).map_err(|e| StoreError::io(kept, e))?;
    }
    Ok(())
}
