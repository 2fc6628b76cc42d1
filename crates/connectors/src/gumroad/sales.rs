//! One page of sales.

use super::money;
use crate::error::ConnectError;
use crate::http::document;
use crate::http::raw::{envelope, locate, misfit, reject};
use domain::reject::RejectReason;
use domain::{
    Amount, EntryDraft, Instant, Locator, Money, Page, Platform, Reject, Status, Stream, Zone,
};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Feed of the sales.
pub const SALES_FEED: &str = "sales";

/// A parsed page of sales.
#[derive(Debug)]
pub struct SalesPage {
    /// The document with its sales.
    pub page: Page,
    /// Key of the next page; `None` at the end.
    pub next: Option<String>,
    /// Ids of the first and the last sale.
    pub ends: Option<(String, String)>,
    /// Newest `created_at`, unix seconds.
    pub newest: Option<i64>,
    /// Sales without money: `free` and `preorder`.
    pub skipped: BTreeMap<&'static str, u64>,
}

#[derive(Deserialize)]
struct List<'a> {
    #[serde(borrow)]
    sales: Vec<&'a RawValue>,
    next_page_key: Option<String>,
}

#[derive(Deserialize)]
struct Sale<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
    #[serde(borrow)]
    created_at: Cow<'a, str>,
    #[serde(borrow)]
    product_name: Option<Cow<'a, str>>,
    price: i64,
    gumroad_fee: Option<i64>,
    #[serde(default)]
    refunded: Option<bool>,
    #[serde(default)]
    partially_refunded: Option<bool>,
    #[serde(default)]
    chargedback: Option<bool>,
    #[serde(default)]
    is_preorder_authorization: Option<bool>,
    #[serde(borrow)]
    subscription_id: Option<Cow<'a, str>>,
    #[serde(borrow)]
    affiliate: Option<Affiliate<'a>>,
}

#[derive(Deserialize)]
struct Affiliate<'a> {
    #[serde(borrow)]
    amount: Cow<'a, str>,
}

/// Reads one answer of `GET /v2/sales`; `paid` names the payout of a sale that was paid.
///
/// `price` and `gumroad_fee` are US cents whatever the product's currency. Source of the format: Gumroad's own public
/// source, `Purchase#as_json` version 2.
///
/// # Errors
/// [`ConnectError::Malformed`] when the envelope cannot be read. A sale that cannot be read is among the rejects.
pub fn parse_sales(
    name: &str,
    body: &Arc<[u8]>,
    now: Instant,
    paid: &BTreeMap<String, String>,
) -> Result<SalesPage, ConnectError> {
    let list: List<'_> = envelope(name, body)?;
    let mut parsed = SalesPage {
        page: Page::new(SALES_FEED, document(Platform::Gumroad, name, body, now)),
        next: list.next_page_key.filter(|key| !key.is_empty()),
        ends: None,
        newest: None,
        skipped: BTreeMap::new(),
    };
    for (n, raw) in list.sales.iter().enumerate() {
        let raw = raw.get();
        let locator = locate(body, raw, format!("/sales/{n}"));
        let sale: Sale<'_> = match serde_json::from_str(raw) {
            Ok(sale) => sale,
            Err(e) => {
                parsed.page.rejects.push(misfit(&e, locator, raw));
                continue;
            }
        };
        let id = sale.id.clone().into_owned();
        let first = parsed.ends.take().map_or_else(|| id.clone(), |e| e.0);
        let payout = paid.get(&id).map(String::as_str);
        parsed.ends = Some((first, id));
        let without_money = match (sale.is_preorder_authorization, sale.price) {
            (Some(true), _) => Some("preorder"),
            (_, 0) => Some("free"),
            _ => None,
        };
        if let Some(word) = without_money {
            *parsed.skipped.entry(word).or_default() += 1;
        }
        match entry(&sale, payout, locator, raw) {
            Ok(entry) => {
                let at = entry.instant.map(Instant::seconds);
                parsed.newest = parsed.newest.max(at);
                parsed
                    .page
                    .entries
                    .extend(Some(entry).filter(|_| without_money.is_none()));
            }
            Err(refused) => parsed.page.rejects.push(*refused),
        }
    }
    Ok(parsed)
}

fn entry(
    sale: &Sale<'_>,
    payout: Option<&str>,
    locator: Locator,
    raw: &str,
) -> Result<EntryDraft, Box<Reject>> {
    let refuse = |reason, detail: &str| Box::new(reject(reason, detail, locator.clone(), raw));
    let at: Instant = sale
        .created_at
        .parse()
        .map_err(|_| refuse(RejectReason::NotADate, "created_at"))?;
    let gross = money::cents(sale.price).map_err(|r| refuse(r, "price"))?;
    let kept = sale.gumroad_fee.map(money::cents).transpose();
    let kept = kept.map_err(|r| refuse(r, "gumroad_fee"))?;
    let shared = sale.affiliate.as_ref().map(|a| money::shown(&a.amount));
    let shared = shared
        .transpose()
        .map_err(|r| refuse(r, "affiliate.amount"))?;
    let fee = sum(kept, shared).map_err(|()| refuse(RejectReason::NumberRange, "fee"))?;
    let net = gross.micros.checked_sub(fee.unwrap_or_default());
    let title = sale.product_name.as_deref().map(str::trim);
    Ok(EntryDraft {
        external_id: Some(sale.id.clone().into_owned()),
        day: at.day_in(Zone::UTC),
        zone: Zone::UTC,
        instant: Some(at),
        stream: match sale.subscription_id {
            Some(_) => Stream::Subscription,
            None => Stream::ShopSale,
        },
        title: match title.filter(|t| !t.is_empty()) {
            Some(title) => title
                .chars()
                .filter(|c| !c.is_control())
                .take(300)
                .collect(),
            None => "Sale".to_owned(),
        },
        counterparty: None,
        money: Money {
            unit: gross.unit,
            gross: Some(gross.micros),
            fee,
            tax: None,
            net: net.ok_or_else(|| refuse(RejectReason::NumberRange, "price"))?,
        },
        status: status(sale, payout.is_some()),
        available_on: None,
        payout_external_id: payout.map(str::to_owned),
        locator,
    })
}

/// What Gumroad and an affiliate keep; `None` when neither is stated.
fn sum(kept: Option<Amount>, shared: Option<Amount>) -> Result<Option<i64>, ()> {
    match (kept, shared) {
        (Some(a), Some(b)) => a.plus(b).map(|s| Some(s.micros)).map_err(|_| ()),
        (one, other) => Ok(one.or(other).map(|a| a.micros)),
    }
}

/// A sale that was taken back is *reversed* even after it was paid: the money is taken off a later payout. What is left of a
/// partial refund is not stated in dollars, so such a sale is not final until it is paid.
fn status(sale: &Sale<'_>, paid: bool) -> Status {
    let yes = |flag: Option<bool>| flag == Some(true);
    if yes(sale.refunded) || yes(sale.chargedback) {
        Status::Reversed
    } else if paid {
        Status::Paid
    } else if yes(sale.partially_refunded) {
        Status::Estimated
    } else {
        Status::Confirmed
    }
}
