//! Patreon: APIv2, its token endpoint, and a creator's own client.
//!
//! Rule protected: the format follows Patreon's platform documentation: JSON:API, and nothing but type and id unless a field is
//! asked for by name; a request without a user agent is turned away.

mod resources;
mod token;

use serde_json::{Value, json};

use super::{Answer, Call, TokenFault, Vault};
use crate::faults::Platform;

/// The scopes of the creator's token that this sandbox serves.
pub(crate) const SCOPES: &[&str] = &["identity", "campaigns", "campaigns.members"];

/// The campaign's vanity.
pub(crate) const HANDLE: &str = "camilleatelier";

fn client_id(seed: u64) -> String {
    Vault::secret(seed, "patreon client id", 40)
}

fn client_secret(seed: u64) -> String {
    Vault::secret(seed, "patreon client secret", 40)
}

/// What a connector needs to sign in: the four texts on the page of the creator's client.
pub(crate) fn credentials(seed: u64, access: &str, refresh: &str) -> Value {
    json!({
        "access_token": access,
        "refresh_token": refresh,
        "client_id": client_id(seed),
        "client_secret": client_secret(seed),
    })
}

/// Why a request is refused: HTTP status, code name, words.
pub(super) struct Refusal(
    pub(super) u16,
    pub(super) &'static str,
    pub(super) &'static str,
);

impl Refusal {
    fn plain(status: u16) -> Self {
        match status {
            401 => Self(
                401,
                "Unauthorized",
                "The server could not verify that you are authorized.",
            ),
            403 => Self(
                403,
                "Forbidden",
                "You do not have the permission to access this.",
            ),
            404 => Self(404, "NotFound", "The requested resource was not found."),
            429 => Self(429, "RequestThrottled", "You have made too many requests."),
            400..=499 => Self(status, "BadRequest", "The request could not be understood."),
            _ => Self(status, "InternalServerError", "Something went wrong."),
        }
    }

    fn answer(&self, serial: u64) -> Answer {
        let Self(status, name, words) = *self;
        let mut error = json!({
            "code": 1,
            "code_name": name,
            "detail": words,
            "id": super::call::request_id(serial),
            "status": status.to_string(),
            "title": words,
        });
        if status == 429
            && let Some(map) = error.as_object_mut()
        {
            map.insert("retry_after_seconds".to_owned(), json!(2));
        }
        Answer::json(status, &json!({ "errors": [error] }))
    }
}

/// Answers one request.
pub(crate) fn answer(call: &mut Call<'_>) -> Answer {
    if call.header("user-agent").is_none_or(str::is_empty) {
        return Refusal(403, "Forbidden", "A User-Agent is required.").answer(call.serial);
    }
    let path = call.path.trim_end_matches('/').to_owned();
    if (call.method, path.as_str()) == ("POST", "/api/oauth2/token") {
        return token::answer(call);
    }
    let result = if call.method == "GET" {
        route(call, &path)
    } else {
        Err(Refusal(
            405,
            "MethodNotAllowed",
            "The method is not allowed.",
        ))
    };
    match result {
        Ok(body) => Answer::json(200, &body),
        Err(refusal) => refusal.answer(call.serial),
    }
}

fn route(call: &mut Call<'_>, path: &str) -> Result<Value, Refusal> {
    let id = resources::campaign_id(call.world.plan.seed);
    let Some(rest) = path.strip_prefix("/api/oauth2/v2/campaigns") else {
        return Err(Refusal::plain(404));
    };
    match rest {
        "" => signed_in(call, "campaigns").map(|()| resources::campaigns(call)),
        rest if rest == format!("/{id}/members") => {
            signed_in(call, "campaigns.members")?;
            resources::members(call)
        }
        _ => Err(Refusal::plain(404)),
    }
}

/// Patreon's body for a status it gives under load or on failure.
pub(crate) fn refuse(status: u16, serial: u64) -> Answer {
    Refusal::plain(status).answer(serial)
}

fn signed_in(call: &mut Call<'_>, scope: &str) -> Result<(), Refusal> {
    let token = call.bearer().unwrap_or_default().to_owned();
    if call.quirks.expire {
        call.vault.expire(Platform::Patreon, &token);
    }
    match call.vault.check(Platform::Patreon, &token, call.world.now) {
        Ok(grant) if grant.allows(scope) => Ok(()),
        Ok(_) => Err(Refusal::plain(403)),
        Err(TokenFault::Expired | TokenFault::Unknown) => Err(Refusal::plain(401)),
    }
}
