//! Getting an access token for the app's own account: client credentials (RFC 6749, section 4.4). There is no refresh token;
//! id and secret fetch the next one.

use super::app_of;
use crate::error::ConnectError;
use crate::http::{BaseUrl, Method, Request, Wire};
use crate::oauth::{OauthDialect, Renewal, Tokens, read_tokens};
use crate::secret::{Credentials, PaypalApp, Secret};
use crate::source::{Job, Sink};
use async_trait::async_trait;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::{Instant, Platform};

const TOKEN_PATH: &str = "/v1/oauth2/token";

pub(super) struct ClientCredentials {
    pub base: BaseUrl,
}

#[async_trait]
impl Renewal for ClientCredentials {
    fn expires_at(&self, credentials: &Credentials) -> Option<Instant> {
        let app = app_of(credentials).ok()?;
        match app.access_token {
            Some(_) => app.expires_at,
            // none yet: as good as long expired
            None => Instant::from_seconds(0),
        }
    }

    async fn renew(
        &self,
        wire: &Wire,
        credentials: &Credentials,
        job: &Job,
        sink: &mut dyn Sink,
    ) -> Result<Credentials, ConnectError> {
        let app = app_of(credentials)?;
        let pair = format!("{}:{}", app.client_id, app.client_secret.expose());
        let request = Request::new(
            Method::Post,
            self.base.join(TOKEN_PATH),
            format!("POST {TOKEN_PATH}"),
        )
        .header("authorization", format!("Basic {}", STANDARD.encode(pair)))
        .form(vec![("grant_type", Secret::new("client_credentials"))]);
        let answer = wire
            .send(&request, &OauthDialect(Platform::Paypal), job, sink)
            .await?;
        let tokens: Tokens = read_tokens(&answer)?;
        let life = tokens.expires_in.unwrap_or_default();
        let expires_at = Instant::from_seconds(job.now.seconds().saturating_add(life));
        Ok(Credentials::Paypal(PaypalApp {
            client_id: app.client_id.clone(),
            client_secret: app.client_secret.clone(),
            access_token: Some(tokens.access_token),
            expires_at,
        }))
    }
}
