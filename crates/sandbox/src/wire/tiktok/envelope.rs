//! The `{data, error}` envelope of the Display API (doc/tiktok-api-v2-error-handling).
//!
//! Rule protected: success is `error.code == "ok"`, and every answer carries a log id.

use serde_json::{Value, json};

use super::{Answer, Call};

/// A success.
pub(super) fn success(call: &Call<'_>, data: Value) -> Answer {
    let error = json!({"code": "ok", "message": "", "log_id": log_id(&call.request_id())});
    Answer::json(200, &json!({"data": data, "error": error}))
}

/// A failure of this request.
pub(super) fn failure(call: &Call<'_>, status: u16, code: &str, message: &str) -> Answer {
    fault(status, code, message, &call.request_id())
}

/// A failure by request id.
pub(super) fn fault(status: u16, code: &str, message: &str, id: &str) -> Answer {
    let error = json!({"code": code, "message": message, "log_id": log_id(id)});
    Answer::json(status, &json!({"data": {}, "error": error}))
}

/// A log id in TikTok's length.
pub(super) fn log_id(id: &str) -> String {
    format!("20260101000000{id}")
}
