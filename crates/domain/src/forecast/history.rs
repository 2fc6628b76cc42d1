//! What came in on each day: the past that a forecast is made from.
//!
//! The rule it protects: a gap is known as a gap. Days between two readings share what came in between them, and say that
//! nobody counted them one by one.

use crate::CivilDay;
use crate::programmes::Span;
use std::collections::BTreeMap;

/// Days of history below which no forecast is made.
pub const MINIMUM_DAYS: usize = 28;
/// Days that somebody counted, below which no forecast is made however long ago the first one was.
pub const MINIMUM_READINGS: usize = 5;
/// Days that are looked back on; what is older says little about next month.
const REMEMBERED_DAYS: i32 = 760;
/// Days before an unknown one whose mean stands in for it.
const STAND_IN_DAYS: usize = 28;

/// One day's change.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Change {
    /// What came in, in base units.
    pub amount: f64,
    /// Whether that very day was counted, and not only a span around it.
    pub counted: bool,
}

/// Changes of one figure, day by day without holes, oldest first.
#[derive(Debug, Clone, PartialEq)]
pub struct History {
    first: CivilDay,
    changes: Vec<Change>,
    readings: usize,
}

impl History {
    /// From readings of a level or a running counter at the end of their day, and from what single days brought. Where both
    /// speak of a day, the day's own figure counts; what a reading says beyond them is shared by the days nobody counted.
    /// `None` when there is not a single change.
    pub fn of(levels: &BTreeMap<CivilDay, i64>, days: &BTreeMap<CivilDay, i64>) -> Option<Self> {
        let changed_from = levels.keys().next().map(|day| day.plus_days(1));
        let start = days.keys().next().copied();
        let from = [changed_from, start].into_iter().flatten().min()?;
        let ends = [levels.keys().next_back(), days.keys().next_back()];
        let last = ends.into_iter().flatten().max().copied()?;
        if from > last {
            return None;
        }
        let first = from.max(last.plus_days(1 - REMEMBERED_DAYS));
        let shared = shared(levels, days);
        let mut changes: Vec<Change> = Vec::new();
        let mut day = first;
        while day <= last {
            let change = match (days.get(&day), shared.get(&day)) {
                (Some(amount), _) => Change {
                    amount: *amount as f64,
                    counted: true,
                },
                (None, Some(change)) => *change,
                (None, None) => Change {
                    amount: mean(changes.iter().rev().take(STAND_IN_DAYS)),
                    counted: false,
                },
            };
            changes.push(change);
            day = day.plus_days(1);
        }
        Some(Self {
            first,
            changes,
            readings: levels.range(first..).count() + days.range(first..).count(),
        })
    }

    /// Whether it is long enough to say anything.
    pub fn suffices(&self) -> bool {
        self.changes.len() >= MINIMUM_DAYS && self.readings >= MINIMUM_READINGS
    }

    /// How many days it spans.
    pub fn days(&self) -> usize {
        self.changes.len()
    }

    /// The last day it knows.
    pub fn last(&self) -> CivilDay {
        let span = i32::try_from(self.changes.len()).unwrap_or(i32::MAX);
        self.first.plus_days(span.saturating_sub(1))
    }

    /// Whether it never went down: a counter, or a level that only grew.
    pub fn only_grows(&self) -> bool {
        self.changes.iter().all(|change| change.amount >= 0.0)
    }

    /// The days nobody counted one by one, as spans.
    pub fn gaps(&self) -> Vec<Span> {
        let mut gaps: Vec<Span> = Vec::new();
        for (index, change) in self.changes.iter().enumerate() {
            if change.counted {
                continue;
            }
            let day = self.day(index);
            match gaps.last_mut() {
                Some(gap) if gap.to.plus_days(1) == day => gap.to = day,
                _ => gaps.push(Span { from: day, to: day }),
            }
        }
        gaps
    }

    /// What came in over the last `days` days ending with the last one it knows, rounded to base units.
    pub fn sum_of_last(&self, days: usize) -> i64 {
        let sum: f64 = self
            .changes
            .iter()
            .rev()
            .take(days)
            .map(|change| change.amount)
            .sum();
        sum.round() as i64
    }

    /// What came in from one day to another, both included and as far as it is known, rounded to base units.
    pub fn over(&self, from: CivilDay, to: CivilDay) -> i64 {
        let index = |day: CivilDay| {
            usize::try_from(day.number().saturating_sub(self.first.number())).unwrap_or(0)
        };
        if to < self.first {
            return 0;
        }
        let days = self.changes.get(index(from)..).unwrap_or_default();
        let count = (index(to) + 1).saturating_sub(index(from));
        let sum: f64 = days.iter().take(count).map(|change| change.amount).sum();
        sum.round() as i64
    }

    /// The first day it knows.
    pub fn first(&self) -> CivilDay {
        self.first
    }

    /// What came in after `day`, rounded to base units.
    pub fn since(&self, day: CivilDay) -> i64 {
        let days = self.last().number().saturating_sub(day.number());
        self.sum_of_last(usize::try_from(days).unwrap_or(0))
    }

    /// For a level that stands at `now`: the first day from which on it was at least `target` all the time. `None` when it is
    /// below now.
    pub fn above_since(&self, now: i64, target: i64) -> Option<CivilDay> {
        let mut level = now as f64;
        let mut since = None;
        for (index, change) in self.changes.iter().enumerate().rev() {
            if level.round() < target as f64 {
                break;
            }
            since = Some(self.day(index));
            level -= change.amount;
        }
        since
    }

    /// The same history as it stood at the end of `day`; `None` when nothing was known then.
    pub fn until(&self, day: CivilDay) -> Option<Self> {
        let keep = usize::try_from(day.number() - self.first.number() + 1).ok()?;
        let changes: Vec<Change> = self.changes.iter().copied().take(keep).collect();
        let dropped = self.changes.len() - changes.len();
        (!changes.is_empty()).then(|| Self {
            first: self.first,
            readings: self.readings.saturating_sub(dropped),
            changes,
        })
    }

    pub(super) fn changes(&self) -> &[Change] {
        &self.changes
    }

    pub(super) fn day(&self, index: usize) -> CivilDay {
        self.first
            .plus_days(i32::try_from(index).unwrap_or(i32::MAX))
    }
}

/// The change of each day between two readings that has no figure of its own.
fn shared(
    levels: &BTreeMap<CivilDay, i64>,
    days: &BTreeMap<CivilDay, i64>,
) -> BTreeMap<CivilDay, Change> {
    let mut shared = BTreeMap::new();
    for ((from, before), (to, after)) in levels.iter().zip(levels.iter().skip(1)) {
        let between = days.range(from.plus_days(1)..=*to);
        let (known, counted) = between.fold((0_i64, 0_i32), |(sum, count), (_, amount)| {
            (sum.saturating_add(*amount), count + 1)
        });
        let uncounted = to.number() - from.number() - counted;
        if uncounted <= 0 {
            continue;
        }
        let rest = after.saturating_sub(*before).saturating_sub(known);
        let change = Change {
            amount: rest as f64 / f64::from(uncounted),
            counted: uncounted == 1,
        };
        let mut day = from.plus_days(1);
        while day <= *to {
            shared.insert(day, change);
            day = day.plus_days(1);
        }
    }
    shared
}

fn mean<'a>(changes: impl Iterator<Item = &'a Change>) -> f64 {
    let (sum, count) = changes.fold((0.0, 0.0), |(sum, count), change| {
        (sum + change.amount, count + 1.0)
    });
    if count > 0.0 { sum / count } else { 0.0 }
}
