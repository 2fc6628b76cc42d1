//! Where a series of rates jumps from one level to another, and stays there.
//!
//! The rule it protects: an outlier, noise, a season or a slow slope is no step. A step needs four periods on either side,
//! a change of the level that matters, and a change larger than what the series does anyway. Integers only: the same series
//! gives the same steps everywhere.

use crate::CivilDay;

/// One period of a series.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point {
    /// First day of the period.
    pub period: CivilDay,
    /// The rate, in millionths.
    pub micros: i64,
}

/// A change of level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// The first period of the new level.
    pub at: CivilDay,
    /// The level before: the median of its periods, in millionths.
    pub before: i64,
    /// The level from then on.
    pub after: i64,
}

/// Periods a level must last. A season of three months is none.
pub const SHORTEST: usize = 4;
/// A change of the level below this many thousandths is of no interest.
pub const SMALLEST_PERMILLE: i128 = 50;
/// A change must be so many times the median distance of the periods from their level. A straight slope reaches 4.
pub const SPREADS: i128 = 5;
/// Periods looked at, counted from the newest: twenty years of months.
pub const LONGEST: usize = 240;

/// Every step of a series, oldest first. The points are in the order of time; missing periods are simply not there.
///
/// The series is cut into levels so that the points lie as near to their levels as they can, each further cut costing
/// twice the usual jump from one point to the next. Then cuts that are no steps are taken out, the smallest change first.
pub fn steps(points: &[Point]) -> Vec<Step> {
    let skipped = points.len().saturating_sub(LONGEST);
    let points = points.get(skipped..).unwrap_or_default();
    let mut borders = cut(points);
    loop {
        let levels = levels(points, &borders);
        let weakest = levels
            .iter()
            .zip(levels.iter().skip(1))
            .zip(&borders)
            .filter(|((left, right), _)| !jumps(left, right))
            .min_by_key(|((left, right), at)| ((median(right) - median(left)).abs(), **at))
            .map(|(_, at)| *at);
        match weakest {
            Some(at) => borders.retain(|border| *border != at),
            None => {
                let pairs = levels.iter().zip(levels.iter().skip(1));
                return pairs
                    .filter_map(|(left, right)| {
                        Some(Step {
                            at: right.first()?.period,
                            before: median(left),
                            after: median(right),
                        })
                    })
                    .collect();
            }
        }
    }
}

/// The stretches between borders.
fn levels<'p>(points: &'p [Point], borders: &[usize]) -> Vec<&'p [Point]> {
    let starts = std::iter::once(0).chain(borders.iter().copied());
    let ends = borders.iter().copied().chain([points.len()]);
    starts
        .zip(ends)
        .map(|(from, to)| points.get(from..to).unwrap_or_default())
        .collect()
}

/// The best cut into levels: for each length the cheapest way to cut that much, and where its last level begins.
fn cut(points: &[Point]) -> Vec<usize> {
    let price = 2 * i128::from(usual_jump(points)) + 1;
    let mut best: Vec<Option<(i128, usize)>> = vec![None; points.len() + 1];
    if let Some(first) = best.first_mut() {
        *first = Some((0, 0));
    }
    for end in SHORTEST..=points.len() {
        let cheapest = (0..=end - SHORTEST)
            .filter_map(|start| {
                let (before, _) = best.get(start).copied().flatten()?;
                let level = points.get(start..end)?;
                Some((before + price + distance(level), start))
            })
            .min();
        if let Some(slot) = best.get_mut(end) {
            *slot = cheapest;
        }
    }
    let mut borders = Vec::new();
    let mut end = points.len();
    while let Some((_, start)) = best.get(end).copied().flatten() {
        if start == 0 {
            break;
        }
        borders.push(start);
        end = start;
    }
    borders.reverse();
    borders
}

/// The median change from one point to the next: what the series does anyway. Steps are too few to move it.
fn usual_jump(points: &[Point]) -> i64 {
    let changes: Vec<Point> = points
        .iter()
        .zip(points.iter().skip(1))
        .map(|(before, after)| Point {
            micros: after.micros.saturating_sub(before.micros).saturating_abs(),
            ..*after
        })
        .collect();
    median(&changes)
}

fn jumps(left: &[Point], right: &[Point]) -> bool {
    let (before, after) = (i128::from(median(left)), i128::from(median(right)));
    let change = (after - before).abs();
    let size = before.abs().max(after.abs());
    let spread = i128::from(spread(left).max(spread(right)));
    // The points at the border are on their own side of the middle.
    let nearer_before = |p: &Point| {
        let value = i128::from(p.micros);
        (value - before).abs() < (value - after).abs()
    };
    change > 0
        && change * 1_000 >= size * SMALLEST_PERMILLE
        && change >= spread * SPREADS
        && left.last().is_some_and(nearer_before)
        && right.first().is_some_and(|p| !nearer_before(p))
}

/// The middle value; of two middle ones the lower.
fn median(points: &[Point]) -> i64 {
    let mut values: Vec<i64> = points.iter().map(|p| p.micros).collect();
    values.sort_unstable();
    let middle = values.len().saturating_sub(1) / 2;
    values.get(middle).copied().unwrap_or(0)
}

/// The median distance from the median.
fn spread(points: &[Point]) -> i64 {
    let level = median(points);
    let far: Vec<Point> = points
        .iter()
        .map(|p| Point {
            micros: p.micros.saturating_sub(level).saturating_abs(),
            ..*p
        })
        .collect();
    median(&far)
}

/// The sum of distances from the median.
fn distance(points: &[Point]) -> i128 {
    let level = i128::from(median(points));
    points
        .iter()
        .map(|p| (i128::from(p.micros) - level).abs())
        .sum()
}

#[cfg(test)]
#[path = "steps_tests.rs"]
mod tests;
