//! One answer of the transaction search.

use super::codes::{TransactionKind, kind_of};
use crate::error::ConnectError;
use crate::http::document;
use crate::http::raw::{envelope, locate, misfit, reject};
use chrono::{DateTime, Utc};
use domain::reject::RejectReason;
use domain::{
    Amount, EntryDraft, Instant, Locator, Money, Page, PayoutDraft, PayoutState, Platform, Reject,
    Status, Stream, Unit, Zone,
};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Feed of the transactions.
pub const TRANSACTIONS_FEED: &str = "transactions";

/// A parsed page of transactions.
#[derive(Debug)]
pub struct TransactionsPage {
    /// The document with its entries and withdrawals.
    pub page: Page,
    /// Number of the account the rows belong to.
    pub account: Option<String>,
    /// How far PayPal's data goes.
    pub refreshed: Option<Instant>,
    /// Pages of the query, at the page size asked for.
    pub total_pages: u64,
    /// Rows of the query from this page on.
    pub total_items: Option<u64>,
    /// Rows listed, unreadable ones included.
    pub listed: usize,
    /// Ids of the first and the last row.
    pub ends: Option<(String, String)>,
    /// Rows that are no income, by their event code.
    pub skipped: BTreeMap<String, u64>,
    /// Holds and releases.
    pub holds: Vec<Hold>,
}

/// Money of one payment held back or let go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hold {
    /// Id of the payment.
    pub transaction: String,
    /// Millionths; negative for a hold, positive for a release.
    pub micros: i64,
}

#[derive(Deserialize)]
struct Envelope<'a> {
    // left out when there is nothing to list
    #[serde(borrow, default)]
    transaction_details: Vec<&'a RawValue>,
    account_number: Option<String>,
    last_refreshed_datetime: Option<String>,
    total_items: Option<u64>,
    total_pages: u64,
}

#[derive(Deserialize)]
struct Row<'a> {
    #[serde(borrow)]
    transaction_info: Info<'a>,
}

#[derive(Deserialize)]
struct Info<'a> {
    #[serde(borrow)]
    transaction_id: Cow<'a, str>,
    #[serde(borrow)]
    transaction_event_code: Cow<'a, str>,
    #[serde(borrow)]
    transaction_initiation_date: Cow<'a, str>,
    #[serde(borrow)]
    transaction_amount: PaypalMoney<'a>,
    #[serde(borrow)]
    fee_amount: Option<PaypalMoney<'a>>,
    #[serde(borrow)]
    transaction_status: Cow<'a, str>,
    #[serde(borrow)]
    paypal_reference_id: Option<Cow<'a, str>>,
    #[serde(borrow)]
    paypal_reference_id_type: Option<Cow<'a, str>>,
    #[serde(borrow)]
    transaction_subject: Option<Cow<'a, str>>,
    #[serde(borrow)]
    transaction_note: Option<Cow<'a, str>>,
}

/// Decimal text, signed, with the currency's own decimals.
#[derive(Deserialize)]
struct PaypalMoney<'a> {
    #[serde(borrow)]
    currency_code: Cow<'a, str>,
    #[serde(borrow)]
    value: Cow<'a, str>,
}

impl PaypalMoney<'_> {
    fn read(&self) -> Result<Amount, RejectReason> {
        let unit = Unit::currency(&self.currency_code).map_err(|_| RejectReason::NotAUnit)?;
        Amount::parse(&self.value, unit).map_err(|e| match e {
            domain::AmountError::NotANumber(_) => RejectReason::NotANumber,
            _ => RejectReason::NumberRange,
        })
    }
}

