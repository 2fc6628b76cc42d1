//! What an answer means and whether to ask again.
//!
//! The rule it protects: only failures that may pass by themselves are repeated, and a platform's wish to be left alone
//! is honoured, unless its clock makes the wish absurd.

use super::request::Answer;
use crate::error::ConnectError;
use chrono::{DateTime, Utc};
use domain::Instant;
use std::time::Duration;

/// Longest wait taken from a `Retry-After` *date*: with a skewed clock on either side, a date may lie hours away.
const LONGEST_DATED_WAIT: Duration = Duration::from_secs(60);

/// What one answer means.
#[derive(Debug)]
pub(crate) enum Meaning {
    /// Good.
    Fine,
    /// May pass by itself.
    Again {
        /// Why, for the progress line.
        what: String,
        /// The wait the platform asks for.
        after: Option<Duration>,
        /// The error when attempts run out.
        otherwise: ConnectError,
    },
    /// Final.
    Fail(ConnectError),
}

/// How one platform words its failures.
pub(crate) trait Dialect: Send + Sync {
    /// Judges a platform's own signs. [`common`] has already dealt with redirects, 429, 5xx and broken JSON.
    fn judge(&self, answer: &Answer) -> Meaning;

    /// Whether the platform itself says, beside the status, that asking again is right or useless.
    fn asks_again(&self, _answer: &Answer) -> Option<bool> {
        None
    }

    /// The wait the platform asks for in words of its own, in the body or a header, where it sends no `Retry-After`.
    fn wait(&self, _answer: &Answer) -> Option<Duration> {
        None
    }

    /// Whether every answer is JSON. A server of files says no.
    fn expects_json(&self) -> bool {
        true
    }
}

/// What an answer means on any platform; `None` leaves it to the dialect.
pub(crate) fn common(answer: &Answer, json: bool, now: Instant) -> Option<Meaning> {
    let after = || {
        answer
            .header("retry-after")
            .and_then(|text| retry_after(text, answer, now))
    };
    match answer.status {
        300..=399 => Some(Meaning::Fail(ConnectError::Refused {
            status: answer.status,
            code: "redirect".to_owned(),
        })),
        429 => {
            let after = after();
            Some(Meaning::Again {
                what: "429".to_owned(),
                after,
                otherwise: ConnectError::RateLimited { after },
            })
        }
        status @ (408 | 425 | 500..=599) => Some(Meaning::Again {
            what: status.to_string(),
            after: after(),
            otherwise: ConnectError::Server { status },
        }),
        _ if json => broken(answer),
        _ => None,
    }
}

/// Whether the body is not JSON although it should be.
fn broken(answer: &Answer) -> Option<Meaning> {
    if answer.body.is_empty() && answer.status != 200 {
        // an error status without a body speaks for itself
        return None;
    }
    let error = serde_json::from_slice::<serde::de::IgnoredAny>(&answer.body).err()?;
    Some(Meaning::Again {
        what: "malformed body".to_owned(),
        after: None,
        otherwise: ConnectError::Malformed {
            what: answer.name.clone(),
            detail: format!(
                "not JSON at line {}, column {}",
                error.line(),
                error.column()
            ),
            body: Some(std::sync::Arc::clone(&answer.body)),
        },
    })
}

/// Reads `Retry-After`: seconds, or an HTTP date (RFC 9110, section 10.2.3). A date is compared with the answer's own
/// `Date`, so that only the platform's clock counts, and is cut to a minute.
fn retry_after(text: &str, answer: &Answer, now: Instant) -> Option<Duration> {
    let text = text.trim();
    if let Ok(seconds) = text.parse::<u64>() {
        return Some(Duration::from_secs(seconds));
    }
    let at = http_date(text)?;
    let from = answer.header("date").and_then(http_date).unwrap_or(now.0);
    let wait = (at - from).to_std().unwrap_or_default();
    Some(wait.min(LONGEST_DATED_WAIT))
}

fn http_date(text: &str) -> Option<DateTime<Utc>> {
    DateTime::parse_from_rfc2822(text).ok().map(|t| t.to_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, headers: &[(&'static str, &str)], body: &str) -> Answer {
        Answer {
            status,
            headers: headers
                .iter()
                .map(|(k, v)| {
                    (
                        reqwest::header::HeaderName::from_static(k),
                        v.parse().unwrap(),
                    )
                })
                .collect(),
            body: body.as_bytes().into(),
            name: "GET /x".to_owned(),
        }
    }

    #[test]
    fn retry_after_is_read_in_both_forms_and_never_trusted_blindly() {
        let now: Instant = "2026-11-22T10:00:00Z".parse().unwrap();
        type Case = (
            &'static str,
            &'static [(&'static str, &'static str)],
            Option<u64>,
            &'static str,
        );
        let cases: &[Case] = &[
            ("7", &[], Some(7), "seconds"),
            (" 0 ", &[], Some(0), "zero seconds with spaces"),
            (
                "Sun, 22 Nov 2026 10:00:05 GMT",
                &[],
                Some(5),
                "a date against our clock",
            ),
            (
                "Sun, 22 Nov 2026 12:00:09 GMT",
                &[("date", "Sun, 22 Nov 2026 12:00:00 GMT")],
                Some(9),
                "a date against the server's own clock, two hours ahead of ours",
            ),
            (
                "Sun, 22 Nov 2026 09:00:00 GMT",
                &[],
                Some(0),
                "a date that has passed",
            ),
            (
                "Mon, 23 Nov 2026 10:00:00 GMT",
                &[],
                Some(60),
                "a day ahead is a skewed clock: cut",
            ),
            ("soon", &[], None, "neither"),
            ("-3", &[], None, "a negative number"),
        ];
        for (text, headers, want, why) in cases {
            let got = retry_after(text, &answer(429, headers, ""), now);
            assert_eq!(got, want.map(Duration::from_secs), "{text}: {why}");
        }
    }

    #[test]
    fn only_passing_failures_are_repeated() {
        let now: Instant = "2026-11-22T10:00:00Z".parse().unwrap();
        let cases = [
            (200, "{}", "dialect", "good JSON is the platform's to judge"),
            (
                200,
                "{\"a\":",
                "again",
                "a broken body may be whole next time",
            ),
            (200, "", "again", "an empty body where JSON was promised"),
            (401, "", "dialect", "a bare status"),
            (404, "<html>", "again", "a proxy's page instead of the API"),
            (302, "{}", "fail", "credentials do not follow"),
            (429, "{}", "again", "throttled"),
            (503, "{}", "again", "down"),
        ];
        for (status, body, want, why) in cases {
            let got = match common(&answer(status, &[], body), true, now) {
                None | Some(Meaning::Fine) => "dialect",
                Some(Meaning::Again { .. }) => "again",
                Some(Meaning::Fail(_)) => "fail",
            };
            assert_eq!(got, want, "{status} {body:?}: {why}");
        }
    }
}
