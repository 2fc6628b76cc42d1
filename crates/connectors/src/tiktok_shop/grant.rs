//! Renewing the grant. Both tokens change; `*_expire_in` are instants (unix seconds), not durations.

use super::dialect::ShopDialect;
use super::grant_of;
use crate::error::ConnectError;
use crate::http::{BaseUrl, Method, Request, Wire};
use crate::oauth::{Renewal, read_tokens};
use crate::secret::{Credentials, Secret, ShopGrant};
use crate::source::{Job, Sink};
use async_trait::async_trait;
use domain::{Instant, Platform};
use serde::Deserialize;

#[derive(Deserialize)]
struct Envelope {
    data: Tokens,
}

#[derive(Deserialize)]
struct Tokens {
    access_token: Secret,
    access_token_expire_in: Option<i64>,
    refresh_token: Option<Secret>,
    open_id: Option<String>,
}

pub(super) struct ShopRenewal {
    pub auth: BaseUrl,
}

#[async_trait]
impl Renewal for ShopRenewal {
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
        let path = "/api/v2/token/refresh";
        let request = Request::new(Method::Get, self.auth.join(path), format!("GET {path}"))
            .query("app_key", &grant.app_key)
            .query("app_secret", grant.app_secret.expose())
            .query("refresh_token", grant.refresh_token.expose())
            .query("grant_type", "refresh_token");
        let answer = match wire.send(&request, &ShopDialect, job, sink).await {
            // whatever the code: without a renewal the creator has to consent again
            Err(ConnectError::Refused { code, .. }) => {
                return Err(ConnectError::SignIn {
                    platform: Platform::TiktokShop,
                    reason: code,
                });
            }
            answer => answer?,
        };
        let tokens = read_tokens::<Envelope>(&answer)?.data;
        Ok(Credentials::TiktokShop(ShopGrant {
            app_key: grant.app_key.clone(),
            app_secret: grant.app_secret.clone(),
            access_token: tokens.access_token,
            refresh_token: tokens
                .refresh_token
                .unwrap_or_else(|| grant.refresh_token.clone()),
            open_id: tokens.open_id.or_else(|| grant.open_id.clone()),
            expires_at: tokens
                .access_token_expire_in
                .and_then(Instant::from_seconds),
        }))
    }
}
