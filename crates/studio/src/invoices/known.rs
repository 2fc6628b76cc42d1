//! What other areas may know of invoices: when they are due, what is late, what came of them.
//!
//! The rule it protects: all of it follows from the same payments and days as the list of invoices.

use crate::StudioError;
use domain::deal::PastPayment;
use domain::invoice::{Kind, Receipt};
use domain::{Amount, CivilDay, OfferId};
use std::collections::{BTreeMap, HashMap, HashSet};
use store::{InvoiceRow as Kept, Payment, ReadTx, StoreError};

/// What came in and what was taken back, by invoice.
pub(super) struct Books {
    pub(super) payments: BTreeMap<i64, Vec<Payment>>,
    credited: BTreeMap<i64, i64>,
}

impl Books {
    pub(super) fn read(tx: &ReadTx<'_>) -> Result<Self, StoreError> {
        let mut payments: BTreeMap<i64, Vec<Payment>> = BTreeMap::new();
        for payment in tx.payments()? {
            payments
                .entry(payment.draft.invoice)
                .or_default()
                .push(payment);
        }
        let mut credited: BTreeMap<i64, i64> = BTreeMap::new();
        for row in tx.invoices()? {
            let credit = row.is_issued() && row.invoice.kind == Kind::Credit;
            if let (true, Some(parent), Some(due)) = (credit, row.parent, row.due) {
                let sum = credited.entry(parent).or_default();
                *sum = sum.saturating_add(due.micros);
            }
        }
        Ok(Self { payments, credited })
    }

    /// What decides where an issued invoice stands; `None` of a draft and of a credit note.
    pub(super) fn receipt(&self, row: &Kept) -> Option<Receipt> {
        let due = row.due.filter(|_| row.asks())?;
        let paid = self.payments.get(&row.id).into_iter().flatten();
        Some(Receipt {
            due,
            paid: paid.map(|p| p.draft.amount.micros).sum(),
            credited: self.credited.get(&row.id).copied().unwrap_or(0),
            due_on: row.invoice.due_on,
            sent: row.sent.is_some(),
        })
    }
}

/// A day on which money is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueDate {
    /// The invoice.
    pub invoice: i64,
    /// Its number.
    pub number: String,
    /// The offer it bills, while it is there.
    pub offer: Option<OfferId>,
    /// Who pays.
    pub client: String,
    /// The last day to pay.
    pub day: CivilDay,
    /// What is open.
    pub open: Amount,
}

/// An invoice past its day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LateInvoice {
    /// Which, how much and since when.
    pub due: DueDate,
    /// Days past the last day to pay.
    pub days: i32,
    /// Letters that asked for it.
    pub reminders: usize,
}

/// The days of every invoice with something open, the soonest first.
///
/// # Errors
/// [`StudioError`].
pub fn due_dates(tx: &ReadTx<'_>) -> Result<Vec<DueDate>, StudioError> {
    let books = Books::read(tx)?;
    let mut dates = Vec::new();
    for row in tx.invoices()? {
        let Some(receipt) = books.receipt(&row).filter(|r| r.open() > 0) else {
            continue;
        };
        let (Some(day), Some(number)) = (row.invoice.due_on, row.invoice.number.clone()) else {
            continue;
        };
        dates.push(DueDate {
            invoice: row.id,
            number,
            offer: tx.offer_of_invoice(&row)?,
            client: row.invoice.client.party.name.clone(),
            day,
            open: Amount::new(receipt.open(), receipt.due.unit),
        });
    }
    dates.sort_by_key(|d| (d.day, d.invoice));
    Ok(dates)
}

/// Invoices past their day, the latest first.
///
/// # Errors
/// [`StudioError`].
pub fn late(tx: &ReadTx<'_>, today: CivilDay) -> Result<Vec<LateInvoice>, StudioError> {
    let reminders = tx.reminders()?;
    let late = due_dates(tx)?.into_iter().filter(|due| due.day < today);
    Ok(late
        .map(|due| LateInvoice {
            days: today.number().saturating_sub(due.day.number()),
            reminders: reminders
                .iter()
                .filter(|r| r.invoice == due.invoice)
                .count(),
            due,
        })
        .collect())
}

/// What was billed and what came of it, by offer, for the pay score of a brand. What a credit note took back was not asked for.
///
/// # Errors
/// [`StoreError`].
pub fn payments_by_offer(
    tx: &ReadTx<'_>,
) -> Result<HashMap<OfferId, Vec<PastPayment>>, StoreError> {
    let books = Books::read(tx)?;
    let reminders = tx.reminders()?;
    let mut out: HashMap<OfferId, Vec<PastPayment>> = HashMap::new();
    for row in tx.invoices()? {
        let (Some(receipt), Some(due)) = (books.receipt(&row), row.invoice.due_on) else {
            continue;
        };
        let Some(offer) = tx.offer_of_invoice(&row)? else {
            continue;
        };
        let asked = receipt.due.micros.saturating_sub(receipt.credited);
        if asked <= 0 {
            continue;
        }
        let paid = books.payments.get(&row.id).into_iter().flatten();
        let chasers = reminders
            .iter()
            .filter(|r| r.invoice == row.id && r.day > due)
            .count();
        out.entry(offer).or_default().push(PastPayment {
            asked: Amount::new(asked, receipt.due.unit),
            due,
            paid: paid.map(|p| (p.draft.day, p.draft.amount)).collect(),
            chasers: u32::try_from(chasers).unwrap_or(u32::MAX),
        });
    }
    Ok(out)
}

/// Offers that an issued invoice for the work exists for; a deposit alone is not the bill.
///
/// # Errors
/// [`StoreError`].
pub fn billed(tx: &ReadTx<'_>) -> Result<HashSet<OfferId>, StoreError> {
    let mut out = HashSet::new();
    for row in tx.invoices()? {
        if row.asks() && row.invoice.kind != Kind::Deposit {
            out.extend(tx.offer_of_invoice(&row)?);
        }
    }
    Ok(out)
}
