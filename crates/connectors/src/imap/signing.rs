//! Signing in to a mailbox: a password, or a token that is renewed like any other platform's.
//!
//! The rules it protects: a token the server no longer takes is renewed once and then the creator is asked; a mail provider's
//! token endpoint is the one the creator named, over TLS.

use super::Mailbox;
use super::session::Session;
use crate::error::ConnectError;
use crate::http::{BaseUrl, Unheard, Wire};
use crate::oauth::{Challenge, GrantRenewal, Provider, Session as Tokens, Spot, Way};
use crate::secret::{Credentials, MailLogin};
use crate::source::Job;
use domain::Platform;
use url::Url;

/// How mail providers renew tokens: as the standard says (RFC 6749, 6). The address is the creator's own word, so none
/// stands here, and no page is ever opened with it.
static RENEWAL: Provider = Provider {
    platform: Platform::Mail,
    way: Way::Browser {
        authorize: NOWHERE,
        challenge: Challenge::Base64Url,
        redirect_path: "",
        register: None,
        extra: &[],
    },
    token: NOWHERE,
    revoke: None,
    client_id_field: "client_id",
    needs_secret: false,
    separator: " ",
    scopes: &[],
    testing_days: None,
    idle_days: None,
};

const NOWHERE: Spot = Spot {
    host: "https://localhost",
    path: "/",
};

impl Mailbox {
    /// Signs in. A token is renewed when it is over, or once when the server refuses it.
    pub(super) async fn sign_in(&self, job: &Job) -> Result<(Session, MailLogin), ConnectError> {
        let credentials = self.vault.load().await?;
        let login = mail(&credentials)?;
        if login.grant.is_none() {
            let session = self.converse(&login, job).await?;
            return Ok((session, login));
        }
        let token_url = login.token_url.as_deref().unwrap_or_default();
        let loopback = BaseUrl::parse(token_url)?.is_loopback();
        let token = Url::parse(token_url).map_err(|_| ConnectError::BaseUrl {
            url: "…".to_owned(),
            why: "it is not a URL",
        })?;
        let renewal = GrantRenewal {
            provider: &RENEWAL,
            token,
        };
        let wire = Wire::new(
            self.options.clone(),
            super::CAPABILITIES.requests_per_minute,
            loopback,
        )?;
        let tokens = Tokens::new(self.vault.clone());
        let fresh = tokens
            .fresh(&wire, &renewal, None, job, &mut Unheard)
            .await?;
        let login = mail(&fresh)?;
        match self.converse(&login, job).await {
            // renewed just now: another one would be refused as well
            Err(ConnectError::SignIn { .. }) if fresh == credentials => {
                let again = tokens
                    .fresh(&wire, &renewal, Some(&fresh), job, &mut Unheard)
                    .await?;
                let login = mail(&again)?;
                Ok((self.converse(&login, job).await?, login))
            }
            session => Ok((session?, login)),
        }
    }

    async fn converse(&self, login: &MailLogin, job: &Job) -> Result<Session, ConnectError> {
        let server = self.server_of(login)?;
        Session::open(login, &server, &self.options, job.cancel.clone()).await
    }
}

fn mail(credentials: &Credentials) -> Result<MailLogin, ConnectError> {
    match credentials {
        Credentials::Mail(login) => Ok(login.clone()),
        other => Err(other.not_for(Platform::Mail).into()),
    }
}
