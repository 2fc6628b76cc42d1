//! Invoices that follow from another: a deposit, the final invoice that deducts it, a credit note.
//!
//! The rule it protects: what was billed before is taken off with the VAT it was billed with, so that all papers together charge
//! the work once.

use super::bill::{Invoice, Kind, Reference};
use super::line::{Line, round_cents, round_half_up};
use super::totals::{TotalsError, totals};
use crate::amount::MICROS;

/// A deposit of a share of an invoice (hundredths of a percent): one line for each VAT rate of the work.
///
/// # Errors
/// [`TotalsError`] when the work does not add up.
pub fn deposit_of(work: &Invoice, share: i64, text: &str) -> Result<Invoice, TotalsError> {
    let sums = totals(work)?;
    let lines = sums.vat.iter().map(|part| {
        let price = round_half_up(i128::from(part.base.micros) * i128::from(share), 10_000);
        Ok(Line {
            text: text.to_owned(),
            detail: None,
            quantity: MICROS,
            price: i64::try_from(round_cents(price, work.currency))
                .map_err(|_| TotalsError::Overflow)?,
            vat_rate: part.rate,
        })
    });
    Ok(Invoice {
        kind: Kind::Deposit,
        lines: lines.collect::<Result<_, _>>()?,
        prepaid: 0,
        refers: Vec::new(),
        ..unissued(work)
    })
}

/// The lines that take an issued deposit off a final invoice: its lines again, counted backwards.
pub fn deduction_lines(deposit: &Invoice, text: &str) -> Vec<Line> {
    let back = |line: &Line| Line {
        text: text.to_owned(),
        detail: None,
        quantity: line.quantity.saturating_neg(),
        ..line.clone()
    };
    deposit.lines.iter().map(back).collect()
}

/// A credit note over all of an issued invoice. `None` when it was not issued.
pub fn credit_of(invoice: &Invoice) -> Option<Invoice> {
    let refers = Reference {
        number: invoice.number.clone()?,
        day: invoice.issued_on?,
    };
    Some(Invoice {
        kind: Kind::Credit,
        refers: vec![refers],
        prepaid: 0,
        ..unissued(invoice)
    })
}

/// The same words without a number and days.
fn unissued(invoice: &Invoice) -> Invoice {
    Invoice {
        number: None,
        issued_on: None,
        due_on: None,
        exchange: None,
        ..invoice.clone()
    }
}
