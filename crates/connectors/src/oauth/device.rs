//! Signing in by a short code on any device (RFC 8628).
//!
//! The rules it protects: the server's interval is kept and `slow_down` obeyed; the wait ends when the code does; the address
//! shown is one a browser may open safely.

use super::answer::{OauthDialect, address, read_tokens};
use super::browser::{PER_MINUTE, SignInOptions};
use super::discover::Endpoints;
use super::provider::{Provider, Way};
use super::token::{Asked, Client, ask, first_grant, reason};
use crate::error::ConnectError;
use crate::http::{BaseUrl, Method, Request, Unheard, Wire};
use crate::secret::{OauthGrant, Secret};
use crate::source::Job;
use serde::Deserialize;
use std::time::Duration;
use url::Url;

/// Seconds between polls where the server states none (RFC 8628, section 3.2).
const INTERVAL: u64 = 5;
/// Seconds by which `slow_down` lengthens the interval (section 3.5).
const SLOWER: u64 = 5;
/// Longest life of a code that is waited out.
const LONGEST: u64 = 1_800;

#[derive(Deserialize)]
struct Given {
    device_code: Secret,
    user_code: String,
    verification_uri: String,
    #[serde(default, deserialize_with = "address")]
    verification_uri_complete: Option<Url>,
    expires_in: u64,
    #[serde(default)]
    interval: Option<u64>,
}

/// A sign-in whose code is shown.
pub struct DeviceSignIn {
    provider: &'static Provider,
    client: Client,
    wire: Wire,
    token: Url,
    page: Url,
    given: Given,
}

impl DeviceSignIn {
    /// Asks for a code. The account's base URL replaces the platform's hosts.
    ///
    /// # Errors
    /// [`ConnectError::SignIn`] when the server knows no such app, [`ConnectError::BaseUrl`] when it sends the creator to an
    /// address that is not safe, and the HTTP errors.
    pub async fn begin(options: SignInOptions, job: &Job) -> Result<Self, ConnectError> {
        let SignInOptions {
            provider,
            client,
            http,
        } = options;
        let Way::Device { scope_field, .. } = provider.way else {
            return Err(ConnectError::Unsupported {
                platform: provider.platform,
            });
        };
        let base = job.account.base_url.as_deref();
        let endpoints = Endpoints::find(provider, base, &http, job).await?;
        let wire = Wire::new(http, PER_MINUTE, endpoints.loopback)?;
        let scopes = provider.scopes.join(provider.separator);
        let mut fields = client.fields(provider);
        fields.push((scope_field, Secret::new(scopes)));
        let name = format!("POST {}", endpoints.consent.path());
        let request = Request::new(Method::Post, endpoints.consent.clone(), name).form(fields);
        let dialect = OauthDialect(provider.platform);
        let answer = wire.send(&request, &dialect, job, &mut Unheard).await?;
        let given: Given = read_tokens(&answer)?;
        safe(&given.verification_uri)?;
        let page = match &given.verification_uri_complete {
            Some(complete) => safe(complete.as_str())?,
            None => safe(&given.verification_uri)?,
        };
        Ok(Self {
            provider,
            client,
            wire,
            token: endpoints.token,
            page,
            given,
        })
    }

    /// The code to type.
    pub fn code(&self) -> &str {
        &self.given.user_code
    }

    /// Where to type it.
    pub fn address(&self) -> &str {
        &self.given.verification_uri
    }

    /// The page to open: one that knows the code already, where the server offers it.
    pub fn page(&self) -> &Url {
        &self.page
    }

    /// How long the code is good.
    pub fn life(&self) -> Duration {
        Duration::from_secs(self.given.expires_in.min(LONGEST))
    }

    /// Polls until the creator agreed, said no, or the code ran out.
    ///
    /// # Errors
    /// [`ConnectError::SignIn`] with a word of [`reason`], [`ConnectError::Canceled`], and the HTTP errors.
    pub async fn finish(self, job: &Job) -> Result<OauthGrant, ConnectError> {
        let fail = |reason: &str| ConnectError::SignIn {
            platform: self.provider.platform,
            reason: reason.to_owned(),
        };
        let mut interval = Duration::from_secs(self.given.interval.unwrap_or(INTERVAL).max(1));
        let mut waited = Duration::ZERO;
        loop {
            if waited >= self.life() {
                return Err(fail(reason::TIMED_OUT));
            }
            self.wire.wait(interval, job).await?;
            waited += interval;
            let Asked { outcome, doubt } = self.poll(job).await;
            match outcome {
                Ok(tokens) => return first_grant(self.provider, &self.client, tokens, job.now),
                Err(ConnectError::SignIn { reason, .. }) => match reason.as_str() {
                    "authorization_pending" => {}
                    "slow_down" => interval += Duration::from_secs(SLOWER),
                    "expired_token" => return Err(fail(reason::TIMED_OUT)),
                    _ if doubt => return Err(fail(reason::ANSWER_LOST)),
                    "invalid_grant" => return Err(fail(reason::CODE_USED)),
                    word => return Err(fail(word)),
                },
                // without a network the code stays good until it ends
                Err(ConnectError::Unreachable { .. }) => interval += Duration::from_secs(SLOWER),
                Err(error) => return Err(error),
            }
        }
    }

    async fn poll(&self, job: &Job) -> Asked {
        let mut fields = self.client.fields(self.provider);
        fields.extend([
            ("device_code", self.given.device_code.clone()),
            (
                "grant_type",
                Secret::new("urn:ietf:params:oauth:grant-type:device_code"),
            ),
        ]);
        ask(
            &self.wire,
            self.provider,
            &self.token,
            fields,
            job,
            &mut Unheard,
        )
        .await
    }
}

/// An address that may be shown and opened: TLS, or this machine.
fn safe(text: &str) -> Result<Url, ConnectError> {
    let refuse = |why| ConnectError::BaseUrl {
        url: "…".to_owned(),
        why,
    };
    let url = Url::parse(text).map_err(|_| refuse("it is not a URL"))?;
    let mut bare = url.clone();
    bare.set_query(None);
    bare.set_fragment(None);
    BaseUrl::parse(bare.as_str())?;
    Ok(url)
}
