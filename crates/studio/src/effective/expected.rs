//! What the creator expects to be paid for one: typed, taken back, put back.

use super::measure::Measure;
use super::{rates, wording};
use crate::shapes::{EffectiveRate, StreamName};
use crate::{OpenProfile, StudioError};
use domain::amount::parse_micros;
use domain::{AccountId, Amount, CivilDay, Unit};
use store::Share;

/// What was typed.
#[derive(Debug, Clone)]
pub struct ExpectedDraft {
    /// Whose figures it is about.
    pub account: i64,
    /// The stream.
    pub stream: StreamName,
    /// A word of [`EffectiveRate::measure`].
    pub measure: String,
    /// The rate's unit; `permille` for `kept`.
    pub unit: String,
    /// Decimal text; thousandths of the gross for `kept`.
    pub value: String,
    /// First day it holds.
    pub from: String,
}

/// Types an expectation; the one of the same first day is kept as retired.
///
/// # Errors
/// [`StudioError::BadRequest`] naming the field, [`StudioError::NotFound`] for an account that is not there.
pub fn set_expected(
    profile: &OpenProfile,
    draft: &ExpectedDraft,
) -> Result<Vec<EffectiveRate>, StudioError> {
    let measure = Measure::of_slug(&draft.measure)
        .ok_or_else(|| StudioError::bad("measure", &draft.measure))?;
    let from: CivilDay = draft
        .from
        .parse()
        .map_err(|_| StudioError::bad("from", &draft.from))?;
    let bad = || StudioError::bad("value", &draft.value);
    let share = match measure {
        Measure::Kept => {
            let permille: i64 = draft.value.trim().parse().map_err(|_| bad())?;
            Share::Permille(
                Some(permille)
                    .filter(|p| (1..=1_000).contains(p))
                    .ok_or_else(bad)?,
            )
        }
        _ => {
            let unit =
                Unit::currency(&draft.unit).map_err(|_| StudioError::bad("unit", &draft.unit))?;
            let micros = parse_micros(draft.value.trim()).map_err(|_| bad())?;
            Share::Each(Amount::new(
                Some(micros).filter(|m| *m > 0).ok_or_else(bad)?,
                unit,
            ))
        }
    };
    let account = AccountId(draft.account);
    let word = wording(measure, draft.stream.into());
    let now = profile.now();
    profile.store().write(move |tx| {
        tx.account(account)?;
        tx.set_expected_share(account, &word, from, share, now)?;
        Ok::<(), StudioError>(())
    })?;
    rates(profile)
}

/// Takes an expectation back; it stays in the history.
///
/// # Errors
/// [`StudioError::NotFound`].
pub fn retire_expected(profile: &OpenProfile, id: i64) -> Result<Vec<EffectiveRate>, StudioError> {
    let now = profile.now();
    profile
        .store()
        .write(move |tx| Ok::<(), StudioError>(tx.retire_expected_share(id, now)?))?;
    rates(profile)
}

/// Puts an expectation back.
///
/// # Errors
/// [`StudioError::NotFound`].
pub fn restore_expected(profile: &OpenProfile, id: i64) -> Result<Vec<EffectiveRate>, StudioError> {
    let now = profile.now();
    profile
        .store()
        .write(move |tx| Ok::<(), StudioError>(tx.restore_expected_share(id, now)?))?;
    rates(profile)
}
