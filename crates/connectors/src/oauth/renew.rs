//! Renewing a grant, and saying why it cannot be renewed any more.

use super::provider::Provider;
use super::session::Renewal;
use super::token::{ANSWER_LOST, ask, next_grant, reason};
use crate::error::ConnectError;
use crate::http::Wire;
use crate::secret::{Credentials, OauthGrant, Secret, SecretError};
use crate::source::{Job, Sink};
use async_trait::async_trait;
use domain::Instant;
use url::Url;

/// Server words that blame the app, not the grant: they pass when the creator corrects the app's id or secret.
const APP: [&str; 6] = [
    "invalid_client",
    "invalid_request",
    "unauthorized_client",
    "unsupported_grant_type",
    "invalid_scope",
    "unsupported_response_type",
];

/// Renews grants of one provider at one token endpoint.
pub(crate) struct GrantRenewal {
    pub provider: &'static Provider,
    pub token: Url,
}

impl GrantRenewal {
    /// For an account of `provider`; `base` replaces the platform's host.
    pub fn new(provider: &'static Provider, base: Option<&str>) -> Result<Self, ConnectError> {
        Ok(Self {
            provider,
            token: provider.token.at(base)?,
        })
    }
}

/// The grant in `credentials`, or an error that names their real owner.
pub(crate) fn grant_of<'a>(
    provider: &Provider,
    credentials: &'a Credentials,
) -> Result<&'a OauthGrant, SecretError> {
    credentials
        .grant()
        .filter(|_| credentials.platform() == provider.platform)
        .ok_or_else(|| credentials.not_for(provider.platform))
}

#[async_trait]
impl Renewal for GrantRenewal {
    fn expires_at(&self, credentials: &Credentials) -> Option<Instant> {
        grant_of(self.provider, credentials).ok()?.expires_at
    }

    async fn renew(
        &self,
        wire: &Wire,
        credentials: &Credentials,
        job: &Job,
        sink: &mut dyn Sink,
    ) -> Result<Credentials, ConnectError> {
        let grant = grant_of(self.provider, credentials)?;
        let id = Secret::new(grant.client_id.clone());
        let mut fields = vec![(self.provider.client_id_field, id)];
        fields.extend(grant.client_secret.clone().map(|s| ("client_secret", s)));
        fields.push(("grant_type", Secret::new("refresh_token")));
        fields.push(("refresh_token", grant.refresh_token.clone()));
        let asked = ask(wire, self.provider, &self.token, fields, job, sink).await;
        let doubt = asked.doubt || grant.renewing_since.is_some();
        match asked.outcome {
            Ok(tokens) => {
                let next = next_grant(self.provider, grant, tokens, job.now);
                Ok(credentials.with_grant(next))
            }
            Err(ConnectError::SignIn { platform, reason }) => Err(ConnectError::SignIn {
                platform,
                reason: why(&reason, grant, doubt, job.now),
            }),
            Err(_) if asked.doubt => Err(ConnectError::Unreachable {
                host: self.token.host_str().unwrap_or_default().to_owned(),
                why: ANSWER_LOST.to_owned(),
            }),
            Err(other) => Err(other),
        }
    }
}

/// Why a refused refresh token is no longer good.
fn why(word: &str, grant: &OauthGrant, doubt: bool, now: Instant) -> String {
    if APP.contains(&word) {
        return word.to_owned();
    }
    match grant.ends_at {
        _ if doubt => reason::ANSWER_LOST,
        Some(end) if end <= now => reason::EXPIRED,
        Some(_) => reason::REVOKED,
        None => reason::ENDED,
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dead_grant_says_what_killed_it() {
        let now: Instant = "2026-11-22T10:00:00Z".parse().unwrap();
        let grant = |ends_at: Option<&str>| OauthGrant {
            client_id: "id".to_owned(),
            client_secret: None,
            access_token: Secret::new("a"),
            refresh_token: Secret::new("r"),
            scope: String::new(),
            expires_at: None,
            ends_at: ends_at.map(|text| text.parse().unwrap()),
            renewing_since: None,
        };
        let later = Some("2026-12-01T00:00:00Z");
        let before = Some("2026-11-22T10:00:00Z");
        let cases = [
            (
                "invalid_grant",
                later,
                false,
                "revoked",
                "it ended before its time",
            ),
            (
                "invalid_grant",
                before,
                false,
                "expired",
                "its time is over",
            ),
            (
                "invalid_grant",
                None,
                false,
                "ended",
                "nothing states its life",
            ),
            (
                "invalid_grant",
                later,
                true,
                "answer_lost",
                "the answer to the last try never came",
            ),
            (
                "Bad Request",
                None,
                false,
                "ended",
                "a server that does not use the standard's words",
            ),
            (
                "invalid_client",
                before,
                true,
                "invalid_client",
                "the app is wrong, not the grant",
            ),
        ];
        for (word, ends_at, doubt, want, reason) in cases {
            assert_eq!(
                why(word, &grant(ends_at), doubt, now),
                want,
                "{word}: {reason}"
            );
        }
    }
}
