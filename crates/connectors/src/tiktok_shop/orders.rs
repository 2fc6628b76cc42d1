//! `POST /affiliate_creator/202410/orders/search`: one entry per line of an order.

use super::money::ShopMoney;
use super::walk::{ShopPage, page_of};
use crate::error::ConnectError;
use crate::http::document;
use crate::http::raw::{locate, misfit, reject};
use domain::reject::RejectReason;
use domain::{
    Amount, EntryDraft, Instant, Locator, Money, Page, Platform, Reject, Status, Stream, Zone,
};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Feed of the commissions.
pub const ORDERS_FEED: &str = "orders";

/// An order settles weeks after delivery, and a frozen one later still.
pub(super) const WINDOW_DAYS: u16 = 60;

#[derive(Deserialize)]
struct Order<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
    create_time: i64,
    #[serde(borrow)]
    status: Cow<'a, str>,
    #[serde(borrow)]
    skus: Vec<&'a RawValue>,
}

#[derive(Deserialize)]
struct Sku<'a> {
    #[serde(borrow)]
    sku_id: Option<Cow<'a, str>>,
    #[serde(borrow)]
    product_id: Option<Cow<'a, str>>,
    #[serde(borrow)]
    content_id: Option<Cow<'a, str>>,
    #[serde(borrow)]
    product_name: Option<Cow<'a, str>>,
    #[serde(borrow)]
    shop_name: Option<Cow<'a, str>>,
    #[serde(borrow)]
    estimated_commission: Option<ShopMoney<'a>>,
    #[serde(borrow)]
    actual_commission: Option<ShopMoney<'a>>,
    #[serde(borrow)]
    estimated_isr: Option<ShopMoney<'a>>,
    #[serde(borrow)]
    actual_isr: Option<ShopMoney<'a>>,
    #[serde(borrow)]
    estimated_iva: Option<ShopMoney<'a>>,
    #[serde(borrow)]
    actual_iva: Option<ShopMoney<'a>>,
    #[serde(borrow)]
    estimated_pit: Option<ShopMoney<'a>>,
    #[serde(borrow)]
    actual_pit: Option<ShopMoney<'a>>,
    #[serde(borrow)]
    estimated_shared_with_partner: Option<ShopMoney<'a>>,
    #[serde(borrow)]
    actual_shared_with_partner: Option<ShopMoney<'a>>,
}

/// Reads an answer of the order search.
///
/// A line is identified by order, SKU, product and content, as in the platform's own order export. Source of the format:
/// TikTok Shop's page *Search creator affiliate orders*, version 202410.
///
/// # Errors
/// [`ConnectError::Malformed`] when the envelope cannot be read. A line that cannot be read is among the rejects.
pub fn parse_orders(name: &str, body: &Arc<[u8]>, now: Instant) -> Result<ShopPage, ConnectError> {
    let page = Page::new(ORDERS_FEED, document(Platform::TiktokShop, name, body, now));
    let (mut parsed, rows) = page_of(page, body, "orders")?;
    for (n, raw) in rows.into_iter().enumerate() {
        let locator = locate(body, raw, format!("/data/orders/{n}"));
        let order: Order<'_> = match serde_json::from_str(raw) {
            Ok(order) => order,
            Err(e) => {
                parsed.page.rejects.push(misfit(&e, locator, raw));
                continue;
            }
        };
        parsed.newest = parsed.newest.max(Some(order.create_time));
        read_lines(&order, n, body, &mut parsed.page);
    }
    Ok(parsed)
}

fn read_lines(order: &Order<'_>, n: usize, body: &[u8], page: &mut Page) {
    let mut twins: BTreeMap<String, u32> = BTreeMap::new();
    for (m, raw) in order.skus.iter().enumerate() {
        let raw = raw.get();
        let locator = locate(body, raw, format!("/data/orders/{n}/skus/{m}"));
        let sku: Sku<'_> = match serde_json::from_str(raw) {
            Ok(sku) => sku,
            Err(e) => {
                page.rejects.push(misfit(&e, locator, raw));
                continue;
            }
        };
        let part = |id: &Option<Cow<'_, str>>| id.as_deref().unwrap_or("-").to_owned();
        let mut key = [
            order.id.to_string(),
            part(&sku.sku_id),
            part(&sku.product_id),
            part(&sku.content_id),
        ]
        .join(":");
        let seen = twins.entry(key.clone()).or_default();
        *seen += 1;
        if *seen > 1 {
            key = format!("{key}:{seen}");
        }
        match line(order, &sku, key, locator, raw) {
            Ok(entry) => page.entries.push(entry),
            Err(refused) => page.rejects.push(*refused),
        }
    }
}

