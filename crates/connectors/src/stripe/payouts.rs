//! Payouts: what Stripe sent to the bank.

use super::Stripe;
use super::cursor::{LedgerCursor, PayoutCursor, Watermark, read, write};
use super::ledger::LEDGER_FEED;
use super::list::{ListPage, Listing, rows};
use crate::error::ConnectError;
use crate::http::document;
use crate::http::raw::{misfit, reject};
use crate::http::walk::Walk;
use crate::secret::Secret;
use crate::source::{Event, FeedEnd, Job, Sink, Summary};
use domain::currency::stripe_exponent;
use domain::reject::RejectReason;
use domain::{Amount, Instant, Locator, Page, PayoutDraft, PayoutState, Platform, Reject, Unit};
use serde::Deserialize;
use std::borrow::Cow;
use std::sync::Arc;

/// Feed of the payouts.
pub const PAYOUTS_FEED: &str = "payouts";

/// A paid payout can still fail within five business days.
const OVERLAP_DAYS: u16 = 10;

#[derive(Deserialize)]
struct Payout<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
    amount: i64,
    #[serde(borrow)]
    currency: Cow<'a, str>,
    #[serde(borrow)]
    status: Cow<'a, str>,
    created: i64,
    arrival_date: Option<i64>,
    #[serde(default)]
    automatic: bool,
    #[serde(borrow)]
    reconciliation_status: Option<Cow<'a, str>>,
    #[serde(borrow)]
    failure_code: Option<Cow<'a, str>>,
    #[serde(borrow)]
    description: Option<Cow<'a, str>>,
    #[serde(borrow)]
    statement_descriptor: Option<Cow<'a, str>>,
}

/// Reads one answer of `GET /v1/payouts`.
///
/// Source of the format: Stripe's OpenAPI description, object `payout`. `arrival_date` is midnight UTC of the bank day and
/// is read as that UTC day.
///
/// # Errors
/// [`ConnectError::Malformed`] when the envelope cannot be read. A row that cannot be read is among the rejects.
pub fn parse_payouts(name: &str, body: &Arc<[u8]>, now: Instant) -> Result<ListPage, ConnectError> {
    let (mut list, rows) = rows(
        Page::new(PAYOUTS_FEED, document(Platform::Stripe, name, body, now)),
        body,
    )?;
    for (raw, locator) in rows {
        match serde_json::from_str::<Payout<'_>>(raw) {
            Ok(payout) => match draft(&payout, locator, raw) {
                Ok(draft) => {
                    if payout.automatic
                        && payout.reconciliation_status.as_deref() == Some("completed")
                    {
                        list.due.push(draft.external_id.clone());
                    }
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
    let code = p.currency.to_ascii_uppercase();
    let unit = Unit::currency(&code).map_err(|_| refuse(RejectReason::NotAUnit, "currency"))?;
    let exponent =
        stripe_exponent(&code).ok_or_else(|| refuse(RejectReason::NotAUnit, "currency"))?;
    let amount = Amount::from_minor(p.amount, exponent, unit)
        .map_err(|_| refuse(RejectReason::NumberRange, "amount"))?;
    let state = match &*p.status {
        "pending" => PayoutState::Pending,
        "in_transit" => PayoutState::InTransit,
        "paid" => PayoutState::Paid,
        "failed" => PayoutState::Failed,
        "canceled" => PayoutState::Canceled,
        other => return Err(refuse(RejectReason::Broken, &format!("status {other}"))),
    };
    let words = p
        .statement_descriptor
        .as_deref()
        .or(p.description.as_deref());
    Ok(PayoutDraft {
        external_id: p.id.clone().into_owned(),
        amount,
        state,
        created: Instant::from_seconds(p.created)
            .ok_or_else(|| refuse(RejectReason::NotADate, "created"))?,
        arrival: p.arrival_date.and_then(super::cursor::day),
        itemised: p.automatic,
        failure: p.failure_code.as_deref().map(str::to_owned),
        description: words.map(str::to_owned),
        locator,
    })
}

struct Payouts;

impl Listing for Payouts {
    const FEED: &'static str = PAYOUTS_FEED;
    const PATH: &'static str = "/v1/payouts";
    const OVERLAP_DAYS: u16 = OVERLAP_DAYS;
    type Cursor = PayoutCursor;

    fn mark(cursor: &mut PayoutCursor) -> &mut Watermark {
        &mut cursor.mark
    }

    fn parse(name: &str, body: &Arc<[u8]>, now: Instant) -> Result<ListPage, ConnectError> {
        parse_payouts(name, body, now)
    }

    fn note(cursor: &mut PayoutCursor, page: &ListPage) {
        for id in &page.due {
            if !cursor.due.contains(id) {
                cursor.due.push(id.clone());
            }
        }
    }
}

impl Stripe {
    /// Walks the payouts.
    pub(super) async fn walk_payouts(
        &self,
        key: &Secret,
        job: &Job,
        sink: &mut dyn Sink,
        summary: &mut Summary,
    ) -> Result<(), ConnectError> {
        let mut walk = Walk::new(Platform::Stripe, PAYOUTS_FEED, job, sink);
        let result = self
            .walk_list::<Payouts>(key, &mut walk, &mut Default::default())
            .await;
        walk.settle(result, summary).await
    }

    /// The payouts to open, oldest first, and the ledger's cursor as stored.
    pub(super) async fn due(
        job: &Job,
        sink: &mut dyn Sink,
    ) -> Result<(Vec<String>, LedgerCursor), ConnectError> {
        let payouts: PayoutCursor = read(sink.cursor(PAYOUTS_FEED).await?.as_deref());
        let ledger: LedgerCursor = read(sink.cursor(LEDGER_FEED).await?.as_deref());
        let mut due: Vec<String> = payouts
            .due
            .into_iter()
            .filter(|id| job.full || !ledger.itemised.contains(id))
            .collect();
        due.reverse();
        Ok((due, ledger))
    }

    /// Notes in the payouts' cursor that each payout seen so far was opened.
    pub(super) async fn nothing_due(sink: &mut dyn Sink) -> Result<(), ConnectError> {
        let mut payouts: PayoutCursor = read(sink.cursor(PAYOUTS_FEED).await?.as_deref());
        payouts.due.clear();
        let end = FeedEnd {
            feed: PAYOUTS_FEED.to_owned(),
            cursor: write(&payouts),
            complete: None,
        };
        Ok(sink.accept(Event::FeedEnd(end)).await?)
    }
}
