//! Asking the token endpoint, and knowing afterwards whether an answer may have been lost.
//!
//! The rule it protects: a code or a rotating refresh token is good once. When the server used it up and its answer never
//! arrived, the creator is told to sign in again for that reason, and not that the network is bad or that somebody
//! withdrew the grant.

use super::answer::{OauthDialect, Tokens, after, read_tokens, without_bytes};
use super::provider::Provider;
use crate::error::{ConnectError, SinkError};
use crate::http::{Method, Request, Wire};
use crate::secret::{OauthGrant, Secret};
use crate::source::{Event, Job, Sink};
use async_trait::async_trait;
use domain::Instant;
use std::sync::{Mutex, PoisonError};
use url::Url;

/// Stands for all tries together when one of them may have reached the server.
pub(crate) const ANSWER_LOST: &str = "answer lost";

/// Seconds of a day.
const DAY: i64 = 86_400;

/// Why a sign-in is over or did not come about: the `reason` of [`ConnectError::SignIn`]. Words of a platform that stand
/// for nothing of this are passed on as they are.
pub mod reason {
    /// The server used the code or refresh token up, and its answer was lost on the way.
    pub const ANSWER_LOST: &str = "answer_lost";
    /// The grant's stated life is over.
    pub const EXPIRED: &str = "expired";
    /// The grant ended before its stated end: the creator or the platform withdrew it.
    pub const REVOKED: &str = "revoked";
    /// The grant ended, and nothing says whether by age or by withdrawal.
    pub const ENDED: &str = "ended";
    /// The creator said no.
    pub const DENIED: &str = "access_denied";
    /// The answer names another server than the one that was asked (RFC 9207).
    pub const ISSUER: &str = "issuer_mismatch";
    /// The code is not good, or was used before.
    pub const CODE_USED: &str = "code_used";
    /// Nobody consented in time.
    pub const TIMED_OUT: &str = "timed_out";
    /// The app's id or secret is wrong.
    pub const CLIENT: &str = "invalid_client";
    /// The redirect address is not registered with the app.
    pub const REDIRECT: &str = "redirect_uri";
    /// The server gave no refresh token, so that nothing could be renewed.
    pub const NO_REFRESH: &str = "no_refresh_token";
}

/// How a call to the token endpoint ended.
pub(crate) struct Asked {
    pub outcome: Result<Tokens, ConnectError>,
    /// The server may have done what was asked without our hearing of it, in this call.
    pub doubt: bool,
}

/// Sends one form to the token endpoint, with the HTTP policy's retries.
pub(crate) async fn ask(
    wire: &Wire,
    provider: &Provider,
    url: &Url,
    fields: Vec<(&'static str, Secret)>,
    job: &Job,
    sink: &mut dyn Sink,
) -> Asked {
    let name = format!("POST {}", url.path());
    let request = Request::new(Method::Post, url.clone(), name).form(fields);
    let mut witness = Witness {
        sink: Mutex::new(sink),
        doubt: false,
    };
    let dialect = OauthDialect(provider.platform);
    let sent = wire.send(&request, &dialect, job, &mut witness).await;
    let mut doubt = witness.doubt;
    let outcome = sent
        .and_then(|answer| read_tokens(&answer))
        .map_err(without_bytes);
    if let Err(error) = &outcome {
        doubt |= in_doubt(error);
    }
    Asked { outcome, doubt }
}

/// Whether the server may have done what was asked although this error is all we heard.
pub(crate) fn in_doubt(error: &ConnectError) -> bool {
    match error {
        ConnectError::Unreachable { why, .. } => lost(why),
        ConnectError::SignIn { reason, .. } => reason == reason::ANSWER_LOST,
        ConnectError::Malformed { .. } | ConnectError::Canceled => true,
        ConnectError::Server { status } => lost(&status.to_string()),
        _ => false,
    }
}

/// Whether a failed attempt may have reached the server: everything but a connection that never came about, and a server
/// that says that it failed. A gateway's word says nothing about the server behind it.
fn lost(what: &str) -> bool {
    matches!(
        what,
        ANSWER_LOST
            | "timeout"
            | "truncated body"
            | "connection reset"
            | "malformed body"
            | "502"
            | "504"
    )
}

/// Hears of the retries.
struct Witness<'a> {
    // never locked, only entered: it lends the sink what sharing needs
    sink: Mutex<&'a mut dyn Sink>,
    doubt: bool,
}

#[async_trait]
impl Sink for Witness<'_> {
    async fn accept(&mut self, event: Event) -> Result<(), SinkError> {
        if let Event::Retry { what, .. } = &event {
            self.doubt |= lost(what);
        }
        let sink = self.sink.get_mut().unwrap_or_else(PoisonError::into_inner);
        sink.accept(event).await
    }

    async fn cursor(&self, _: &str) -> Result<Option<String>, SinkError> {
        // a token is no feed
        Ok(None)
    }
}

/// The registered app, as the creator entered it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Client {
    /// Public id.
    pub id: String,
    /// Secret, where the platform wants one.
    pub secret: Option<Secret>,
    /// Whether the app is still in the platform's testing status, which shortens a sign-in's life.
    pub testing: bool,
}

impl Client {
    /// The fields that say who asks.
    pub(crate) fn fields(&self, provider: &Provider) -> Vec<(&'static str, Secret)> {
        let mut fields = vec![(provider.client_id_field, Secret::new(self.id.clone()))];
        fields.extend(self.secret.clone().map(|secret| ("client_secret", secret)));
        fields
    }
}

/// A new grant out of the first tokens.
pub(crate) fn first_grant(
    provider: &Provider,
    client: &Client,
    tokens: Tokens,
    now: Instant,
) -> Result<OauthGrant, ConnectError> {
    let testing = provider.testing_days.filter(|_| client.testing);
    let refresh_token = tokens.refresh_token.ok_or_else(|| ConnectError::SignIn {
        platform: provider.platform,
        reason: reason::NO_REFRESH.to_owned(),
    })?;
    Ok(OauthGrant {
        client_id: client.id.clone(),
        client_secret: client.secret.clone(),
        access_token: tokens.access_token,
        refresh_token,
        scope: tokens.scope,
        expires_at: after(now, tokens.expires_in),
        ends_at: after(now, tokens.refresh_expires_in)
            .or_else(|| after(now, testing.or(provider.idle_days).map(days))),
        renewing_since: None,
    })
}

/// The grant after a renewal. What the answer leaves out stays as it was; a life that counts from the last use starts
/// again, one that counts from the sign-in does not.
pub(crate) fn next_grant(
    provider: &Provider,
    old: &OauthGrant,
    tokens: Tokens,
    now: Instant,
) -> OauthGrant {
    OauthGrant {
        client_id: old.client_id.clone(),
        client_secret: old.client_secret.clone(),
        access_token: tokens.access_token,
        refresh_token: tokens
            .refresh_token
            .unwrap_or_else(|| old.refresh_token.clone()),
        scope: if tokens.scope.is_empty() {
            old.scope.clone()
        } else {
            tokens.scope
        },
        expires_at: after(now, tokens.expires_in),
        ends_at: after(now, tokens.refresh_expires_in)
            .or_else(|| after(now, provider.idle_days.map(days)))
            .or(old.ends_at),
        renewing_since: None,
    }
}

fn days(days: u16) -> i64 {
    i64::from(days) * DAY
}
