//! How Gumroad words its failures: `{"success":false,"message"}`, also with HTTP 200, or `{"status":400,"error"}`.

use crate::error::ConnectError;
use crate::http::{Answer, Dialect, Meaning};
use domain::Platform;
use serde::Deserialize;

#[derive(Deserialize, Default)]
struct Body {
    #[serde(default)]
    success: Option<bool>,
    #[serde(default)]
    message: Option<String>,
    #[serde(default)]
    error: Option<String>,
}

/// Reads Gumroad's two error bodies.
pub(super) struct GumroadDialect;

impl Dialect for GumroadDialect {
    fn judge(&self, answer: &Answer) -> Meaning {
        let body = serde_json::from_slice::<Body>(&answer.body).unwrap_or_default();
        if (200..300).contains(&answer.status) && body.success != Some(false) {
            return Meaning::Fine;
        }
        let words = body.message.or(body.error);
        let words = words.unwrap_or_else(|| answer.status.to_string());
        let code: String = words.chars().take(200).collect();
        match answer.status {
            401 => Meaning::Fail(ConnectError::SignIn {
                platform: Platform::Gumroad,
                reason: "invalid_token".to_owned(),
            }),
            403 => Meaning::Fail(ConnectError::Permission {
                missing: scope_of(&answer.name).to_owned(),
            }),
            status => Meaning::Fail(ConnectError::Refused { status, code }),
        }
    }
}

/// The scope a call needs; the answer does not name it.
fn scope_of(name: &str) -> &'static str {
    if name.contains("/payouts") {
        "view_payouts"
    } else {
        "view_sales"
    }
}
