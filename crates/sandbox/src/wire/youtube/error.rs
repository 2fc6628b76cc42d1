//! Google's error body.
//!
//! Rule protected: `error.code`, `message`, `errors[].reason` and `status` always go together.

use serde_json::json;

use crate::wire::Answer;

/// Why a request is refused.
#[derive(Debug)]
pub(super) struct Refusal {
    status: u16,
    reason: &'static str,
    message: String,
}

impl Refusal {
    pub(super) fn new(status: u16, reason: &'static str, message: impl Into<String>) -> Self {
        Self {
            status,
            reason,
            message: message.into(),
        }
    }

    /// A wrong parameter.
    pub(super) fn invalid(message: impl Into<String>) -> Self {
        Self::new(400, "badRequest", message)
    }

    /// The token lacks a scope.
    pub(super) fn insufficient() -> Self {
        Self::new(
            403,
            "insufficientPermissions",
            "Request had insufficient authentication scopes.",
        )
    }

    /// What Google says for a status under load or on failure.
    pub(super) fn plain(status: u16) -> Self {
        match status {
            401 => Self::new(
                401,
                "authError",
                "Request had invalid authentication credentials.",
            ),
            403 => Self::new(
                403,
                "quotaExceeded",
                "The request cannot be completed because you have exceeded your quota.",
            ),
            429 => Self::new(
                429,
                "rateLimitExceeded",
                "Resource has been exhausted (e.g. check quota).",
            ),
            400..=499 => Self::new(status, "badRequest", "The request is invalid."),
            _ => Self::new(status, "backendError", "Internal error encountered."),
        }
    }

    /// The answer that says so.
    pub(super) fn answer(&self) -> Answer {
        let status = match self.status {
            400 => "INVALID_ARGUMENT",
            401 => "UNAUTHENTICATED",
            403 => "PERMISSION_DENIED",
            404 => "NOT_FOUND",
            429 => "RESOURCE_EXHAUSTED",
            503 => "UNAVAILABLE",
            _ => "INTERNAL",
        };
        let body = json!({"error": {
            "code": self.status,
            "message": self.message,
            "errors": [{"message": self.message, "domain": "global", "reason": self.reason}],
            "status": status,
        }});
        Answer::json(self.status, &body)
    }
}
