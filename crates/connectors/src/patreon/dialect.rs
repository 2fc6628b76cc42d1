//! How Patreon words its failures: `{"errors":[{"code","code_name","detail","status","title"}]}`.

use crate::error::ConnectError;
use crate::http::{Answer, Dialect, Meaning};
use domain::Platform;
use serde::Deserialize;
use std::time::Duration;

#[derive(Deserialize, Default)]
struct ErrorBody {
    #[serde(default)]
    errors: Vec<ErrorObject>,
}

#[derive(Deserialize, Default)]
struct ErrorObject {
    #[serde(default)]
    code_name: Option<String>,
    #[serde(default)]
    retry_after_seconds: Option<u64>,
}

fn first(answer: &Answer) -> ErrorObject {
    let body = serde_json::from_slice::<ErrorBody>(&answer.body).unwrap_or_default();
    body.errors.into_iter().next().unwrap_or_default()
}

/// Reads Patreon's error list.
pub(super) struct PatreonDialect;

impl Dialect for PatreonDialect {
    fn judge(&self, answer: &Answer) -> Meaning {
        if (200..300).contains(&answer.status) {
            return Meaning::Fine;
        }
        let word = first(answer).code_name;
        let word = word.unwrap_or_else(|| answer.status.to_string());
        let word: String = word.chars().take(200).collect();
        match answer.status {
            401 => Meaning::Fail(ConnectError::SignIn {
                platform: Platform::Patreon,
                reason: word,
            }),
            403 => Meaning::Fail(ConnectError::Permission { missing: word }),
            status => Meaning::Fail(ConnectError::Refused { status, code: word }),
        }
    }

    fn wait(&self, answer: &Answer) -> Option<Duration> {
        first(answer).retry_after_seconds.map(Duration::from_secs)
    }
}
