//! Gumroad: sales and payouts of the creator's own shop, read with an access token.
//!
//! The rules it protects: a sale counts in US cents as Gumroad's ledger does, a payout in its own currency by its decimal text,
//! and neither is led to the other unless Gumroad names the sales of a payout.

mod dialect;
mod money;
mod payouts;
mod sales;
mod walk;

pub use payouts::{PAYOUTS_FEED, PayoutSales, PayoutsPage, parse_payout_sales, parse_payouts};
pub use sales::{SALES_FEED, SalesPage, parse_sales};

use crate::error::ConnectError;
use crate::http::raw::envelope;
use crate::http::walk::Walk;
use crate::http::{Answer, BaseUrl, HttpOptions, Request, Unheard, Wire};
use crate::secret::{Credentials, Secret};
use crate::source::{Capabilities, Connector, Identity, Job, Sink, Summary, Vault};
use async_trait::async_trait;
use domain::{Account, Platform, Zone};
use serde::Deserialize;
use std::sync::Arc;

/// What Gumroad can tell.
pub static CAPABILITIES: Capabilities = Capabilities {
    platform: Platform::Gumroad,
    money: true,
    payouts: true,
    metrics: &[],
    posts: false,
    offers: false,
    revision_window_days: walk::SALES_WINDOW_DAYS,
    zone: Zone::UTC,
    scopes: &["view_sales", "view_payouts"],
    page_size: 10,
    // no figure is published
    requests_per_minute: 60,
};

const HOST: &str = "https://api.gumroad.com";

/// One Gumroad shop.
pub struct Gumroad {
    wire: Wire,
    base: BaseUrl,
    vault: Arc<dyn Vault>,
}

#[derive(Deserialize)]
struct Owner {
    user: User,
}

#[derive(Deserialize)]
struct User {
    id: String,
    #[serde(default)]
    name: Option<String>,
}

impl Gumroad {
    /// A reader for `account`, with its token in `vault`.
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

    async fn token(&self) -> Result<Secret, ConnectError> {
        match self.vault.load().await? {
            Credentials::Gumroad(token) => Ok(token.access_token),
            other => Err(other.not_for(Platform::Gumroad).into()),
        }
    }

    async fn get(
        &self,
        token: &Secret,
        path: &str,
        query: &[(&str, &str)],
        name: String,
        job: &Job,
        sink: &mut dyn Sink,
    ) -> Result<Answer, ConnectError> {
        let request = Request::get(self.base.join(path), name, query).bearer(token);
        self.wire
            .send(&request, &dialect::GumroadDialect, job, sink)
            .await
    }

    async fn owner(
        &self,
        token: &Secret,
        job: &Job,
        sink: &mut dyn Sink,
    ) -> Result<Identity, ConnectError> {
        let path = "/v2/user";
        let answer = self
            .get(token, path, &[], format!("GET {path}"), job, sink)
            .await?;
        let user = envelope::<Owner>(&answer.name, &answer.body)?.user;
        let name = user.name.filter(|name| !name.trim().is_empty());
        Ok(Identity {
            handle: name.unwrap_or_else(|| user.id.clone()),
            external_id: user.id,
            region: None,
        })
    }
}

#[async_trait]
impl Connector for Gumroad {
    fn capabilities(&self) -> &'static Capabilities {
        &CAPABILITIES
    }

    async fn identify(&self, job: &Job) -> Result<Identity, ConnectError> {
        let token = self.token().await?;
        self.owner(&token, job, &mut Unheard).await
    }

    async fn missing(&self, job: &Job) -> Result<Vec<String>, ConnectError> {
        let token = self.token().await?;
        // today's alone: a long range may take longer than Gumroad waits for itself
        let today = job.now.day_in(Zone::UTC).to_string();
        let mut missing = Vec::new();
        for (path, scope) in [("/v2/sales", "view_sales"), ("/v2/payouts", "view_payouts")] {
            let query = [("after", today.as_str())];
            let name = format!("GET {path}");
            match self
                .get(&token, path, &query, name, job, &mut Unheard)
                .await
            {
                Ok(_) => {}
                Err(ConnectError::Permission { .. }) => missing.push(scope.to_owned()),
                Err(error) => return Err(error),
            }
        }
        Ok(missing)
    }

    async fn fetch(&self, job: &Job, sink: &mut dyn Sink) -> Result<Summary, ConnectError> {
        let token = self.token().await?;
        let mut summary = Summary::default();
        if job.account.external_id.is_some() {
            job.same_account(&self.owner(&token, job, sink).await?.external_id)?;
        }
        let mut walk = Walk::new(Platform::Gumroad, PAYOUTS_FEED, job, sink);
        let paid = self.walk_payouts(&token, &mut walk).await;
        let (result, paid) = match paid {
            Ok(paid) => (Ok(()), paid),
            Err(error) => (Err(error), walk::Paid::default()),
        };
        walk.settle(result, &mut summary).await?;
        let mut walk = Walk::new(Platform::Gumroad, SALES_FEED, job, sink);
        let result = self
            .walk_sales(&token, &paid, &mut walk, &mut summary.skipped)
            .await;
        walk.settle(result, &mut summary).await?;
        Ok(summary)
    }
}

#[cfg(test)]
mod tests;
