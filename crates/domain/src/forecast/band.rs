//! How wrong the account's own past forecasts would have been, and so how wide the band is.
//!
//! The rule it protects: a band is measured, not assumed. Each past day is taken as if it were today; what came afterwards
//! gives the errors, and the middle 80 % of them the band. Where the past is too short to measure, the band widens.

use super::number::quantile;
use super::pace::{Ahead, FURTHEST_DAYS, Pace, Standpoint, WAY_COUNT};

/// Days ahead at which errors are measured; in between they are read off in proportion to the square root of the days.
const RUNGS: [usize; 12] = [1, 3, 7, 14, 21, 30, 45, 63, 91, 140, 210, 330];
/// Past days taken as today, at most; more would be neighbours that say the same.
const STANDPOINTS: usize = 150;
/// Days that must be known before the first of them.
const FIRST_KNOWN: usize = 14;
/// Share of errors below the band, and above it: 80 % lie inside.
const TAIL: f64 = 0.1;

/// What was measured for one number of days ahead.
#[derive(Debug, Clone, Copy)]
struct Rung {
    until: usize,
    /// How much each way is listened to; they add up to one.
    weights: [f64; WAY_COUNT],
    /// Errors in sizes of a mean day's change, for each day summed: low end, middle, high end.
    errors: [f64; 3],
}

/// The past days that are taken as if they were today, and how each way did of late. The same for every question about a past.
#[derive(Debug)]
pub(super) struct Standpoints {
    /// How many days were known, with the paces of then; oldest first.
    list: Vec<(usize, Standpoint)>,
    recent: [f64; WAY_COUNT],
}

impl Standpoints {
    pub(super) fn of(pace: &Pace) -> Self {
        let step = pace.days().div_ceil(STANDPOINTS).max(1);
        let days = (FIRST_KNOWN..=pace.days()).step_by(step);
        Self {
            list: days.map(|known| (known, pace.standing(known))).collect(),
            recent: recent(pace),
        }
    }
}

/// Low end, middle and high end of what comes in.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Range {
    pub low: f64,
    pub middle: f64,
    pub high: f64,
}

/// What the past says about forecasts of one kind of sum.
pub(super) struct Calibration {
    rungs: Vec<Rung>,
}

impl Calibration {
    /// Measures forecasts of what comes in until a day (`window` `None`), or over the last `window` days of that time.
    /// `None` when the past is too short to measure a single one.
    pub(super) fn of(
        pace: &Pace,
        standpoints: &Standpoints,
        window: Option<usize>,
    ) -> Option<Self> {
        let known = pace.days();
        let mut rungs = Vec::new();
        for until in RUNGS {
            // At least half as many days again as are looked ahead, so that there is more than one answer.
            let spread = known.saturating_sub(FIRST_KNOWN + until);
            if spread < (until / 2).max(7) {
                break;
            }
            rungs.push(rung(pace, ahead(window, until), spread, standpoints));
        }
        (!rungs.is_empty()).then_some(Self { rungs })
    }

    /// What comes in over `ahead`, seen from `now`.
    pub(super) fn range(&self, pace: &Pace, now: &Standpoint, ahead: Ahead) -> Range {
        let (weights, errors) = self.between(ahead.until);
        let expected = pace.expected(now, ahead);
        let sum: f64 = expected.iter().zip(&weights).map(|(e, w)| e * w).sum();
        let size = size(now.volume, ahead.days());
        let [low, middle, high] = errors.map(|error| sum + error * size);
        Range { low, middle, high }
    }

    /// Weights and errors for `until` days ahead.
    fn between(&self, until: usize) -> ([f64; WAY_COUNT], [f64; 3]) {
        let above = self.rungs.iter().find(|rung| rung.until >= until);
        let below = self.rungs.iter().rev().find(|rung| rung.until <= until);
        match (below, above) {
            (Some(a), Some(b)) if a.until < b.until => {
                let root = |days: usize| (days as f64).sqrt();
                let share = (root(until) - root(a.until)) / (root(b.until) - root(a.until));
                let mix = |x: f64, y: f64| x + (y - x) * share;
                let mut weights = a.weights;
                for (weight, other) in weights.iter_mut().zip(&b.weights) {
                    *weight = mix(*weight, *other);
                }
                let mut errors = a.errors;
                for (error, other) in errors.iter_mut().zip(&b.errors) {
                    *error = mix(*error, *other);
                }
                (weights, errors)
            }
            // Beyond what was measured: a pace wanders ever further from what it was.
            (Some(last), None) => {
                let further = (until as f64 / last.until as f64).sqrt();
                let [low, middle, high] = last.errors;
                let errors = [
                    middle - (middle - low) * further,
                    middle,
                    middle + (high - middle) * further,
                ];
                (last.weights, errors)
            }
            (_, Some(rung)) => (rung.weights, rung.errors),
            (None, None) => ([0.0; WAY_COUNT], [0.0; 3]),
        }
    }
}

