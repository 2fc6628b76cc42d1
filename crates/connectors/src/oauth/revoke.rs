//! Giving a grant back to its platform (RFC 7009), when an account is disconnected.
//!
//! The rule it protects: what was forgotten here is asked to be forgotten there as well; a grant that is already dead is as
//! good as given back, and every other refusal is told.

use super::provider::GivesBack;
use crate::error::ConnectError;
use crate::http::{Answer, BaseUrl, Dialect, HttpOptions, Meaning, Method, Request, Unheard, Wire};
use crate::secret::{Credentials, Secret};
use crate::source::Job;
use serde::Deserialize;

/// What a platform says of a token that is good no more.
const DEAD: [&str; 2] = ["invalid_token", "invalid_grant"];

/// Attempts in all: the creator waits for the answer, and the connection is gone here in any case.
const ATTEMPTS: u32 = 2;

/// Gives the grant in `credentials` back. `false` where there is none, or the platform has no place for it.
///
/// # Errors
/// [`ConnectError`] when the platform refused or could not be reached: the grant may still stand there.
pub async fn give_back(
    credentials: &Credentials,
    http: HttpOptions,
    job: &Job,
) -> Result<bool, ConnectError> {
    let provider = super::provider_of(credentials.platform());
    let found = provider.and_then(|p| Some((p, p.revoke?, credentials.grant()?)));
    let Some((provider, place, grant)) = found else {
        return Ok(false);
    };
    let base = job.account.base_url.as_deref();
    let url = place.spot.at(base)?;
    let loopback = match base {
        Some(base) => BaseUrl::parse(base)?.is_loopback(),
        None => false,
    };
    let token = match place.token {
        GivesBack::Access => &grant.access_token,
        GivesBack::Refresh => &grant.refresh_token,
    };
    let mut fields = vec![("token", token.clone())];
    if place.names_client {
        fields.push((
            provider.client_id_field,
            Secret::new(grant.client_id.clone()),
        ));
        fields.extend(grant.client_secret.clone().map(|s| ("client_secret", s)));
    }
    let name = format!("POST {}", url.path());
    let request = Request::new(Method::Post, url, name).form(fields);
    let http = HttpOptions {
        attempts: ATTEMPTS.min(http.attempts),
        ..http
    };
    let wire = Wire::new(http, 60, loopback)?;
    let sent = wire.send(&request, &Farewell, job, &mut Unheard).await;
    sent.map(|_| true)
}

/// Judges the answer: success has any body or none, a refusal names a word.
struct Farewell;

#[derive(Deserialize, Default)]
struct Refusal {
    #[serde(default)]
    error: Option<String>,
}

impl Dialect for Farewell {
    fn judge(&self, answer: &Answer) -> Meaning {
        let refusal = serde_json::from_slice::<Refusal>(&answer.body).unwrap_or_default();
        match (answer.status, refusal.error) {
            (200..=299, None) => Meaning::Fine,
            (_, Some(word)) if DEAD.contains(&word.as_str()) => Meaning::Fine,
            (status, word) => Meaning::Fail(ConnectError::Refused {
                status,
                code: word.unwrap_or_default().chars().take(60).collect(),
            }),
        }
    }

    fn expects_json(&self) -> bool {
        false
    }
}
