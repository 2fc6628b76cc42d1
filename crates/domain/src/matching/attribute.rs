//! Which days' earnings a payout pays, where the platform does not say.
//!
//! The rules it protects: payouts take days in order, each day once; a range whose sum is the payout to the last unit is
//! told from one that is only likely; the search is bounded.

use super::cycle::Cycle;
use crate::CivilDay;

/// Days looked back for the first day of a payout that nothing before it leads up to, and for its last.
const WIDEST: usize = 400;

/// A payout as the search sees it, oldest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sent {
    /// The day it was made.
    pub day: CivilDay,
    /// What was sent, micro-units.
    pub micros: i64,
    /// Whether the money left; one that failed or was called off pays nothing.
    pub left: bool,
}

/// How a payout was led back to its entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// The platform lists them.
    Linked,
    /// By the platform's own period (the month before).
    Period,
    /// A range of days was found whose sum fits.
    Search,
}

impl Basis {
    /// Stable text form.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Linked => "linked",
            Self::Period => "period",
            Self::Search => "search",
        }
    }
}

/// The days a payout pays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attribution {
    /// First day.
    pub from: CivilDay,
    /// Last day.
    pub to: CivilDay,
    /// First day of the cycle that the payout is for; what lies before was owed and carried over.
    pub cycle_from: CivilDay,
    /// A rest below the smallest coin, brought from the payout before.
    pub brought: i128,
    /// The rest that is left for the next one.
    pub left: i128,
    /// What the days add up to, with the rest brought and without the rest left.
    pub explained: i128,
    /// How it was found.
    pub basis: Basis,
    /// How sure, 0 to 1000.
    pub score: u16,
    /// Whether the sum is the payout.
    pub exact: bool,
    /// Whether other ranges fit as well.
    pub others: bool,
}

struct Search<'a> {
    days: &'a [(CivilDay, i128)],
    prefix: Vec<i128>,
    coin: i128,
}

impl Search<'_> {
    /// Sum of the days `from..end`.
    fn sum(&self, from: usize, end: usize) -> i128 {
        let at = |i: usize| self.prefix.get(i).copied().unwrap_or(0);
        at(end) - at(from)
    }

    /// The number of days up to and with `last`.
    fn until(&self, last: CivilDay) -> usize {
        self.days.partition_point(|(day, _)| *day <= last)
    }

    fn fits(&self, sum: i128, micros: i128) -> bool {
        (0..self.coin).contains(&(sum - micros))
    }

    fn day(&self, at: usize) -> Option<CivilDay> {
        self.days.get(at).map(|(day, _)| *day)
    }
}

/// A range that was found.
struct Found {
    start: usize,
    end: usize,
    basis: Basis,
    score: u16,
    others: bool,
}

/// For each payout the days it pays; `None` where it paid nothing or there is no day left that it could pay.
///
/// `days`: net per reporting day, sorted, micro-units. `coin`: the smallest amount the platform sends, micro-units; a rest
/// below it is carried to the next payout.
pub fn attribute(
    days: &[(CivilDay, i128)],
    sent: &[Sent],
    cycle: Cycle,
    coin: i64,
) -> Vec<Option<Attribution>> {
    let mut prefix = vec![0i128];
    let mut total = 0i128;
    for (_, net) in days {
        total += net;
        prefix.push(total);
    }
    let search = Search {
        days,
        prefix,
        coin: i128::from(coin.max(1)),
    };
    let (mut next, mut rest) = (0usize, 0i128);
    let mut sure = false;
    let mut found = Vec::with_capacity(sent.len());
    for payout in sent {
        let Some(range) = payout
            .left
            .then(|| range(&search, payout, cycle, next, rest, sure))
            .flatten()
        else {
            found.push(None);
            continue;
        };
        let attribution = laid_out(&search, payout, cycle, &range, rest);
        if let Some(a) = &attribution {
            next = range.end;
            rest = a.left;
            sure = a.exact;
        }
        found.push(attribution);
    }
    found
}

/// The last day the cycle of a payout holds, by the platform's own rule.
fn last_of_cycle(payout: &Sent, cycle: Cycle) -> CivilDay {
    match cycle {
        Cycle::Month { .. } => payout.day.month_start().plus_days(-1),
        Cycle::Running | Cycle::Request => payout.day.plus_days(-1),
    }
}

fn range(
    search: &Search<'_>,
    payout: &Sent,
    cycle: Cycle,
    next: usize,
    rest: i128,
    sure: bool,
) -> Option<Found> {
    let micros = i128::from(payout.micros);
    let usual = search.until(last_of_cycle(payout, cycle)).max(next);
    let latest = search.until(payout.day);
    if latest <= next {
        return None;
    }
    let month = matches!(cycle, Cycle::Month { .. });
    if usual > next && search.fits(search.sum(next, usual) + rest, micros) {
        let score = if month { 950 } else { 850 };
        return Some(Found {
            start: next,
            end: usual,
            basis: Basis::Period,
            score,
            others: false,
        });
    }
    let first = latest.saturating_sub(WIDEST).max(next);
    let ends: Vec<usize> = (first + 1..=latest)
        .filter(|end| search.fits(search.sum(next, *end) + rest, micros))
        // An end behind days without money is the same end.
        .filter(|end| search.sum(end - 1, *end) != 0)
        .collect();
    if let Some(end) = ends
        .iter()
        .copied()
        .min_by_key(|end| (end.abs_diff(usual), *end))
    {
        let others = ends.len() > 1;
        let score = if others {
            600
        } else if sure {
            900
        } else {
            800
        };
        return Some(Found {
            start: next,
            end,
            basis: Basis::Search,
            score,
            others,
        });
    }
    // Where nothing sure leads up to it, its first day is searched too.
    if !sure {
        let starts: Vec<usize> = (usual.saturating_sub(WIDEST).max(next)..usual)
            .filter(|start| search.fits(search.sum(*start, usual), micros))
            .filter(|start| search.sum(*start, start + 1) != 0)
            .collect();
        if let Some(start) = starts.last().copied() {
            let others = starts.len() > 1;
            return Some(Found {
                start,
                end: usual,
                basis: Basis::Search,
                score: if others { 500 } else { 700 },
                others,
            });
        }
    }
    let end = if usual > next { usual } else { latest };
    Some(Found {
        start: next,
        end,
        basis: Basis::Period,
        score: 300,
        others: false,
    })
}

fn laid_out(
    search: &Search<'_>,
    payout: &Sent,
    cycle: Cycle,
    found: &Found,
    rest: i128,
) -> Option<Attribution> {
    let from = search.day(found.start)?;
    let to = search.day(found.end.checked_sub(1)?)?;
    let brought = rest;
    let sum = search.sum(found.start, found.end) + brought;
    let micros = i128::from(payout.micros);
    let exact = search.fits(sum, micros);
    let left = if exact { sum - micros } else { 0 };
    let cycle_from = match cycle {
        Cycle::Month { .. } => to.month_start().max(from),
        Cycle::Running | Cycle::Request => from,
    };
    Some(Attribution {
        from,
        to,
        cycle_from,
        brought,
        left,
        explained: sum - left,
        basis: found.basis,
        score: found.score,
        exact,
        others: found.others,
    })
}
