//! How TikTok words its failures: `{"data":…,"error":{"code","message","log_id"}}`, whatever the HTTP status.

use crate::error::ConnectError;
use crate::http::{Answer, Dialect, Meaning};
use domain::Platform;
use serde::Deserialize;

#[derive(Deserialize, Default)]
struct Envelope {
    #[serde(default)]
    error: Error,
}

#[derive(Deserialize, Default)]
struct Error {
    #[serde(default)]
    code: String,
    #[serde(default)]
    message: String,
}

/// Reads the envelope's error. Source: TikTok's page on error handling of API v2.
pub(super) struct TiktokDialect;

impl Dialect for TiktokDialect {
    fn judge(&self, answer: &Answer) -> Meaning {
        let error = serde_json::from_slice::<Envelope>(&answer.body)
            .unwrap_or_default()
            .error;
        let again = |otherwise| Meaning::Again {
            what: error.code.clone(),
            after: None,
            otherwise,
        };
        match (error.code.as_str(), answer.status) {
            ("ok", 200..=299) => Meaning::Fine,
            ("access_token_invalid", _) | ("", 401) => Meaning::Fail(ConnectError::SignIn {
                platform: Platform::Tiktok,
                reason: "access_token_invalid".to_owned(),
            }),
            ("scope_not_authorized" | "scope_permission_missed", _) => {
                Meaning::Fail(ConnectError::Permission {
                    missing: scope_in(&error.message).unwrap_or_else(|| answer.name.clone()),
                })
            }
            ("rate_limit_exceeded", _) => again(ConnectError::RateLimited { after: None }),
            ("internal_error", status) => again(ConnectError::Server { status }),
            ("", 200..=299) => again(ConnectError::Malformed {
                what: answer.name.clone(),
                detail: "no error code in the envelope".to_owned(),
                body: Some(std::sync::Arc::clone(&answer.body)),
            }),
            (code, status) => Meaning::Fail(ConnectError::Refused {
                status,
                code: code.chars().take(200).collect(),
            }),
        }
    }
}

/// The scope a message names (`video.list`).
fn scope_in(message: &str) -> Option<String> {
    message
        .split(|c: char| !(c.is_ascii_alphanumeric() || c == '.' || c == '_'))
        .map(|word| word.trim_matches('.'))
        .find(|word| word.contains('.'))
        .map(str::to_owned)
}
