//! Renewing the grant. Google's refresh token stays the same, unless it sends another.

use super::grant_of;
use crate::error::ConnectError;
use crate::http::{BaseUrl, Method, Request, Wire};
use crate::oauth::{OauthDialect, Renewal, Tokens, read_tokens};
use crate::secret::{Credentials, GoogleGrant, Secret};
use crate::source::{Job, Sink};
use async_trait::async_trait;
use domain::{Instant, Platform};

pub(super) const TOKEN_PATH: &str = "/token";

pub(super) struct GoogleRenewal {
    pub token: BaseUrl,
}

#[async_trait]
impl Renewal for GoogleRenewal {
    fn expires_at(&self, credentials: &Credentials) -> Option<Instant> {
        grant_of(credentials).ok()?.expires_at
    }

    async fn renew(
        &self,
        wire: &Wire,
        credentials: &Credentials,
        job: &Job,
        sink: &mut dyn Sink,
    ) -> Result<Credentials, ConnectError> {
        let grant = grant_of(credentials)?;
        let request =
            Request::new(Method::Post, self.token.join(TOKEN_PATH), "POST /token").form(vec![
                ("client_id", Secret::new(grant.client_id.clone())),
                ("client_secret", grant.client_secret.clone()),
                ("grant_type", Secret::new("refresh_token")),
                ("refresh_token", grant.refresh_token.clone()),
            ]);
        let answer = wire
            .send(&request, &OauthDialect(Platform::Youtube), job, sink)
            .await?;
        let tokens: Tokens = read_tokens(&answer)?;
        let expires_at = tokens.expires_at(job.now);
        Ok(Credentials::Youtube(GoogleGrant {
            client_id: grant.client_id.clone(),
            client_secret: grant.client_secret.clone(),
            access_token: tokens.access_token,
            refresh_token: tokens
                .refresh_token
                .unwrap_or_else(|| grant.refresh_token.clone()),
            scope: if tokens.scope.is_empty() {
                grant.scope.clone()
            } else {
                tokens.scope
            },
            expires_at,
        }))
    }
}
