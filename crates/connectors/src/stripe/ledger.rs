//! Balance transactions: the ledger lines.

use super::Stripe;
use super::cursor::{LedgerCursor, Watermark};
use super::list::{ListPage, Listing, rows};
use super::stream::{LedgerKind, kind_of, payer_of};
use crate::error::ConnectError;
use crate::http::document;
use crate::http::raw::{misfit, reject};
use crate::http::walk::Walk;
use crate::secret::Secret;
use crate::source::{Job, Sink, Summary};
use domain::currency::stripe_exponent;
use domain::reject::RejectReason;
use domain::{
    Amount, AmountError, EntryDraft, Instant, Locator, Money, Page, Platform, Reject, Status,
    Stream, Unit, Zone,
};
use serde::Deserialize;
use std::borrow::Cow;
use std::sync::Arc;

/// Feed of the ledger, shared with Stripe's CSV reports: a row has the same id in both.
pub const LEDGER_FEED: &str = "balance_transactions";

/// Days read again each run: `status` and `available_on` still move, amounts do not.
pub(super) const OVERLAP_DAYS: u16 = 7;

/// What parsing a ledger page needs beside its bytes.
#[derive(Debug, Clone, Copy)]
pub struct LedgerContext<'a> {
    /// When the answer was received.
    pub now: Instant,
    /// The payout whose lines were asked for; they are paid.
    pub payout: Option<&'a str>,
}

#[derive(Deserialize)]
struct Transaction<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
    amount: i64,
    fee: Option<i64>,
    net: i64,
    #[serde(borrow)]
    currency: Cow<'a, str>,
    created: i64,
    available_on: Option<i64>,
    #[serde(borrow)]
    status: Option<Cow<'a, str>>,
    #[serde(borrow, rename = "type")]
    kind: Cow<'a, str>,
    #[serde(borrow)]
    description: Option<Cow<'a, str>>,
    fee_details: Option<Vec<FeeDetail<'a>>>,
}

#[derive(Deserialize)]
struct FeeDetail<'a> {
    amount: i64,
    #[serde(borrow, rename = "type")]
    kind: Cow<'a, str>,
}

/// Reads one answer of `GET /v1/balance_transactions`.
///
/// Source of the format: Stripe's OpenAPI description, object `balance_transaction`.
///
/// # Errors
/// [`ConnectError::Malformed`] when the envelope cannot be read. A row that cannot be read is among the rejects.
pub fn parse_balance_transactions(
    name: &str,
    body: &Arc<[u8]>,
    context: LedgerContext<'_>,
) -> Result<ListPage, ConnectError> {
    let (mut list, rows) = rows(
        Page::new(
            LEDGER_FEED,
            document(Platform::Stripe, name, body, context.now),
        ),
        body,
    )?;
    for (raw, locator) in rows {
        let transaction: Transaction<'_> = match serde_json::from_str(raw) {
            Ok(t) => t,
            Err(e) => {
                list.page.rejects.push(misfit(&e, locator, raw));
                continue;
            }
        };
        match kind_of(&transaction.kind, transaction.description.as_deref()) {
            LedgerKind::Entry(stream) => match entry(&transaction, stream, context, locator, raw) {
                Ok(draft) => list.page.entries.push(draft),
                Err(refused) => list.page.rejects.push(*refused),
            },
            LedgerKind::Payout => {}
            LedgerKind::Movement => {
                *list
                    .skipped
                    .entry(transaction.kind.into_owned())
                    .or_default() += 1;
            }
        }
    }
    Ok(list)
}

