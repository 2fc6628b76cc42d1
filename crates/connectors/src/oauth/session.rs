//! Sending requests as the signed-in creator.
//!
//! The rules it protects: one renewal of an account runs at a time, in this process and beside it; that a renewal was begun
//! is on record before it is sent, and its tokens are saved before they are used; a cancel waits for an answer on its way.

use super::answer::without_bytes;
use super::token::in_doubt;
use crate::error::ConnectError;
use crate::http::{Answer, Dialect, Request, Wire};
use crate::secret::Credentials;
use crate::source::{Job, Sink, Vault};
use async_trait::async_trait;
use domain::Instant;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Mutex;
use tokio_util::sync::CancellationToken;

/// Seconds before its end at which an access token is renewed.
const MARGIN: i64 = 60;

/// How long a canceled run waits for tokens on their way: leaving them would lose the sign-in.
const GRACE: Duration = Duration::from_secs(10);

/// How one platform renews a grant.
#[async_trait]
pub(crate) trait Renewal: Send + Sync {
    /// The end of the access token's life, when known.
    fn expires_at(&self, credentials: &Credentials) -> Option<Instant>;

    /// Asks for the next access token.
    async fn renew(
        &self,
        wire: &Wire,
        credentials: &Credentials,
        job: &Job,
        sink: &mut dyn Sink,
    ) -> Result<Credentials, ConnectError>;
}

/// The credentials of one account while it is read.
pub(crate) struct Session {
    vault: Arc<dyn Vault>,
    held: Mutex<Option<Credentials>>,
}

impl Session {
    pub fn new(vault: Arc<dyn Vault>) -> Self {
        Self {
            vault,
            held: Mutex::new(None),
        }
    }

    /// The credentials as they are, for what they say beside the token.
    pub async fn credentials(&self) -> Result<Credentials, ConnectError> {
        let mut held = self.held.lock().await;
        if let Some(credentials) = &*held {
            return Ok(credentials.clone());
        }
        let loaded = self.vault.load().await?;
        *held = Some(loaded.clone());
        Ok(loaded)
    }

    /// Sends the request that `build` makes from the credentials; renews them when they are at their end, or when the
    /// platform says so.
    pub async fn send(
        &self,
        wire: &Wire,
        dialect: &dyn Dialect,
        renewal: &dyn Renewal,
        build: &(dyn Fn(&Credentials) -> Result<Request, ConnectError> + Send + Sync),
        job: &Job,
        sink: &mut dyn Sink,
    ) -> Result<Answer, ConnectError> {
        let mut credentials = self.credentials().await?;
        let due = job.now.seconds().saturating_add(MARGIN);
        let mut renewed = false;
        if renewal
            .expires_at(&credentials)
            .is_some_and(|end| end.seconds() <= due)
        {
            credentials = self.renew(wire, &credentials, renewal, job, sink).await?;
            renewed = true;
        }
        loop {
            match wire.send(&build(&credentials)?, dialect, job, sink).await {
                Err(ConnectError::SignIn { .. }) if !renewed => {
                    let next = self.renew(wire, &credentials, renewal, job, sink).await?;
                    renewed = true;
                    credentials = next;
                }
                answer => return answer,
            }
        }
    }

    /// Credentials with a token that is good now, for a conversation that is not made of requests: renewed when they are at
    /// their end, or when the server did not take the ones in `refused`.
    pub async fn fresh(
        &self,
        wire: &Wire,
        renewal: &dyn Renewal,
        refused: Option<&Credentials>,
        job: &Job,
        sink: &mut dyn Sink,
    ) -> Result<Credentials, ConnectError> {
        let credentials = self.credentials().await?;
        let due = job.now.seconds().saturating_add(MARGIN);
        let over = renewal
            .expires_at(&credentials)
            .is_some_and(|end| end.seconds() <= due);
        if over || refused.is_some_and(|refused| *refused == credentials) {
            return self.renew(wire, &credentials, renewal, job, sink).await;
        }
        Ok(credentials)
    }

    /// Replaces `stale`. Tokens that somebody else put into the vault meanwhile are taken over.
    async fn renew(
        &self,
        wire: &Wire,
        stale: &Credentials,
        renewal: &dyn Renewal,
        job: &Job,
        sink: &mut dyn Sink,
    ) -> Result<Credentials, ConnectError> {
        let mut held = self.held.lock().await;
        // two renewals with one refresh token look like a theft to the server, which then ends the grant
        let _alone = self.vault.alone().await?;
        let stored = self.vault.load().await?;
        let fresh = if stored.unmarked() == stale.unmarked() {
            let begun = stored.renewing_since();
            if stored.grant().is_some() && begun.is_none() {
                self.vault.save(&stored.marked(Some(job.now))).await?;
            }
            match ask(wire, &stored, renewal, job, sink).await {
                Ok(fresh) => {
                    // the old refresh token is dead from here on: nothing may happen before the new one is safe
                    self.vault.save(&fresh).await?;
                    fresh
                }
                Err(error) => {
                    if !in_doubt(&error) && begun.is_none() && stored.grant().is_some() {
                        self.vault.save(&stored).await?;
                    }
                    return Err(without_bytes(error));
                }
            }
        } else {
            stored
        };
        *held = Some(fresh.clone());
        Ok(fresh)
    }
}

/// Renews without being cut off by a cancel right away.
async fn ask(
    wire: &Wire,
    stored: &Credentials,
    renewal: &dyn Renewal,
    job: &Job,
    sink: &mut dyn Sink,
) -> Result<Credentials, ConnectError> {
    let deaf = Job {
        cancel: CancellationToken::new(),
        ..job.clone()
    };
    let patience = async {
        job.cancel.cancelled().await;
        wire.pause(GRACE).await;
    };
    tokio::select! {
        biased;
        renewed = renewal.renew(wire, stored, &deaf, sink) => renewed,
        () = patience => Err(ConnectError::Canceled),
    }
}
