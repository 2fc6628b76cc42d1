//! Twitch: a public client's token refresh and the part of Helix a creator's own figures need.
//!
//! Rule protected: each Helix call names its client beside the token, a missing scope is a 401 that says so, a refresh
//! token is good once, lists are paged by opaque cursors and `pagination` is empty on the last page.
//!
//! Source: dev.twitch.tv, API reference and *Getting OAuth access tokens*.

mod lists;

use serde_json::{Value, json};

use super::call::find;
use super::{Answer, Call, Grant, Vault};
use crate::faults::Platform;

/// The creator's name there.
pub(crate) const HANDLE: &str = "camille_atelier";

/// The scopes of the first sign-in.
pub(crate) const SCOPES: &[&str] = &[
    "moderator:read:followers",
    "channel:read:subscriptions",
    "bits:read",
];

fn client_id(seed: u64) -> String {
    Vault::secret(seed, "twitch client id", 30)
}

/// What a connector needs to sign in. A public client has no secret.
pub(crate) fn credentials(seed: u64, access: &str, refresh: &str) -> Value {
    json!({
        "client_id": client_id(seed),
        "access_token": access,
        "refresh_token": refresh,
        "expires_in": 14_400,
        "scope": SCOPES.join(" "),
        "token_type": "bearer",
    })
}

/// Answers one request.
pub(crate) fn answer(call: &mut Call<'_>) -> Answer {
    match (call.method, call.path.trim_end_matches('/')) {
        ("POST", "/oauth2/token") => token(call),
        ("GET", "/oauth2/validate") => signed_in(call, validate),
        ("GET", "/helix/users") => signed_in(call, lists::users),
        ("GET", "/helix/channels/followers") => signed_in(call, lists::followers),
        ("GET", "/helix/subscriptions") => signed_in(call, lists::subscriptions),
        ("GET", "/helix/videos") => signed_in(call, lists::videos),
        ("GET", "/helix/streams") => signed_in(call, lists::streams),
        _ => error(404, "Not Found", ""),
    }
}

/// Twitch's body for a status it gives under load or on failure.
pub(crate) fn refuse(status: u16) -> Answer {
    match status {
        401 => error(401, "Unauthorized", "Invalid OAuth token"),
        429 => error(429, "Too Many Requests", "Too Many Requests"),
        400..=499 => error(status, "Bad Request", "The request is invalid."),
        _ => error(status, "Internal Server Error", ""),
    }
}

fn error(status: u16, word: &str, message: &str) -> Answer {
    Answer::json(
        status,
        &json!({"error": word, "status": status, "message": message}),
    )
}

/// Renews a grant; both tokens are new from then on.
fn token(call: &mut Call<'_>) -> Answer {
    let form = call.form();
    let field = |name: &str| find(&form, name).unwrap_or_default();
    let (seed, now) = (call.world.plan.seed, call.world.now);
    if field("client_id") != client_id(seed) {
        return Answer::json(400, &json!({"status": 400, "message": "invalid client"}));
    }
    if field("grant_type") != "refresh_token" {
        return Answer::json(
            400,
            &json!({"status": 400, "message": "missing device code"}),
        );
    }
    let renewed = call
        .vault
        .refresh(Platform::Twitch, field("refresh_token"), true, now);
    match renewed {
        Ok(grant) => Answer::json(
            200,
            &json!({
                "access_token": grant.access,
                "expires_in": grant.access_until - now,
                "refresh_token": grant.refresh,
                "scope": grant.scopes,
                "token_type": "bearer",
            }),
        ),
        Err(_) => Answer::json(
            400,
            &json!({"error": "Bad Request", "status": 400, "message": "Invalid refresh token"}),
        ),
    }
}

fn validate(call: &Call<'_>, grant: &Grant) -> Answer {
    Answer::json(
        200,
        &json!({
            "client_id": client_id(call.world.plan.seed),
            "login": HANDLE,
            "scopes": grant.scopes,
            "user_id": call.world.plan.twitch.id,
            "expires_in": grant.access_until - call.world.now,
        }),
    )
}

fn signed_in(call: &mut Call<'_>, serve: fn(&Call<'_>, &Grant) -> Answer) -> Answer {
    let token = call.bearer().unwrap_or_default().to_owned();
    if call.quirks.expire {
        call.vault.expire(Platform::Twitch, &token);
    }
    let own = call.header("client-id") == Some(client_id(call.world.plan.seed).as_str());
    // only Helix wants the client's id beside the token
    if !own && call.path.starts_with("/helix/") {
        let message = "Client ID and OAuth token do not match";
        return error(401, "Unauthorized", message);
    }
    match call.vault.check(Platform::Twitch, &token, call.world.now) {
        Ok(grant) => serve(call, grant),
        Err(_) => error(401, "Unauthorized", "Invalid OAuth token"),
    }
}
