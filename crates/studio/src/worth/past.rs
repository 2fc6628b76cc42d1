//! The creator's own past fees and what they suggest.
//!
//! The rules it protects: only agreed deals with a stated amount count; a bundle has no price per piece; the offer asked about
//! does not suggest its own price.

use super::income::{converted, day_of, fee_of};
use super::reckon::Ground;
use crate::deliverables::{Job, jobs};
use crate::rates::{Converter, book};
use crate::shapes::*;
use crate::{OpenProfile, StudioError};
use domain::deal::brand_fold;
use domain::deliverable::{Format, standing};
use domain::rates::round_to_decimals;
use domain::worth::{Sample, Suggestion, per_piece, suggest};
use domain::{OfferId, Stage, Unit};
use std::collections::BTreeMap;

/// Past fees, those of one brand when it is named, and beside them the offer asked about.
///
/// # Errors
/// [`StudioError`].
pub fn fees(
    profile: &OpenProfile,
    brand: Option<&str>,
    offer: Option<i64>,
) -> Result<FeeHistory, StudioError> {
    let ground = Ground::of(profile)?;
    let unit = ground.unit;
    profile.store().read(|tx| {
        let jobs = jobs(tx)?;
        let mut converter = Converter::new(book(tx)?, unit);
        let asked = offer.map(OfferId);
        if let Some(id) = asked {
            tx.offer(id)?;
        }
        let mut fees = Vec::new();
        let mut samples = Vec::new();
        let mut unconverted = 0;
        for job in jobs.iter().filter(|job| Some(job.offer.id) != asked) {
            let Some((row, sample, refused)) = past(job, &mut converter, unit) else {
                continue;
            };
            unconverted += i64::from(refused);
            samples.extend(sample);
            fees.push(row);
        }
        if let Some(brand) = brand.map(brand_fold) {
            fees.retain(|fee| brand_fold(&fee.brand) == brand);
            samples.retain(|sample| brand_fold(&sample.brand) == brand);
        }
        fees.sort_by(|a, b| b.day.cmp(&a.day).then(b.offer.cmp(&a.offer)));
        let of = asked.and_then(|id| jobs.iter().find(|job| job.offer.id == id));
        Ok(FeeHistory {
            unit: unit.to_string(),
            suggestions: suggestions(&samples, of.map(|job| job.offer.brand.as_str()), unit),
            gap: of.map(|job| gap(job, &samples, &ground, &mut converter)),
            fees,
            unconverted,
        })
    })
}

/// A deal's row, its sample when it has a price per piece, and whether no rate converts it.
fn past(
    job: &Job,
    converter: &mut Converter,
    unit: Unit,
) -> Option<(PastFee, Option<Sample>, bool)> {
    let agreed = matches!(
        job.offer.stage,
        Stage::Agreed
            | Stage::Making
            | Stage::InReview
            | Stage::Published
            | Stage::Invoiced
            | Stage::Paid
    );
    let fee = fee_of(job).filter(|_| agreed)?;
    let day = day_of(job);
    let kinds: Vec<(u32, Format)> = standing(&job.pieces).map(|p| (1, p.format)).collect();
    let one = per_piece(&kinds);
    let whole = converted(converter, fee, day);
    let each = one.zip(whole).map(|((format, pieces), micros)| Sample {
        offer: job.offer.id,
        brand: job.offer.brand.clone(),
        day,
        format,
        pieces,
        each: share(micros, pieces, unit),
    });
    let row = PastFee {
        offer: job.offer.id.0,
        brand: job.offer.brand.clone(),
        title: job.offer.title.clone(),
        stage: job.offer.stage.into(),
        day: day.to_string(),
        fee: fee.into(),
        format: one.map(|(format, _)| format.into()),
        pieces: i64::try_from(kinds.len()).unwrap_or(i64::MAX),
        each: each
            .as_ref()
            .map(|s| domain::Amount::new(s.each, unit).into()),
    };
    Some((row, each, whole.is_none()))
}

/// One piece's part of a fee, rounded to the currency's decimals.
fn share(micros: i64, pieces: u32, unit: Unit) -> i64 {
    let part = i128::from(micros) / i128::from(pieces.max(1));
    i64::try_from(round_to_decimals(part, unit.decimals())).unwrap_or(micros)
}

fn suggestions(samples: &[Sample], brand: Option<&str>, unit: Unit) -> Vec<FeeSuggestion> {
    let mut out = of_kind(samples, None, unit);
    if let Some(brand) = brand {
        let folded = brand_fold(brand);
        let theirs: Vec<Sample> = samples
            .iter()
            .filter(|sample| brand_fold(&sample.brand) == folded)
            .cloned()
            .collect();
        out.extend(of_kind(&theirs, Some(brand), unit));
    }
    out
}

fn of_kind(samples: &[Sample], brand: Option<&str>, unit: Unit) -> Vec<FeeSuggestion> {
    let amount = |micros| domain::Amount::new(micros, unit).into();
    by_format(samples)
        .into_iter()
        .filter_map(|(format, fees)| Some((format, suggest(&fees)?)))
        .map(|(format, found)| FeeSuggestion {
            format: format.into(),
            brand: brand.map(str::to_owned),
            deals: i64::try_from(found.deals).unwrap_or(i64::MAX),
            low: amount(found.low),
            median: amount(found.median),
            high: amount(found.high),
        })
        .collect()
}

fn by_format(samples: &[Sample]) -> BTreeMap<Format, Vec<i64>> {
    let mut out: BTreeMap<Format, Vec<i64>> = BTreeMap::new();
    for sample in samples {
        out.entry(sample.format).or_default().push(sample.each);
    }
    out
}

/// The fee beside the middle past fee of each of its pieces.
fn gap(job: &Job, samples: &[Sample], ground: &Ground, converter: &mut Converter) -> FeeGap {
    let known: BTreeMap<Format, Suggestion> = by_format(samples)
        .into_iter()
        .filter_map(|(format, fees)| Some((format, suggest(&fees)?)))
        .collect();
    let mut sums = (0i64, 0i64, 0i64);
    let mut missing: Vec<Format> = Vec::new();
    let mut pieces = 0;
    for piece in standing(&job.pieces) {
        pieces += 1;
        match known.get(&piece.format) {
            Some(found) => {
                sums.0 = sums.0.saturating_add(found.low);
                sums.1 = sums.1.saturating_add(found.median);
                sums.2 = sums.2.saturating_add(found.high);
            }
            None if !missing.contains(&piece.format) => missing.push(piece.format),
            None => {}
        }
    }
    let whole = pieces > 0 && missing.is_empty();
    let fee = fee_of(job)
        .and_then(|fee| converted(converter, fee, ground.today))
        .map(|micros| round_to_decimals(i128::from(micros), ground.unit.decimals()))
        .and_then(|micros| i64::try_from(micros).ok());
    let amount = |micros: i64| Amount::from(domain::Amount::new(micros, ground.unit));
    FeeGap {
        suggested: whole.then(|| amount(sums.1)),
        low: whole.then(|| amount(sums.0)),
        high: whole.then(|| amount(sums.2)),
        fee: fee.map(amount),
        gap: fee
            .filter(|_| whole)
            .map(|fee| amount(fee.saturating_sub(sums.1))),
        missing: missing.into_iter().map(Into::into).collect(),
    }
}
