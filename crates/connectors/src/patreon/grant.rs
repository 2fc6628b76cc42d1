//! Renewing a creator's token. That takes the id and secret of the creator's own client beside the refresh token; a token alone
//! lives until it ends.

use super::token_of;
use crate::error::ConnectError;
use crate::http::{BaseUrl, Method, Request, Wire};
use crate::oauth::{OauthDialect, Renewal, Tokens, read_tokens};
use crate::secret::{Credentials, PatreonToken, Secret};
use crate::source::{Job, Sink};
use async_trait::async_trait;
use domain::{Instant, Platform};

const TOKEN_PATH: &str = "/api/oauth2/token";

pub(super) struct CreatorToken {
    pub base: BaseUrl,
}

#[async_trait]
impl Renewal for CreatorToken {
    fn expires_at(&self, credentials: &Credentials) -> Option<Instant> {
        let token = token_of(credentials).ok()?;
        // one that cannot be renewed is used to its end
        token.refresh_token.as_ref()?;
        token.expires_at
    }

    async fn renew(
        &self,
        wire: &Wire,
        credentials: &Credentials,
        job: &Job,
        sink: &mut dyn Sink,
    ) -> Result<Credentials, ConnectError> {
        let token = token_of(credentials)?;
        let (Some(refresh), Some(id), Some(secret)) =
            (&token.refresh_token, &token.client_id, &token.client_secret)
        else {
            return Err(ConnectError::SignIn {
                platform: Platform::Patreon,
                reason: "expired_token".to_owned(),
            });
        };
        let name = format!("POST {TOKEN_PATH}");
        let request = Request::new(Method::Post, self.base.join(TOKEN_PATH), name).form(vec![
            ("grant_type", Secret::new("refresh_token")),
            ("refresh_token", refresh.clone()),
            ("client_id", Secret::new(id.clone())),
            ("client_secret", secret.clone()),
        ]);
        let answer = wire
            .send(&request, &OauthDialect(Platform::Patreon), job, sink)
            .await?;
        let tokens: Tokens = read_tokens(&answer)?;
        let life = tokens.expires_in;
        let ends = life.and_then(|s| job.now.seconds().checked_add(s));
        Ok(Credentials::Patreon(PatreonToken {
            access_token: tokens.access_token,
            refresh_token: tokens.refresh_token.or_else(|| Some(refresh.clone())),
            expires_at: ends.and_then(Instant::from_seconds),
            ..token.clone()
        }))
    }
}
