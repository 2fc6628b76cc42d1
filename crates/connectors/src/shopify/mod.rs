//! Shopify Payments: balance transactions and payouts of the creator's own store, over the GraphQL Admin API.
//!
//! The rules it protects: the token goes to a store of `myshopify.com` only, each line names its own payout, net is checked
//! against amount and fee, and money that merely moves is counted, never earned.

mod dialect;
mod lists;
mod money;
mod payouts;
mod transactions;

pub use lists::ListPage;
pub use payouts::{PAYOUTS_FEED, parse_payouts};
pub use transactions::{TRANSACTIONS_FEED, parse_transactions};

use crate::error::ConnectError;
use crate::http::raw::envelope;
use crate::http::walk::Walk;
use crate::http::{Answer, BaseUrl, HttpOptions, Method, Request, Unheard, Wire};
use crate::secret::{Credentials, ShopifyToken};
use crate::source::{Capabilities, Connector, Identity, Job, Sink, Summary, Vault};
use async_trait::async_trait;
use domain::{Account, Platform, Zone};
use serde::Deserialize;
use std::sync::Arc;

/// What Shopify Payments can tell.
pub static CAPABILITIES: Capabilities = Capabilities {
    platform: Platform::Shopify,
    money: true,
    payouts: true,
    metrics: &[],
    posts: false,
    offers: false,
    revision_window_days: lists::WINDOW_DAYS,
    zone: Zone::UTC,
    scopes: &["read_shopify_payments_payouts"],
    page_size: 100,
    // the real limit is a bucket of query costs, told in each answer
    requests_per_minute: 60,
};

/// The API version whose shapes are read.
const PATH: &str = "/admin/api/2026-07/graphql.json";
const STORES: &str = ".myshopify.com";
const WHO: &str = "query { shopifyPaymentsAccount { id country } }";

/// One Shopify store.
pub struct Shopify {
    wire: Wire,
    /// The configured address; `None` for the store's own.
    base: Option<BaseUrl>,
    vault: Arc<dyn Vault>,
}

#[derive(Deserialize)]
struct Who {
    data: WhoData,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WhoData {
    shopify_payments_account: Option<WhoAccount>,
}

#[derive(Deserialize)]
struct WhoAccount {
    id: String,
    country: Option<String>,
}

impl Shopify {
    /// A reader for `account`, with its store and token in `vault`.
    ///
    /// # Errors
    /// [`ConnectError::BaseUrl`] for an unsafe address, [`ConnectError::Client`] when no client can be made.
    pub fn new(
        account: &Account,
        vault: Arc<dyn Vault>,
        http: HttpOptions,
    ) -> Result<Self, ConnectError> {
        let base = account
            .base_url
            .as_deref()
            .map(BaseUrl::parse)
            .transpose()?;
        let loopback = base.as_ref().is_some_and(BaseUrl::is_loopback);
        let wire = Wire::new(http, CAPABILITIES.requests_per_minute, loopback)?;
        Ok(Self { wire, base, vault })
    }

    async fn token(&self) -> Result<ShopifyToken, ConnectError> {
        match self.vault.load().await? {
            Credentials::Shopify(token) => Ok(token),
            other => Err(other.not_for(Platform::Shopify).into()),
        }
    }

    /// Sends one query.
    async fn ask(
        &self,
        token: &ShopifyToken,
        query: &str,
        variables: serde_json::Value,
        name: String,
        job: &Job,
        sink: &mut dyn Sink,
    ) -> Result<Answer, ConnectError> {
        let base = match &self.base {
            Some(base) => base.clone(),
            None => store(&token.shop)?,
        };
        let body = serde_json::json!({"query": query, "variables": variables}).to_string();
        let request = Request::new(Method::Post, base.join(PATH), name)
            .header("x-shopify-access-token", token.access_token.expose())
            .json(body);
        self.wire
            .send(&request, &dialect::ShopifyDialect, job, sink)
            .await
    }

    async fn who(
        &self,
        token: &ShopifyToken,
        job: &Job,
        sink: &mut dyn Sink,
    ) -> Result<Identity, ConnectError> {
        let nothing = serde_json::json!({});
        let name = "POST graphql, account".to_owned();
        let answer = self.ask(token, WHO, nothing, name, job, sink).await?;
        let who: Who = envelope(&answer.name, &answer.body)?;
        let account = who.data.shopify_payments_account;
        let account = account.ok_or_else(without_payments)?;
        Ok(Identity {
            external_id: account.id,
            handle: token.shop.clone(),
            region: account.country.and_then(|c| c.parse().ok()),
        })
    }
}

/// The address of a store. Anything but a store of Shopify's own domain is refused: the token opens the shop.
fn store(shop: &str) -> Result<BaseUrl, ConnectError> {
    let shop = shop
        .trim()
        .trim_start_matches("https://")
        .trim_end_matches('/');
    let name = shop.strip_suffix(STORES).unwrap_or_default();
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
    if name.is_empty() || !name.chars().all(plain) {
        return Err(ConnectError::BaseUrl {
            url: shop.chars().take(100).collect(),
            why: "a store's address ends in .myshopify.com",
        });
    }
    BaseUrl::parse(&format!("https://{name}{STORES}"))
}

/// The store takes its payments elsewhere, or the token may not see them: GraphQL answers both with null.
fn without_payments() -> ConnectError {
    ConnectError::Permission {
        missing: "read_shopify_payments_payouts".to_owned(),
    }
}

#[async_trait]
impl Connector for Shopify {
    fn capabilities(&self) -> &'static Capabilities {
        &CAPABILITIES
    }

    async fn identify(&self, job: &Job) -> Result<Identity, ConnectError> {
        let token = self.token().await?;
        self.who(&token, job, &mut Unheard).await
    }

    async fn fetch(&self, job: &Job, sink: &mut dyn Sink) -> Result<Summary, ConnectError> {
        let token = self.token().await?;
        let mut summary = Summary::default();
        if job.account.external_id.is_some() {
            job.same_account(&self.who(&token, job, sink).await?.external_id)?;
        }
        for listing in [payouts::LISTING, transactions::LISTING] {
            let mut walk = Walk::new(Platform::Shopify, listing.feed, job, sink);
            let result = self
                .walk(&token, &listing, &mut walk, &mut summary.skipped)
                .await;
            walk.settle(result, &mut summary).await?;
        }
        Ok(summary)
    }
}

#[cfg(test)]
mod tests;
