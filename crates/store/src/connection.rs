//! How a database file is opened.
//!
//! The rule it protects: the key is given first, and a reader is physically unable to write.

use crate::{Key, StoreError};
use rusqlite::{Connection, OpenFlags};
use std::path::Path;
use std::time::Duration;
use zeroize::Zeroizing;

/// Marks our files (`PRAGMA application_id`): "CSTD".
pub(crate) const APPLICATION_ID: i64 = 0x4353_5444;

/// How long one program waits for another's write.
pub(crate) const BUSY: Duration = Duration::from_secs(5);

/// A connection that may write; makes the file when it is absent.
pub(crate) fn writer(path: &Path, key: &Key) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = open(path, key, flags, 64 * 1024)?;
    conn.pragma_update(None, "journal_mode", "wal")?;
    conn.pragma_update(None, "synchronous", "normal")?;
    // A checkpoint every 16 MB: a bulk import writes pages once, not once per 4 MB.
    conn.pragma_update(None, "wal_autocheckpoint", 4_000)?;
    conn.pragma_update(None, "journal_size_limit", 64 * 1024 * 1024)?;
    Ok(conn)
}

/// A connection that cannot write.
pub(crate) fn reader(path: &Path, key: &Key) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = open(path, key, flags, 32 * 1024)?;
    conn.pragma_update(None, "query_only", true)?;
    Ok(conn)
}

fn open(
    path: &Path,
    key: &Key,
    flags: OpenFlags,
    cache_kib: i64,
) -> Result<Connection, StoreError> {
    let conn =
        Connection::open_with_flags(path, flags).map_err(|e| match e.sqlite_error_code() {
            Some(rusqlite::ErrorCode::CannotOpen) => StoreError::io(
                path,
                std::fs::File::open(path)
                    .err()
                    .unwrap_or_else(|| std::io::ErrorKind::PermissionDenied.into()),
            ),
            _ => e.into(),
        })?;
    // SQLCipher would print to stderr what we return as an error.
    conn.pragma_update(None, "cipher_log_level", "none")?;
    let literal = Zeroizing::new(format!("x'{}'", key.hex().as_str()));
    conn.pragma_update(None, "key", literal.as_str())?;
    conn.busy_timeout(BUSY)?;
    conn.set_prepared_statement_cache_capacity(128);
    conn.pragma_update(None, "foreign_keys", true)?;
    conn.pragma_update(None, "cache_size", -cache_kib)?;
    conn.pragma_update(None, "temp_store", "memory")?;
    conn.pragma_update(None, "mmap_size", 0)?;
    // The first read proves the key.
    conn.query_row("SELECT count(*) FROM sqlite_schema", [], |row| {
        row.get::<_, i64>(0)
    })?;
    Ok(conn)
}
