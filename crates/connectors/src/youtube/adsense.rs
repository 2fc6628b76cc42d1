//! AdSense Management API v2: what YouTube really paid.
//!
//! The rules it protects: an amount is formatted text and becomes money only when its currency is beyond doubt, the
//! running unpaid figure is never a payout, and money for ads on the creator's own site is not YouTube's.
//!
//! Source: Google's pages `accounts.list`, `accounts.payments` and `accounts.payments.list`.

use super::Youtube;
use super::formatted::money;
use crate::error::ConnectError;
use crate::http::document;
use crate::http::raw::{envelope, locate, misfit, reject};
use crate::http::walk::Walk;
use crate::text::date::in_zone;
use domain::reject::RejectReason;
use domain::{
    CivilDay, Instant, Locator, MetricDraft, Page, PayoutDraft, PayoutState, Platform, Reject, Zone,
};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Feed of the payments.
pub const PAYMENTS_FEED: &str = "adsense.payments";

#[derive(Deserialize)]
struct Accounts<'a> {
    #[serde(borrow, default)]
    accounts: Vec<Account<'a>>,
}

#[derive(Deserialize)]
struct Account<'a> {
    #[serde(borrow)]
    name: Cow<'a, str>,
}

#[derive(Deserialize)]
struct Payments<'a> {
    #[serde(borrow, default)]
    payments: Vec<&'a RawValue>,
}

#[derive(Deserialize)]
struct Payment<'a> {
    #[serde(borrow)]
    name: Cow<'a, str>,
    date: Option<Date>,
    #[serde(borrow)]
    amount: Cow<'a, str>,
}

#[derive(Deserialize, Default)]
struct Date {
    #[serde(default)]
    year: i32,
    #[serde(default)]
    month: u32,
    #[serde(default)]
    day: u32,
}

/// What a payment's name says it is.
enum Kind {
    /// YouTube money, sent.
    Sent,
    /// YouTube money, not yet sent: a running figure.
    Open,
    /// Money for ads elsewhere, by the last word of its name.
    Other,
}

fn kind(name: &str) -> Kind {
    let last = name.rsplit('/').next().unwrap_or_default();
    match last.strip_prefix("youtube-") {
        Some("unpaid") => Kind::Open,
        Some(_) => Kind::Sent,
        None => Kind::Other,
    }
}

/// Names of the AdSense accounts (`accounts/pub-…`) that an answer of `accounts.list` holds. A name of another shape is
/// left out: it would become part of a path.
///
/// # Errors
/// [`ConnectError::Malformed`] when the envelope cannot be read.
pub fn parse_accounts(name: &str, body: &Arc<[u8]>) -> Result<Vec<String>, ConnectError> {
    let parsed: Accounts<'_> = envelope(name, body)?;
    let plain = |name: &str| {
        name.strip_prefix("accounts/").is_some_and(|id| {
            !id.is_empty() && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        })
    };
    Ok(parsed
        .accounts
        .into_iter()
        .map(|a| a.name.into_owned())
        .filter(|name| plain(name))
        .collect())
}

/// Reads an answer of `accounts.payments.list`: one payout for each payment of YouTube money, on the Pacific day it was
/// credited. The open figure becomes the metric `adsense_unpaid_CODE_micros` (millionths of the currency), on the day of
/// asking. Payments for ads elsewhere are counted beside the page.
///
/// # Errors
/// [`ConnectError::Malformed`] when the envelope cannot be read. A payment that cannot be read is among the rejects.
pub fn parse_payments(
    name: &str,
    body: &Arc<[u8]>,
    now: Instant,
) -> Result<(Page, u64), ConnectError> {
    let parsed: Payments<'_> = envelope(name, body)?;
    let mut page = Page::new(PAYMENTS_FEED, document(Platform::Youtube, name, body, now));
    let mut elsewhere = 0;
    for (n, raw) in parsed.payments.iter().enumerate() {
        let raw = raw.get();
        let locator = locate(body, raw, format!("/payments/{n}"));
        let payment = match serde_json::from_str::<Payment<'_>>(raw) {
            Ok(payment) => payment,
            Err(e) => {
                page.rejects.push(misfit(&e, locator, raw));
                continue;
            }
        };
        let read = match kind(&payment.name) {
            Kind::Sent => sent(&payment, locator, raw).map(|p| page.payouts.push(p)),
            Kind::Open => open(&payment, locator, raw, now).map(|m| page.metrics.push(m)),
            Kind::Other => {
                elsewhere += 1;
                continue;
            }
        };
        if let Err(refused) = read {
            page.rejects.push(*refused);
        }
    }
    Ok((page, elsewhere))
}

fn sent(payment: &Payment<'_>, locator: Locator, raw: &str) -> Result<PayoutDraft, Box<Reject>> {
    let refuse = |reason, detail: &str| Box::new(reject(reason, detail, locator.clone(), raw));
    let amount = money(&payment.amount).map_err(|reason| refuse(reason, "amount"))?;
    let day = payment
        .date
        .as_ref()
        .and_then(|d| CivilDay::of(d.year, d.month, d.day))
        .ok_or_else(|| refuse(RejectReason::NotADate, "date"))?;
    let created = in_zone(day.0.and_time(chrono::NaiveTime::MIN), Zone::PACIFIC)
        .ok_or_else(|| refuse(RejectReason::NotADate, "date"))?;
    Ok(PayoutDraft {
        external_id: payment.name.clone().into_owned(),
        amount,
        // the list holds what was credited, and nothing of a payment that came back
        state: PayoutState::Paid,
        created,
        arrival: Some(day),
        itemised: false,
        failure: None,
        description: Some("AdSense for YouTube".to_owned()),
        locator,
    })
}

fn open(
    payment: &Payment<'_>,
    locator: Locator,
    raw: &str,
    now: Instant,
) -> Result<MetricDraft, Box<Reject>> {
    match money(&payment.amount) {
        Ok(amount) => Ok(MetricDraft {
            name: format!(
                "adsense_unpaid_{}_micros",
                amount.unit.to_string().to_ascii_lowercase()
            ),
            day: now.day_in(Zone::PACIFIC),
            value: amount.micros,
            locator: Some(locator),
        }),
        Err(reason) => Err(Box::new(reject(reason, "amount", locator, raw))),
    }
}

impl Youtube {
    /// Reads every payment: the list is short, and has no filter. Gives whether there was an AdSense account at all.
    pub(super) async fn walk_payments(
        &self,
        skipped: &mut BTreeMap<String, u64>,
        walk: &mut Walk<'_>,
    ) -> Result<bool, ConnectError> {
        let path = "/v2/accounts";
        let name = format!("GET {path}");
        let answer = self
            .get(&self.adsense, path, &[], &name, walk.job, &mut *walk.sink)
            .await?;
        let accounts = parse_accounts(&answer.name, &answer.body)?;
        for account in &accounts {
            let path = format!("/v2/{account}/payments");
            let name = format!("GET {path}");
            let answer = self
                .get(&self.adsense, &path, &[], &name, walk.job, &mut *walk.sink)
                .await?;
            let (page, elsewhere) = parse_payments(&answer.name, &answer.body, walk.job.now)?;
            if elsewhere > 0 {
                *skipped
                    .entry("adsense payment for other ads".to_owned())
                    .or_default() += elsewhere;
            }
            walk.page(page, None).await?;
        }
        walk.end(None, None).await?;
        Ok(!accounts.is_empty())
    }
}
