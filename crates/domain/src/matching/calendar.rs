//! When the next payout is due and how much it will be.
//!
//! The rules it protects: an expectation has a band, and the band states how often it should hold; without a rule or enough
//! history there is no date; past its band an expectation is late.

use super::cycle::{Cycle, PayTerms};
use crate::{Amount, CivilDay};

/// Payouts looked back at, and the least that make a rhythm.
const LOOK_BACK: usize = 13;
const LEAST: usize = 4;

/// A payout that arrived, oldest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Past {
    /// The day it was made.
    pub made: CivilDay,
    /// The day it arrived, or was to arrive.
    pub arrived: CivilDay,
    /// What was sent, micro-units.
    pub micros: i64,
}

/// Where a date comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateBasis {
    /// The platform's own rule.
    Rule,
    /// The gaps between the last payouts.
    History,
    /// Neither: not known.
    Unknown,
}

impl DateBasis {
    /// Stable text form.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Rule => "rule",
            Self::History => "history",
            Self::Unknown => "unknown",
        }
    }
}

/// A payout that nobody announced yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Expectation {
    /// The likely day of arrival.
    pub day: Option<CivilDay>,
    /// First day of the band.
    pub earliest: Option<CivilDay>,
    /// Last day of the band.
    pub latest: Option<CivilDay>,
    /// Where the dates come from.
    pub basis: DateBasis,
    /// Of a hundred next payouts, how many should arrive within the band; `None` for a platform's own rule.
    pub day_percent: Option<u8>,
    /// The likely amount, micro-units.
    pub micros: i128,
    /// Lowest of the band.
    pub low: i128,
    /// Highest of the band.
    pub high: i128,
    /// Of a hundred next payouts, how many should lie within the band; `None` without enough history.
    pub amount_percent: Option<u8>,
    /// The platform's minimum, when what is owed does not reach it yet.
    pub below: Option<Amount>,
    /// Days past the last day of the band.
    pub late_days: Option<i32>,
}

/// Of a hundred next values, how many lie between the least and the greatest of `n` seen, when all come from one source and
/// their order says nothing: (n − 1) of n + 1.
fn percent(n: usize) -> u8 {
    let n = u64::try_from(n).unwrap_or(u64::MAX).min(1_000);
    u8::try_from(100 * n.saturating_sub(1) / (n + 1)).unwrap_or(100)
}

/// What is expected of one account in one unit.
///
/// `owed`: what is settled and unpaid. `days`: settled nets per day, sorted. `grace`: days after the band before it counts as
/// late. `None` when nothing is owed.
pub fn expect(
    today: CivilDay,
    owed: Amount,
    past: &[Past],
    days: &[(CivilDay, i128)],
    terms: PayTerms,
    grace: i32,
) -> Option<Expectation> {
    if owed.micros <= 0 {
        return None;
    }
    let below = terms
        .minimum
        .filter(|least| least.unit == owed.unit && owed.micros < least.micros);
    let dates = match terms.cycle {
        Cycle::Month {
            window: Some((first, last)),
        } => Some(by_rule(today, past, days, first, last)),
        _ => by_history(past),
    };
    let (day, earliest, latest, basis, day_percent) = match dates {
        Some(d) if below.is_none() => d,
        _ => (None, None, None, DateBasis::Unknown, None),
    };
    let late_days = latest
        .map(|last| today.number() - last.number())
        .filter(|late| *late > grace && terms.cycle != Cycle::Request);
    let (micros, low, high, amount_percent) =
        amount(today, i128::from(owed.micros), day, past, days, terms.cycle);
    Some(Expectation {
        day,
        earliest,
        latest,
        basis,
        day_percent,
        micros,
        low,
        high,
        amount_percent,
        below,
        late_days,
    })
}

type Dates = (
    Option<CivilDay>,
    Option<CivilDay>,
    Option<CivilDay>,
    DateBasis,
    Option<u8>,
);

