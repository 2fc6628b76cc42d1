//! TikTok Shop's affiliate programme for creators: commissions per order line, and brands' target collaborations.
//!
//! The rules it protects: an estimate becomes an actual figure on the same row, each request is signed over the very bytes
//! it sends, and a status nobody knows waits for review.

mod collaborations;
mod dialect;
mod grant;
mod money;
mod orders;
mod profile;
mod sign;
mod walk;

pub use collaborations::{OFFERS_FEED, parse_collaborations};
pub use orders::{ORDERS_FEED, parse_orders};
pub use sign::signature;
pub use walk::ShopPage;

use crate::error::ConnectError;
use crate::http::{Answer, BaseUrl, Clock, HttpOptions, Method, Request, Wire};
use crate::oauth::Session;
use crate::secret::{Credentials, SecretError, ShopGrant};
use crate::source::{Capabilities, Connector, Identity, Job, Sink, Summary, Vault};
use async_trait::async_trait;
use domain::{Account, Platform, Zone};
use std::sync::Arc;

/// What TikTok Shop can tell a creator.
pub static CAPABILITIES: Capabilities = Capabilities {
    platform: Platform::TiktokShop,
    money: true,
    payouts: false,
    metrics: &[],
    posts: false,
    offers: true,
    revision_window_days: orders::WINDOW_DAYS,
    zone: Zone::UTC,
    scopes: &[
        "creator.affiliate_collaboration.read",
        "creator.affiliate.info",
    ],
    page_size: 100,
    // not published: ten a second has room to spare
    requests_per_minute: 600,
};

const HOST: &str = "https://open-api.tiktokglobalshop.com";
const AUTH_HOST: &str = "https://auth.tiktok-shops.com";

/// One creator account of TikTok Shop.
pub struct TiktokShop {
    wire: Wire,
    base: BaseUrl,
    auth: BaseUrl,
    session: Session,
}

impl TiktokShop {
    /// A reader for `account`, with its grant in `vault`. A configured address serves both of the platform's hosts.
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
        Ok(Self {
            wire,
            base,
            auth: BaseUrl::of(account, AUTH_HOST)?,
            session: Session::new(vault),
        })
    }

    /// Sends one signed call. A GET has no body.
    async fn call(
        &self,
        call: &Call<'_>,
        clock: Clock,
        job: &Job,
        sink: &mut dyn Sink,
    ) -> Result<Answer, ConnectError> {
        let build = |credentials: &Credentials| {
            let grant = grant_of(credentials)?;
            let timestamp = clock.seconds().to_string();
            let mut query: Vec<(&str, &str)> = call.query.to_vec();
            query.push(("app_key", &grant.app_key));
            query.push(("timestamp", &timestamp));
            let sign = signature(
                &grant.app_secret,
                call.path,
                &query,
                call.body.unwrap_or_default(),
            );
            query.push(("sign", &sign));
            let method = if call.body.is_some() {
                Method::Post
            } else {
                Method::Get
            };
            let mut request = Request::new(method, self.base.join(call.path), call.name)
                .header("x-tts-access-token", grant.access_token.expose());
            for (field, value) in query {
                request = request.query(field, value);
            }
            Ok(match call.body {
                Some(body) => request.json(body.to_owned()),
                None => request.header("content-type", "application/json"),
            })
        };
        let renewal = grant::ShopRenewal {
            auth: self.auth.clone(),
        };
        self.session
            .send(
                &self.wire,
                &dialect::ShopDialect,
                &renewal,
                &build,
                job,
                sink,
            )
            .await
    }
}

/// What one call needs beside the signature.
struct Call<'a> {
    path: &'a str,
    query: &'a [(&'a str, &'a str)],
    /// The exact bytes to send and sign; `None` makes it a GET.
    body: Option<&'a str>,
    name: &'a str,
}

fn grant_of(credentials: &Credentials) -> Result<&ShopGrant, SecretError> {
    match credentials {
        Credentials::TiktokShop(grant) => Ok(grant),
        other => Err(other.not_for(Platform::TiktokShop)),
    }
}

#[async_trait]
impl Connector for TiktokShop {
    fn capabilities(&self) -> &'static Capabilities {
        &CAPABILITIES
    }

    async fn identify(&self, job: &Job) -> Result<Identity, ConnectError> {
        self.profile(job).await
    }

    async fn fetch(&self, job: &Job, sink: &mut dyn Sink) -> Result<Summary, ConnectError> {
        let credentials = self.session.credentials().await?;
        if let Some(found) = &grant_of(&credentials)?.open_id {
            job.same_account(found)?;
        }
        let clock = Clock::start(job.now);
        let mut summary = Summary::default();
        self.walk_orders(clock, job, sink, &mut summary).await?;
        self.walk_offers(clock, job, sink, &mut summary).await?;
        Ok(summary)
    }
}

#[cfg(test)]
mod tests;
