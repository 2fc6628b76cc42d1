//! YouTube: Google OAuth, the Data API v3, the Analytics API v2 and the payments of the AdSense Management API v2.
//!
//! Rule protected: the four hosts share one prefix here and keep their own paths; counters of the Data API are JSON
//! strings, figures of the Analytics API are numbers, and errors have Google's body.

mod adsense;
mod analytics;
mod data;
mod error;
mod metrics;
mod oauth;

use serde_json::{Value, json};

use super::{Answer, Call, Grant, Vault};
use crate::faults::Platform;
use error::Refusal;

const READ: &str = "https://www.googleapis.com/auth/youtube.readonly";
const ANALYTICS: &str = "https://www.googleapis.com/auth/yt-analytics.readonly";
const MONEY: &str = "https://www.googleapis.com/auth/yt-analytics-monetary.readonly";
const ADSENSE: &str = "https://www.googleapis.com/auth/adsense.readonly";

/// The scopes of the first sign-in.
pub(crate) const SCOPES: &[&str] = &[READ, ANALYTICS, MONEY, ADSENSE];

/// The OAuth client's id.
pub(super) fn client_id(seed: u64) -> String {
    format!(
        "{}.apps.googleusercontent.example",
        Vault::secret(seed, "google client id", 24)
    )
}

/// The OAuth client's secret.
pub(super) fn client_secret(seed: u64) -> String {
    format!("GOCSPX-{}", Vault::secret(seed, "google client secret", 24))
}

/// What a connector needs to sign in.
pub(crate) fn credentials(seed: u64, access: &str, refresh: &str) -> Value {
    json!({
        "client_id": client_id(seed),
        "client_secret": client_secret(seed),
        "access_token": access,
        "refresh_token": refresh,
        "expires_in": 3_599,
        "scope": SCOPES.join(" "),
        "token_type": "Bearer",
    })
}

/// Answers one request.
pub(crate) fn answer(call: &mut Call<'_>) -> Answer {
    match (call.method, call.path.trim_end_matches('/')) {
        ("GET", "/o/oauth2/v2/auth") => oauth::authorize(call),
        ("POST", "/token") => oauth::token(call),
        ("POST", "/revoke") => oauth::revoke(call),
        ("GET", "/youtube/v3/channels") => signed_in(call, READ, data::channels),
        ("GET", "/youtube/v3/playlistItems") => signed_in(call, READ, data::playlist_items),
        ("GET", "/youtube/v3/videos") => signed_in(call, READ, data::videos),
        ("GET", "/v2/reports") => signed_in(call, ANALYTICS, analytics::report),
        ("GET", "/v2/accounts") => signed_in(call, ADSENSE, adsense::accounts),
        ("GET", path) if path.starts_with("/v2/accounts/") => {
            signed_in(call, ADSENSE, adsense::payments)
        }
        _ => Refusal::new(404, "notFound", "Requested entity was not found.").answer(),
    }
}

/// Google's body for a status it gives under load or on failure.
pub(crate) fn refuse(status: u16) -> Answer {
    Refusal::plain(status).answer()
}

fn signed_in(
    call: &mut Call<'_>,
    scope: &str,
    serve: fn(&Call<'_>, &Grant) -> Result<Answer, Refusal>,
) -> Answer {
    let token = call.bearer().unwrap_or_default().to_owned();
    if call.quirks.expire {
        call.vault.expire(Platform::Youtube, &token);
    }
    let result = match call.vault.check(Platform::Youtube, &token, call.world.now) {
        Err(_) => Err(Refusal::new(
            401,
            "authError",
            "Request had invalid authentication credentials.",
        )),
        Ok(grant) if !grant.allows(scope) => Err(Refusal::insufficient()),
        // the analytics calls ask for the reading scope as well
        Ok(grant) if scope == ANALYTICS && !grant.allows(READ) => Err(Refusal::insufficient()),
        Ok(grant) => serve(call, grant),
    };
    result.unwrap_or_else(|refusal| refusal.answer())
}
