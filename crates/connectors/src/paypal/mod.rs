//! PayPal: the transactions of the creator's own business account.
//!
//! The rules it protects: only balance-affecting rows are money, a row that merely moves money (conversion, deposit, hold) is
//! counted and never earned, a withdrawal is a payout and not a loss, and money PayPal holds back is *frozen* until it says
//! otherwise. Buyers' names and addresses are never asked for.

mod codes;
mod cursor;
mod dialect;
mod grant;
mod transactions;
mod walk;

pub use codes::{TransactionKind, kind_of};
pub use transactions::{Hold, TRANSACTIONS_FEED, TransactionsPage, parse_transactions};

use crate::error::ConnectError;
use crate::http::walk::Walk;
use crate::http::{Answer, BaseUrl, HttpOptions, Request, Unheard, Wire};
use crate::oauth::Session;
use crate::secret::{Credentials, PaypalApp, SecretError};
use crate::source::{Capabilities, Connector, Identity, Job, Sink, Summary, Vault};
use async_trait::async_trait;
use domain::{Account, Platform, Zone};
use std::sync::Arc;

/// What PayPal can tell.
pub static CAPABILITIES: Capabilities = Capabilities {
    platform: Platform::Paypal,
    money: true,
    payouts: true,
    metrics: &[],
    posts: false,
    offers: false,
    revision_window_days: cursor::WINDOW_DAYS,
    zone: Zone::UTC,
    scopes: &["https://uri.paypal.com/services/reporting/search/read"],
    page_size: 100,
    // no figure is published
    requests_per_minute: 60,
};

const HOST: &str = "https://api-m.paypal.com";
const TRANSACTIONS_PATH: &str = "/v1/reporting/transactions";

/// One PayPal account.
pub struct Paypal {
    wire: Wire,
    base: BaseUrl,
    session: Session,
}

impl Paypal {
    /// A reader for `account`, with its app's id and secret in `vault`.
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
            session: Session::new(vault),
        })
    }

    /// Sends one GET of transactions.
    async fn get(
        &self,
        query: &[(&str, &str)],
        name: &str,
        job: &Job,
        sink: &mut dyn Sink,
    ) -> Result<Answer, ConnectError> {
        let build = |credentials: &Credentials| {
            let app = app_of(credentials)?;
            let token = app.access_token.as_ref().ok_or_else(|| SecretError {
                platform: Platform::Paypal,
                why: "no access token was given".to_owned(),
            })?;
            Ok(Request::get(self.base.join(TRANSACTIONS_PATH), name, query).bearer(token))
        };
        let renewal = grant::ClientCredentials {
            base: self.base.clone(),
        };
        self.session
            .send(
                &self.wire,
                &dialect::PaypalDialect,
                &renewal,
                &build,
                job,
                sink,
            )
            .await
    }
}

fn app_of(credentials: &Credentials) -> Result<&PaypalApp, SecretError> {
    match credentials {
        Credentials::Paypal(app) => Ok(app),
        other => Err(other.not_for(Platform::Paypal)),
    }
}

#[async_trait]
impl Connector for Paypal {
    fn capabilities(&self) -> &'static Capabilities {
        &CAPABILITIES
    }

    async fn identify(&self, job: &Job) -> Result<Identity, ConnectError> {
        let now = job.now.seconds();
        let (start, end) = (cursor::wire_time(now - cursor::DAY), cursor::wire_time(now));
        let query = [
            ("start_date", start.as_str()),
            ("end_date", end.as_str()),
            ("fields", "transaction_info"),
            ("page_size", "1"),
            ("page", "1"),
        ];
        let name = format!("GET {TRANSACTIONS_PATH}, the last day");
        let answer = self.get(&query, &name, job, &mut Unheard).await?;
        let number = parse_transactions(&answer.name, &answer.body, job.now)?.account;
        let number = number.ok_or_else(|| ConnectError::Malformed {
            what: answer.name.clone(),
            detail: "account_number is missing".to_owned(),
            body: None,
        })?;
        Ok(Identity {
            handle: number.clone(),
            external_id: number,
            region: None,
        })
    }

    async fn fetch(&self, job: &Job, sink: &mut dyn Sink) -> Result<Summary, ConnectError> {
        let mut summary = Summary::default();
        let mut walk = Walk::new(Platform::Paypal, TRANSACTIONS_FEED, job, sink);
        let result = self.walk(&mut walk, &mut summary.skipped).await;
        walk.settle(result, &mut summary).await?;
        Ok(summary)
    }
}

#[cfg(test)]
mod tests;
