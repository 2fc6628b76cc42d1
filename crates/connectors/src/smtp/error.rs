//! Why a message was not handed over, or why nobody knows whether it was.
//!
//! The rule it protects: *unheard* is its own answer. Only a server's word makes a message sent or refused.

use crate::error::ConnectError;
use domain::Platform;
use lettre::transport::smtp::Error;

/// Why a message was not handed over.
#[derive(Debug, thiserror::Error)]
pub enum SendError {
    /// The server cannot be reached, did not prove who it is, or wants another sign-in. It has nothing.
    #[error(transparent)]
    Line(#[from] ConnectError),
    /// The server asked to come again later. It has nothing.
    #[error("the server asks to come again later: {words}")]
    Later {
        /// Its words, cut.
        words: String,
    },
    /// The server refused the message for good. It has nothing.
    #[error("the server refused: {words}")]
    Refused {
        /// Its words, cut.
        words: String,
    },
    /// The end of the message was on its way and no answer was heard: the server may have it.
    #[error("no answer was heard: {why}")]
    Unheard {
        /// What was seen instead.
        why: String,
    },
}

/// The server's words of an answer that is a refusal: code and text.
fn words(error: &Error) -> String {
    let said = std::error::Error::source(error).map(ToString::to_string);
    let said = said.unwrap_or_default().replace(['\r', '\n'], " ");
    let code = error.status().map(|code| code.to_string());
    let whole = format!("{} {}", code.unwrap_or_default(), said.trim());
    crate::text::cut(whole.trim(), 300)
}

/// An error before the end of the message was written: the server has nothing.
pub(super) fn before(host: &str, error: &Error) -> SendError {
    if error.is_permanent() {
        SendError::Refused {
            words: words(error),
        }
    } else if error.is_transient() {
        SendError::Later {
            words: words(error),
        }
    } else {
        SendError::Line(ConnectError::Unreachable {
            host: host.to_owned(),
            why: "connection lost".to_owned(),
        })
    }
}

/// An error while signing in.
pub(super) fn signing_in(host: &str, error: &Error) -> SendError {
    // 454 and the like: the server's own trouble, RFC 4954, 6
    if error.is_permanent() || error.is_client() {
        let reason = match words(error) {
            said if said.is_empty() => "AUTHENTICATIONFAILED".to_owned(),
            said => said,
        };
        return SendError::Line(ConnectError::SignIn {
            platform: Platform::Mail,
            reason,
        });
    }
    before(host, error)
}

/// An error behind the end of the message: only a server's answer settles it.
pub(super) fn behind(error: &Error) -> SendError {
    if error.is_permanent() {
        SendError::Refused {
            words: words(error),
        }
    } else if error.is_transient() {
        SendError::Later {
            words: words(error),
        }
    } else {
        SendError::Unheard {
            why: crate::text::cut(&error.to_string(), 200),
        }
    }
}
