//! Creator consent and tokens of TikTok Shop.
//!
//! Rule protected: both are GET calls with the secret in the query, and `*_expire_in` are unix **timestamps**, not
//! durations, as the platform has it.

use serde_json::{Value, json};
use url::Url;

use super::{Refusal, SCOPES, app_key, app_secret};
use crate::faults::Platform;
use crate::wire::{Answer, Call, Code, Grant, Vault};

/// The creator's id within the app.
pub(super) fn open_id(seed: u64) -> String {
    Vault::secret(seed, "shop open id", 24)
}

/// The consent page. The real one returns to the address registered with the app; here it is given as `redirect_uri`.
pub(super) fn authorize(call: &mut Call<'_>) -> Answer {
    let state = call.param("state").unwrap_or_default().to_owned();
    let target = call
        .param("redirect_uri")
        .and_then(|text| Url::parse(text).ok());
    let (Some(mut target), false) = (target, state.is_empty()) else {
        return Answer::page(400, "redirect_uri and state are needed");
    };
    if call.param("app_key") != Some(app_key(call.world.plan.seed).as_str()) {
        return Answer::page(400, "unknown app_key");
    }
    if call.quirks.deny {
        target
            .query_pairs_mut()
            .append_pair("error", "access_denied")
            .append_pair("state", &state);
        return Answer::redirect(&target);
    }
    let code = call.vault.code(Code {
        platform: Platform::Shop,
        code: String::new(),
        challenge: String::new(),
        redirect_uri: String::new(),
        scopes: SCOPES.iter().map(|scope| (*scope).to_owned()).collect(),
        until: call.world.now + 1_800,
        offline: true,
    });
    target
        .query_pairs_mut()
        .append_pair("code", &code)
        .append_pair("state", &state);
    Answer::redirect(&target)
}

/// Exchanges a code.
pub(super) fn get(call: &mut Call<'_>) -> Result<Value, Refusal> {
    check_app(call)?;
    if call.param("grant_type") != Some("authorized_code") {
        return Err(Refusal(400, 36_009_004, "Invalid grant_type"));
    }
    let (text, now) = (
        call.param("auth_code").unwrap_or_default().to_owned(),
        call.world.now,
    );
    let code = call.vault.take_code(Platform::Shop, &text, now);
    let code = code.ok_or(Refusal(
        400,
        36_004_004,
        "Authorization code is invalid or expired",
    ))?;
    let grant = call.vault.grant(Platform::Shop, code.scopes, now);
    Ok(tokens(call, &grant))
}

/// Renews the pair; the old refresh token is dead afterwards.
pub(super) fn refresh(call: &mut Call<'_>) -> Result<Value, Refusal> {
    check_app(call)?;
    if call.param("grant_type") != Some("refresh_token") {
        return Err(Refusal(400, 36_009_004, "Invalid grant_type"));
    }
    let (token, now) = (
        call.param("refresh_token").unwrap_or_default().to_owned(),
        call.world.now,
    );
    let grant = call.vault.refresh(Platform::Shop, &token, true, now);
    let grant = grant.map_err(|_| Refusal(401, 105_001, "Refresh token is invalid"))?;
    Ok(tokens(call, &grant))
}

fn check_app(call: &Call<'_>) -> Result<(), Refusal> {
    let seed = call.world.plan.seed;
    let known = call.param("app_key") == Some(app_key(seed).as_str())
        && call.param("app_secret") == Some(app_secret(seed).as_str());
    if known {
        Ok(())
    } else {
        Err(Refusal(400, 36_004_001, "Invalid app_key or app_secret"))
    }
}

fn tokens(call: &Call<'_>, grant: &Grant) -> Value {
    json!({
        "access_token": grant.access,
        "access_token_expire_in": grant.access_until,
        "refresh_token": grant.refresh,
        "refresh_token_expire_in": grant.refresh_until,
        "open_id": open_id(call.world.plan.seed),
        "seller_name": "",
        "user_type": 1,
        "granted_scopes": grant.scopes,
    })
}
