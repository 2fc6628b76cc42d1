//! Every invoice with where it stands, and one opened.

use super::details::held;
use super::draft::due_on;
use super::known::Books;
use super::{form, matching};
use crate::rates::book;
use crate::shapes::*;
use crate::{OpenProfile, StudioError};
use domain::invoice::{
    self as bill, Category, Exchange, Invoice, Kind, Lack, Standing, Totals, interest, lacks,
    standing, totals,
};
use domain::{CivilDay, OfferId};
use std::collections::BTreeMap;
use store::{InvoiceRow as Kept, ReadTx};

/// The invoices of an offer, or all.
///
/// # Errors
/// [`StudioError`].
pub fn invoices(profile: &OpenProfile, offer: Option<i64>) -> Result<InvoiceList, StudioError> {
    let today = profile.today()?;
    profile.store().read(|tx| {
        let books = Books::read(tx)?;
        let kept = match offer {
            Some(offer) => tx.invoices_of(OfferId(offer))?,
            None => tx.invoices()?,
        };
        let mut rows = Vec::with_capacity(kept.len());
        let (mut open, mut late): (BTreeMap<domain::Unit, i128>, BTreeMap<_, i128>) =
            Default::default();
        for row in &kept {
            let line = row_of(tx, &books, row, today)?;
            if let Some(receipt) = books.receipt(row).filter(|r| r.open() > 0) {
                *open.entry(receipt.due.unit).or_default() += i128::from(receipt.open());
                if line.state == InvoiceStateName::Late {
                    *late.entry(receipt.due.unit).or_default() += i128::from(receipt.open());
                }
            }
            rows.push(line);
        }
        let sums = |sums: BTreeMap<domain::Unit, i128>| {
            sums.into_iter()
                .map(|(unit, micros)| Amount::of_sum(micros, unit))
                .collect()
        };
        Ok(InvoiceList {
            invoices: rows,
            open: sums(open),
            late: sums(late),
        })
    })
}

/// One invoice, opened.
///
/// # Errors
/// [`StudioError::NotFound`].
pub fn invoice(profile: &OpenProfile, id: i64) -> Result<InvoiceDetail, StudioError> {
    let today = profile.today()?;
    profile.store().read(|tx| detail(tx, id, today))
}

fn row_of(
    tx: &ReadTx<'_>,
    books: &Books,
    row: &Kept,
    today: CivilDay,
) -> Result<InvoiceRow, StudioError> {
    let says = &row.invoice;
    let receipt = books.receipt(row);
    let state = match (&receipt, row.is_issued()) {
        (Some(receipt), _) => standing(receipt, today),
        (None, false) => Standing::Draft,
        (None, true) if row.sent.is_some() => Standing::Sent,
        (None, true) => Standing::Issued,
    };
    let due = row
        .due
        .or_else(|| totals(says).ok().map(|sums| sums.due))
        .map(Amount::from);
    let unit = says.currency;
    Ok(InvoiceRow {
        id: row.id,
        number: says.number.clone(),
        kind: says.kind.into(),
        state: state.into(),
        client: says.client.party.name.clone(),
        subject: says.subject.clone(),
        offer: tx.offer_of_invoice(row)?.map(|id| id.0),
        issued_on: says.issued_on.map(|day| day.to_string()),
        due_on: says.due_on.map(|day| day.to_string()),
        due,
        open: receipt
            .as_ref()
            .map(|r| Amount::of_sum(r.open().into(), unit)),
        days_late: receipt.map_or(0, |r| r.days_late(today)),
    })
}

/// One invoice with everything around it.
pub(super) fn detail(
    tx: &ReadTx<'_>,
    id: i64,
    today: CivilDay,
) -> Result<InvoiceDetail, StudioError> {
    let kept = tx.invoice(id)?;
    let books = Books::read(tx)?;
    let says = fresh(tx, &kept)?;
    let receipt = books.receipt(&kept).filter(|r| r.days_late(today) > 0);
    let interest = receipt.zip(says.due_on).and_then(|(receipt, due)| {
        let open = domain::Amount::new(receipt.open(), says.currency);
        interest(open, &says.terms.late, due, today)
    });
    let paper = tx.invoice_paper(id)?;
    let reminders = tx.reminders()?;
    Ok(InvoiceDetail {
        row: row_of(tx, &books, &kept, today)?,
        form: form::of_draft(&says, kept.client),
        preview: preview(tx, &says, Vec::new(), today)?,
        refers: says.refers.iter().map(|r| r.number.clone()).collect(),
        seller: says.seller.party.name.clone(),
        payments: matching::payments_of(tx, &books, id)?,
        reminders: reminders
            .into_iter()
            .filter(|r| r.invoice == id)
            .map(|r| InvoiceReminder {
                id: r.id,
                day: r.day.to_string(),
                tone: r.tone.into(),
                subject: r.subject,
                body: r.body,
            })
            .collect(),
        interest: interest.map(Into::into),
        sent: kept.sent.map(|at| at.to_string()),
        sha256: paper.map(|paper| hex::encode(paper.sha256)),
    })
}

