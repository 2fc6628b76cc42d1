//! Every failure of a use case, and the one place that decides how it looks at the edge.
//!
//! The rule it protects: outside this crate an error is a code of a closed set with plain values; nobody matches on words.

use crate::shapes::{ErrorCode, ErrorShape};
use connectors::import::ImportError;
use connectors::{ConnectError, VaultError};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use store::{KeyError, StoreError};

/// Why a use case did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StudioError {
    /// No profile is open, or none is in that folder.
    #[error("there is no profile in {0}")]
    NoProfile(PathBuf),
    /// The folder holds something that is not a profile.
    #[error("{0} is not a profile folder")]
    NotAProfile(PathBuf),
    /// The store refused.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A platform could not be read.
    #[error("{account}: {source}")]
    Connect {
        /// The account's name.
        account: String,
        /// Why.
        source: ConnectError,
    },
    /// A file could not be read as what it is.
    #[error(transparent)]
    Import(#[from] ImportError),
    /// A file could not be read at all.
    #[error("{path}: {source}")]
    File {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        source: std::io::Error,
    },
    /// The request makes no sense.
    #[error("{what}: “{value}” cannot be used")]
    BadRequest {
        /// The field.
        what: String,
        /// What was given.
        value: String,
    },
    /// Nothing has that id.
    #[error("there is no {what} {id}")]
    NotFound {
        /// Kind of thing.
        what: &'static str,
        /// What was asked for.
        id: String,
    },
    /// It lies in a month that the creator accepted; the month has to be opened first.
    #[error("{month} of {account} is accepted")]
    MonthAccepted {
        /// The account's name.
        account: String,
        /// First day of the month.
        month: domain::CivilDay,
    },
    /// A file was not taken as a rule pack.
    #[error("the rule pack was refused: {0}")]
    Pack(Box<crate::programmes::packs::PackRefusal>),
    /// Something else is running.
    #[error("{0} is running")]
    Busy(String),
    /// Stopped by the creator.
    #[error("canceled")]
    Canceled,
    /// Planned, and not built yet.
    #[error("{0} is not built yet")]
    NotYet(&'static str),
    /// The rule registry is damaged.
    #[error("the programme rules cannot be read: {0}")]
    Rules(String),
    /// A drawing failed.
    #[error(transparent)]
    Chart(#[from] charts::ChartError),
    /// The emulator of the sample creator failed.
    #[error("the sample creator: {0}")]
    Sandbox(String),
    /// A fault of ours.
    #[error("internal: {0}")]
    Internal(String),
}

impl From<crate::programmes::packs::PackRefusal> for StudioError {
    fn from(why: crate::programmes::packs::PackRefusal) -> Self {
        Self::Pack(Box::new(why))
    }
}

impl StudioError {
    /// A request that makes no sense.
    pub fn bad(what: impl Into<String>, value: impl Into<String>) -> Self {
        Self::BadRequest {
            what: what.into(),
            value: value.into(),
        }
    }

    /// A file that could not be read.
    pub fn file(path: &Path, source: std::io::Error) -> Self {
        Self::File {
            path: path.to_owned(),
            source,
        }
    }

    /// What the edge shows.
    pub fn shape(&self) -> ErrorShape {
        let mut details = BTreeMap::new();
        let code = self.classify(&mut details);
        ErrorShape {
            code,
            message: self.to_string(),
            details,
        }
    }

    /// The exit status of the command line; see [`exit_code`].
    pub fn exit_code(&self) -> u8 {
        exit_code(self.shape().code)
    }

    fn classify(&self, details: &mut BTreeMap<String, String>) -> ErrorCode {
        let mut put = |key: &str, value: String| {
            details.insert(key.to_owned(), value);
        };
        match self {
            Self::NoProfile(folder) => {
                put("folder", folder.display().to_string());
                ErrorCode::ProfileMissing
            }
            Self::NotAProfile(folder) => {
                put("folder", folder.display().to_string());
                ErrorCode::NotAProfile
            }
            Self::Store(error) => store_code(error, &mut put),
            Self::Connect { account, source } => {
                put("account", account.clone());
                connect_code(source, &mut put)
            }
            Self::Import(error) => {
                put("file", error.file().to_owned());
                for (key, value) in error.details() {
                    put(key, value);
                }
                import_code(error)
            }
            Self::File { path, source } => {
                put("file", path.display().to_string());
                match source.kind() {
                    std::io::ErrorKind::StorageFull => ErrorCode::DiskFull,
                    _ => ErrorCode::FileUnreadable,
                }
            }
            Self::BadRequest { what, value } => {
                put("field", what.clone());
                put("value", value.clone());
                ErrorCode::BadRequest
            }
            Self::NotFound { what, id } => {
                put("what", (*what).to_owned());
                put("id", id.clone());
                ErrorCode::NotFound
            }
            Self::MonthAccepted { account, month } => {
                put("account", account.clone());
                put("month", month.to_string());
                ErrorCode::MonthAccepted
            }
            Self::Pack(why) => {
                use crate::programmes::packs::PackRefusal;
                put("reason", why.reason().to_owned());
                put("text", why.to_string());
                if let PackRefusal::UntrustedKey { key, fingerprint } = why.as_ref() {
                    put("key", key.clone());
                    put("fingerprint", fingerprint.clone());
                }
                ErrorCode::RulePack
            }
            Self::Busy(task) => {
                put("task", task.clone());
                ErrorCode::Busy
            }
            Self::Canceled => ErrorCode::Canceled,
            Self::NotYet(what) => {
                put("what", (*what).to_owned());
                ErrorCode::NotYet
            }
            Self::Rules(_) | Self::Chart(_) | Self::Sandbox(_) | Self::Internal(_) => {
                ErrorCode::Internal
            }
        }
    }
}

/// The exit status of the command line: 1 failed, 2 wrong usage, 4 sign-in needed, 5 locked or wrong passphrase.
pub fn exit_code(code: ErrorCode) -> u8 {
    match code {
        ErrorCode::BadRequest => 2,
        ErrorCode::SignIn | ErrorCode::Permission | ErrorCode::AnotherAccount => 4,
        ErrorCode::ProfileBusy
        | ErrorCode::PassphraseWrong
        | ErrorCode::KeyMissing
        | ErrorCode::KeyWrong => 5,
        _ => 1,
    }
}

fn store_code(error: &StoreError, put: &mut impl FnMut(&str, String)) -> ErrorCode {
    match error {
        StoreError::NoProfile(folder) => {
            put("folder", folder.display().to_string());
            ErrorCode::ProfileMissing
        }
        StoreError::KeyMissing { looked_in } => {
            put("looked_in", looked_in.clone());
            ErrorCode::KeyMissing
        }
        StoreError::WrongKey => ErrorCode::KeyWrong,
        StoreError::Key(KeyError::PassphraseNeeded) => {
            put("passphrase", "needed".to_owned());
            ErrorCode::PassphraseWrong
        }
        StoreError::Key(KeyError::PassphraseWrong) => ErrorCode::PassphraseWrong,
        StoreError::Key(_) => ErrorCode::KeyMissing,
        StoreError::Corrupt(_) | StoreError::Unreadable { .. } => ErrorCode::Corrupt,
        StoreError::Full => ErrorCode::DiskFull,
        StoreError::ReadOnly => ErrorCode::ReadOnly,
        StoreError::Busy => ErrorCode::ProfileBusy,
        StoreError::NewerFormat { found, supported } => {
            put("found", found.to_string());
            put("supported", supported.to_string());
            ErrorCode::NewerProfile
        }
        StoreError::OverUsed(line) => {
            put("field", "landing".to_owned());
            put("value", line.clone());
            ErrorCode::BadRequest
        }
        StoreError::Circular(row) => {
            put("field", "keep".to_owned());
            put("value", row.clone());
            ErrorCode::BadRequest
        }
        StoreError::EarlierThanLast { last } => {
            put("field", "issued_on".to_owned());
            put("value", last.to_string());
            ErrorCode::BadRequest
        }
        StoreError::NotFound { what, id } => {
            put("what", (*what).to_owned());
            put("id", id.to_string());
            ErrorCode::NotFound
        }
        StoreError::NotUndoable(run) => {
            put("field", "run".to_owned());
            put("value", run.to_string());
            ErrorCode::BadRequest
        }
        StoreError::Io { path, .. } => {
            put("file", path.display().to_string());
            ErrorCode::FileUnreadable
        }
        _ => ErrorCode::Internal,
    }
}

/// The code of a platform error, with the values its words need.
pub(crate) fn connect_code(error: &ConnectError, put: &mut impl FnMut(&str, String)) -> ErrorCode {
    match error {
        ConnectError::SignIn { reason, .. } => {
            put("reason", reason.clone());
            ErrorCode::SignIn
        }
        ConnectError::Permission { missing } => {
            put("missing", missing.clone());
            ErrorCode::Permission
        }
        ConnectError::RateLimited { after } => {
            if let Some(after) = after {
                put("seconds", after.as_secs().to_string());
            }
            ErrorCode::RateLimited
        }
        ConnectError::Unreachable { host, .. } => {
            put("host", host.clone());
            ErrorCode::Offline
        }
        ConnectError::Certificate { host, why } => {
            put("host", host.clone());
            put("reason", (*why).to_owned());
            ErrorCode::Certificate
        }
        ConnectError::Server { status } => {
            put("status", status.to_string());
            ErrorCode::PlatformError
        }
        ConnectError::Refused { status, code } => {
            put("status", status.to_string());
            put("reason", code.clone());
            ErrorCode::PlatformError
        }
        ConnectError::Malformed { what, .. } => {
            put("document", what.clone());
            ErrorCode::BadAnswer
        }
        ConnectError::Paging { feed, .. } => {
            put("document", feed.clone());
            ErrorCode::BadAnswer
        }
        ConnectError::Canceled => ErrorCode::Canceled,
        ConnectError::AnotherAccount { expected, found } => {
            put("expected", expected.clone());
            put("found", found.clone());
            ErrorCode::AnotherAccount
        }
        ConnectError::Vault(VaultError::Missing | VaultError::Unreadable(_))
        | ConnectError::Secret(_) => {
            put("reason", error.to_string());
            ErrorCode::SignIn
        }
        ConnectError::Unsupported { platform } => {
            put("field", "platform".to_owned());
            put("value", platform.to_string());
            ErrorCode::BadRequest
        }
        ConnectError::BaseUrl { url, .. } => {
            put("field", "base_url".to_owned());
            put("value", url.clone());
            ErrorCode::BadRequest
        }
        ConnectError::Sink(_) | ConnectError::Vault(_) | ConnectError::Client(_) => {
            ErrorCode::Internal
        }
    }
}

fn import_code(error: &ImportError) -> ErrorCode {
    match error {
        ImportError::Empty { .. } | ImportError::ZipEmpty { .. } => ErrorCode::FileEmpty,
        ImportError::ZipBomb { .. } => ErrorCode::ArchiveBomb,
        ImportError::ZipUnreadable { .. } => ErrorCode::ArchiveBroken,
        ImportError::TooLarge { .. } => ErrorCode::FileTooLarge,
        ImportError::UnknownFormat { .. } => ErrorCode::FileUnknown,
        ImportError::Encoding { .. } => ErrorCode::Encoding,
        ImportError::BrokenJson { .. } => ErrorCode::JsonBroken,
        ImportError::TooDeep { .. } => ErrorCode::JsonTooDeep,
        ImportError::DuplicateHeader { .. } => ErrorCode::DuplicateHeader,
        ImportError::MissingColumns { .. } | ImportError::NoHeader { .. } => {
            ErrorCode::MissingColumns
        }
        ImportError::NeedsAnswer { .. } => ErrorCode::NeedsAnswer,
    }
}
