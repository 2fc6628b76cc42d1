//! Growth curves: weekly rhythm, viral weeks, and a figure that ends where the creator stands today.
//!
//! Rule protected: a curve never falls and is exact at its anchor, so followers, views and money tell one story.

use super::calendar::{DAY, weekday};
use super::dice::Dice;

/// Activity by weekday in percent, Monday first: people watch when they are off.
const RHYTHM: [u64; 7] = [85, 88, 94, 100, 118, 132, 124];

/// A count that grows day by day and reaches `target` at the anchor instant.
#[derive(Debug, Clone)]
pub(crate) struct Curve {
    first_day: i64,
    cumulative: Vec<u64>,
    start: u64,
    gain: u64,
    anchor: u64,
}

/// Activity per day of the world, `days` entries from `first_day`: slow growth × weekly rhythm × viral weeks × noise.
pub(crate) fn activity(dice: &mut Dice, first_day: i64, days: usize, history: u64) -> Vec<u64> {
    let mut viral: u64 = 100;
    (0..days as u64)
        .map(|index| {
            // about one viral week in nine; it fades by a fifth a day
            viral = if dice.chance(16) {
                dice.between(280, 640) as u64
            } else {
                100 + viral.saturating_sub(100) * 4 / 5
            };
            let growth = 40 + 160 * index / history.max(1);
            let rhythm = RHYTHM
                .get(weekday(first_day + index as i64))
                .copied()
                .unwrap_or(100);
            growth * rhythm * viral * (80 + dice.below(41)) / 10_000
        })
        .collect()
}

impl Curve {
    /// Builds the curve from daily weights; `born` is the anchor, at which the value is `target`.
    pub(crate) fn new(first_day: i64, weights: &[u64], start: u64, target: u64, born: i64) -> Self {
        let mut sum = 0_u64;
        let cumulative = weights
            .iter()
            .map(|weight| {
                sum = sum.saturating_add(*weight);
                sum
            })
            .collect();
        let mut curve = Self {
            first_day,
            cumulative,
            start,
            gain: target.saturating_sub(start),
            anchor: 1,
        };
        curve.anchor = curve.weight_before(born).max(1);
        curve
    }

    fn weight_before(&self, at: i64) -> u64 {
        let since = at - self.first_day * DAY;
        if since <= 0 {
            return 0;
        }
        let index = (since / DAY) as usize;
        let through = |index: usize| {
            self.cumulative
                .get(index)
                .or(self.cumulative.last())
                .copied()
                .unwrap_or(0)
        };
        let before = if index == 0 { 0 } else { through(index - 1) };
        let today = through(index).saturating_sub(before);
        before + (u128::from(today) * (since % DAY) as u128 / DAY as u128) as u64
    }

    /// The value at an instant.
    pub(crate) fn at(&self, at: i64) -> u64 {
        let gained =
            u128::from(self.gain) * u128::from(self.weight_before(at)) / u128::from(self.anchor);
        self.start.saturating_add(gained as u64)
    }

    /// What was added on one UTC day (or the part of it before `now`).
    pub(crate) fn gained_on(&self, day: i64, now: i64) -> u64 {
        let end = ((day + 1) * DAY).min(now.max(day * DAY));
        self.at(end).saturating_sub(self.at(day * DAY))
    }

    /// The first day whose end value is at least `value`.
    pub(crate) fn day_reaching(&self, value: u64) -> i64 {
        let last = self.first_day + self.cumulative.len() as i64;
        let (mut low, mut high) = (self.first_day, last);
        while low < high {
            let middle = low + (high - low) / 2;
            if self.at((middle + 1) * DAY) >= value {
                high = middle
            } else {
                low = middle + 1
            }
        }
        low
    }
}
