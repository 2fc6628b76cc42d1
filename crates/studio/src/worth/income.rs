//! The creator's own income in a category: past deals, and ledger rows of brand deals that no past deal tells.
//!
//! The rule it protects: one deal counts once. A ledger row of a brand that stands among the deals is that deal's money.

use crate::deliverables::Job;
use crate::rates::Converter;
use domain::deal::brand_fold;
use domain::deliverable::first_publication;
use domain::offer::{TermField, TermValue};
use domain::rights::{RightKind, shared, words_of};
use domain::{CivilDay, OfferId, Stage, Stream, Zone};
use std::collections::BTreeSet;
use store::{EntryFilter, ReadTx, StoreError};

/// Rows of the ledger read at most: a year of brand deals is far below.
const MOST: u32 = 5_000;

/// Income in a category, by day.
pub(super) struct Income {
    /// Day and millionths of the reporting currency.
    pub parts: Vec<(CivilDay, i64)>,
    /// The deals among them.
    pub offers: Vec<i64>,
}

/// Whether the work of an offer is done, so that its fee is income.
fn is_earned(stage: Stage) -> bool {
    matches!(stage, Stage::Published | Stage::Invoiced | Stage::Paid)
}

/// The day a deal counts for: its first publication, else its arrival.
pub(super) fn day_of(job: &Job) -> CivilDay {
    first_publication(&job.pieces).unwrap_or_else(|| job.offer.received.day_in(Zone::UTC))
}

/// The fee of an offer, when it states an amount.
pub(super) fn fee_of(job: &Job) -> Option<domain::Amount> {
    job.offer.terms.iter().find_map(|term| match term.value {
        TermValue::Money(fee) if term.field == TermField::Fee => Some(fee),
        _ => None,
    })
}

/// Converts by the day's rate; `None` where there is none.
pub(super) fn converted(
    converter: &mut Converter,
    amount: domain::Amount,
    on: CivilDay,
) -> Option<i64> {
    let factor = converter.factor(amount.unit, on).ok()?;
    let micros = factor.apply(i128::from(amount.micros)).ok()?;
    i64::try_from(micros).ok()
}

/// Income whose words share one with the category; the offer asked about is left out.
pub(super) fn in_category(
    tx: &ReadTx<'_>,
    jobs: &[Job],
    asked: OfferId,
    category: &str,
    days: (CivilDay, CivilDay),
    converter: &mut Converter,
) -> Result<Income, StoreError> {
    let words = words_of(category);
    let mut income = Income {
        parts: Vec::new(),
        offers: Vec::new(),
    };
    let mut brands = BTreeSet::new();
    for job in jobs {
        brands.insert(brand_fold(&job.offer.brand));
        if job.offer.id == asked || !is_earned(job.offer.stage) {
            continue;
        }
        let day = day_of(job);
        let within = (days.0..=days.1).contains(&day);
        if !within || shared(&words, &about(job)).is_empty() {
            continue;
        }
        if let Some(micros) = fee_of(job).and_then(|fee| converted(converter, fee, day)) {
            income.parts.push((day, micros));
            income.offers.push(job.offer.id.0);
        }
    }
    let filter = EntryFilter {
        from: Some(days.0),
        to: Some(days.1),
        streams: vec![Stream::BrandDeal],
        ..EntryFilter::default()
    };
    for entry in tx.entries_page(&filter, None, MOST)?.entries {
        let payer = entry.counterparty.clone().unwrap_or_default();
        if brands.contains(&brand_fold(&payer)) {
            continue;
        }
        let told = words_of(&format!("{} {payer}", entry.title));
        if shared(&words, &told).is_empty() {
            continue;
        }
        let net = domain::Amount::new(entry.money.net, entry.money.unit);
        if let Some(micros) = converted(converter, net, entry.day) {
            income.parts.push((entry.day, micros));
        }
    }
    Ok(income)
}

fn about(job: &Job) -> BTreeSet<String> {
    let mut words = words_of(&job.about().unwrap_or_default());
    words.extend(words_of(&job.offer.brand));
    let exclusive = job.rights.iter().map(|(_, right, _)| right);
    for right in exclusive.filter(|right| right.kind == RightKind::Exclusivity) {
        words.extend(right.category.as_deref().map(words_of).unwrap_or_default());
    }
    words
}
