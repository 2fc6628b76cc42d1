//! How Shopify words its failures: `{"errors":[{"message","extensions":{"code"}}]}` with HTTP 200, or `{"errors":"…"}`.

use crate::error::ConnectError;
use crate::http::{Answer, Dialect, Meaning};
use domain::Platform;
use serde::Deserialize;
use std::time::Duration;

#[derive(Deserialize, Default)]
struct Body {
    #[serde(default)]
    errors: serde_json::Value,
    #[serde(default)]
    extensions: Extensions,
}

#[derive(Deserialize, Default)]
struct Extensions {
    #[serde(default)]
    cost: Option<Cost>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Cost {
    requested_query_cost: Option<f64>,
    throttle_status: Option<Bucket>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Bucket {
    currently_available: f64,
    restore_rate: f64,
}

/// Reads GraphQL's errors.
pub(super) struct ShopifyDialect;

impl Dialect for ShopifyDialect {
    fn judge(&self, answer: &Answer) -> Meaning {
        let body = serde_json::from_slice::<Body>(&answer.body).unwrap_or_default();
        let fine = body.errors.is_null() || body.errors.as_array().is_some_and(Vec::is_empty);
        if (200..300).contains(&answer.status) && fine {
            return Meaning::Fine;
        }
        let first = body.errors.get(0);
        let code = first.and_then(|e| e.pointer("/extensions/code")?.as_str());
        let words = first.and_then(|e| e.get("message")?.as_str());
        let words = words.or(body.errors.as_str()).or(code);
        let shown = |text: Option<&str>| -> String {
            let status = answer.status.to_string();
            text.unwrap_or(&status).chars().take(200).collect()
        };
        match (answer.status, code) {
            (401, _) => Meaning::Fail(ConnectError::SignIn {
                platform: Platform::Shopify,
                reason: "invalid_token".to_owned(),
            }),
            (_, Some("THROTTLED")) => {
                let after = body.extensions.cost.as_ref().and_then(refill);
                Meaning::Again {
                    what: "THROTTLED".to_owned(),
                    after,
                    otherwise: ConnectError::RateLimited { after },
                }
            }
            (403, _) | (_, Some("ACCESS_DENIED")) => Meaning::Fail(super::without_payments()),
            (status, _) => Meaning::Fail(ConnectError::Refused {
                status,
                code: shown(words),
            }),
        }
    }
}

/// Time until the bucket holds what the query costs.
fn refill(cost: &Cost) -> Option<Duration> {
    let bucket = cost.throttle_status.as_ref()?;
    let short = cost.requested_query_cost? - bucket.currently_available;
    let seconds = (short / bucket.restore_rate).ceil();
    (seconds.is_finite() && seconds > 0.0).then(|| Duration::from_secs_f64(seconds.min(60.0)))
}
