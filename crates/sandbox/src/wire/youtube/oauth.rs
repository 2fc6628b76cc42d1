//! Google OAuth for a desktop app: loopback redirect, PKCE, refresh without rotation.
//!
//! Rule protected: the challenge is base64url of the SHA-256 (unlike TikTok's), and a refresh token is handed out only
//! for offline access and stays the same when it is used.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Map, json};
use sha2::{Digest, Sha256};
use url::Url;

use super::{SCOPES, client_id, client_secret};
use crate::faults::Platform;
use crate::wire::call::find;
use crate::wire::{Answer, Call, Code};

/// The consent page: the creator agrees, unless the fault `deny` is in force.
pub(super) fn authorize(call: &mut Call<'_>) -> Answer {
    let target = call
        .param("redirect_uri")
        .and_then(|text| Url::parse(text).ok());
    let Some(mut target) =
        target.filter(|url| matches!(url.host_str(), Some("127.0.0.1" | "localhost")))
    else {
        return Answer::page(400, "Error 400: redirect_uri_mismatch");
    };
    if call.param("client_id") != Some(client_id(call.world.plan.seed).as_str()) {
        return Answer::page(401, "Error 401: invalid_client");
    }
    if call.param("response_type") != Some("code") {
        return Answer::page(400, "Error 400: invalid_request");
    }
    let state = call.param("state").unwrap_or_default().to_owned();
    if call.quirks.deny {
        target
            .query_pairs_mut()
            .append_pair("error", "access_denied")
            .append_pair("state", &state);
        return Answer::redirect(&target);
    }
    let asked = call.param("scope").unwrap_or_default();
    let scopes: Vec<String> = asked
        .split(' ')
        .filter(|scope| SCOPES.contains(scope))
        .map(str::to_owned)
        .collect();
    let granted = scopes.join(" ");
    let code = call.vault.code(Code {
        platform: Platform::Youtube,
        code: String::new(),
        challenge: call.param("code_challenge").unwrap_or_default().to_owned(),
        redirect_uri: call.param("redirect_uri").unwrap_or_default().to_owned(),
        scopes,
        until: call.world.now + 600,
        offline: call.param("access_type") == Some("offline"),
    });
    target
        .query_pairs_mut()
        .append_pair("state", &state)
        .append_pair("code", &format!("4/{code}"))
        .append_pair("scope", &granted);
    Answer::redirect(&target)
}

/// Gives out or renews tokens.
pub(super) fn token(call: &mut Call<'_>) -> Answer {
    let form = call.form();
    let field = |name: &str| find(&form, name).unwrap_or_default();
    let (seed, now) = (call.world.plan.seed, call.world.now);
    if field("client_id") != client_id(seed) || field("client_secret") != client_secret(seed) {
        return refusal(401, "invalid_client", "The OAuth client was not found.");
    }
    let (grant, offline) = match field("grant_type") {
        "authorization_code" => {
            let text = field("code").strip_prefix("4/").unwrap_or_default();
            let Some(code) = call.vault.take_code(Platform::Youtube, text, now) else {
                return refusal(400, "invalid_grant", "Malformed auth code.");
            };
            if code.redirect_uri != field("redirect_uri") {
                return refusal(400, "redirect_uri_mismatch", "Bad Request");
            }
            let proof = URL_SAFE_NO_PAD.encode(Sha256::digest(field("code_verifier")));
            if !code.challenge.is_empty() && proof != code.challenge {
                return refusal(400, "invalid_grant", "Invalid code verifier.");
            }
            (
                call.vault.grant(Platform::Youtube, code.scopes, now),
                code.offline,
            )
        }
        "refresh_token" => {
            match call
                .vault
                .refresh(Platform::Youtube, field("refresh_token"), false, now)
            {
                Ok(grant) => (grant, false),
                Err(_) => {
                    return refusal(400, "invalid_grant", "Token has been expired or revoked.");
                }
            }
        }
        _ => return refusal(400, "unsupported_grant_type", "Invalid grant_type"),
    };
    let mut body = Map::new();
    body.insert("access_token".to_owned(), json!(grant.access));
    body.insert("expires_in".to_owned(), json!(grant.access_until - now));
    body.insert("scope".to_owned(), json!(grant.scopes.join(" ")));
    body.insert("token_type".to_owned(), json!("Bearer"));
    if offline {
        body.insert("refresh_token".to_owned(), json!(grant.refresh));
    }
    Answer::json(200, &body)
}

/// Ends a grant.
pub(super) fn revoke(call: &mut Call<'_>) -> Answer {
    let form = call.form();
    let token = find(&form, "token")
        .or(call.param("token"))
        .unwrap_or_default()
        .to_owned();
    if call.vault.revoke(Platform::Youtube, &token) {
        Answer::json(200, &json!({}))
    } else {
        refusal(400, "invalid_token", "Token expired or revoked")
    }
}

fn refusal(status: u16, error: &str, description: &str) -> Answer {
    Answer::json(
        status,
        &json!({"error": error, "error_description": description}),
    )
}
