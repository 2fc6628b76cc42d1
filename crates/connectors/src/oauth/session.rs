//! Sending requests as the signed-in creator.

use super::answer::without_bytes;
use crate::error::ConnectError;
use crate::http::{Answer, Dialect, Request, Wire};
use crate::secret::Credentials;
use crate::source::{Job, Sink, Vault};
use async_trait::async_trait;
use domain::Instant;
use std::sync::Arc;
use tokio::sync::Mutex;

/// Seconds before its end at which an access token is renewed.
const MARGIN: i64 = 60;

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
        let stored = self.vault.load().await?;
        let fresh = if stored == *stale {
            let fresh = renewal
                .renew(wire, stale, job, sink)
                .await
                .map_err(without_bytes)?;
            // the old refresh token is dead from here on: nothing may happen before the new one is safe
            self.vault.save(&fresh).await?;
            fresh
        } else {
            stored
        };
        *held = Some(fresh.clone());
        Ok(fresh)
    }
}
