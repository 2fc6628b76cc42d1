//! What an invoice comes to.
//!
//! The rule it protects: each step rounds where EN 16931 rounds and nowhere else: a line (BT-131), then VAT per category and rate
//! on the sum of its lines (BT-117); every other figure is a sum of rounded ones.

use super::bill::Invoice;
use super::line::{round_cents, round_half_up};
use super::vat::{Category, VatMode};
use crate::{Amount, Unit};
use std::collections::BTreeMap;

/// VAT of one category at one rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VatPart {
    /// The category.
    pub category: Category,
    /// Hundredths of a percent.
    pub rate: i64,
    /// What VAT is charged on (BT-116).
    pub base: Amount,
    /// The VAT (BT-117).
    pub tax: Amount,
}

/// The figures at the foot of an invoice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Totals {
    /// Each line without VAT, in order (BT-131).
    pub lines: Vec<Amount>,
    /// All lines without VAT (BT-109).
    pub net: Amount,
    /// VAT by category and rate.
    pub vat: Vec<VatPart>,
    /// All VAT (BT-110).
    pub tax: Amount,
    /// With VAT (BT-112).
    pub gross: Amount,
    /// Paid before (BT-113).
    pub prepaid: Amount,
    /// To pay (BT-115).
    pub due: Amount,
}

/// Why lines come to nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TotalsError {
    /// Larger than an amount can hold.
    #[error("the amounts of the invoice are too large")]
    Overflow,
    /// A diamond is no currency to bill in.
    #[error("{0} is not a currency to bill in")]
    Currency(Unit),
    /// A price or a rate below zero.
    #[error("line {0} has a price or a rate below zero")]
    Negative(usize),
}

/// Adds an invoice up.
///
/// # Errors
/// [`TotalsError`].
pub fn totals(invoice: &Invoice) -> Result<Totals, TotalsError> {
    let unit = invoice.currency;
    if !unit.is_currency() {
        return Err(TotalsError::Currency(unit));
    }
    let amount = |micros: i128| {
        let micros = i64::try_from(micros).map_err(|_| TotalsError::Overflow)?;
        Ok::<Amount, TotalsError>(Amount::new(micros, unit))
    };
    let mut lines = Vec::with_capacity(invoice.lines.len());
    let mut bases: BTreeMap<(Category, i64), i128> = BTreeMap::new();
    for (n, line) in invoice.lines.iter().enumerate() {
        if line.price < 0 || line.vat_rate < 0 {
            return Err(TotalsError::Negative(n + 1));
        }
        let net = line.net(unit).ok_or(TotalsError::Overflow)?;
        let rate = invoice.vat.rate(line.vat_rate);
        *bases.entry((invoice.vat.category(rate), rate)).or_insert(0) += i128::from(net);
        lines.push(Amount::new(net, unit));
    }
    let net: i128 = bases.values().sum();
    let mut vat = Vec::with_capacity(bases.len());
    let mut tax = 0i128;
    for ((category, rate), base) in bases {
        let part = if invoice.vat == VatMode::Standard {
            round_cents(round_half_up(base * i128::from(rate), 10_000), unit)
        } else {
            0
        };
        tax += part;
        vat.push(VatPart {
            category,
            rate,
            base: amount(base)?,
            tax: amount(part)?,
        });
    }
    let prepaid = i128::from(invoice.prepaid);
    Ok(Totals {
        lines,
        net: amount(net)?,
        vat,
        tax: amount(tax)?,
        gross: amount(net + tax)?,
        prepaid: amount(prepaid)?,
        due: amount(net + tax - prepaid)?,
    })
}
