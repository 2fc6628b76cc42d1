//! Why the store could not do what was asked, told apart by what a person can do about it.
//!
//! The rule it protects: a file is called corrupt only when SQLite's own corruption codes (or a failed page
//! authentication) say so. A wrong key, a full disk or a busy neighbour must never lead anybody to delete a good file.

use rusqlite::ErrorCode;
use std::path::PathBuf;

/// Why a key or secret could not be read or kept. Texts never contain the secret.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The system's keychain is absent, locked or refused.
    #[error("the system keychain is not available: {0}")]
    Keychain(String),
    /// The key file could not be read or written.
    #[error("the key file {path}: {source}")]
    File {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// Something is stored where the key should be, and it is no key.
    #[error("what is stored in {0} is not a key")]
    NotAKey(String),
    /// The system gave no random bytes.
    #[error("the system gave no random bytes")]
    Random,
    /// The key is wrapped by a passphrase, and none was given.
    #[error("this profile is locked by a passphrase")]
    PassphraseNeeded,
    /// The passphrase does not open the key.
    #[error("the passphrase is wrong")]
    PassphraseWrong,
    /// A new passphrase that is too easy to guess.
    #[error("a passphrase has at least {least} characters")]
    PassphraseShort {
        /// Fewest characters.
        least: usize,
    },
}

/// Everything that can go wrong in the store.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The profile folder holds no cache, and it was not to be made.
    #[error("there is no profile in {0}")]
    NoProfile(PathBuf),
    /// The cache exists and its key was not found. No new key is made: it could not read the file.
    #[error("the key of this profile was not found (looked in {looked_in})")]
    KeyMissing {
        /// Where it should have been.
        looked_in: String,
    },
    /// The key does not open the file, or the file is no database.
    #[error("the key does not open this file, or it is not a database")]
    WrongKey,
    /// The file is damaged.
    #[error("the database is damaged: {0}")]
    Corrupt(String),
    /// The disk (or the allowed size) is full, or refused to write; nothing was changed.
    #[error("the disk is full or refuses to write")]
    Full,
    /// The file or folder cannot be written.
    #[error("the profile cannot be written")]
    ReadOnly,
    /// Another program holds the profile.
    #[error("another program is using the profile")]
    Busy,
    /// Written by a newer version of this program.
    #[error("the profile has format {found}, this version reads up to {supported}")]
    NewerFormat {
        /// Format of the file.
        found: u32,
        /// Newest format this version knows.
        supported: u32,
    },
    /// Opened for reading, but an upgrade must be written first.
    #[error(
        "the profile has format {found} and must be opened for writing once to become {supported}"
    )]
    OlderFormat {
        /// Format of the file.
        found: u32,
        /// Format needed.
        supported: u32,
    },
    /// The key vault failed.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// A file operation failed.
    #[error("{path}: {source}")]
    Io {
        /// Which file or folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A stored value that this version cannot read.
    #[error("the store holds a {what} that cannot be read: {value}")]
    Unreadable {
        /// Which kind of value.
        what: &'static str,
        /// The value.
        value: String,
    },
    /// A row that was asked for does not exist.
    #[error("there is no {what} {id}")]
    NotFound {
        /// Which kind of row.
        what: &'static str,
        /// Its number.
        id: i64,
    },
    /// Sums no longer fit.
    #[error("a total is too large")]
    Overflow,
    /// A bank line would be used beyond its amount, or in another unit than its own.
    #[error("the bank line {0} does not hold that much")]
    OverUsed(String),
    /// A row would be put aside for one that is put aside for it.
    #[error("{0} is already what the other side is counted by")]
    Circular(String),
    /// An invoice would get a number after one of a later day.
    #[error("the last invoice of the series bears a later day, {last}")]
    EarlierThanLast {
        /// The day of the last invoice.
        last: domain::CivilDay,
    },
    /// Only imports are taken back.
    #[error("run {0} is not an import that can be taken back")]
    NotUndoable(i64),
    /// A backup did not pass its own check and was thrown away.
    #[error("the copy did not pass its check: {0}")]
    BadCopy(String),
    /// The writer thread has ended.
    #[error("the store is closed")]
    Closed,
    /// A closure given to the store panicked; its transaction was rolled back.
    #[error("an internal error stopped a write; nothing was changed")]
    Panicked,
    /// Any other answer of SQLite.
    #[error("database: {0}")]
    Sqlite(#[source] rusqlite::Error),
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseCorrupt) => Self::Corrupt(error.to_string()),
            Some(ErrorCode::NotADatabase) => Self::WrongKey,
            Some(ErrorCode::DiskFull) => Self::Full,
            // A quota or a limit on the size of files is no "disk full" to SQLite, only a write that failed.
            Some(ErrorCode::SystemIoFailure) if refused_to_write(&error) => Self::Full,
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Self::ReadOnly,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            _ => Self::Sqlite(error),
        }
    }
}

fn refused_to_write(error: &rusqlite::Error) -> bool {
    use rusqlite::ffi;
    let code = error.sqlite_error().map(|e| e.extended_code);
    code.is_some_and(|c| {
        [
            ffi::SQLITE_IOERR_WRITE,
            ffi::SQLITE_IOERR_FSYNC,
            ffi::SQLITE_IOERR_TRUNCATE,
        ]
        .contains(&c)
    })
}

impl StoreError {
    /// Wraps a file error, naming the file, and tells a full disk or a read-only place apart.
    pub(crate) fn io(path: impl Into<PathBuf>, source: std::io::Error) -> Self {
        use std::io::ErrorKind;
        match source.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
                Self::Full
            }
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            _ => Self::Io {
                path: path.into(),
                source,
            },
        }
    }
}