/// Reads one answer of `GET /v1/reporting/transactions`.
///
/// A row is identified by transaction id and event code: the same id can come twice with another code. Source of the format:
/// PayPal's OpenAPI description `reporting_transactions_v1`.
///
/// # Errors
/// [`ConnectError::Malformed`] when the envelope cannot be read. A row that cannot be read is among the rejects.
pub fn parse_transactions(
    name: &str,
    body: &Arc<[u8]>,
    now: Instant,
) -> Result<TransactionsPage, ConnectError> {
    let list: Envelope<'_> = envelope(name, body)?;
    let mut parsed = TransactionsPage {
        page: Page::new(
            TRANSACTIONS_FEED,
            document(Platform::Paypal, name, body, now),
        ),
        account: list.account_number,
        refreshed: list.last_refreshed_datetime.as_deref().and_then(instant),
        total_pages: list.total_pages,
        total_items: list.total_items,
        listed: list.transaction_details.len(),
        ends: None,
        skipped: BTreeMap::new(),
        holds: Vec::new(),
    };
    for (n, raw) in list.transaction_details.iter().enumerate() {
        let raw = raw.get();
        let locator = locate(body, raw, format!("/transaction_details/{n}"));
        let info = match serde_json::from_str::<Row<'_>>(raw) {
            Ok(row) => row.transaction_info,
            Err(e) => {
                parsed.page.rejects.push(misfit(&e, locator, raw));
                continue;
            }
        };
        let key = key_of(&info);
        let first = parsed.ends.take().map_or_else(|| key.clone(), |e| e.0);
        parsed.ends = Some((first, key));
        if let Err(refused) = read_row(&info, locator, raw, &mut parsed) {
            parsed.page.rejects.push(*refused);
        }
    }
    Ok(parsed)
}

fn key_of(info: &Info<'_>) -> String {
    format!("{}:{}", info.transaction_id, info.transaction_event_code)
}

fn read_row(
    info: &Info<'_>,
    locator: Locator,
    raw: &str,
    parsed: &mut TransactionsPage,
) -> Result<(), Box<Reject>> {
    let refuse = |reason, detail: &str| Box::new(reject(reason, detail, locator.clone(), raw));
    let amount = info
        .transaction_amount
        .read()
        .map_err(|reason| refuse(reason, "transaction_amount"))?;
    let fee = info.fee_amount.as_ref().map(PaypalMoney::read).transpose();
    let fee = fee.map_err(|reason| refuse(reason, "fee_amount"))?;
    if fee.is_some_and(|fee| fee.unit != amount.unit) {
        return Err(refuse(RejectReason::NotAUnit, "fee_amount"));
    }
    let created = instant(&info.transaction_initiation_date)
        .ok_or_else(|| refuse(RejectReason::NotADate, "transaction_initiation_date"))?;
    let code = &*info.transaction_event_code;
    let subject = info.transaction_subject.as_deref().unwrap_or_default();
    let standing = standing(&info.transaction_status).ok_or_else(|| {
        let detail = format!("transaction_status {}", info.transaction_status);
        refuse(RejectReason::Broken, &detail)
    })?;
    let line = Line {
        info,
        created,
        locator: locator.clone(),
    };
    let skip = |parsed: &mut TransactionsPage| {
        *parsed.skipped.entry(code.to_owned()).or_default() += 1;
    };
    match kind_of(code, amount.micros >= 0, subject) {
        TransactionKind::Entry(stream) => {
            let money = money(amount, fee).ok_or_else(|| {
                refuse(RejectReason::NumberRange, "transaction_amount + fee_amount")
            })?;
            let entry = line.entry(key_of(info), stream, money, standing.0);
            parsed.page.entries.push(entry);
        }
        TransactionKind::Withdrawal => {
            let sent = amount.micros.checked_neg();
            let sent =
                sent.ok_or_else(|| refuse(RejectReason::NumberRange, "transaction_amount"))?;
            let cost = fee
                .map(|fee| money(Amount::new(0, fee.unit), Some(fee)))
                .map(|cost| cost.ok_or_else(|| refuse(RejectReason::NumberRange, "fee_amount")))
                .transpose()?;
            let payout = line.payout(Amount::new(sent, amount.unit), standing.1);
            parsed.page.payouts.push(payout);
            // what PayPal keeps for a quick withdrawal lies beside the amount that reaches the bank
            parsed
                .page
                .entries
                .extend(cost.filter(|m| m.net != 0).map(|m| {
                    let key = format!("{}:fee", key_of(info));
                    line.entry(key, Stream::Adjustment, m, standing.0)
                }));
        }
        TransactionKind::Hold => {
            skip(parsed);
            let names_payment = info.paypal_reference_id_type.as_deref() == Some("TXN");
            if let Some(id) = info
                .paypal_reference_id
                .as_deref()
                .filter(|_| names_payment)
                && standing.0 == Status::Available
            {
                parsed.holds.push(Hold {
                    transaction: id.to_owned(),
                    micros: amount.micros,
                });
            }
        }
        TransactionKind::Movement => skip(parsed),
    }
    Ok(())
}