fn entry(
    t: &Transaction<'_>,
    stream: Stream,
    context: LedgerContext<'_>,
    locator: Locator,
    raw: &str,
) -> Result<EntryDraft, Box<Reject>> {
    let refuse = |reason, detail: &str| Box::new(reject(reason, detail, locator.clone(), raw));
    let created = Instant::from_seconds(t.created)
        .ok_or_else(|| refuse(RejectReason::NotADate, "created"))?;
    let code = t.currency.to_ascii_uppercase();
    let unit = Unit::currency(&code).map_err(|_| refuse(RejectReason::NotAUnit, "currency"))?;
    let exponent =
        stripe_exponent(&code).ok_or_else(|| refuse(RejectReason::NotAUnit, "currency"))?;
    if let Some(fee) = t.fee
        && t.amount.checked_sub(fee) != Some(t.net)
    {
        return Err(refuse(
            RejectReason::DoesNotAddUp,
            "net is not amount − fee",
        ));
    }
    let micros = |minor: i64, field: &str| {
        Amount::from_minor(minor, exponent, unit)
            .map(|a| a.micros)
            .map_err(|e: AmountError| refuse(RejectReason::NumberRange, &format!("{field}: {e}")))
    };
    // VAT on Stripe's own fee is part of the fee; only what is withheld from the creator is tax
    let withheld: i64 = t
        .fee_details
        .iter()
        .flatten()
        .filter(|d| d.kind == "withheld_tax")
        .fold(0, |sum, d| sum.saturating_add(d.amount));
    let tax = (withheld != 0).then_some(withheld);
    let fee = t.fee.map(|f| f.saturating_sub(withheld));
    let money = Money {
        unit,
        gross: Some(micros(t.amount, "amount")?),
        fee: fee.map(|f| micros(f, "fee")).transpose()?,
        tax: tax.map(|x| micros(x, "fee_details")).transpose()?,
        net: micros(t.net, "net")?,
    };
    let status = match (context.payout, t.status.as_deref()) {
        (Some(_), _) => Status::Paid,
        (None, Some("available")) => Status::Available,
        (None, _) => Status::Confirmed,
    };
    Ok(EntryDraft {
        external_id: Some(t.id.clone().into_owned()),
        day: created.day_in(Zone::UTC),
        zone: Zone::UTC,
        instant: Some(created),
        stream,
        title: title(t),
        counterparty: t
            .description
            .as_deref()
            .and_then(payer_of)
            .map(str::to_owned),
        money,
        status,
        available_on: t.available_on.and_then(super::cursor::day),
        payout_external_id: context.payout.map(str::to_owned),
        locator,
    })
}

fn title(t: &Transaction<'_>) -> String {
    match t.description.as_deref().map(str::trim) {
        Some(text) if !text.is_empty() => {
            text.chars().filter(|c| !c.is_control()).take(300).collect()
        }
        _ => t.kind.replace('_', " "),
    }
}

struct Ledger;

impl Listing for Ledger {
    const FEED: &'static str = LEDGER_FEED;
    const PATH: &'static str = "/v1/balance_transactions";
    /// The charge states what the buyer paid in, and so what an exchange cost.
    const EXPAND: Option<&'static str> = Some("data.source");
    const OVERLAP_DAYS: u16 = OVERLAP_DAYS;
    type Cursor = LedgerCursor;

    fn mark(cursor: &mut LedgerCursor) -> &mut Watermark {
        &mut cursor.mark
    }

    fn parse(name: &str, body: &Arc<[u8]>, now: Instant) -> Result<ListPage, ConnectError> {
        parse_balance_transactions(name, body, LedgerContext { now, payout: None })
    }

    fn note(_: &mut LedgerCursor, _: &ListPage) {}
}

impl Stripe {
    /// Walks the ledger.
    pub(super) async fn walk_ledger(
        &self,
        key: &Secret,
        job: &Job,
        sink: &mut dyn Sink,
        summary: &mut Summary,
    ) -> Result<(), ConnectError> {
        let mut walk = Walk::new(Platform::Stripe, LEDGER_FEED, job, sink);
        let mut skipped = std::mem::take(&mut summary.skipped);
        let result = self.walk_list::<Ledger>(key, &mut walk, &mut skipped).await;
        summary.skipped = skipped;
        walk.settle(result, summary).await
    }
}
