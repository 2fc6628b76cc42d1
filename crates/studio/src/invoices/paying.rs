//! Money booked for an invoice, by hand or from a proposal, and taken back.
//!
//! The rule it protects: when everything billed for an offer is paid, the offer is paid by that money, and no longer when the
//! payment is taken back.

use super::known::Books;
use super::{form, list};
use crate::shapes::*;
use crate::{OpenProfile, StudioError};
use domain::deal::MoveAuthor;
use domain::invoice::Kind;
use domain::{CivilDay, Instant, Stage};
use store::{DealEdit, PaidFrom, PaymentDraft, WriteTx};

/// Books a payment by hand; without an amount all that is open, without a day today.
///
/// # Errors
/// [`StudioError::BadRequest`] for an amount that is not above zero or of another currency, a day that is ahead, or an invoice
/// that asks for nothing.
pub fn pay(
    profile: &OpenProfile,
    id: i64,
    amount: Option<&str>,
    day: Option<&str>,
    note: &str,
) -> Result<InvoiceDetail, StudioError> {
    let (now, today) = (profile.now(), profile.today()?);
    let given = amount
        .map(|text| {
            form::micros(text)
                .filter(|micros| *micros > 0)
                .ok_or_else(|| StudioError::bad("amount", text))
        })
        .transpose()?;
    let day: CivilDay = match day {
        Some(text) => text.parse().map_err(|_| StudioError::bad("day", text))?,
        None => today,
    };
    if day > today {
        return Err(StudioError::bad("day", day.to_string()));
    }
    let note = note.trim().to_owned();
    profile.store().write(move |tx| {
        let row = tx.invoice(id)?;
        let receipt = Books::read(tx)?
            .receipt(&row)
            .ok_or_else(|| StudioError::bad("invoice", id.to_string()))?;
        let micros = given.unwrap_or(receipt.open());
        if micros <= 0 {
            return Err(StudioError::bad("amount", "0"));
        }
        let draft = PaymentDraft {
            invoice: id,
            day,
            amount: domain::Amount::new(micros, receipt.due.unit),
            from: PaidFrom::Hand,
            used: None,
            basis: "[]".to_owned(),
            note,
        };
        book(tx, &draft, now)?;
        list::detail(tx, id, today)
    })
}

/// Notes a payment and moves the offer when nothing billed for it is open.
pub(super) fn book(
    tx: &mut WriteTx<'_>,
    draft: &PaymentDraft,
    now: Instant,
) -> Result<i64, StudioError> {
    let payment = tx.insert_payment(draft, now)?;
    let row = tx.invoice(draft.invoice)?;
    let Some(offer) = tx.offer_of_invoice(&row)? else {
        return Ok(payment);
    };
    let books = Books::read(tx)?;
    let mut worked = false;
    for bill in tx.invoices_of(offer)? {
        let Some(receipt) = books.receipt(&bill) else {
            continue;
        };
        if receipt.open() > 0 {
            return Ok(payment);
        }
        worked |= bill.invoice.kind != Kind::Deposit;
    }
    // A paid deposit alone does not close the work.
    if worked && tx.offer(offer)?.stage == Stage::Invoiced {
        let edit = DealEdit::Stage(Some(Stage::Paid));
        let step = tx.deal_step(MoveAuthor::Payment, &[(offer, edit)], now)?;
        tx.set_payment_step(payment, step)?;
    }
    Ok(payment)
}

/// Takes a payment back; the offer stands where it stood before it.
///
/// # Errors
/// [`StudioError::NotFound`] when none holds under that number.
pub fn take_payment_back(
    profile: &OpenProfile,
    payment: i64,
) -> Result<InvoiceDetail, StudioError> {
    let (now, today) = (profile.now(), profile.today()?);
    profile.store().write(move |tx| {
        let gone = tx.payment(payment)?;
        tx.retire_payment(payment, now)?;
        let offer = tx.offer_of_invoice(&tx.invoice(gone.draft.invoice)?)?;
        if let Some(offer) = offer {
            reopen(tx, offer, now)?;
        }
        list::detail(tx, gone.draft.invoice, today)
    })
}

/// An offer that was paid by money and is not any more is `invoiced` again, whichever payment had moved it.
fn reopen(tx: &mut WriteTx<'_>, offer: domain::OfferId, now: Instant) -> Result<(), StudioError> {
    let books = Books::read(tx)?;
    let open = tx
        .invoices_of(offer)?
        .iter()
        .filter_map(|bill| books.receipt(bill))
        .any(|receipt| receipt.open() > 0);
    if open && tx.offer(offer)?.stage == Stage::Paid {
        let edit = DealEdit::Stage(Some(Stage::Invoiced));
        tx.deal_step(MoveAuthor::Payment, &[(offer, edit)], now)?;
    }
    Ok(())
}