fn line(
    order: &Order<'_>,
    sku: &Sku<'_>,
    key: String,
    locator: Locator,
    raw: &str,
) -> Result<EntryDraft, Box<Reject>> {
    let refuse = |reason, detail: &str| Box::new(reject(reason, detail, locator.clone(), raw));
    let created = Instant::from_seconds(order.create_time)
        .ok_or_else(|| refuse(RejectReason::NotADate, "create_time"))?;
    let status = status_of(&order.status)
        .ok_or_else(|| refuse(RejectReason::Broken, &format!("status {}", order.status)))?;
    let money = money(sku).map_err(|(reason, field)| refuse(reason, field))?;
    let shown = |text: &Option<Cow<'_, str>>| {
        text.as_deref()
            .map(str::trim)
            .filter(|t| !t.is_empty())
            .map(str::to_owned)
    };
    Ok(EntryDraft {
        external_id: Some(key),
        day: created.day_in(Zone::UTC),
        zone: Zone::UTC,
        instant: Some(created),
        stream: Stream::AffiliateCommission,
        title: shown(&sku.product_name)
            .unwrap_or_else(|| format!("Order {}", order.id))
            .chars()
            .filter(|c| !c.is_control())
            .take(300)
            .collect(),
        counterparty: shown(&sku.shop_name),
        money,
        status,
        available_on: None,
        payout_external_id: None,
        locator,
    })
}

/// The actual figures once there are any, the estimates before. `commission` is the final one: taxes and the partner's share
/// are taken off already, so gross is known only when they are stated.
fn money(sku: &Sku<'_>) -> Result<Money, (RejectReason, &'static str)> {
    let actual = sku.actual_commission.is_some();
    let net = match (&sku.actual_commission, &sku.estimated_commission) {
        (Some(actual), _) => actual.read().map_err(|r| (r, "actual_commission"))?,
        (None, Some(estimated)) => estimated.read().map_err(|r| (r, "estimated_commission"))?,
        (None, None) => return Err((RejectReason::MissingField, "estimated_commission")),
    };
    let taxes = if actual {
        [&sku.actual_isr, &sku.actual_iva, &sku.actual_pit]
    } else {
        [&sku.estimated_isr, &sku.estimated_iva, &sku.estimated_pit]
    };
    let shared = if actual {
        &sku.actual_shared_with_partner
    } else {
        &sku.estimated_shared_with_partner
    };
    let tax = sum(net, &taxes).map_err(|r| (r, "tax"))?;
    let fee = sum(net, &[shared]).map_err(|r| (r, "shared_with_partner"))?;
    let gross = match (tax, fee) {
        (None, None) => None,
        _ => Some(
            net.micros
                .checked_add(tax.unwrap_or_default())
                .and_then(|g| g.checked_add(fee.unwrap_or_default()))
                .ok_or((RejectReason::NumberRange, "gross"))?,
        ),
    };
    Ok(Money {
        unit: net.unit,
        gross,
        fee,
        tax,
        net: net.micros,
    })
}

/// The sum of what is stated, in the net's unit; `None` when nothing is.
fn sum(net: Amount, parts: &[&Option<ShopMoney<'_>>]) -> Result<Option<i64>, RejectReason> {
    let mut total: Option<Amount> = None;
    for part in parts.iter().filter_map(|p| p.as_ref()) {
        let part = part.read()?;
        let so_far = total.unwrap_or(Amount::new(0, net.unit));
        total = Some(so_far.plus(part).map_err(|_| RejectReason::NotAUnit)?);
    }
    Ok(total.map(|t| t.micros))
}

/// The spelling of states varies between pages of the documentation: only the letters count.
fn status_of(text: &str) -> Option<Status> {
    let letters: String = text
        .chars()
        .filter(char::is_ascii_alphabetic)
        .map(|c| c.to_ascii_uppercase())
        .collect();
    Some(match letters.as_str() {
        "UNSPECIFIED" | "AWAITINGPAYMENT" | "UNPAID" | "TOSETTLE" | "PENDING" => Status::Estimated,
        "SETTLED" => Status::Confirmed,
        "REFUNDED" => Status::Reversed,
        "FROZEN" => Status::Frozen,
        "INELIGIBLE" => Status::Ineligible,
        _ => return None,
    })
}