/// The window of the month that pays the oldest unpaid day.
fn by_rule(
    today: CivilDay,
    past: &[Past],
    days: &[(CivilDay, i128)],
    first: u8,
    last: u8,
) -> Dates {
    let paid_until = past.iter().map(|p| p.made.month_start()).max();
    let oldest = days
        .iter()
        .map(|(day, _)| *day)
        .find(|day| paid_until.is_none_or(|until| *day >= until));
    // A month is paid in the next one; what is unpaid for longer was due in the month after the last payout.
    let mut month = next_month(oldest.unwrap_or(today));
    if paid_until.is_none() {
        month = month.max(today.month_start());
    }
    let at = |n: u8| month.plus_days(i32::from(n) - 1);
    let middle = at(first.midpoint(last));
    (
        Some(middle),
        Some(at(first)),
        Some(at(last)),
        DateBasis::Rule,
        None,
    )
}

fn next_month(day: CivilDay) -> CivilDay {
    day.month_start().plus_days(32).month_start()
}

fn by_history(past: &[Past]) -> Option<Dates> {
    let mut arrived: Vec<i32> = past.iter().map(|p| p.arrived.number()).collect();
    arrived.sort_unstable();
    arrived.dedup();
    let recent = arrived.split_off(arrived.len().saturating_sub(LOOK_BACK));
    let last = recent.last().copied().filter(|_| recent.len() >= LEAST)?;
    let mut gaps: Vec<i32> = recent
        .windows(2)
        .filter_map(|w| Some(w.get(1)? - w.first()?))
        .collect();
    gaps.sort_unstable();
    let day = |gap: Option<&i32>| CivilDay::from_number(last + gap?);
    Some((
        day(gaps.get(gaps.len() / 2)),
        day(gaps.first()),
        day(gaps.last()),
        DateBasis::History,
        Some(percent(gaps.len())),
    ))
}

/// Amount and band: what was unpaid at the same distance before each of the last payouts, against what was then sent. Only
/// differences count, so that a history that begins in the middle does no harm.
fn amount(
    today: CivilDay,
    owed: i128,
    day: Option<CivilDay>,
    past: &[Past],
    days: &[(CivilDay, i128)],
    cycle: Cycle,
) -> (i128, i128, i128, Option<u8>) {
    let unknown = (owed, owed, owed, None);
    let Some(day) = day else {
        return unknown;
    };
    let until = match cycle {
        Cycle::Month { .. } => today.min(day.month_start().plus_days(-1)),
        Cycle::Running | Cycle::Request => today,
    };
    let ahead = (day.number() - until.number()).max(0);
    let earned_until = |last: CivilDay| -> i128 {
        days.iter()
            .take_while(|(day, _)| *day <= last)
            .map(|(_, net)| net)
            .sum()
    };
    let mut paid = 0i128;
    let mut rests: Vec<i128> = Vec::new();
    for payout in past {
        let then = earned_until(cut(payout, ahead, cycle)) - paid;
        rests.push(i128::from(payout.micros) - then);
        paid += i128::from(payout.micros);
    }
    let mut recent = rests.split_off(rests.len().saturating_sub(LOOK_BACK));
    if recent.len() < LEAST {
        return unknown;
    }
    recent.sort_unstable();
    let now = earned_until(until) - paid;
    let of = |rest: Option<&i128>| (now + rest.copied().unwrap_or(0)).max(0);
    let (low, high) = (of(recent.first()), of(recent.last()));
    let middle = of(recent.get(recent.len() / 2));
    // A band that leaves out what is owed already was learned from something else.
    if middle == 0 || high < owed {
        return unknown;
    }
    (middle, low, high, Some(percent(recent.len())))
}

/// The last day that counted for a past payout, seen from as far ahead as the coming one is.
fn cut(payout: &Past, ahead: i32, cycle: Cycle) -> CivilDay {
    match cycle {
        Cycle::Month { .. } => {
            let closed = payout.arrived.month_start().plus_days(-1);
            closed.min(payout.arrived.plus_days(-ahead))
        }
        Cycle::Running | Cycle::Request => payout.arrived.plus_days(-ahead),
    }
}
