//! How Stripe words its failures.

use crate::error::ConnectError;
use crate::http::{Answer, Dialect, Meaning};
use domain::Platform;
use serde::Deserialize;

#[derive(Debug, Deserialize, Default)]
struct ErrorBody {
    #[serde(default)]
    error: ErrorObject,
}

#[derive(Debug, Deserialize, Default)]
struct ErrorObject {
    #[serde(default, rename = "type")]
    kind: Option<String>,
    #[serde(default)]
    code: Option<String>,
    #[serde(default)]
    param: Option<String>,
    #[serde(default)]
    message: Option<String>,
}

/// Reads Stripe's error object and its `Stripe-Should-Retry` header.
pub(super) struct StripeDialect;

impl Dialect for StripeDialect {
    fn judge(&self, answer: &Answer) -> Meaning {
        if (200..300).contains(&answer.status) {
            return Meaning::Fine;
        }
        let error = serde_json::from_slice::<ErrorBody>(&answer.body)
            .unwrap_or_default()
            .error;
        let word = error
            .code
            .clone()
            .or(error.kind.clone())
            .unwrap_or_else(|| answer.status.to_string());
        match answer.status {
            401 => Meaning::Fail(ConnectError::SignIn {
                platform: Platform::Stripe,
                reason: word,
            }),
            403 => Meaning::Fail(ConnectError::Permission {
                missing: missing(error.message.as_deref()).unwrap_or_else(|| answer.name.clone()),
            }),
            // a lock held by another request passes within moments
            409 => Meaning::Again {
                what: word.clone(),
                after: None,
                otherwise: ConnectError::Refused {
                    status: 409,
                    code: word,
                },
            },
            status => Meaning::Fail(ConnectError::Refused {
                status,
                code: match error.param {
                    Some(param) => format!("{word} {param}"),
                    None => word,
                },
            }),
        }
    }

    fn asks_again(&self, answer: &Answer) -> Option<bool> {
        match answer.header("stripe-should-retry")? {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        }
    }
}

/// The permission named in the message (`rak_payout_read`). The message itself quotes parts of the key and is not kept.
fn missing(message: Option<&str>) -> Option<String> {
    message?
        .split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
        .find(|word| word.starts_with("rak_"))
        .map(str::to_owned)
}
