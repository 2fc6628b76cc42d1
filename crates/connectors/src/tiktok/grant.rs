//! Renewing the grant: each refresh token is good once.

use super::grant_of;
use crate::error::ConnectError;
use crate::http::{BaseUrl, Method, Request, Wire};
use crate::oauth::{OauthDialect, Renewal, Tokens, read_tokens};
use crate::secret::{Credentials, Secret, TiktokGrant};
use crate::source::{Job, Sink};
use async_trait::async_trait;
use domain::{Instant, Platform};

pub(super) const TOKEN_PATH: &str = "/v2/oauth/token/";

pub(super) struct TiktokRenewal {
    pub base: BaseUrl,
}

#[async_trait]
impl Renewal for TiktokRenewal {
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
        let request = Request::new(
            Method::Post,
            self.base.join(TOKEN_PATH),
            "POST /v2/oauth/token/",
        )
        .form(vec![
            ("client_key", Secret::new(grant.client_key.clone())),
            ("client_secret", grant.client_secret.clone()),
            ("grant_type", Secret::new("refresh_token")),
            ("refresh_token", grant.refresh_token.clone()),
        ]);
        let answer = wire
            .send(&request, &OauthDialect(Platform::Tiktok), job, sink)
            .await?;
        let tokens: Tokens = read_tokens(&answer)?;
        let expires_at = tokens.expires_at(job.now);
        Ok(Credentials::Tiktok(TiktokGrant {
            client_key: grant.client_key.clone(),
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
