//! PayPal's error body.
//!
//! Rule protected: `name`, `message` and `debug_id` are always there; `details` only for a request that is wrong.

use serde_json::json;

use crate::wire::Answer;

/// Why a request is refused.
#[derive(Debug)]
pub(super) struct Refusal {
    status: u16,
    name: &'static str,
    message: &'static str,
    /// Field and issue.
    detail: Option<(&'static str, &'static str)>,
}

impl Refusal {
    /// A wrong parameter.
    pub(super) fn invalid(field: &'static str, issue: &'static str) -> Self {
        Self {
            detail: Some((field, issue)),
            ..Self::plain(400)
        }
    }

    /// What PayPal says for a status.
    pub(super) fn plain(status: u16) -> Self {
        let (name, message) = match status {
            400 => (
                "INVALID_REQUEST",
                "Request is not well-formed, syntactically incorrect, or violates schema.",
            ),
            401 => ("AUTHENTICATION_FAILURE", "Authentication failed."),
            403 => (
                "NOT_AUTHORIZED",
                "Authorization failed due to insufficient permissions.",
            ),
            404 => (
                "RESOURCE_NOT_FOUND",
                "The specified resource does not exist.",
            ),
            429 => (
                "RATE_LIMIT_REACHED",
                "Too many requests. Blocked due to rate limiting.",
            ),
            405..=499 => ("INVALID_REQUEST", "The request is invalid."),
            503 => ("SERVICE_UNAVAILABLE", "Service is not available."),
            _ => (
                "INTERNAL_SERVER_ERROR",
                "An internal server error has occurred.",
            ),
        };
        Self {
            status,
            name,
            message,
            detail: None,
        }
    }

    /// The answer that says so.
    pub(super) fn answer(&self, debug_id: &str) -> Answer {
        let details: Vec<_> = self
            .detail
            .iter()
            .map(|(field, issue)| json!({"field": field, "location": "query", "issue": issue}))
            .collect();
        let body = json!({
            "name": self.name,
            "message": self.message,
            "debug_id": debug_id.to_lowercase(),
            "details": details,
            "links": [],
        });
        Answer::json(self.status, &body)
    }
}
