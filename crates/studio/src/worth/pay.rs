//! The day the money of an offer should be there.
//!
//! The rule it protects: the creator's word comes before the terms', the terms' before the brand's history; without a day of
//! publication there is no day of payment.

use super::reckon::input;
use crate::deliverables::Job;
use crate::shapes::*;
use domain::deal::{PastPayment, brand_fold};
use domain::deliverable::last_publication;
use domain::offer::{TermField, TermValue};
use domain::worth::{Lack, days_to_pay, usual_days};
use domain::{CivilDay, OfferId};
use std::collections::HashMap;

/// Days from the last publication to the last of the money, of settled deals of the same brand.
pub(crate) fn history(
    paid: &HashMap<OfferId, Vec<PastPayment>>,
    jobs: &[Job],
    asked: &Job,
) -> Vec<i32> {
    let brand = brand_fold(&asked.offer.brand);
    let same = jobs
        .iter()
        .filter(|job| job.offer.id != asked.offer.id && brand_fold(&job.offer.brand) == brand);
    same.filter_map(|job| {
        let payments = paid.get(&job.offer.id)?;
        let settled = !payments.is_empty() && payments.iter().all(PastPayment::settled);
        let last = payments
            .iter()
            .flat_map(|p| &p.paid)
            .map(|(day, _)| *day)
            .max();
        let published = last_publication(&job.pieces);
        let (last, published) = last.zip(published).filter(|_| settled)?;
        Some(last.number().saturating_sub(published.number()).max(0))
    })
    .collect()
}

/// An expected day of payment, with what it rests on.
pub(crate) struct Payday {
    /// The day.
    pub day: Option<CivilDay>,
    /// What is missing.
    pub lacks: Vec<Lack>,
    /// What it rests on.
    pub inputs: Vec<WorthInput>,
}

/// Reckons it; `history` are the days the brand took before.
pub(crate) fn payday(job: &Job, history: &[i32]) -> Payday {
    let mut inputs = Vec::new();
    let terms = job.offer.terms.iter().find_map(|term| match &term.value {
        TermValue::Text(text) if term.field == TermField::PaymentTerms => Some(text.as_str()),
        _ => None,
    });
    let stated = terms.and_then(|text| Some((text, days_to_pay(text)?)));
    let days = match (job.worth.pay_days, stated, usual_days(history)) {
        (Some(own), ..) => own.and_then(|days| {
            inputs.push(input(WorthSource::OwnPayDays).number(days));
            i32::try_from(days).ok()
        }),
        (None, Some((text, days)), _) => {
            inputs.push(input(WorthSource::PayTerms).number(days).text(text));
            Some(days)
        }
        (None, None, Some(days)) => {
            inputs.push(input(WorthSource::PayHistory).number(days));
            Some(days)
        }
        (None, None, None) => None,
    };
    let published = last_publication(&job.pieces);
    inputs.extend(published.map(|day| input(WorthSource::Publication).day(day)));
    let mut lacks = Vec::new();
    lacks.extend(published.is_none().then_some(Lack::Publication));
    lacks.extend(days.is_none().then_some(Lack::PayTerms));
    Payday {
        day: published.zip(days).map(|(day, days)| day.plus_days(days)),
        lacks,
        inputs,
    }
}
