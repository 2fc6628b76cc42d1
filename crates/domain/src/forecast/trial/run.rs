//! One series, forecast from several of its days, held against what came.
//!
//! The rule it protects: a trial sees nothing after its day.

use crate::CivilDay;
use crate::forecast::{Figure, History, Outlook, Sum};
use std::collections::BTreeMap;

/// Days ahead at which values are compared.
const AHEAD: [i32; 3] = [14, 30, 90];
/// Shares of the series, in percent, after which it is forecast.
const STANDPOINTS: [usize; 5] = [40, 50, 60, 70, 80];
/// Days of the window that is tried beside the level.
const WINDOW: u16 = 30;

/// A series whose whole length is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// What kind it is, for the table of scores.
    pub kind: String,
    /// Its own name.
    pub name: String,
    /// Day of the first amount.
    pub first: CivilDay,
    /// Level before the first day.
    pub start: i64,
    /// What each day brought.
    pub amounts: Vec<i64>,
    /// On which days anybody looked.
    pub seen: Vec<bool>,
    /// Whether a running level is read (followers), and not what each day brought (views).
    pub running: bool,
}

/// A forecast beside what came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trial {
    /// Kind of the series.
    pub kind: String,
    /// Name of the series.
    pub name: String,
    /// The day of the forecast.
    pub on: CivilDay,
    /// What was asked.
    pub asked: Asked,
}

/// What a trial asked, with the answer and the truth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// A value so many days ahead.
    Value {
        /// Miss of the likely value, in thousandths of what came in.
        miss: i64,
        /// Whether the truth lay in the band.
        inside: bool,
    },
    /// The day a value is reached.
    Day {
        /// Days between the likely day and the true one; `None` where one of both is beyond what can be seen.
        miss: Option<i64>,
        /// Whether the truth lay in the band.
        inside: bool,
    },
}

impl Series {
    /// What is known at the end of the day with that index.
    pub fn history(&self, index: usize) -> Option<(History, i64)> {
        let mut levels = BTreeMap::new();
        let mut days = BTreeMap::new();
        let mut level = self.start;
        let mut read = self.start;
        for (place, (amount, seen)) in self
            .amounts
            .iter()
            .zip(&self.seen)
            .take(index + 1)
            .enumerate()
        {
            level = level.saturating_add(*amount);
            if !seen {
                continue;
            }
            let day = self.day(place);
            read = level;
            if self.running {
                levels.insert(day, level);
            } else {
                days.insert(day, *amount);
            }
        }
        Some((History::of(&levels, &days)?, read))
    }

    fn day(&self, index: usize) -> CivilDay {
        self.first
            .plus_days(i32::try_from(index).unwrap_or(i32::MAX))
    }

    fn index(&self, day: CivilDay) -> Option<usize> {
        usize::try_from(day.number() - self.first.number()).ok()
    }

    /// The level at the end of a day.
    fn level(&self, index: usize) -> i64 {
        self.start + self.amounts.iter().take(index + 1).sum::<i64>()
    }

    /// What the days up to one brought, as many as the sum adds up.
    fn truth(&self, sum: Sum, index: usize) -> i64 {
        match sum {
            Sum::Window { days } => {
                let from = (index + 1).saturating_sub(usize::from(days));
                let skipped = self.amounts.iter().skip(from);
                skipped.take(index + 1 - from).sum()
            }
            _ => self.level(index),
        }
    }
}

/// Every trial of one series.
pub fn trials(series: &Series) -> Vec<Trial> {
    let mut all = Vec::new();
    for percent in STANDPOINTS {
        let index = series.amounts.len() * percent / 100;
        let Some((history, read)) = series.history(index) else {
            continue;
        };
        let on = history.last();
        let figure = Figure::new(history, Some(read));
        let sums = if series.running {
            vec![(Sum::Level, Some(read))]
        } else {
            vec![
                (Sum::Window { days: WINDOW }, None),
                (Sum::Level, Some(read)),
            ]
        };
        for (sum, now) in sums {
            let asked = values(series, &figure, sum, now).chain(days(series, &figure, sum, now));
            all.extend(asked.map(|asked| Trial {
                kind: series.kind.clone(),
                name: series.name.clone(),
                on,
                asked,
            }));
        }
    }
    all
}

fn values<'s>(
    series: &'s Series,
    figure: &'s Figure,
    sum: Sum,
    now: Option<i64>,
) -> impl Iterator<Item = Asked> + 's {
    AHEAD.into_iter().filter_map(move |ahead| {
        let last = figure.history().last();
        let day = last.plus_days(ahead);
        let index = series.index(day)?;
        if index >= series.amounts.len() {
            return None;
        }
        let path = figure.path(sum, now)?;
        let step = path.on(day)?;
        let truth = series.truth(sum, index);
        let came = match sum {
            Sum::Level => truth - series.truth(sum, series.index(last)?),
            _ => truth,
        };
        Some(Asked::Value {
            miss: (step.likely - truth).abs() * 1_000 / came.abs().max(1),
            inside: step.low <= truth && truth <= step.high,
        })
    })
}

fn days<'s>(
    series: &'s Series,
    figure: &'s Figure,
    sum: Sum,
    now: Option<i64>,
) -> impl Iterator<Item = Asked> + 's {
    AHEAD.into_iter().filter_map(move |ahead| {
        let last = figure.history().last();
        let start = series.index(last)?;
        let end = series.index(last.plus_days(ahead))?;
        if end >= series.amounts.len() {
            return None;
        }
        let today = series.truth(sum, start);
        let path = figure.path(sum, now)?;
        // Round numbers are asked in life; here one that is reached within the days ahead, so that there is a truth, or for a
        // window that fell, one that is not.
        let highest = (start + 1..=end)
            .map(|index| series.truth(sum, index))
            .max()?;
        let target = if highest > today {
            today + (highest - today + 1) / 2
        } else {
            today + (today / 20).max(1)
        };
        let reached =
            (start + 1..series.amounts.len()).find(|index| series.truth(sum, *index) >= target);
        let seen_until = series.amounts.len() - 1;
        let (likely, earliest, latest) = match path.reaching(target, last) {
            Outlook::On(dates) => (Some(dates.day), Some(dates.earliest), dates.latest),
            Outlook::NotAtThisPace { best, .. } => (None, best, None),
            _ => return None,
        };
        let after = |day: Option<CivilDay>| day.and_then(|day| series.index(day));
        let (likely, earliest, latest) = (after(likely), after(earliest), after(latest));
        let inside = match reached {
            Some(truth) => {
                earliest.is_some_and(|first| first <= truth)
                    && latest.is_none_or(|last| last >= truth)
            }
            // Never in the series: right is what does not claim a day inside it.
            None => latest.is_none_or(|last| last > seen_until),
        };
        let miss = likely
            .zip(reached)
            .and_then(|(a, b)| i64::try_from(a.abs_diff(b)).ok());
        Some(Asked::Day { miss, inside })
    })
}
