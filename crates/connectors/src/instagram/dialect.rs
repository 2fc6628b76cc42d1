//! How Meta words its failures: `{"error":{"message","type","code","error_subcode","fbtrace_id"}}`.

use crate::error::ConnectError;
use crate::http::{Answer, Dialect, Meaning};
use domain::Platform;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::time::Duration;

#[derive(Deserialize, Default)]
struct Body {
    #[serde(default)]
    error: Error,
}

#[derive(Deserialize, Default)]
struct Error {
    code: Option<i64>,
}

#[derive(Deserialize)]
struct Usage {
    /// Minutes.
    #[serde(default)]
    estimated_time_to_regain_access: u64,
}

/// Reads the code of an error: the HTTP status alone does not tell a throttle from a refusal.
pub(super) struct MetaDialect(pub Platform);

impl Dialect for MetaDialect {
    fn judge(&self, answer: &Answer) -> Meaning {
        let code = serde_json::from_slice::<Body>(&answer.body)
            .unwrap_or_default()
            .error
            .code;
        if (200..300).contains(&answer.status) && code.is_none() {
            return Meaning::Fine;
        }
        let word = code.map_or_else(|| answer.status.to_string(), |c| c.to_string());
        match (answer.status, code) {
            (_, Some(190)) | (401, _) => Meaning::Fail(ConnectError::SignIn {
                platform: self.0,
                reason: word,
            }),
            (_, Some(4 | 17 | 32 | 613)) => Meaning::Again {
                what: format!("throttled ({word})"),
                after: None,
                otherwise: ConnectError::RateLimited { after: None },
            },
            // 10: not permitted, or too few viewers to tell
            (_, Some(10 | 200..=299)) | (403, _) => {
                Meaning::Fail(ConnectError::Permission { missing: word })
            }
            (status, _) => Meaning::Fail(ConnectError::Refused { status, code: word }),
        }
    }

    fn wait(&self, answer: &Answer) -> Option<Duration> {
        let usage = answer.header("x-business-use-case-usage")?;
        let usage: BTreeMap<String, Vec<Usage>> = serde_json::from_str(usage).ok()?;
        let minutes = usage
            .into_values()
            .flatten()
            .map(|u| u.estimated_time_to_regain_access)
            .max()?;
        (minutes > 0).then(|| Duration::from_secs(minutes.saturating_mul(60)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, body: &str, usage: Option<&str>) -> Answer {
        let name = reqwest::header::HeaderName::from_static("x-business-use-case-usage");
        Answer {
            status,
            headers: usage
                .map(|text| (name, text.parse().unwrap()))
                .into_iter()
                .collect(),
            body: body.as_bytes().into(),
            name: "GET /v25.0/me".to_owned(),
        }
    }

    #[test]
    fn the_code_decides_and_not_the_status() {
        for (status, body, want) in [
            (200, r#"{"id":"1"}"#, "fine"),
            (400, r#"{"error":{"code":190}}"#, "sign_in"),
            (400, r#"{"error":{"code":4}}"#, "again"),
            (403, r#"{"error":{"code":613}}"#, "again"),
            (400, r#"{"error":{"code":10}}"#, "permission"),
            (403, r#"{"error":{"code":200}}"#, "permission"),
            (400, r#"{"error":{"code":100}}"#, "refused"),
            (200, r#"{"error":{"code":100}}"#, "refused"),
            (404, "", "refused"),
        ] {
            let got = match MetaDialect(Platform::Instagram).judge(&answer(status, body, None)) {
                Meaning::Fine => "fine",
                Meaning::Again { .. } => "again",
                Meaning::Fail(error) => error.code(),
            };
            assert_eq!(got, want, "{status} {body}");
        }
    }

    #[test]
    fn the_wait_is_in_minutes_and_the_longest_counts() {
        let usage = r#"{"17841400000000001":[{"type":"instagram","call_count":100,"estimated_time_to_regain_access":2},{"type":"x","estimated_time_to_regain_access":7}]}"#;
        let dialect = MetaDialect(Platform::Instagram);
        assert_eq!(
            dialect.wait(&answer(400, "{}", Some(usage))),
            Some(Duration::from_secs(420)),
            "seven minutes"
        );
        for none in [None, Some("{}"), Some("[]")] {
            let got = dialect.wait(&answer(400, "{}", none));
            assert_eq!(got, None, "{none:?}: nothing is made up");
        }
    }
}
