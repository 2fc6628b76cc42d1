//! Why a platform could not be read, and what to do about it.
//!
//! The rules it protects: every error classifies itself (retry, sign in, skip, stop), and none carries a secret: only
//! hosts, paths, statuses and the platform's own error words.

use crate::secret::SecretError;
use domain::Platform;
use std::time::Duration;

/// What the caller does about an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// The next run may succeed by itself.
    Retry,
    /// The creator signs in again, or gives another key.
    SignIn,
    /// This part cannot be had; the rest goes on.
    Skip,
    /// Nothing more is done for this account in this run.
    Stop,
}

/// The store refused an event.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the store refused: {message}")]
pub struct SinkError {
    /// The store's words.
    pub message: String,
}

/// The vault gave or took no credentials.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    /// There are none for this account.
    #[error("no credentials are stored for this account")]
    Missing,
    /// The vault is locked or out of order.
    #[error("the credentials cannot be reached: {0}")]
    Unavailable(String),
    /// What is stored cannot be read.
    #[error(transparent)]
    Unreadable(#[from] SecretError),
}

/// Why a fetch or a sign-in failed.
#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    /// The platform no longer accepts the credentials.
    #[error("{platform} wants a new sign-in ({reason})")]
    SignIn {
        /// Whose.
        platform: Platform,
        /// The platform's error word (`invalid_grant`, `api_key_expired`), never a token.
        reason: String,
    },
    /// The credentials are good, but may not read this.
    #[error("the permission “{missing}” was not given")]
    Permission {
        /// Scope, resource or feed that is closed.
        missing: String,
    },
    /// Too many requests, and the wait asked for is longer than a run may wait.
    #[error("the platform asks to wait{}", after.map(|a| format!(" {} s", a.as_secs())).unwrap_or_default())]
    RateLimited {
        /// How long, when stated.
        after: Option<Duration>,
    },
    /// No answer: no network, no such host, reset, or too slow.
    #[error("{host} cannot be reached ({why})")]
    Unreachable {
        /// Host asked.
        host: String,
        /// Few words: `timeout`, `connection failed`, `truncated body`.
        why: String,
    },
    /// The server did not prove who it is, or would not speak safely. Nothing was said to it.
    #[error("{host} did not prove who it is ({why})")]
    Certificate {
        /// Host asked.
        host: String,
        /// Stable slug: `expired`, `not_valid_yet`, `another_name`, `revoked`, `unknown_issuer`, `not_the_trusted_one`,
        /// `no_tls`.
        why: &'static str,
    },
    /// The platform failed, again and again.
    #[error("the platform answered {status}")]
    Server {
        /// HTTP status, or 200 when the failure stood in the body.
        status: u16,
    },
    /// The platform refused the request itself.
    #[error("the platform refused the request: {status} {code}")]
    Refused {
        /// HTTP status.
        status: u16,
        /// The platform's error word, at most 200 characters.
        code: String,
    },
    /// An answer that is not what the API promises. Its bytes were handed over as a page in needs review.
    #[error("{what} could not be read: {detail}")]
    Malformed {
        /// The document, as in [`domain::DocumentDraft::name`].
        what: String,
        /// What is wrong with it.
        detail: String,
        /// The bytes, until they are handed over.
        body: Option<std::sync::Arc<[u8]>>,
    },
    /// The same page came twice, or a page that leads nowhere: walking on would never end.
    #[error("{feed}: paging does not move on ({why})")]
    Paging {
        /// The feed.
        feed: String,
        /// `repeated page`, `empty page`, `page limit`.
        why: &'static str,
    },
    /// The run was canceled.
    #[error("canceled")]
    Canceled,
    /// The credentials belong to another account than the one synced so far.
    #[error("these credentials belong to {found}, not to {expected}")]
    AnotherAccount {
        /// Platform's id of the account so far.
        expected: String,
        /// Platform's id the credentials lead to.
        found: String,
    },
    /// The store refused.
    #[error(transparent)]
    Sink(#[from] SinkError),
    /// There is no connector for it.
    #[error("{platform} has no connection; import its files instead")]
    Unsupported {
        /// The platform.
        platform: Platform,
    },
    /// The credentials cannot be had.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// The credentials have the wrong shape.
    #[error(transparent)]
    Secret(#[from] SecretError),
    /// An address credentials must not be sent to.
    #[error("“{url}” is not an address to connect to: {why}")]
    BaseUrl {
        /// As configured, without user name and password.
        url: String,
        /// What is wrong with it.
        why: &'static str,
    },
    /// The HTTP client could not be made (no certificates on this system, for instance).
    #[error("no secure connection can be made here: {0}")]
    Client(String),
}

impl ConnectError {
    /// What to do about it.
    pub fn action(&self) -> Action {
        match self {
            Self::RateLimited { .. } | Self::Unreachable { .. } | Self::Server { .. } => {
                Action::Retry
            }
            Self::SignIn { .. }
            | Self::Secret(_)
            | Self::AnotherAccount { .. }
            | Self::Vault(VaultError::Missing | VaultError::Unreadable(_)) => Action::SignIn,
            Self::Permission { .. }
            | Self::Malformed { .. }
            | Self::Paging { .. }
            | Self::Refused { .. } => Action::Skip,
            Self::Canceled
            | Self::Sink(_)
            | Self::Unsupported { .. }
            | Self::Vault(VaultError::Unavailable(_))
            | Self::BaseUrl { .. }
            | Self::Certificate { .. }
            | Self::Client(_) => Action::Stop,
        }
    }

    /// Stable slug for reports and translation.
    pub fn code(&self) -> &'static str {
        match self {
            Self::SignIn { .. } => "sign_in",
            Self::Permission { .. } => "permission",
            Self::RateLimited { .. } => "rate_limited",
            Self::Unreachable { .. } => "unreachable",
            Self::Certificate { .. } => "certificate",
            Self::Server { .. } => "server",
            Self::Refused { .. } => "refused",
            Self::Malformed { .. } => "malformed",
            Self::Paging { .. } => "paging",
            Self::Canceled => "canceled",
            Self::AnotherAccount { .. } => "another_account",
            Self::Sink(_) => "store",
            Self::Unsupported { .. } => "unsupported",
            Self::Vault(_) => "vault",
            Self::Secret(_) => "credentials",
            Self::BaseUrl { .. } => "base_url",
            Self::Client(_) => "client",
        }
    }
}
