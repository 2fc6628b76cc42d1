//! The creator's own rates: typed, replaced, taken back, put back.

use super::{book, view};
use crate::shapes::RatesView;
use crate::{OpenProfile, StudioError};
use domain::amount::parse_micros;
use domain::{CivilDay, Unit};

/// What was typed.
#[derive(Debug, Clone)]
pub struct OwnRateDraft {
    /// A token, or a currency nobody publishes a rate for.
    pub unit: String,
    /// What one unit is worth, decimal text.
    pub worth: String,
    /// The currency it is valued in.
    pub currency: String,
    /// First day it holds.
    pub from: String,
    /// Why.
    pub note: String,
}

/// Types a rate; the one of the same unit and first day is kept as retired.
///
/// # Errors
/// [`StudioError::BadRequest`] naming the field: a rate must be above zero, of a unit that may have one, in a currency that
/// has reference rates, for a day that needs one.
pub fn set_own(profile: &OpenProfile, draft: &OwnRateDraft) -> Result<RatesView, StudioError> {
    let unit: Unit = draft
        .unit
        .parse()
        .ok()
        .filter(|unit| *unit != Unit::Unstated && *unit != Unit::EUR)
        .ok_or_else(|| StudioError::bad("unit", &draft.unit))?;
    let currency = Unit::currency(&draft.currency)
        .ok()
        .filter(|currency| *currency != unit)
        .ok_or_else(|| StudioError::bad("currency", &draft.currency))?;
    let from: CivilDay = draft
        .from
        .parse()
        .map_err(|_| StudioError::bad("from", &draft.from))?;
    let micros = parse_micros(draft.worth.trim())
        .ok()
        .filter(|micros| *micros > 0)
        .ok_or_else(|| StudioError::bad("worth", &draft.worth))?;
    let note: String = draft.note.trim().chars().take(300).collect();
    let now = profile.now();
    let (given, valued) = (draft.unit.clone(), draft.currency.clone());
    profile.store().write(move |tx| {
        let book = book(tx)?;
        if let Unit::Currency(code) = unit
            && book.quote(code, from).is_ok()
        {
            // The published rate would be used all the same.
            return Err(StudioError::bad("unit", given));
        }
        if let Unit::Currency(code) = currency
            && currency != Unit::EUR
            && book.quote(code, from) == Err(domain::rates::NoRate::Never)
        {
            return Err(StudioError::bad("currency", valued));
        }
        tx.set_own_rate(unit, from, currency, micros, &note, now)?;
        Ok(())
    })?;
    view::view(profile)
}

/// Takes a rate back; it stays in the history and can be put back.
///
/// # Errors
/// [`StudioError::NotFound`].
pub fn retire_own(profile: &OpenProfile, id: i64) -> Result<RatesView, StudioError> {
    let now = profile.now();
    profile
        .store()
        .write(move |tx| Ok::<(), StudioError>(tx.retire_own_rate(id, now)?))?;
    view::view(profile)
}

/// Puts a rate back that was replaced or taken back.
///
/// # Errors
/// [`StudioError::NotFound`].
pub fn restore_own(profile: &OpenProfile, id: i64) -> Result<RatesView, StudioError> {
    let now = profile.now();
    profile
        .store()
        .write(move |tx| Ok::<(), StudioError>(tx.restore_own_rate(id, now)?))?;
    view::view(profile)
}
