//! Payouts, and the sales each of them pays.

use super::money;
use crate::error::ConnectError;
use crate::http::document;
use crate::http::raw::{envelope, locate, misfit, reject};
use domain::reject::RejectReason;
use domain::{Instant, Locator, Page, PayoutDraft, PayoutState, Platform, Reject};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::sync::Arc;

/// Feed of the payouts.
pub const PAYOUTS_FEED: &str = "payouts";

/// A parsed page of payouts.
#[derive(Debug)]
pub struct PayoutsPage {
    /// The document with its payouts.
    pub page: Page,
    /// Key of the next page; `None` at the end.
    pub next: Option<String>,
    /// Ids of the first and the last payout.
    pub ends: Option<(String, String)>,
}

/// A payout opened into its sales.
#[derive(Debug)]
pub struct PayoutSales {
    /// The document with the payout.
    pub page: Page,
    /// Ids of the sales it pays. Empty when the token may not see sales.
    pub sales: Vec<String>,
}

#[derive(Deserialize)]
struct List<'a> {
    #[serde(borrow)]
    payouts: Vec<&'a RawValue>,
    next_page_key: Option<String>,
}

#[derive(Deserialize)]
struct One<'a> {
    #[serde(borrow)]
    payout: &'a RawValue,
}

#[derive(Deserialize)]
struct Payout<'a> {
    #[serde(borrow)]
    id: Option<Cow<'a, str>>,
    #[serde(borrow)]
    amount: Cow<'a, str>,
    #[serde(borrow)]
    currency: Cow<'a, str>,
    #[serde(borrow)]
    status: Cow<'a, str>,
    #[serde(borrow)]
    created_at: Option<Cow<'a, str>>,
    #[serde(borrow)]
    bank_account_visual: Option<Cow<'a, str>>,
    #[serde(borrow)]
    payment_processor: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
struct Paid {
    #[serde(default)]
    sales: Vec<String>,
}

/// Reads one answer of `GET /v2/payouts`. The coming payout has no id and is left out.
///
/// Source of the format: Gumroad's own public source, `Payment#as_json`.
///
/// # Errors
/// [`ConnectError::Malformed`] when the envelope cannot be read. A payout that cannot be read is among the rejects.
pub fn parse_payouts(
    name: &str,
    body: &Arc<[u8]>,
    now: Instant,
) -> Result<PayoutsPage, ConnectError> {
    let list: List<'_> = envelope(name, body)?;
    let mut page = Page::new(PAYOUTS_FEED, document(Platform::Gumroad, name, body, now));
    for (n, raw) in list.payouts.iter().enumerate() {
        let locator = locate(body, raw.get(), format!("/payouts/{n}"));
        read(raw.get(), locator, &mut page);
    }
    let ids = || page.payouts.iter().map(|p| p.external_id.clone());
    Ok(PayoutsPage {
        next: list.next_page_key.filter(|key| !key.is_empty()),
        ends: ids().next().zip(ids().next_back()),
        page,
    })
}

/// Reads one answer of `GET /v2/payouts/{id}`.
///
/// # Errors
/// [`ConnectError::Malformed`] when it holds no payout.
pub fn parse_payout_sales(
    name: &str,
    body: &Arc<[u8]>,
    now: Instant,
) -> Result<PayoutSales, ConnectError> {
    let one: One<'_> = envelope(name, body)?;
    let raw = one.payout.get();
    let mut page = Page::new(PAYOUTS_FEED, document(Platform::Gumroad, name, body, now));
    read(raw, locate(body, raw, "/payout".to_owned()), &mut page);
    let paid: Paid = serde_json::from_str(raw).map_err(|e| ConnectError::Malformed {
        what: name.to_owned(),
        detail: e.to_string().chars().take(200).collect(),
        body: Some(Arc::clone(body)),
    })?;
    Ok(PayoutSales {
        page,
        sales: paid.sales,
    })
}

fn read(raw: &str, locator: Locator, page: &mut Page) {
    match serde_json::from_str::<Payout<'_>>(raw) {
        Ok(payout) => match draft(&payout, locator, raw) {
            Ok(draft) => page.payouts.extend(draft),
            Err(refused) => page.rejects.push(*refused),
        },
        Err(e) => page.rejects.push(misfit(&e, locator, raw)),
    }
}

fn draft(p: &Payout<'_>, locator: Locator, raw: &str) -> Result<Option<PayoutDraft>, Box<Reject>> {
    let refuse = |reason, detail: &str| Box::new(reject(reason, detail, locator.clone(), raw));
    let Some(id) = p.id.as_deref() else {
        return Ok(None);
    };
    let state = match &*p.status {
        "creating" => PayoutState::Pending,
        "processing" | "unclaimed" => PayoutState::InTransit,
        "completed" => PayoutState::Paid,
        "failed" | "returned" | "reversed" => PayoutState::Failed,
        "cancelled" => PayoutState::Canceled,
        other => return Err(refuse(RejectReason::Broken, &format!("status {other}"))),
    };
    let amount =
        money::payout(&p.amount, &p.currency).map_err(|reason| refuse(reason, "amount"))?;
    let created = p.created_at.as_deref().and_then(|t| t.parse().ok());
    let words = [&p.bank_account_visual, &p.payment_processor];
    Ok(Some(PayoutDraft {
        external_id: id.to_owned(),
        amount,
        state,
        created: created.ok_or_else(|| refuse(RejectReason::NotADate, "created_at"))?,
        arrival: None,
        itemised: true,
        failure: (state == PayoutState::Failed).then(|| p.status.clone().into_owned()),
        description: words
            .into_iter()
            .find_map(|text| text.as_deref().map(str::to_owned)),
        locator,
    }))
}
