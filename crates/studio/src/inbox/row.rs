//! An offer as a line of the list.

use super::count;
use super::trust::Trust;
use crate::shapes::*;
use domain::offer::{TermField, TermValue};
use domain::{CivilDay, Platform, Stage};
use store::Offer;

/// An offer as a row of the list.
pub(super) fn row(offer: &Offer, trust: &Trust, platform: Platform, today: CivilDay) -> OfferRow {
    let term = |field| {
        offer
            .terms
            .iter()
            .find(|t| t.field == field)
            .map(|t| &t.value)
    };
    let fee = match term(TermField::Fee) {
        Some(TermValue::Money(amount)) => Some((*amount).into()),
        _ => None,
    };
    let commission = match term(TermField::Commission) {
        Some(TermValue::Rate(rate)) => Some(*rate),
        _ => None,
    };
    let open = matches!(offer.stage, Stage::New | Stage::Talking);
    let days = [
        (TermField::AnswerBy, open),
        (
            TermField::DraftBy,
            matches!(offer.stage, Stage::Agreed | Stage::Making),
        ),
        (
            TermField::PublishOn,
            matches!(offer.stage, Stage::Agreed | Stage::Making | Stage::InReview),
        ),
    ];
    let due = days
        .into_iter()
        .filter(|(_, asked)| *asked)
        .filter_map(|(field, _)| match term(field) {
            Some(TermValue::Day(day)) => Some((*day, field)),
            _ => None,
        })
        // What is past its day and still open stays named: it is the first thing to look at.
        .min_by_key(|(day, _)| (*day < today.plus_days(-60), *day));
    OfferRow {
        id: offer.id.0,
        brand: offer.brand.clone(),
        title: offer.title.clone(),
        platform: platform.into(),
        stage: offer.stage.into(),
        received: offer.received.to_string(),
        fee,
        commission,
        due: due.map(|(day, _)| day.to_string()),
        due_kind: due.map(|(_, field)| field.into()),
        findings: count(trust.findings.len()),
        grade: trust.grade.into(),
        proposed: trust.proposed,
    }
}
