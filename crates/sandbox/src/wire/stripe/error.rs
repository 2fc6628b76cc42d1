//! Stripe's error object (spec `error`, `api_errors`).
//!
//! Rule protected: `type` and `message` always, `code` and `param` where Stripe gives them.

use serde_json::{Map, json};

use crate::wire::Answer;

/// Why a request is refused.
#[derive(Debug)]
pub(super) struct Refusal {
    status: u16,
    message: String,
    code: Option<&'static str>,
    param: Option<String>,
}

impl Refusal {
    pub(super) fn new(status: u16, message: impl Into<String>) -> Self {
        Self {
            status,
            message: message.into(),
            code: None,
            param: None,
        }
    }

    /// A wrong value of a parameter.
    pub(super) fn param(name: &str, message: impl Into<String>) -> Self {
        Self {
            param: Some(name.to_owned()),
            ..Self::new(400, message)
        }
    }

    /// An object that does not exist: 404 when asked for by path, 400 when named in a parameter.
    pub(super) fn missing(status: u16, what: &str, id: &str, param: &str) -> Self {
        let refusal = Self {
            param: Some(param.to_owned()),
            ..Self::new(status, format!("No such {what}: '{id}'"))
        };
        refusal.code("resource_missing")
    }

    /// What Stripe says for a status under load or on failure.
    pub(super) fn plain(status: u16) -> Self {
        match status {
            429 => Self::new(429, "Request rate limit exceeded.").code("rate_limit"),
            409 => Self::new(409, "This object cannot be accessed right now.").code("lock_timeout"),
            401 => Self::new(401, "Invalid API Key provided."),
            403 => Self::new(
                403,
                "The provided key does not have the required permissions for this endpoint.",
            ),
            400..=499 => Self::new(status, "The request was refused."),
            _ => Self::new(
                status,
                "An error occurred with our connection to the bank network. Please try again.",
            ),
        }
    }

    pub(super) fn code(mut self, code: &'static str) -> Self {
        self.code = Some(code);
        self
    }
}

/// The answer that says so.
pub(super) fn refusal(refused: &Refusal) -> Answer {
    let kind = if refused.status >= 500 {
        "api_error"
    } else {
        "invalid_request_error"
    };
    let mut error = Map::new();
    error.insert("type".to_owned(), json!(kind));
    error.insert("message".to_owned(), json!(refused.message));
    if let Some(code) = refused.code {
        error.insert("code".to_owned(), json!(code));
        error.insert(
            "doc_url".to_owned(),
            json!(format!("https://docs.stripe.example/error-codes#{code}")),
        );
    }
    if let Some(param) = &refused.param {
        error.insert("param".to_owned(), json!(param));
    }
    Answer::json(refused.status, &json!({"error": error}))
}
