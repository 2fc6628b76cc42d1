//! TikTok: Login Kit for Desktop and the Display API v2.
//!
//! Rule protected: the format follows developers.tiktok.com (login-kit-desktop, tiktok-api-v2-*): flat OAuth errors, the
//! `data` and `error` envelope elsewhere, a lowercase hex PKCE challenge, cursors in milliseconds, times in seconds.

mod envelope;
mod oauth;
mod user;
mod videos;

use serde_json::{Value, json};

use super::{Answer, Call, Grant, TokenFault, Vault};
use crate::faults::Platform;
use envelope::{failure, fault};

/// The creator's name there.
pub(crate) const HANDLE: &str = "camille.atelier";

/// The scopes of the first sign-in.
pub(crate) const SCOPES: &[&str] = &[
    "user.info.basic",
    "user.info.profile",
    "user.info.stats",
    "video.list",
];

/// The client key of the invented app.
pub(super) fn client_key(seed: u64) -> String {
    format!("aw{}", Vault::secret(seed, "tiktok client key", 16))
}

/// Its secret.
pub(super) fn client_secret(seed: u64) -> String {
    Vault::secret(seed, "tiktok client secret", 32)
}

/// What a connector needs to sign in.
pub(crate) fn credentials(seed: u64, access: &str, refresh: &str) -> Value {
    json!({
        "client_key": client_key(seed),
        "client_secret": client_secret(seed),
        "open_id": oauth::open_id(seed),
        "access_token": access,
        "refresh_token": refresh,
        "expires_in": 7_200,
        "refresh_expires_in": 15_552_000,
        "scope": SCOPES.join(","),
        "token_type": "Bearer",
    })
}

/// Answers one request.
pub(crate) fn answer(call: &mut Call<'_>) -> Answer {
    match (call.method, call.path.trim_end_matches('/')) {
        ("GET", "/v2/auth/authorize") => oauth::authorize(call),
        ("POST", "/v2/oauth/token") => oauth::token(call),
        ("POST", "/v2/oauth/revoke") => oauth::revoke(call),
        ("GET", "/v2/user/info") => signed_in(call, user::info),
        ("POST", "/v2/video/list") => signed_in(call, videos::list),
        ("POST", "/v2/video/query") => signed_in(call, videos::query),
        _ => fault(
            404,
            "invalid_params",
            "Unsupported path(Janus)",
            &call.request_id(),
        ),
    }
}

/// TikTok's body for a status it gives under load or on failure.
pub(crate) fn refuse(status: u16, serial: u64) -> Answer {
    let (code, message) = match status {
        401 => (
            "access_token_invalid",
            "The access token is invalid or not found in the request.",
        ),
        429 => (
            "rate_limit_exceeded",
            "The API rate limit was exceeded. Please try again later.",
        ),
        400..=499 => (
            "invalid_params",
            "One or more fields in the request is invalid.",
        ),
        _ => (
            "internal_error",
            "Something went wrong. Please try again later.",
        ),
    };
    fault(status, code, message, &super::call::request_id(serial))
}

fn signed_in(call: &mut Call<'_>, serve: fn(&Call<'_>, &Grant) -> Answer) -> Answer {
    let token = call.bearer().unwrap_or_default().to_owned();
    if call.quirks.expire {
        call.vault.expire(Platform::Tiktok, &token);
    }
    match call.vault.check(Platform::Tiktok, &token, call.world.now) {
        Ok(grant) => serve(call, grant),
        Err(TokenFault::Unknown | TokenFault::Expired) => failure(
            call,
            401,
            "access_token_invalid",
            "The access token is invalid or not found in the request.",
        ),
    }
}

/// The `fields` of a request, or the refusal of one without any.
fn fields(call: &Call<'_>) -> Result<Vec<String>, Answer> {
    let list: Vec<String> = call
        .param("fields")
        .unwrap_or_default()
        .split(',')
        .map(str::trim)
        .filter(|field| !field.is_empty())
        .map(str::to_owned)
        .collect();
    if list.is_empty() {
        return Err(failure(call, 400, "invalid_params", "fields is required"));
    }
    Ok(list)
}

/// The refusal of a field or call outside the granted scopes.
fn not_authorized(call: &Call<'_>, scope: &str) -> Answer {
    let message = format!(
        "The user did not authorize the scope required for completing this request: {scope}"
    );
    failure(call, 401, "scope_not_authorized", &message)
}
