//! How Twitch words its failures: `{"error":"Unauthorized","status":401,"message":"…"}`.

use crate::error::ConnectError;
use crate::http::{Answer, Dialect, Meaning};
use domain::Platform;
use serde::Deserialize;
use std::time::Duration;

#[derive(Deserialize, Default)]
struct Body {
    #[serde(default)]
    error: String,
    #[serde(default)]
    message: String,
}

/// Reads the words of an error, and the moment at which the rate limit is whole again.
pub(super) struct TwitchDialect;

impl Dialect for TwitchDialect {
    fn judge(&self, answer: &Answer) -> Meaning {
        if (200..300).contains(&answer.status) {
            return Meaning::Fine;
        }
        let body = serde_json::from_slice::<Body>(&answer.body).unwrap_or_default();
        let word: String = if body.error.is_empty() {
            answer.status.to_string()
        } else {
            body.error.chars().take(60).collect()
        };
        match answer.status {
            // a missing scope is a 401 too, and no new access token would help
            401 if body.message.to_ascii_lowercase().contains("scope") => {
                Meaning::Fail(ConnectError::Permission {
                    missing: body.message.chars().take(200).collect(),
                })
            }
            401 => Meaning::Fail(ConnectError::SignIn {
                platform: Platform::Twitch,
                reason: word,
            }),
            403 => Meaning::Fail(ConnectError::Permission { missing: word }),
            status => Meaning::Fail(ConnectError::Refused { status, code: word }),
        }
    }

    /// `Ratelimit-Reset` is a moment in unix seconds; it is compared with the answer's own clock.
    fn wait(&self, answer: &Answer) -> Option<Duration> {
        let reset: i64 = answer.header("ratelimit-reset")?.parse().ok()?;
        let from = chrono::DateTime::parse_from_rfc2822(answer.header("date")?).ok()?;
        let seconds = reset.saturating_sub(from.timestamp());
        u64::try_from(seconds).ok().map(Duration::from_secs)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, body: &str, headers: &[(&'static str, &str)]) -> Answer {
        Answer {
            status,
            headers: headers
                .iter()
                .map(|(name, value)| {
                    (
                        reqwest::header::HeaderName::from_static(name),
                        value.parse().unwrap(),
                    )
                })
                .collect(),
            body: body.as_bytes().into(),
            name: "GET /helix".to_owned(),
        }
    }

    #[test]
    fn a_missing_scope_is_told_from_a_dead_token() {
        let judge = |status, body| match TwitchDialect.judge(&answer(status, body, &[])) {
            Meaning::Fine => "fine".to_owned(),
            Meaning::Again { what, .. } => what,
            Meaning::Fail(error) => error.code().to_owned(),
        };
        for (status, body, want) in [
            (200, "{}", "fine"),
            (
                401,
                r#"{"error":"Unauthorized","status":401,"message":"Missing scope: channel:read:subscriptions"}"#,
                "permission",
            ),
            (
                401,
                r#"{"error":"Unauthorized","status":401,"message":"Invalid OAuth token"}"#,
                "sign_in",
            ),
            (401, "", "sign_in"),
            (403, r#"{"error":"Forbidden"}"#, "permission"),
            (400, r#"{"error":"Bad Request"}"#, "refused"),
        ] {
            assert_eq!(judge(status, body), want, "{status} {body}");
        }
    }

    #[test]
    fn the_reset_is_a_moment_and_not_a_delay() {
        let date = ("date", "Sun, 22 Nov 2026 10:00:00 GMT");
        let reset = "1795341612";
        let full = answer(429, "{}", &[date, ("ratelimit-reset", reset)]);
        assert_eq!(
            TwitchDialect.wait(&full),
            Some(Duration::from_secs(12)),
            "twelve seconds behind the answer's own clock"
        );
        let none = answer(429, "{}", &[date]);
        assert_eq!(TwitchDialect.wait(&none), None, "nothing is made up");
    }
}
