//! The creator's word on an offer: its stage, whether it is one, corrected terms.
//!
//! The rule it protects: what a person said survives every later reading of the same mail.

use super::offer;
use crate::shapes::*;
use crate::{OpenProfile, StudioError, deals};
use domain::OfferId;
use domain::offer::{Evidence, Term, TermField, TermValue};
use store::OfferNote;

/// Moves an offer to a stage, by the creator's word: `new` confirms a proposed one, `not_offer` refuses it. Without a stage
/// the source's word holds again.
///
/// # Errors
/// [`StudioError`].
pub fn set_stage(
    profile: &OpenProfile,
    id: i64,
    stage: Option<StageName>,
) -> Result<OfferDetail, StudioError> {
    deals::move_offers(profile, &[id], stage)?;
    offer(profile, id)
}

/// Corrects a term; without a value the source's word holds again.
///
/// # Errors
/// [`StudioError::BadRequest`] when the value does not fit the field.
pub fn set_term(
    profile: &OpenProfile,
    id: i64,
    field: TermFieldName,
    value: Option<&str>,
) -> Result<OfferDetail, StudioError> {
    let field = TermField::from(field);
    let term = value.map(|text| term_typed(field, text)).transpose()?;
    change_note(profile, id, move |note| {
        note.terms.retain(|t| t.field != field);
        note.terms.extend(term);
        Ok(())
    })?;
    offer(profile, id)
}

/// A term by the creator's word: it has no words of a source.
pub(crate) fn term_typed(field: TermField, text: &str) -> Result<Term, StudioError> {
    let evidence = Evidence {
        text: String::new(),
        start: None,
        len: 0,
    };
    Ok(Term {
        field,
        value: parse_term(field, text.trim())?,
        evidence,
    })
}

/// Whether a value fits a field, before anything is written.
///
/// # Errors
/// [`StudioError::BadRequest`].
pub fn check_term(field: TermFieldName, value: &str) -> Result<(), StudioError> {
    parse_term(field.into(), value.trim()).map(|_| ())
}

fn change_note(
    profile: &OpenProfile,
    id: i64,
    change: impl FnOnce(&mut OfferNote) -> Result<(), StudioError> + Send + 'static,
) -> Result<(), StudioError> {
    let now = profile.now();
    profile.store().write(move |tx| {
        let mut note = tx.offer(OfferId(id))?.note.unwrap_or_default();
        change(&mut note)?;
        tx.set_offer_note(OfferId(id), &note, now)?;
        Ok::<(), StudioError>(())
    })
}

/// What a person types for a field.
fn parse_term(field: TermField, text: &str) -> Result<TermValue, StudioError> {
    let bad = || StudioError::bad(field.slug(), text);
    Ok(match field {
        TermField::Fee => {
            let (number, unit) = text.rsplit_once(char::is_whitespace).ok_or_else(bad)?;
            let number: String = number
                .chars()
                .filter(|c| !c.is_whitespace())
                .map(|c| if c == ',' { '.' } else { c })
                .collect();
            let unit = unit.parse().map_err(|_| bad())?;
            TermValue::Money(domain::Amount::parse(&number, unit).map_err(|_| bad())?)
        }
        TermField::AnswerBy | TermField::DraftBy | TermField::PublishOn => {
            TermValue::Day(text.parse().map_err(|_| bad())?)
        }
        TermField::Commission => {
            let percent = text.trim_end_matches('%').trim().replace(',', ".");
            let micros = domain::amount::parse_micros(&percent).map_err(|_| bad())?;
            TermValue::Rate(micros / 10_000)
        }
        TermField::AdAuthorization => TermValue::Days(text.parse().map_err(|_| bad())?),
        TermField::Gifted => TermValue::Flag(matches!(text, "yes" | "true" | "oui" | "1")),
        _ => TermValue::Text(text.to_owned()),
    })
}
