//! How Google words its failures: `{"error":{"code","message","errors":[{"reason"}],"status"}}`.

use crate::error::ConnectError;
use crate::http::{Answer, Dialect, Meaning};
use domain::Platform;
use serde::Deserialize;

#[derive(Deserialize, Default)]
struct Body {
    #[serde(default)]
    error: Error,
}

#[derive(Deserialize, Default)]
struct Error {
    #[serde(default)]
    errors: Vec<Reason>,
    #[serde(default)]
    status: Option<String>,
}

#[derive(Deserialize)]
struct Reason {
    #[serde(default)]
    reason: String,
}

/// Reads the reason of an error.
pub(super) struct GoogleDialect;

impl Dialect for GoogleDialect {
    fn judge(&self, answer: &Answer) -> Meaning {
        if (200..300).contains(&answer.status) {
            return Meaning::Fine;
        }
        let error = serde_json::from_slice::<Body>(&answer.body)
            .unwrap_or_default()
            .error;
        let reason = error
            .errors
            .into_iter()
            .map(|e| e.reason)
            .find(|r| !r.is_empty())
            .or(error.status)
            .unwrap_or_else(|| answer.status.to_string());
        match (answer.status, reason.as_str()) {
            (401, _) => Meaning::Fail(ConnectError::SignIn {
                platform: Platform::Youtube,
                reason,
            }),
            // the day's quota comes back at midnight Pacific: no wait of a run helps
            (403, "quotaExceeded" | "dailyLimitExceeded") => {
                Meaning::Fail(ConnectError::RateLimited { after: None })
            }
            (403, "rateLimitExceeded" | "userRateLimitExceeded") => Meaning::Again {
                what: reason,
                after: None,
                otherwise: ConnectError::RateLimited { after: None },
            },
            (403, _) => Meaning::Fail(ConnectError::Permission { missing: reason }),
            (status, _) => Meaning::Fail(ConnectError::Refused {
                status,
                code: reason.chars().take(200).collect(),
            }),
        }
    }
}
