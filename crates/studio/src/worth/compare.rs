//! Two offers side by side.
//!
//! The rule it protects: a difference is shown only where both lines are known.

use super::reckon::{Ground, of};
use crate::deliverables::jobs;
use crate::shapes::*;
use crate::{OpenProfile, StudioError};
use domain::OfferId;

/// What one offer has over another.
///
/// # Errors
/// [`StudioError`].
pub fn compare(
    profile: &OpenProfile,
    one: i64,
    other: i64,
) -> Result<WorthComparison, StudioError> {
    let ground = Ground::of(profile)?;
    profile.store().read(|tx| {
        let jobs = jobs(tx)?;
        let one = of(tx, &ground, &jobs, OfferId(one))?;
        let other = of(tx, &ground, &jobs, OfferId(other))?;
        let known = |amount: &Option<Amount>| {
            let amount = amount.as_ref()?;
            domain::Amount::parse(&amount.amount, ground.unit).ok()
        };
        let differences = one
            .lines
            .iter()
            .zip(&other.lines)
            .filter(|(line, _)| line.kind != WorthKind::PaidOn)
            .map(|(a, b)| {
                let both = known(&a.value).zip(known(&b.value));
                let less = both.and_then(|(a, b)| a.micros.checked_sub(b.micros));
                WorthDifference {
                    kind: a.kind,
                    value: less.map(|micros| domain::Amount::new(micros, ground.unit).into()),
                }
            })
            .collect();
        Ok(WorthComparison {
            one,
            other,
            differences,
        })
    })
}
