//! The token endpoint's answers (RFC 6749, sections 5.1 and 5.2).
//!
//! The rule it protects: the bytes of such an answer never become a document, and a refusal keeps the server's error word
//! and nothing else of it.

use crate::error::ConnectError;
use crate::http::raw::envelope;
use crate::http::{Answer, Dialect, Meaning};
use crate::secret::Secret;
use domain::{Instant, Platform};
use serde::{Deserialize, Deserializer};
use url::Url;

/// Words that are an answer to a poll, not a failure of the app or the grant.
const WORDS: [&str; 5] = [
    "authorization_pending",
    "slow_down",
    "expired_token",
    "access_denied",
    "invalid_grant",
];

/// A good answer.
#[derive(Deserialize)]
pub(crate) struct Tokens {
    pub access_token: Secret,
    /// Absent when the old one stays good.
    pub refresh_token: Option<Secret>,
    /// Seconds the access token lives.
    pub expires_in: Option<i64>,
    /// Seconds the refresh token lives; both names occur (TikTok).
    #[serde(alias = "refresh_token_expires_in")]
    pub refresh_expires_in: Option<i64>,
    /// Granted scopes, in the platform's separator.
    #[serde(default, deserialize_with = "scopes")]
    pub scope: String,
}

/// Scopes as the standard's text, or as a list (joined by spaces).
fn scopes<'de, D: Deserializer<'de>>(d: D) -> Result<String, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Either {
        Text(String),
        List(Vec<String>),
        Nothing(()),
    }
    Ok(match Either::deserialize(d)? {
        Either::Text(text) => text,
        Either::List(list) => list.join(" "),
        Either::Nothing(()) => String::new(),
    })
}

/// An address, where one is stated.
pub(crate) fn address<'de, D: Deserializer<'de>>(d: D) -> Result<Option<Url>, D::Error> {
    Option::<String>::deserialize(d)?
        .map(|text| Url::parse(&text).map_err(serde::de::Error::custom))
        .transpose()
}

/// The instant `seconds` from `now`; `None` where nothing is stated.
pub(crate) fn after(now: Instant, seconds: Option<i64>) -> Option<Instant> {
    Instant::from_seconds(now.seconds().checked_add(seconds?)?)
}

#[derive(Deserialize, Default)]
struct Refusal {
    #[serde(default)]
    error: Option<String>,
    /// Where Twitch writes the word.
    #[serde(default)]
    message: Option<String>,
}

impl Refusal {
    fn word(self) -> Option<String> {
        let known = |word: &String| WORDS.contains(&word.as_str());
        self.message.filter(known).or(self.error)
    }
}

/// Judges a token endpoint: `invalid_grant` and its like need the creator. Such an answer may come with HTTP 200.
pub(crate) struct OauthDialect(pub Platform);

impl Dialect for OauthDialect {
    fn judge(&self, answer: &Answer) -> Meaning {
        let refusal = serde_json::from_slice::<Refusal>(&answer.body).unwrap_or_default();
        match (answer.status, refusal.word()) {
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
