//! The rates section of Settings, and one rate opened to where it is written.

use super::refresh::{address, due, reading};
use super::{basis_word, book};
use crate::shapes::{Amount, OwnRateShape, RateOfDay, RateQuote, RatesView};
use crate::{OpenProfile, StudioError, sources};
use domain::amount::micros_text;
use domain::rates::{BUNDLED_FILE, Book, Side, bundled};
use domain::{CivilDay, Unit};
use std::collections::BTreeSet;
use store::{EntryFilter, OwnRateRow, ReadTx, StoreError, TotalKey};

/// Everything the section shows.
///
/// # Errors
/// [`StudioError`].
pub fn view(profile: &OpenProfile) -> Result<RatesView, StudioError> {
    let target = profile.settings()?.unit()?;
    let today = profile.today()?;
    let due = due(profile.now());
    profile.store().read(|tx| {
        let book = book(tx)?;
        let reading = reading(tx)?;
        let newest = book.newest();
        let age = newest.map_or(0, |day| due.number() - day.number()).max(0);
        Ok(RatesView {
            currency: target.to_string(),
            newest: newest.map(|d| d.to_string()),
            due: due.to_string(),
            age_days: i64::from(age),
            bundled_until: bundled().table.newest().map(|d| d.to_string()),
            bundled_sha256: bundled().sha256.clone(),
            refreshed_at: reading.refreshed.map(|i| i.to_string()),
            address: address(&reading),
            units: used_units(tx)?
                .into_iter()
                .filter(|unit| *unit != target)
                .map(|unit| of_day(tx, &book, unit, target, today))
                .collect::<Result<_, _>>()?,
            own: own_shapes(&tx.own_rates()?),
        })
    })
}

/// Units with entries or payouts, currencies first.
fn used_units(tx: &ReadTx<'_>) -> Result<Vec<Unit>, StoreError> {
    let mut units: BTreeSet<(bool, String, Unit)> = BTreeSet::new();
    let mut note = |unit: Unit| {
        units.insert((!unit.is_currency(), unit.to_string(), unit));
    };
    for row in tx.totals(&[TotalKey::Unit], &EntryFilter::default())? {
        note(row.unit);
    }
    for payout in tx.payouts(None, None, 1_000)? {
        note(payout.payout.amount.unit);
    }
    Ok(units.into_iter().map(|(.., unit)| unit).collect())
}

/// The rate of one unit in one currency on a day, opened.
///
/// # Errors
/// [`StudioError::BadRequest`] for words that are no unit, currency or day.
pub fn rate(
    profile: &OpenProfile,
    unit: &str,
    currency: Option<&str>,
    day: Option<&str>,
) -> Result<RateOfDay, StudioError> {
    let from: Unit = unit.parse().map_err(|_| StudioError::bad("unit", unit))?;
    let target = match currency {
        Some(code) => Unit::currency(code).map_err(|_| StudioError::bad("in", code))?,
        None => profile.settings()?.unit()?,
    };
    let on = match day {
        Some(text) => text.parse().map_err(|_| StudioError::bad("on", text))?,
        None => profile.today()?,
    };
    profile
        .store()
        .read(|tx| Ok::<_, StudioError>(of_day(tx, &book(tx)?, from, target, on)?))
}

fn of_day(
    tx: &ReadTx<'_>,
    book: &Book,
    unit: Unit,
    target: Unit,
    on: CivilDay,
) -> Result<RateOfDay, StoreError> {
    let mut shape = RateOfDay {
        unit: unit.to_string(),
        currency: target.to_string(),
        day: on.to_string(),
        worth: None,
        basis: None,
        provisional: false,
        quotes: Vec::new(),
        own: None,
        reason: None,
        reason_day: None,
    };
    match book.factor(unit, target, on) {
        Ok(factor) => {
            let basis = factor.basis;
            shape.worth = Some(Amount::of_sum(factor.shown(), target));
            shape.basis = Some(basis_word(&basis).to_owned());
            shape.provisional = basis.provisional;
            for side in [basis.from, basis.to].into_iter().flatten() {
                shape.quotes.push(quote(tx, &side)?);
            }
            let rows = tx.own_rates()?;
            shape.own = basis
                .own
                .and_then(|own| own_shapes(&rows).into_iter().find(|s| s.id == own.id));
        }
        Err(why) => {
            shape.reason = Some(why.slug().to_owned());
            shape.reason_day = why.day().map(|d| d.to_string());
        }
    }
    Ok(shape)
}

/// A published rate with the file it stands in.
fn quote(tx: &ReadTx<'_>, side: &Side) -> Result<RateQuote, StoreError> {
    let currency = Unit::Currency(side.currency);
    let mut shape = RateQuote {
        currency: currency.to_string(),
        // As published: no decimals are added to what stands in the file.
        per_euro: micros_text(i128::from(side.quote.per_euro), Unit::Unstated),
        day: side.quote.day.to_string(),
        origin: "law".to_owned(),
        file: String::new(),
        sha256: String::new(),
        source: None,
    };
    if side.quote.fixed {
        return Ok(shape);
    }
    match tx.reference_rate(side.currency, side.quote.day)? {
        Some(read) => {
            let source = sources::reference(tx, read.document, &read.locator)?;
            shape.origin = "read".to_owned();
            shape.file.clone_from(&source.name);
            shape.sha256.clone_from(&source.sha256);
            shape.source = Some(source);
        }
        None => {
            shape.origin = "bundled".to_owned();
            shape.file = BUNDLED_FILE.to_owned();
            shape.sha256.clone_from(&bundled().sha256);
        }
    }
    Ok(shape)
}

/// Typed rates with the day each ends; `rows` are by unit, newest first day first.
pub(super) fn own_shapes(rows: &[OwnRateRow]) -> Vec<OwnRateShape> {
    let until = |row: &OwnRateRow| {
        let next = rows
            .iter()
            .filter(|r| r.retired.is_none() && r.rate.unit == row.rate.unit)
            .filter(|r| r.rate.from > row.rate.from)
            .map(|r| r.rate.from)
            .min();
        next.map(|day| day.plus_days(-1).to_string())
    };
    rows.iter()
        .map(|row| OwnRateShape {
            id: row.rate.id,
            unit: row.rate.unit.to_string(),
            from: row.rate.from.to_string(),
            until: row.retired.is_none().then(|| until(row)).flatten(),
            worth: Amount::of_sum(i128::from(row.rate.micros), row.rate.currency),
            note: row.note.clone(),
            edited_at: row.edited.to_string(),
            retired_at: row.retired.map(|i| i.to_string()),
        })
        .collect()
}
