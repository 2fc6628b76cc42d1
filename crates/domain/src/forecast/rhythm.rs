//! The week's rhythm and the spikes in a history, taken out before the pace is read.
//!
//! The rule it protects: a good Saturday is no trend, and one viral week is not the new normal. What is taken out of the
//! pace still counts in the errors that make the band, so a spike widens it.

use super::history::History;
use super::number::{at, median};
use chrono::Datelike;

/// Days of rhythm looked back on.
const RHYTHM_DAYS: usize = 182;
/// Counted days below which the week has no readable rhythm.
const RHYTHM_MINIMUM: usize = 35;
/// Weeks' worth of doubt that pulls a weekday's factor towards one.
const DOUBT: f64 = 4.0;
/// Days around a day that decide whether it is a spike.
const SPIKE_DAYS: usize = 56;
/// How many (robust) standard deviations above the usual a day may count in full.
const SPIKE_LIMIT: f64 = 4.0;
/// From the median distance to a standard deviation, for a bell curve.
const MEDIAN_TO_DEVIATION: f64 = 1.482_6;

/// How much a day of the week brings, as a multiple of the mean, Monday first.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rhythm([f64; 7]);

impl Rhythm {
    /// All days alike.
    const FLAT: Self = Self([1.0; 7]);

    /// Read from the counted days of the last half year; flat when there are too few, or when figures are too small to show
    /// a rhythm.
    pub(super) fn of(history: &History) -> Self {
        let changes = history.changes();
        let start = changes.len().saturating_sub(RHYTHM_DAYS);
        let mut shares: [Vec<f64>; 7] = Default::default();
        for index in start.max(3)..changes.len().saturating_sub(3) {
            let week = changes.get(index - 3..=index + 3).unwrap_or_default();
            let mean = week.iter().map(|c| c.amount).sum::<f64>() / 7.0;
            let day = changes
                .get(index)
                .filter(|_| week.iter().all(|c| c.counted));
            let weekday = history.day(index).0.weekday().num_days_from_monday() as usize;
            if let (Some(day), Some(list)) = (day, shares.get_mut(weekday))
                && mean >= 1.0
            {
                list.push(day.amount / mean);
            }
        }
        if shares.iter().map(Vec::len).sum::<usize>() < RHYTHM_MINIMUM {
            return Self::FLAT;
        }
        let mut factors = shares.map(|list| {
            let weeks = list.len() as f64;
            let usual = median(list).unwrap_or(1.0).max(0.05);
            1.0 + (usual - 1.0) * weeks / (weeks + DOUBT)
        });
        let mean = factors.iter().sum::<f64>() / 7.0;
        for factor in &mut factors {
            *factor /= mean;
        }
        Self(factors)
    }

    /// The factor of the weekday `days` after a Monday.
    pub(super) fn of_day(&self, weekday: usize) -> f64 {
        self.0.get(weekday % 7).copied().unwrap_or(1.0)
    }

    /// How many mean days' worth lie in the `days` days after the day of the week `weekday`.
    pub(super) fn weight(&self, weekday: usize, days: usize) -> f64 {
        let rest: f64 = (1..=days % 7).map(|n| self.of_day(weekday + n)).sum();
        (days - days % 7) as f64 + rest
    }
}

/// The changes without rhythm and with spikes cut to what is usual around them. Each day is judged by earlier days only.
pub(super) fn calmed(history: &History, rhythm: &Rhythm) -> Vec<f64> {
    let changes = history.changes();
    let plain: Vec<f64> = changes
        .iter()
        .enumerate()
        .map(|(index, change)| {
            let weekday = history.day(index).0.weekday().num_days_from_monday() as usize;
            if change.counted {
                change.amount / rhythm.of_day(weekday)
            } else {
                change.amount
            }
        })
        .collect();
    // A window's limits are worked out once a week: they hardly move from one day to the next.
    let mut limits = (f64::NEG_INFINITY, f64::INFINITY);
    plain
        .iter()
        .enumerate()
        .map(|(index, amount)| {
            if index >= 14 && index % 7 == 0 {
                let start = index.saturating_sub(SPIKE_DAYS);
                limits = usual(plain.get(start..index).unwrap_or_default());
            }
            amount.clamp(limits.0, limits.1)
        })
        .collect()
}

/// Between what a day usually lies.
fn usual(window: &[f64]) -> (f64, f64) {
    let Some(middle) = median(window.to_vec()) else {
        return (f64::NEG_INFINITY, f64::INFINITY);
    };
    let distances = window
        .iter()
        .map(|amount| (amount - middle).abs())
        .collect();
    let deviation = median(distances).unwrap_or(0.0) * MEDIAN_TO_DEVIATION;
    // Small counts scatter like a square root even when half of all days are alike.
    let room = SPIKE_LIMIT * deviation.max(middle.abs().sqrt()).max(0.5);
    (middle - room, middle + room)
}

/// The value at `index` of running sums, 0 before the first.
pub(super) fn running(values: &[f64]) -> Vec<f64> {
    let mut sum = 0.0;
    let mut sums = Vec::with_capacity(values.len() + 1);
    sums.push(0.0);
    for value in values {
        sum += value;
        sums.push(sum);
    }
    sums
}

/// The sum of the `days` values that end before `end`, out of running sums.
pub(super) fn sum_before(sums: &[f64], end: usize, days: usize) -> f64 {
    at(sums, end) - at(sums, end.saturating_sub(days))
}