/// What a row becomes, with what all kinds share.
struct Line<'a> {
    info: &'a Info<'a>,
    created: Instant,
    locator: Locator,
}

impl Line<'_> {
    fn entry(&self, key: String, stream: Stream, money: Money, status: Status) -> EntryDraft {
        let subject = self.info.transaction_subject.as_deref().map(str::trim);
        EntryDraft {
            external_id: Some(key),
            day: self.created.day_in(Zone::UTC),
            zone: Zone::UTC,
            instant: Some(self.created),
            stream,
            title: self.title(),
            counterparty: subject.and_then(crate::stripe::payer_of).map(str::to_owned),
            money,
            status,
            available_on: None,
            payout_external_id: None,
            locator: self.locator.clone(),
        }
    }

    fn payout(&self, amount: Amount, state: PayoutState) -> PayoutDraft {
        PayoutDraft {
            external_id: self.info.transaction_id.clone().into_owned(),
            amount,
            state,
            created: self.created,
            arrival: None,
            itemised: false,
            failure: (state == PayoutState::Failed)
                .then(|| self.info.transaction_status.clone().into_owned()),
            description: Some(self.title()),
            locator: self.locator.clone(),
        }
    }

    fn title(&self) -> String {
        [&self.info.transaction_subject, &self.info.transaction_note]
            .into_iter()
            .filter_map(|text| text.as_deref().map(str::trim))
            .find(|text| !text.is_empty())
            .map_or_else(
                || format!("PayPal {}", self.info.transaction_event_code),
                |text| text.chars().filter(|c| !c.is_control()).take(300).collect(),
            )
    }
}

/// Fees are negative on the wire and positive here; a fee that is given back is the other way round.
fn money(gross: Amount, fee: Option<Amount>) -> Option<Money> {
    let on_top = fee.map_or(0, |fee| fee.micros);
    Some(Money {
        unit: gross.unit,
        gross: Some(gross.micros),
        fee: match fee {
            Some(fee) => Some(fee.micros.checked_neg()?),
            None => None,
        },
        tax: None,
        net: gross.micros.checked_add(on_top)?,
    })
}

/// A status as it concerns an entry and a withdrawal. `V` is a payment that was given back: the money back is a line of its
/// own (`T11`), so the payment itself stays, and the two cancel out.
fn standing(status: &str) -> Option<(Status, PayoutState)> {
    Some(match status {
        "S" => (Status::Available, PayoutState::Paid),
        "V" => (Status::Available, PayoutState::Failed),
        "P" => (Status::Estimated, PayoutState::InTransit),
        "D" => (Status::Ineligible, PayoutState::Failed),
        _ => return None,
    })
}

/// RFC 3339, or the same with an offset without colon, as PayPal's own examples have it.
fn instant(text: &str) -> Option<Instant> {
    text.parse().ok().or_else(|| {
        let read = DateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%z").ok()?;
        Some(Instant(read.with_timezone(&Utc)))
    })
}
