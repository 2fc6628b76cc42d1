//! The token endpoint's answers (RFC 6749, sections 5.1 and 5.2).

use crate::error::ConnectError;
use crate::http::raw::envelope;
use crate::http::{Answer, Dialect, Meaning};
use crate::secret::Secret;
use domain::{Instant, Platform};
use serde::Deserialize;

/// A good answer.
#[derive(Deserialize)]
pub(crate) struct Tokens {
    pub access_token: Secret,
    /// Absent when the old one stays good.
    pub refresh_token: Option<Secret>,
    /// Seconds the access token lives.
    pub expires_in: Option<i64>,
    /// Granted scopes, in the platform's separator.
    #[serde(default)]
    pub scope: String,
}

impl Tokens {
    /// When the access token ends.
    pub fn expires_at(&self, now: Instant) -> Option<Instant> {
        Instant::from_seconds(now.seconds().checked_add(self.expires_in?)?)
    }
}

#[derive(Deserialize, Default)]
struct Refusal {
    #[serde(default)]
    error: Option<String>,
}

/// Judges a token endpoint: `invalid_grant` and its like need the creator. Such an answer may come with HTTP 200.
pub(crate) struct OauthDialect(pub Platform);

impl Dialect for OauthDialect {
    fn judge(&self, answer: &Answer) -> Meaning {
        let refusal = serde_json::from_slice::<Refusal>(&answer.body).unwrap_or_default();
        match (answer.status, refusal.error) {
            (200..=299, None) => Meaning::Fine,
            (_, Some(word)) => Meaning::Fail(ConnectError::SignIn {
                platform: self.0,
                reason: word.chars().take(60).collect(),
            }),
            (status, None) => Meaning::Fail(ConnectError::SignIn {
                platform: self.0,
                reason: status.to_string(),
            }),
        }
    }
}

/// Reads the tokens. The bytes of such an answer never become a document.
pub(crate) fn read_tokens<'a, T: Deserialize<'a>>(answer: &'a Answer) -> Result<T, ConnectError> {
    envelope(&answer.name, &answer.body).map_err(without_bytes)
}

/// Takes the bytes out of an error about an answer that may hold tokens.
pub(crate) fn without_bytes(error: ConnectError) -> ConnectError {
    match error {
        ConnectError::Malformed { what, .. } => ConnectError::Malformed {
            what,
            detail: "not the promised token object".to_owned(),
            body: None,
        },
        other => other,
    }
}
