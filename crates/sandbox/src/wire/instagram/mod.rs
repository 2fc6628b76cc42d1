//! Instagram's platform with Instagram Login: the profile, the media, and the insights of both.
//!
//! Rule protected: one long-lived token renews itself while it lives and is at least a day old; a metric that is not served
//! comes back as an empty data set; a metric that is gone fails the call; `paging.next` carries the token, as in life.
//!
//! Source: developers.facebook.com, Instagram platform: reference pages and insights guide.

mod insights;
mod media;

use serde_json::{Value, json};

use super::{Answer, Call, Grant};
use crate::faults::Platform;

/// The creator's name there.
pub(crate) const HANDLE: &str = "camille.atelier";

/// The scopes of the token from the app's dashboard.
pub(crate) const SCOPES: &[&str] = &[
    "instagram_business_basic",
    "instagram_business_manage_insights",
];

/// What a connector needs to sign in: the token the dashboard of the creator's own app shows.
pub(crate) fn credentials(access: &str) -> Value {
    json!({"access_token": access})
}

/// Answers one request.
pub(crate) fn answer(call: &mut Call<'_>) -> Answer {
    let path = call.path.trim_end_matches('/').to_owned();
    if call.method != "GET" {
        return error(400, 100, "IGApiException", "Unsupported request");
    }
    if path == "/refresh_access_token" {
        return refresh(call);
    }
    // every other path carries a version
    let versioned = path
        .strip_prefix("/v")
        .and_then(|rest| rest.split_once('/'))
        .filter(|(version, _)| {
            version
                .strip_suffix(".0")
                .is_some_and(|n| n.parse::<u8>().is_ok())
        });
    let Some((_, rest)) = versioned else {
        return error(
            400,
            2635,
            "OAuthException",
            "You are calling a deprecated version",
        );
    };
    let own = call.world.plan.instagram.id.clone();
    match rest.split('/').collect::<Vec<_>>().as_slice() {
        ["me"] => signed_in(call, |call, _| media::me(call)),
        [id, "media"] if *id == own => signed_in(call, media::list),
        [id, "insights"] if *id == own => signed_in(call, |call, _| insights::account(call)),
        [id, "insights"] => {
            let id = (*id).to_owned();
            signed_in(call, move |call, _| insights::media(call, &id))
        }
        _ => error(400, 100, "IGApiException", "Object does not exist"),
    }
}

/// Meta's body for a status it gives under load or on failure.
pub(crate) fn refuse(status: u16) -> Answer {
    match status {
        401 => error(401, 190, "OAuthException", "Invalid OAuth access token"),
        429 => error(
            429,
            4,
            "OAuthException",
            "Application request limit reached",
        ),
        400..=499 => error(status, 100, "IGApiException", "Invalid parameter"),
        _ => error(
            status,
            2,
            "OAuthException",
            "An unexpected error has occurred",
        ),
    }
}

fn error(status: u16, code: u32, kind: &str, message: &str) -> Answer {
    Answer::json(
        status,
        &json!({"error": {"message": message, "type": kind, "code": code, "fbtrace_id": "Ainvented"}}),
    )
}

/// Renews the token: it must live, and be a day old.
fn refresh(call: &mut Call<'_>) -> Answer {
    let token = call.param("access_token").unwrap_or_default().to_owned();
    let now = call.world.now;
    if call.param("grant_type") != Some("ig_refresh_token") {
        return error(400, 100, "IGApiException", "Invalid grant_type");
    }
    let until = match call.vault.check(Platform::Instagram, &token, now) {
        Ok(grant) => grant.access_until,
        Err(_) => return error(400, 190, "OAuthException", "Session has expired"),
    };
    if until - now > 59 * 86_400 {
        return error(
            400,
            100,
            "IGApiException",
            "The token is less than 24 hours old",
        );
    }
    call.vault.revoke(Platform::Instagram, &token);
    let scopes = SCOPES.iter().map(|s| (*s).to_owned()).collect();
    let grant = call.vault.grant(Platform::Instagram, scopes, now);
    Answer::json(
        200,
        &json!({"access_token": grant.access, "token_type": "bearer", "expires_in": grant.access_until - now}),
    )
}

fn signed_in(call: &mut Call<'_>, serve: impl Fn(&Call<'_>, &Grant) -> Answer) -> Answer {
    let token = call
        .param("access_token")
        .or_else(|| call.bearer())
        .unwrap_or_default()
        .to_owned();
    if call.quirks.expire {
        call.vault.expire(Platform::Instagram, &token);
    }
    match call
        .vault
        .check(Platform::Instagram, &token, call.world.now)
    {
        Ok(grant) => serve(call, grant),
        Err(_) => error(400, 190, "OAuthException", "Invalid OAuth access token"),
    }
}
