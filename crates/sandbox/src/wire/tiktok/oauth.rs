//! Login Kit for Desktop: authorize, token, refresh, revoke.
//!
//! Rule protected: the challenge is the lowercase hex SHA-256 of the verifier (not base64url), a code works once, and a
//! refresh token dies when a new one is given out (doc/login-kit-desktop, oauth-refresh-a-user-access-token).

use serde_json::json;
use sha2::{Digest, Sha256};
use url::Url;

use super::envelope::log_id;
use super::{SCOPES, client_key, client_secret};
use crate::faults::Platform;
use crate::wire::call::find;
use crate::wire::{Answer, Call, Code, Grant, Vault};

/// The user's id within the app.
pub(super) fn open_id(seed: u64) -> String {
    format!("-000{}", Vault::secret(seed, "tiktok open id", 32))
}

/// The consent page: the creator always agrees, unless the fault `deny` is in force.
pub(super) fn authorize(call: &mut Call<'_>) -> Answer {
    let Some(mut target) = call.param("redirect_uri").and_then(loopback) else {
        return Answer::page(
            400,
            "redirect_uri must be http(s)://localhost or 127.0.0.1 with a port, no query, no fragment",
        );
    };
    let state = call.param("state").unwrap_or_default().to_owned();
    let challenge = call.param("code_challenge").unwrap_or_default().to_owned();
    let refused = if call.param("client_key") != Some(client_key(call.world.plan.seed).as_str()) {
        Some("client_key")
    } else if challenge.is_empty() || call.param("code_challenge_method") != Some("S256") {
        Some("code_challenge")
    } else if call.param("response_type") != Some("code") {
        Some("response_type")
    } else if call.quirks.deny {
        Some("")
    } else {
        None
    };
    if let Some(reason) = refused {
        let mut pairs = target.query_pairs_mut();
        pairs
            .append_pair("error", "access_denied")
            .append_pair("error_description", "The user or the app was refused");
        if !reason.is_empty() {
            pairs.append_pair("error_type", reason);
        }
        pairs.append_pair("state", &state);
        drop(pairs);
        return Answer::redirect(&target);
    }
    let scopes: Vec<String> = call
        .param("scope")
        .unwrap_or_default()
        .split(',')
        .filter(|scope| SCOPES.contains(scope))
        .map(str::to_owned)
        .collect();
    let granted = scopes.join(",");
    let code = call.vault.code(Code {
        platform: Platform::Tiktok,
        code: String::new(),
        challenge,
        redirect_uri: call.param("redirect_uri").unwrap_or_default().to_owned(),
        scopes,
        until: call.world.now + 600,
        offline: true,
    });
    // the real codes hold characters that must be decoded before use
    target
        .query_pairs_mut()
        .append_pair("code", &format!("{code}*0!5932"))
        .append_pair("scopes", &granted)
        .append_pair("state", &state);
    Answer::redirect(&target)
}

fn loopback(text: &str) -> Option<Url> {
    let url = Url::parse(text).ok()?;
    let host = matches!(url.host_str(), Some("localhost" | "127.0.0.1"));
    // the port must be written; Url hides one that is the scheme's own, which no desktop app uses
    let plain = url.port().is_some() && url.query().is_none() && url.fragment().is_none();
    (host && plain && matches!(url.scheme(), "http" | "https")).then_some(url)
}

/// Gives out or renews tokens.
pub(super) fn token(call: &mut Call<'_>) -> Answer {
    let form = call.form();
    let field = |name: &str| find(&form, name).unwrap_or_default();
    let seed = call.world.plan.seed;
    if field("client_key") != client_key(seed) || field("client_secret") != client_secret(seed) {
        return refusal(call, "invalid_client", "Client key or secret is incorrect.");
    }
    let now = call.world.now;
    let outcome = match field("grant_type") {
        "authorization_code" => {
            let text = field("code").strip_suffix("*0!5932").unwrap_or_default();
            let Some(code) = call.vault.take_code(Platform::Tiktok, text, now) else {
                return refusal(call, "invalid_grant", "Authorization code is expired.");
            };
            if code.redirect_uri != field("redirect_uri") {
                return refusal(
                    call,
                    "invalid_grant",
                    "Redirect_uri is not matched with the uri when requesting code.",
                );
            }
            if hex::encode(Sha256::digest(field("code_verifier"))) != code.challenge {
                return refusal(
                    call,
                    "invalid_grant",
                    "Code verifier or code challenge is invalid.",
                );
            }
            Ok(call.vault.grant(Platform::Tiktok, code.scopes, now))
        }
        "refresh_token" => call
            .vault
            .refresh(Platform::Tiktok, field("refresh_token"), true, now),
        _ => {
            return refusal(
                call,
                "unsupported_grant_type",
                "The grant type is not supported.",
            );
        }
    };
    match outcome {
        Ok(grant) => tokens(seed, &grant, now),
        Err(_) => refusal(
            call,
            "invalid_grant",
            "Refresh token is invalid or expired.",
        ),
    }
}

fn tokens(seed: u64, grant: &Grant, now: i64) -> Answer {
    let body = json!({
        "open_id": open_id(seed),
        "scope": grant.scopes.join(","),
        "access_token": grant.access,
        "expires_in": grant.access_until - now,
        "refresh_token": grant.refresh,
        "refresh_expires_in": grant.refresh_until - now,
        "token_type": "Bearer",
    });
    Answer::json(200, &body).with_header("cache-control", "no-store".to_owned())
}

/// Ends a grant; success has no body.
pub(super) fn revoke(call: &mut Call<'_>) -> Answer {
    let form = call.form();
    let field = |name: &str| find(&form, name).unwrap_or_default();
    let seed = call.world.plan.seed;
    if field("client_key") != client_key(seed) || field("client_secret") != client_secret(seed) {
        return refusal(call, "invalid_client", "Client key or secret is incorrect.");
    }
    if call.vault.revoke(Platform::Tiktok, field("token")) {
        Answer::empty(200)
    } else {
        refusal(call, "invalid_request", "Token is invalid or expired.")
    }
}

fn refusal(call: &Call<'_>, error: &str, description: &str) -> Answer {
    let body = json!({"error": error, "error_description": description, "log_id": log_id(&call.request_id())});
    Answer::json(400, &body)
}
