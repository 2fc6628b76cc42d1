//! How PayPal words its failures: `{"name","message","debug_id","details":[{"field","issue"}]}`.

use crate::error::ConnectError;
use crate::http::{Answer, Dialect, Meaning};
use domain::Platform;
use serde::Deserialize;

#[derive(Deserialize, Default)]
struct ErrorBody {
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    details: Vec<Detail>,
}

#[derive(Deserialize)]
struct Detail {
    #[serde(default)]
    field: Option<String>,
    #[serde(default)]
    issue: Option<String>,
}

/// Reads PayPal's error object.
pub(super) struct PaypalDialect;

impl Dialect for PaypalDialect {
    fn judge(&self, answer: &Answer) -> Meaning {
        if (200..300).contains(&answer.status) {
            return Meaning::Fine;
        }
        let body = serde_json::from_slice::<ErrorBody>(&answer.body).unwrap_or_default();
        let word = body.name.unwrap_or_else(|| answer.status.to_string());
        match answer.status {
            401 => Meaning::Fail(ConnectError::SignIn {
                platform: Platform::Paypal,
                reason: word.chars().take(60).collect(),
            }),
            // the app lacks the tick at *Transaction Search*, or PayPal has not switched it on yet
            403 => Meaning::Fail(ConnectError::Permission {
                missing: "Transaction Search".to_owned(),
            }),
            status => {
                let what = body
                    .details
                    .into_iter()
                    .next()
                    .map(|d| [d.field, d.issue].into_iter().flatten().collect::<Vec<_>>());
                let words = std::iter::once(word).chain(what.into_iter().flatten());
                let code = words.collect::<Vec<_>>().join(" ");
                Meaning::Fail(ConnectError::Refused {
                    status,
                    code: code.chars().take(200).collect(),
                })
            }
        }
    }
}
