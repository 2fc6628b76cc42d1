//! Balance transactions: the lines of the payments account.

use super::lists::{ListPage, Listing, rows};
use super::money::{MoneyV2, number};
use crate::error::ConnectError;
use crate::http::document;
use crate::http::raw::{misfit, reject};
use domain::reject::RejectReason;
use domain::{EntryDraft, Instant, Locator, Money, Page, Platform, Reject, Status, Stream, Zone};
use serde::Deserialize;
use std::borrow::Cow;
use std::sync::Arc;

/// Feed of the balance transactions.
pub const TRANSACTIONS_FEED: &str = "balance_transactions";

pub(super) const LISTING: Listing = Listing {
    feed: TRANSACTIONS_FEED,
    query: "query Transactions($first: Int!, $after: String) { shopifyPaymentsAccount { list: balanceTransactions(first: $first, \
            after: $after, reverse: true, sortKey: PROCESSED_AT) { nodes { id type test transactionDate sourceType \
            adjustmentReason amount { amount currencyCode } fee { amount currencyCode } net { amount currencyCode } \
            associatedOrder { name } associatedPayout { id status } } pageInfo { hasNextPage endCursor } } } }",
    parse: parse_transactions,
};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Transaction<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
    #[serde(borrow, rename = "type")]
    kind: Cow<'a, str>,
    #[serde(default)]
    test: bool,
    #[serde(borrow)]
    transaction_date: Cow<'a, str>,
    #[serde(borrow)]
    source_type: Option<Cow<'a, str>>,
    #[serde(borrow)]
    adjustment_reason: Option<Cow<'a, str>>,
    #[serde(borrow)]
    amount: MoneyV2<'a>,
    #[serde(borrow)]
    fee: MoneyV2<'a>,
    #[serde(borrow)]
    net: MoneyV2<'a>,
    #[serde(borrow)]
    associated_order: Option<Order<'a>>,
    #[serde(borrow)]
    associated_payout: Option<Payout<'a>>,
}

#[derive(Deserialize)]
struct Order<'a> {
    #[serde(borrow)]
    name: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
struct Payout<'a> {
    #[serde(borrow)]
    id: Option<Cow<'a, str>>,
    #[serde(borrow)]
    status: Option<Cow<'a, str>>,
}

/// Reads one answer of the balance transactions query. Source of the format: shopify.dev, GraphQL Admin API,
/// `ShopifyPaymentsBalanceTransaction`.
///
/// # Errors
/// As [`super::parse_payouts`].
pub fn parse_transactions(
    name: &str,
    body: &Arc<[u8]>,
    now: Instant,
) -> Result<ListPage, ConnectError> {
    let page = Page::new(
        TRANSACTIONS_FEED,
        document(Platform::Shopify, name, body, now),
    );
    let (mut list, rows) = rows(page, body)?;
    for (raw, locator) in rows {
        let transaction: Transaction<'_> = match serde_json::from_str(raw) {
            Ok(transaction) => transaction,
            Err(e) => {
                list.page.rejects.push(misfit(&e, locator, raw));
                continue;
            }
        };
        match entry(&transaction, locator, raw) {
            Ok((entry, settled)) => {
                let at = entry.instant.map_or(0, Instant::seconds);
                let stream = stream_of(&transaction);
                list.saw(&transaction.id, at, settled || stream.is_none());
                match stream {
                    Some(stream) => list.page.entries.push(EntryDraft { stream, ..entry }),
                    None => {
                        let word = if transaction.test {
                            "TEST"
                        } else {
                            &transaction.kind
                        };
                        *list.skipped.entry(word.to_owned()).or_default() += 1;
                    }
                }
            }
            Err(refused) => list.page.rejects.push(*refused),
        }
    }
    Ok(list)
}

/// The stream of a line; `None` for one that is not earned: the payout itself, reserves, holds, loans, transfers between own
/// balances, tests. The set of types is open: one nobody has met is an adjustment, so that its money is shown.
fn stream_of(t: &Transaction<'_>) -> Option<Stream> {
    let kind = &*t.kind;
    let moves = t.test
        || t.source_type.as_deref() == Some("TRANSFER")
        || kind.contains("TRANSFER")
        || kind.contains("RESERVE")
        || kind.starts_with("CHARGEBACK_HOLD")
        || kind.starts_with("ADVANCE");
    match kind {
        _ if moves => None,
        "CHARGE" | "REFUND" => Some(Stream::ShopSale),
        _ => Some(Stream::Adjustment),
    }
}

/// The line as an entry, and whether nothing about it will change any more.
fn entry(
    t: &Transaction<'_>,
    locator: Locator,
    raw: &str,
) -> Result<(EntryDraft, bool), Box<Reject>> {
    let refuse = |reason, detail: &str| Box::new(reject(reason, detail, locator.clone(), raw));
    let at: Instant = t
        .transaction_date
        .parse()
        .map_err(|_| refuse(RejectReason::NotADate, "transactionDate"))?;
    let gross = t.amount.read().map_err(|r| refuse(r, "amount"))?;
    let fee = t.fee.read().map_err(|r| refuse(r, "fee"))?;
    let net = t.net.read().map_err(|r| refuse(r, "net"))?;
    if fee.unit != gross.unit || net.unit != gross.unit {
        return Err(refuse(RejectReason::NotAUnit, "amount, fee, net"));
    }
    if gross.micros.checked_sub(fee.micros) != Some(net.micros) {
        return Err(refuse(
            RejectReason::DoesNotAddUp,
            "net is not amount − fee",
        ));
    }
    let payout = t.associated_payout.as_ref();
    let word = payout.and_then(|p| p.status.as_deref());
    let (status, linked, settled) = match word {
        Some("PAID") => (Status::Paid, true, true),
        Some("SCHEDULED" | "IN_TRANSIT") => (Status::Available, true, false),
        Some("ACTION_REQUIRED") => (Status::Frozen, false, false),
        // the payout did not go through: the money waits for another one
        Some("FAILED" | "CANCELED") => (Status::Available, false, false),
        Some("PENDING") | None => (Status::Confirmed, false, false),
        Some(other) => {
            let detail = format!("associatedPayout.status {other}");
            return Err(refuse(RejectReason::Broken, &detail));
        }
    };
    let id = payout.and_then(|p| p.id.as_deref()).filter(|_| linked);
    let draft = EntryDraft {
        external_id: Some(number(&t.id).to_owned()),
        day: at.day_in(Zone::UTC),
        zone: Zone::UTC,
        instant: Some(at),
        stream: Stream::Adjustment,
        title: title(t),
        counterparty: None,
        money: Money {
            unit: gross.unit,
            gross: Some(gross.micros),
            fee: Some(fee.micros),
            tax: None,
            net: net.micros,
        },
        status,
        available_on: None,
        payout_external_id: id.map(|id| number(id).to_owned()),
        locator,
    };
    Ok((draft, settled))
}

fn title(t: &Transaction<'_>) -> String {
    let order = t.associated_order.as_ref().and_then(|o| o.name.as_deref());
    let words = match (order, &t.adjustment_reason) {
        (Some(order), _) if t.kind == "REFUND" => format!("Refund of order {order}"),
        (Some(order), _) => format!("Order {order}"),
        (None, Some(reason)) => reason.clone().into_owned(),
        (None, None) => t.kind.replace('_', " ").to_lowercase(),
    };
    words
        .chars()
        .filter(|c| !c.is_control())
        .take(300)
        .collect()
}
