//! Stripe: the ledger of the creator's own account, read with a restricted key.
//!
//! The rules it protects: money is read in the ledger's settlement currency through a stated exponent, net is checked
//! against amount and fee, and a ledger type that is no income is counted, never dropped in silence.

mod account;
mod cursor;
mod dialect;
mod itemise;
mod ledger;
mod list;
mod payouts;
mod stream;

pub use ledger::{LEDGER_FEED, LedgerContext, parse_balance_transactions};
pub use list::ListPage;
pub use payouts::{PAYOUTS_FEED, parse_payouts};
pub use stream::{LedgerKind, kind_of, payer_of};

use crate::error::{Action, ConnectError};
use crate::http::{Answer, BaseUrl, HttpOptions, Request, Wire};
use crate::secret::{Credentials, Secret};
use crate::source::{Capabilities, Connector, Identity, Job, Note, Sink, Summary, Vault};
use async_trait::async_trait;
use domain::{Account, Platform, Zone};
use std::sync::Arc;

/// What Stripe can tell.
pub static CAPABILITIES: Capabilities = Capabilities {
    platform: Platform::Stripe,
    money: true,
    payouts: true,
    metrics: &[],
    posts: false,
    offers: false,
    revision_window_days: ledger::OVERLAP_DAYS,
    zone: Zone::UTC,
    scopes: &["balance_transaction_read", "payout_read", "account_read"],
    page_size: 100,
    // 25 a second per endpoint
    requests_per_minute: 1_500,
};

/// The API version whose shapes are read. Sent always: without it the account's default decides the shape.
const VERSION: &str = "2026-07-29.dahlia";

const HOST: &str = "https://api.stripe.com";

/// One Stripe account.
pub struct Stripe {
    wire: Wire,
    base: BaseUrl,
    vault: Arc<dyn Vault>,
}

impl Stripe {
    /// A reader for `account`, with its key in `vault`.
    ///
    /// # Errors
    /// [`ConnectError::BaseUrl`] for an unsafe address, [`ConnectError::Client`] when no client can be made.
    pub fn new(
        account: &Account,
        vault: Arc<dyn Vault>,
        http: HttpOptions,
    ) -> Result<Self, ConnectError> {
        let base = BaseUrl::of(account, HOST)?;
        let wire = Wire::new(http, CAPABILITIES.requests_per_minute, base.is_loopback())?;
        Ok(Self { wire, base, vault })
    }

    async fn key(&self) -> Result<Secret, ConnectError> {
        match self.vault.load().await? {
            Credentials::Stripe(key) => Ok(key.api_key),
            other => Err(other.not_for(Platform::Stripe).into()),
        }
    }

    /// Sends one GET. `name` is the document's.
    async fn get(
        &self,
        key: &Secret,
        path: &str,
        query: &[(&str, &str)],
        name: String,
        job: &Job,
        sink: &mut dyn Sink,
    ) -> Result<Answer, ConnectError> {
        let request = Request::get(self.base.join(path), name, query)
            .bearer(key)
            .header("stripe-version", VERSION);
        self.wire
            .send(&request, &dialect::StripeDialect, job, sink)
            .await
    }

    /// Refuses credentials of another account than before. A key that may not read the account passes with a note.
    async fn check_identity(
        &self,
        key: &Secret,
        job: &Job,
        sink: &mut dyn Sink,
        summary: &mut Summary,
    ) -> Result<(), ConnectError> {
        if job.account.external_id.is_none() {
            return Ok(());
        }
        match self.account(key, job, sink).await {
            Ok(identity) => job.same_account(&identity.external_id),
            Err(e) if e.action() == Action::Skip => {
                summary.notes.push(Note {
                    code: "identity_unchecked",
                    detail: e.to_string(),
                });
                Ok(())
            }
            Err(e) => Err(e),
        }
    }
}

/// What a restricted key must be able to read, with the name its page in the Dashboard gives it.
const NEEDED: &[(&str, &str)] = &[
    ("/v1/account", "Account"),
    ("/v1/balance_transactions", "Balance transactions"),
    ("/v1/payouts", "Payouts"),
];

#[async_trait]
impl Connector for Stripe {
    fn capabilities(&self) -> &'static Capabilities {
        &CAPABILITIES
    }

    async fn identify(&self, job: &Job) -> Result<Identity, ConnectError> {
        let key = self.key().await?;
        self.account(&key, job, &mut crate::http::Unheard).await
    }

    async fn missing(&self, job: &Job) -> Result<Vec<String>, ConnectError> {
        let key = self.key().await?;
        let mut missing = Vec::new();
        for (path, resource) in NEEDED {
            let query: &[(&str, &str)] = if *path == "/v1/account" {
                &[]
            } else {
                &[("limit", "1")]
            };
            let name = format!("GET {path}");
            let sink = &mut crate::http::Unheard;
            match self.get(&key, path, query, name, job, sink).await {
                Ok(_) => {}
                Err(ConnectError::Permission { .. }) => missing.push((*resource).to_owned()),
                Err(error) => return Err(error),
            }
        }
        Ok(missing)
    }

    async fn fetch(&self, job: &Job, sink: &mut dyn Sink) -> Result<Summary, ConnectError> {
        let key = self.key().await?;
        let mut summary = Summary::default();
        self.check_identity(&key, job, sink, &mut summary).await?;
        // payouts first: a line they list is stored as paid at once, instead of as available and then revised
        self.walk_payouts(&key, job, sink, &mut summary).await?;
        self.itemise(&key, job, sink, &mut summary).await?;
        self.walk_ledger(&key, job, sink, &mut summary).await?;
        Ok(summary)
    }
}

#[cfg(test)]
mod tests;