/// The days a question about `until` days ahead sums up.
pub(super) fn ahead(window: Option<usize>, until: usize) -> Ahead {
    Ahead {
        after: window.map_or(0, |days| until.saturating_sub(days)),
        until: until.min(FURTHEST_DAYS),
    }
}

/// The yardstick of an error: the usual size of as many days, never below what chance alone does to small counts.
fn size(volume: f64, days: usize) -> f64 {
    let plain = volume * days as f64;
    plain + plain.sqrt() + 1.0
}

fn rung(pace: &Pace, ahead: Ahead, spread: usize, standpoints: &Standpoints) -> Rung {
    let mut seen: Vec<([f64; WAY_COUNT], f64, f64)> = Vec::with_capacity(STANDPOINTS);
    let mut missed = [0.0; WAY_COUNT];
    for (known, from) in &standpoints.list {
        if known + ahead.until > pace.days() {
            break;
        }
        let size = size(from.volume, ahead.days());
        let expected = pace.expected(from, ahead);
        let came = pace.came(*known, ahead);
        for (miss, expected) in missed.iter_mut().zip(&expected) {
            *miss += (came - expected).abs() / size;
        }
        seen.push((expected, came, size));
    }
    let weights = weights(&missed, seen.len(), &standpoints.recent);
    let mut errors: Vec<f64> = seen
        .iter()
        .map(|(expected, came, size)| {
            let sum: f64 = expected.iter().zip(&weights).map(|(e, w)| e * w).sum();
            (came - sum) / size
        })
        .collect();
    errors.sort_unstable_by(f64::total_cmp);
    let share = |share| quantile(&errors, share).unwrap_or(0.0);
    // Neighbouring days tell nearly the same story: what counts is how often the whole span fits into the past.
    let stories = 1.0 + spread as f64 / ahead.until as f64;
    let wider = 1.0 + DOUBT / stories;
    let middle = share(0.5) * (1.0 - 1.0 / stories);
    Rung {
        until: ahead.until,
        weights,
        errors: [
            middle + (share(TAIL) - share(0.5)).min(0.0) * wider,
            middle,
            middle + (share(1.0 - TAIL) - share(0.5)).max(0.0) * wider,
        ],
    }
}

/// How much wider the band is when the past holds a single story of that length.
const DOUBT: f64 = 1.0;

/// How badly each way did in the last weeks, a week ahead: what shows first that the pace is another one now.
fn recent(pace: &Pace) -> [f64; WAY_COUNT] {
    let ahead = Ahead {
        after: 0,
        until: RECENT_AHEAD,
    };
    let mut missed = [0.0; WAY_COUNT];
    let newest = pace.days().saturating_sub(RECENT_AHEAD);
    let oldest = newest.saturating_sub(RECENT_DAYS).max(FIRST_KNOWN);
    let mut count = 0.0;
    for known in (oldest..=newest).rev().step_by(2) {
        let from = pace.standing(known);
        let size = size(from.volume, RECENT_AHEAD);
        let expected = pace.expected(&from, ahead);
        let came = pace.came(known, ahead);
        count += 1.0;
        for (miss, expected) in missed.iter_mut().zip(&expected) {
            *miss += (came - expected).abs() / size;
        }
    }
    missed.map(|sum| if count > 0.0 { sum / count } else { 0.0 })
}

/// Days that are looked ahead, and back, to see how the ways did of late.
const RECENT_AHEAD: usize = 7;
const RECENT_DAYS: usize = 21;

/// The better a way did, over the whole past and of late, the more it is listened to: by the square of how little it missed.
fn weights(missed: &[f64; WAY_COUNT], count: usize, recent: &[f64; WAY_COUNT]) -> [f64; WAY_COUNT] {
    let mean = |sum: f64| sum / (count.max(1) as f64);
    let mut weights = *missed;
    for (weight, recent) in weights.iter_mut().zip(recent) {
        let miss = mean(*weight) + recent + 1e-6;
        *weight = 1.0 / (miss * miss);
    }
    let all: f64 = weights.iter().sum();
    for weight in &mut weights {
        *weight /= all;
    }
    weights
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forecast::number::at;

    #[test]
    fn the_better_way_is_listened_to_more() {
        let mut missed = [1.0; WAY_COUNT];
        if let Some(first) = missed.first_mut() {
            *first = 0.1;
        }
        let weights = weights(&missed, 1, &[0.0; WAY_COUNT]);
        assert!(
            at(&weights, 0) > 0.9,
            "a way that misses a tenth gets most of the say"
        );
    }
}
