//! Trials counted up, for each kind of series and over all.

use super::run::{Asked, Trial};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// How forecasts of one kind of series did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Score {
    /// The kind; empty over all.
    pub kind: String,
    /// Series.
    pub series: usize,
    /// Values that were forecast.
    pub values: usize,
    /// Median miss of the likely value, in thousandths of what came in.
    pub value_miss: Option<i64>,
    /// Values inside the 80 % band, in thousandths.
    pub value_inside: Option<i64>,
    /// Days that were forecast.
    pub days: usize,
    /// Median miss of the likely day, in days, where both days could be seen.
    pub day_miss: Option<i64>,
    /// Days inside the 80 % band, in thousandths.
    pub day_inside: Option<i64>,
}

/// The score of each kind in the order in which the kinds first come, and last the one over all.
pub fn scores(trials: &[Trial]) -> Vec<Score> {
    let mut kinds: Vec<&str> = Vec::new();
    let mut by_kind: BTreeMap<&str, Vec<&Trial>> = BTreeMap::new();
    for trial in trials {
        if !kinds.contains(&trial.kind.as_str()) {
            kinds.push(&trial.kind);
        }
        by_kind.entry(&trial.kind).or_default().push(trial);
    }
    let mut scores: Vec<Score> = kinds
        .iter()
        .filter_map(|kind| Some(score(kind, by_kind.get(kind)?)))
        .collect();
    scores.push(score("", &trials.iter().collect::<Vec<_>>()));
    scores
}

fn score(kind: &str, trials: &[&Trial]) -> Score {
    let names: BTreeSet<&str> = trials.iter().map(|trial| trial.name.as_str()).collect();
    let (mut value, mut day) = (Counted::default(), Counted::default());
    for trial in trials {
        match trial.asked {
            Asked::Value { miss, inside } => value.add(Some(miss), inside),
            Asked::Day { miss, inside } => day.add(miss, inside),
        }
    }
    Score {
        kind: kind.to_owned(),
        series: names.len(),
        values: value.count,
        value_inside: value.share(),
        value_miss: value.median(),
        days: day.count,
        day_inside: day.share(),
        day_miss: day.median(),
    }
}

#[derive(Default)]
struct Counted {
    count: usize,
    inside: usize,
    misses: Vec<i64>,
}

impl Counted {
    fn add(&mut self, miss: Option<i64>, inside: bool) {
        self.count += 1;
        self.inside += usize::from(inside);
        self.misses.extend(miss);
    }

    fn share(&self) -> Option<i64> {
        let inside = self.inside.checked_mul(1_000)?;
        i64::try_from(inside.checked_div(self.count)?).ok()
    }

    fn median(mut self) -> Option<i64> {
        self.misses.sort_unstable();
        self.misses.get(self.misses.len() / 2).copied()
    }
}
