//! The day the money of an offer should be there.
//!
//! The rule it protects: the creator's word comes before the terms', the terms' before the brand's history; without a day of
//! publication there is no day of payment.

use super::reckon::input;
use crate::deliverables::Job;
use crate::shapes::*;
use domain::CivilDay;
use domain::deliverable::last_publication;
use domain::offer::{TermField, TermValue};
use domain::worth::{Lack, days_to_pay, usual_days};

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
