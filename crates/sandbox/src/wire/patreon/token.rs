//! `POST /api/oauth2/token` with a refresh token.
//!
//! Rule protected: id and secret of the creator's client go with the refresh token, and both tokens are new afterwards.

use serde_json::json;

use super::{client_id, client_secret};
use crate::faults::Platform;
use crate::wire::call::find;
use crate::wire::{Answer, Call};

/// Renews the pair.
pub(super) fn answer(call: &mut Call<'_>) -> Answer {
    let form = call.form();
    let field = |name: &str| find(&form, name).unwrap_or_default();
    let (seed, now) = (call.world.plan.seed, call.world.now);
    if field("client_id") != client_id(seed) || field("client_secret") != client_secret(seed) {
        return refusal(401, "invalid_client");
    }
    if field("grant_type") != "refresh_token" {
        return refusal(400, "unsupported_grant_type");
    }
    let renewed = call
        .vault
        .refresh(Platform::Patreon, field("refresh_token"), true, now);
    let Ok(grant) = renewed else {
        return refusal(400, "invalid_grant");
    };
    let body = json!({
        "access_token": grant.access,
        "refresh_token": grant.refresh,
        "expires_in": grant.access_until - now,
        "scope": grant.scopes.join(" "),
        "token_type": "Bearer",
    });
    Answer::json(200, &body)
}

fn refusal(status: u16, error: &str) -> Answer {
    Answer::json(status, &json!({ "error": error }))
}
