//! The forecasts tried on pasts whose future is known: invented series with a rule, and eight sample creators.
//!
//! The rule it protects: a figure about the band is counted and printed, whatever it says.

use domain::CivilDay;
use domain::forecast::trial::{Score, Series, Trial, scores, synthetic, trials};
use sandbox::{DailyFigure, World};
use serde::Serialize;

/// The sample creators that are tried, by the seed they are invented from.
const SEEDS: [u64; 8] = [7, 11, 13, 17, 19, 23, 29, 31];
/// Days of history each has.
const DAYS: u32 = 730;
/// The day they are looked at, counted since 1970-01-01; any other gives other noise.
const LOOKED_AT: i32 = 20_600;

/// How the forecasts did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Backtest {
    /// For each kind of series, and last over all (with an empty kind).
    pub scores: Vec<Score>,
}

/// Tries them all. The same on every machine and every day.
pub fn backtest() -> Backtest {
    let all: Vec<Trial> = synthetic()
        .iter()
        .chain(&sample())
        .flat_map(trials)
        .collect();
    Backtest {
        scores: scores(&all),
    }
}

/// The daily figures of the sample creators.
fn sample() -> Vec<Series> {
    let Some(day) = CivilDay::from_number(LOOKED_AT) else {
        return Vec::new();
    };
    let of_seed = |seed: u64| {
        let world = World::new(seed, DAYS, Some(0), day.utc_start().0);
        let figures = world.daily_figures().into_iter();
        figures.filter_map(move |figure| series(figure, seed))
    };
    SEEDS.into_iter().flat_map(of_seed).collect()
}

fn series(figure: DailyFigure, seed: u64) -> Option<Series> {
    let whole = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    Some(Series {
        kind: format!("sample: {}", figure.name),
        name: format!("{} {seed}", figure.name),
        first: CivilDay::from_number(i32::try_from(figure.first_day).ok()?)?,
        start: whole(figure.start),
        seen: vec![true; figure.amounts.len()],
        amounts: figure.amounts.into_iter().map(whole).collect(),
        running: figure.running,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sample_creators_futures_lie_in_the_band_about_as_often_as_it_says() {
        let all: Vec<Trial> = sample().iter().flat_map(trials).collect();
        let scores = scores(&all);
        let over_all = scores.last().expect("a score over all");
        assert_eq!(over_all.series, 56, "seven figures of eight creators");
        let inside = over_all.value_inside.expect("values were tried");
        assert!(
            (740..=860).contains(&inside),
            "an 80 % band that holds {inside} of 1,000 times is not one"
        );
    }
}
