//! `POST /v1/oauth2/token`: client credentials over HTTP Basic.
//!
//! Rule protected: there is no refresh token; id and secret are asked for each time.

use base64::Engine;
use serde_json::json;

use super::{BALANCES, SEARCH, client_id, client_secret};
use crate::faults::Platform;
use crate::wire::call::find;
use crate::wire::{Answer, Call};

/// Gives out an access token.
pub(super) fn answer(call: &mut Call<'_>) -> Answer {
    let seed = call.world.plan.seed;
    let known = format!("{}:{}", client_id(seed), client_secret(seed));
    if pair(call).as_deref() != Some(known.as_str()) {
        return refusal(401, "invalid_client", "Client Authentication failed");
    }
    if find(&call.form(), "grant_type") != Some("client_credentials") {
        return refusal(400, "unsupported_grant_type", "Grant Type is NULL");
    }
    let scopes = vec![SEARCH.to_owned(), BALANCES.to_owned()];
    let now = call.world.now;
    let grant = call.vault.grant(Platform::Paypal, scopes, now);
    let body = json!({
        "scope": grant.scopes.join(" "),
        "access_token": grant.access,
        "token_type": "Bearer",
        "app_id": "APP-SANDBOX",
        "expires_in": grant.access_until - now,
        "nonce": call.request_id(),
    });
    Answer::json(200, &body)
}

/// User name and password of HTTP Basic.
fn pair(call: &Call<'_>) -> Option<String> {
    let coded = call.header("authorization")?.strip_prefix("Basic ")?;
    let plain = base64::engine::general_purpose::STANDARD
        .decode(coded)
        .ok()?;
    String::from_utf8(plain).ok()
}

fn refusal(status: u16, error: &str, description: &str) -> Answer {
    Answer::json(
        status,
        &json!({"error": error, "error_description": description}),
    )
}