/// What it says: an issued one as it was issued, a draft with the details that hold now.
pub(super) fn fresh(tx: &ReadTx<'_>, row: &Kept) -> Result<Invoice, StudioError> {
    let mut says = row.invoice.clone();
    if !row.is_issued() {
        says.seller = held(tx)?.seller;
    }
    Ok(says)
}

/// VAT in the currency it is declared in, at the rate of a day. `None` when it is the same currency or there is no VAT.
pub(super) fn exchange(
    tx: &ReadTx<'_>,
    draft: &Invoice,
    sums: &Totals,
    day: CivilDay,
) -> Result<Option<Result<Exchange, Lack>>, StudioError> {
    let to = draft.seller.accounting;
    if to == draft.currency || sums.tax.micros == 0 {
        return Ok(None);
    }
    let Ok(factor) = book(tx)?.factor(draft.currency, to, day) else {
        return Ok(Some(Err(Lack::Rate)));
    };
    let tax = factor
        .apply(sums.tax.micros.into())
        .map(|micros| bill::round_cents(micros, to));
    let exchange = tax
        .ok()
        .and_then(|tax| i64::try_from(tax).ok())
        .zip(i64::try_from(factor.shown()).ok())
        .map(|(tax, shown)| Exchange {
            unit: to,
            shown,
            day: factor.basis.day(),
            tax,
        });
    Ok(Some(exchange.ok_or(Lack::Rate)))
}

/// What a draft comes to, and what it lacks.
pub(super) fn preview(
    tx: &ReadTx<'_>,
    draft: &Invoice,
    unread: Vec<String>,
    today: CivilDay,
) -> Result<InvoicePreview, StudioError> {
    let sums = totals(draft).ok();
    let (mut missing, advice): (Vec<Lack>, Vec<Lack>) = match draft.number {
        Some(_) => Default::default(),
        None => lacks(draft).into_iter().partition(|lack| !lack.is_advice()),
    };
    let mut tax_accounting = draft
        .exchange
        .as_ref()
        .map(|exchange| domain::Amount::new(exchange.tax, exchange.unit));
    if let Some(sums) = sums.as_ref().filter(|_| draft.number.is_none()) {
        match exchange(tx, draft, sums, today)? {
            Some(Ok(exchange)) => {
                tax_accounting = Some(domain::Amount::new(exchange.tax, exchange.unit));
            }
            Some(Err(lack)) => missing.push(lack),
            None => {}
        }
    }
    let country = &draft.seller.party.address.country;
    let note = draft.vat.note(country, draft.language);
    Ok(InvoicePreview {
        totals: sums.map(|sums| shape(&sums, tax_accounting)),
        unread,
        lacks: missing.into_iter().map(Into::into).collect(),
        advice: advice.into_iter().map(Into::into).collect(),
        due_on: draft
            .due_on
            .or_else(|| due_on(draft, draft.issued_on.unwrap_or(today)))
            .filter(|_| draft.kind != Kind::Credit)
            .map(|day| day.to_string()),
        vat_note: note.map(str::to_owned),
    })
}

fn shape(sums: &Totals, tax_accounting: Option<domain::Amount>) -> InvoiceTotals {
    let charged =
        |part: &&bill::VatPart| matches!(part.category, Category::Standard | Category::Zero);
    InvoiceTotals {
        lines: sums.lines.iter().map(|a| (*a).into()).collect(),
        net: sums.net.into(),
        vat: sums
            .vat
            .iter()
            .filter(charged)
            .map(|part| InvoiceVat {
                rate: form::percent(part.rate),
                base: part.base.into(),
                tax: part.tax.into(),
            })
            .collect(),
        tax: sums.tax.into(),
        gross: sums.gross.into(),
        prepaid: sums.prepaid.into(),
        due: sums.due.into(),
        tax_accounting: tax_accounting.map(Into::into),
    }
}
