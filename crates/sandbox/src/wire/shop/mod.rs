//! TikTok Shop: the affiliate creator API and its tokens.
//!
//! Rule protected: every API request is signed and the signature is checked; the answer is the `code`, `message`,
//! `request_id`, `data` envelope of partner.tiktokshop.com; money is a decimal string with a currency, rates are
//! hundredths of a percent, times are unix seconds.

mod collaborations;
mod orders;
mod paging;
mod sign;
mod token;

use serde_json::{Value, json};

use super::{Answer, Call, TokenFault, Vault};
use crate::faults::Platform;

/// The creator's name there.
pub(crate) const HANDLE: &str = "camille.atelier.us";

const COLLABORATION: &str = "creator.affiliate_collaboration.read";
const INFO: &str = "creator.affiliate.info";

/// The scopes of the first sign-in.
pub(crate) const SCOPES: &[&str] = &[COLLABORATION, INFO];

/// The app's key.
pub(super) fn app_key(seed: u64) -> String {
    format!("6{}", Vault::secret(seed, "shop app key", 10))
}

/// The app's secret: it signs requests.
pub(super) fn app_secret(seed: u64) -> String {
    Vault::secret(seed, "shop app secret", 40)
}

/// What a connector needs to sign in.
pub(crate) fn credentials(seed: u64, access: &str, refresh: &str) -> Value {
    json!({
        "app_key": app_key(seed),
        "app_secret": app_secret(seed),
        "access_token": access,
        "refresh_token": refresh,
        "open_id": token::open_id(seed),
        "granted_scopes": SCOPES,
    })
}

/// A refusal: HTTP status, platform code, message.
pub(super) struct Refusal(pub(super) u16, pub(super) i64, pub(super) &'static str);

/// Answers one request.
pub(crate) fn answer(call: &mut Call<'_>) -> Answer {
    let result = match (call.method, call.path.trim_end_matches('/')) {
        ("GET", "/alliance/creator/auth") => return token::authorize(call),
        ("GET", "/api/v2/token/get") => token::get(call),
        ("GET", "/api/v2/token/refresh") => token::refresh(call),
        ("GET", "/affiliate_creator/202508/profiles") => signed(call, INFO).map(|()| profile()),
        ("POST", "/affiliate_creator/202410/orders/search") => {
            signed(call, COLLABORATION).and_then(|()| orders::search(call))
        }
        ("POST", "/affiliate_creator/202405/target_collaborations/search") => {
            signed(call, COLLABORATION).and_then(|()| collaborations::search(call))
        }
        _ => Err(Refusal(404, 36_009_009, "Invalid path")),
    };
    match result {
        Ok(data) => envelope(200, 0, "Success", &data, &call.request_id()),
        Err(Refusal(status, code, message)) => {
            envelope(status, code, message, &Value::Null, &call.request_id())
        }
    }
}

/// The platform's body for a status it gives under load or on failure.
pub(crate) fn refuse(status: u16, serial: u64) -> Answer {
    let (code, message) = match status {
        401 => (105_001, "Access token is invalid"),
        403 => (105_005, "Access denied: the scope is missing"),
        429 => (36_009_002, "Too many requests"),
        400..=499 => (36_009_004, "Invalid request"),
        _ => (36_009_003, "Internal error"),
    };
    envelope(
        status,
        code,
        message,
        &Value::Null,
        &super::call::request_id(serial),
    )
}

fn envelope(status: u16, code: i64, message: &str, data: &Value, id: &str) -> Answer {
    Answer::json(
        status,
        &json!({"code": code, "message": message, "request_id": format!("20260101{id}"), "data": data}),
    )
}

/// Checks app key, signature, token and scope, in the order in which a client can mend them.
fn signed(call: &mut Call<'_>, scope: &str) -> Result<(), Refusal> {
    let seed = call.world.plan.seed;
    if call.param("app_key") != Some(app_key(seed).as_str()) {
        return Err(Refusal(400, 36_009_004, "Invalid app_key"));
    }
    if call
        .param("timestamp")
        .is_none_or(|text| text.parse::<i64>().is_err())
    {
        return Err(Refusal(400, 36_009_004, "Invalid timestamp"));
    }
    if call.param("sign") != Some(sign::expected(call, &app_secret(seed)).as_str()) {
        return Err(Refusal(401, 106_001, "Invalid sign"));
    }
    let token = call
        .header("x-tts-access-token")
        .unwrap_or_default()
        .to_owned();
    if call.quirks.expire {
        call.vault.expire(Platform::Shop, &token);
    }
    match call.vault.check(Platform::Shop, &token, call.world.now) {
        Ok(grant) if grant.allows(scope) => Ok(()),
        Ok(_) => Err(Refusal(403, 105_005, "Access denied: the scope is missing")),
        Err(TokenFault::Expired) => Err(Refusal(401, 105_002, "Access token is expired")),
        Err(TokenFault::Unknown) => Err(Refusal(401, 105_001, "Access token is invalid")),
    }
}

/// Who the creator is. The affiliate API leaves out the UK and the EU, so this account is an American one.
fn profile() -> Value {
    json!({
        "username": HANDLE,
        "avatar": "https://p16-shop.cdn.example/camille.webp",
        "selection_region": "US",
        "register_region": "US",
    })
}

/// Money as the platform writes it.
pub(super) fn money(cents: i64) -> Value {
    json!({"amount": format!("{}.{:02}", cents / 100, cents % 100), "currency": "USD"})
}
