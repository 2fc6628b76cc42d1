//! The few sums on fractions that estimation needs.
//!
//! The rule it protects: fractions stay inside the estimation. What leaves it is rounded to whole base units, and equal
//! input gives equal output on every machine: only the four operations and square roots are used, no library functions
//! whose last digit differs between systems.

/// The value at `index`, 0 outside.
pub(super) fn at(values: &[f64], index: usize) -> f64 {
    values.get(index).copied().unwrap_or(0.0)
}

/// The middle value; `None` of nothing.
pub(super) fn median(values: Vec<f64>) -> Option<f64> {
    let mut sorted = values;
    sorted.sort_unstable_by(f64::total_cmp);
    quantile(&sorted, 0.5)
}

/// The value below which `share` of `sorted` lie, between two of them in proportion; `None` of nothing.
pub(super) fn quantile(sorted: &[f64], share: f64) -> Option<f64> {
    let place = share * sorted.len().checked_sub(1)? as f64;
    let below = sorted.get(place.floor() as usize)?;
    let above = sorted.get(place.ceil() as usize)?;
    Some(below + (above - below) * (place - place.floor()))
}

/// A fraction as a whole number of base units.
pub(super) fn whole(value: f64) -> i64 {
    value.round() as i64
}
