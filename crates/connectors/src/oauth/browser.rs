//! Signing in through the system's browser: authorization code with PKCE and a loopback redirect (RFC 8252).

use super::callback::{Answered, Expected};
use super::discover::Endpoints;
use super::doorway::{Doorway, Pages};
use super::pkce::{Pkce, pkce};
use super::provider::{Provider, Way};
use super::token::{Asked, Client, ask, first_grant, reason};
use crate::error::ConnectError;
use crate::http::{HttpOptions, Unheard, Wire};
use crate::secret::{OauthGrant, Secret};
use crate::source::Job;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use std::time::Duration;
use url::Url;

/// Requests per minute to a token endpoint; a sign-in needs one.
pub(super) const PER_MINUTE: u32 = 60;

/// Who signs in where.
#[derive(Debug, Clone)]
pub struct SignInOptions {
    /// The platform's way.
    pub provider: &'static Provider,
    /// The registered app.
    pub client: Client,
    /// The HTTP policy.
    pub http: HttpOptions,
}

/// A sign-in whose page is open, or about to be.
#[derive(Debug)]
pub struct BrowserSignIn {
    provider: &'static Provider,
    client: Client,
    http: HttpOptions,
    endpoints: Endpoints,
    door: Doorway,
    pair: Pkce,
    expected: Expected,
    address: Url,
}

impl BrowserSignIn {
    /// Opens the doorway and makes the address. `random` is 64 bytes of the caller's, new for every sign-in: they become the
    /// verifier and the state. The account's base URL replaces the platform's hosts.
    ///
    /// # Errors
    /// [`ConnectError::BaseUrl`] for an unsafe address, [`ConnectError::Unsupported`] for a platform without such a sign-in,
    /// [`ConnectError::Client`] when nothing can listen here.
    pub async fn begin(
        options: SignInOptions,
        random: &[u8; 64],
        job: &Job,
    ) -> Result<Self, ConnectError> {
        let SignInOptions {
            provider,
            client,
            http,
        } = options;
        let Way::Browser {
            challenge,
            redirect_path,
            extra,
            ..
        } = provider.way
        else {
            return Err(ConnectError::Unsupported {
                platform: provider.platform,
            });
        };
        let base = job.account.base_url.as_deref();
        let endpoints = Endpoints::find(provider, base, &http, job).await?;
        let door = Doorway::open(redirect_path).await?;
        let (first, second) = random.split_at(32);
        let mut seed = [0; 32];
        seed.iter_mut()
            .zip(first)
            .for_each(|(to, from)| *to = *from);
        let pair = pkce(&seed, challenge);
        let state = URL_SAFE_NO_PAD.encode(second);
        let mut address = endpoints.consent.clone();
        address
            .query_pairs_mut()
            .append_pair(provider.client_id_field, &client.id)
            .append_pair("response_type", "code")
            .append_pair("scope", &provider.scopes.join(provider.separator))
            .append_pair("redirect_uri", &door.redirect_uri())
            .append_pair("state", &state)
            .append_pair("code_challenge", &pair.challenge)
            .append_pair("code_challenge_method", "S256")
            .extend_pairs(extra);
        Ok(Self {
            provider,
            client,
            http,
            expected: Expected {
                state,
                issuer: endpoints.issuer.clone(),
            },
            endpoints,
            door,
            pair,
            address,
        })
    }

    /// The page to open in the system's browser.
    pub fn address(&self) -> &Url {
        &self.address
    }

    /// Waits for the creator at most `patience`, then exchanges the code. `foreign` hears of each answer that was turned
    /// away.
    ///
    /// # Errors
    /// [`ConnectError::SignIn`] with a word of [`reason`], [`ConnectError::Canceled`], and the HTTP errors.
    pub async fn finish(
        self,
        patience: Duration,
        pages: &dyn Pages,
        foreign: &mut (dyn FnMut() + Send),
        job: &Job,
    ) -> Result<OauthGrant, ConnectError> {
        let platform = self.provider.platform;
        let fail = |reason: &str| ConnectError::SignIn {
            platform,
            reason: reason.to_owned(),
        };
        let redirect = self.door.redirect_uri();
        let wire = Wire::new(self.http, PER_MINUTE, self.endpoints.loopback)?;
        let answered = tokio::select! {
            biased;
            () = job.cancel.cancelled() => return Err(ConnectError::Canceled),
            answered = self.door.answer(&self.expected, pages, foreign) => answered?,
            () = wire.pause(patience) => return Err(fail(reason::TIMED_OUT)),
        };
        let code = match answered {
            Answered::Code(code) => code,
            Answered::Refused(word) => return Err(fail(&word)),
            Answered::Foreign => return Err(fail(reason::TIMED_OUT)),
        };
        let mut fields = self.client.fields(self.provider);
        fields.extend([
            ("code", code),
            ("grant_type", Secret::new("authorization_code")),
            ("redirect_uri", Secret::new(redirect)),
            ("code_verifier", self.pair.verifier.clone()),
        ]);
        let token = &self.endpoints.token;
        let Asked { outcome, doubt } =
            ask(&wire, self.provider, token, fields, job, &mut Unheard).await;
        match outcome {
            Ok(tokens) => first_grant(self.provider, &self.client, tokens, job.now),
            Err(ConnectError::SignIn { reason, .. }) if reason == "invalid_grant" => {
                Err(fail(if doubt {
                    reason::ANSWER_LOST
                } else {
                    reason::CODE_USED
                }))
            }
            Err(error) => Err(error),
        }
    }
}
