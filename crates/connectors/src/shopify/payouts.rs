//! Payouts to the store's bank account, and withdrawals from it.

use super::lists::{ListPage, Listing, rows};
use super::money::{MoneyV2, number};
use crate::error::ConnectError;
use crate::http::document;
use crate::http::raw::{misfit, reject};
use domain::reject::RejectReason;
use domain::{Amount, Instant, Locator, Page, PayoutDraft, PayoutState, Platform, Reject};
use serde::Deserialize;
use std::borrow::Cow;
use std::sync::Arc;

/// Feed of the payouts.
pub const PAYOUTS_FEED: &str = "payouts";

pub(super) const LISTING: Listing = Listing {
    feed: PAYOUTS_FEED,
    query: "query Payouts($first: Int!, $after: String) { shopifyPaymentsAccount { list: payouts(first: $first, after: $after, \
            reverse: true, sortKey: ISSUED_AT) { nodes { id issuedAt status transactionType net { amount currencyCode } } \
            pageInfo { hasNextPage endCursor } } } }",
    parse: parse_payouts,
};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Payout<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
    #[serde(borrow)]
    issued_at: Cow<'a, str>,
    #[serde(borrow)]
    status: Cow<'a, str>,
    #[serde(borrow)]
    transaction_type: Option<Cow<'a, str>>,
    #[serde(borrow)]
    net: MoneyV2<'a>,
}

/// Reads one answer of the payouts query. Source of the format: shopify.dev, GraphQL Admin API, `ShopifyPaymentsPayout`.
///
/// # Errors
/// [`ConnectError::Malformed`] when the envelope cannot be read, [`ConnectError::Permission`] when there is no payments
/// account. A payout that cannot be read is among the rejects.
pub fn parse_payouts(name: &str, body: &Arc<[u8]>, now: Instant) -> Result<ListPage, ConnectError> {
    let page = Page::new(PAYOUTS_FEED, document(Platform::Shopify, name, body, now));
    let (mut list, rows) = rows(page, body)?;
    for (raw, locator) in rows {
        match serde_json::from_str::<Payout<'_>>(raw) {
            Ok(payout) => match draft(&payout, locator, raw) {
                Ok(draft) => {
                    let open = matches!(draft.state, PayoutState::Pending | PayoutState::InTransit);
                    list.saw(&draft.external_id, draft.created.seconds(), !open);
                    list.page.payouts.push(draft);
                }
                Err(refused) => list.page.rejects.push(*refused),
            },
            Err(e) => list.page.rejects.push(misfit(&e, locator, raw)),
        }
    }
    Ok(list)
}

fn draft(p: &Payout<'_>, locator: Locator, raw: &str) -> Result<PayoutDraft, Box<Reject>> {
    let refuse = |reason, detail: &str| Box::new(reject(reason, detail, locator.clone(), raw));
    let net = p.net.read().map_err(|reason| refuse(reason, "net"))?;
    let state = match &*p.status {
        "SCHEDULED" => PayoutState::Pending,
        "IN_TRANSIT" => PayoutState::InTransit,
        "PAID" => PayoutState::Paid,
        "FAILED" => PayoutState::Failed,
        "CANCELED" => PayoutState::Canceled,
        other => return Err(refuse(RejectReason::Broken, &format!("status {other}"))),
    };
    // a withdrawal takes money from the bank account: negative, whatever sign it is written with
    let micros = match p.transaction_type.as_deref() {
        Some("WITHDRAWAL") => net.micros.saturating_abs().checked_neg(),
        _ => Some(net.micros),
    };
    let micros = micros.ok_or_else(|| refuse(RejectReason::NumberRange, "net"))?;
    Ok(PayoutDraft {
        external_id: number(&p.id).to_owned(),
        amount: Amount::new(micros, net.unit),
        state,
        created: p
            .issued_at
            .parse()
            .map_err(|_| refuse(RejectReason::NotADate, "issuedAt"))?,
        arrival: None,
        itemised: true,
        failure: (state == PayoutState::Failed).then(|| p.status.clone().into_owned()),
        description: None,
        locator,
    })
}
