//! What a creator types by hand: one line, money that repeats, a deal spread over months.
//!
//! The rules it protects: nothing typed is read in two ways without saying so, parts of a deal add up to the deal to the
//! micro-unit, and the days of a repetition depend on its first day alone.

mod dates;
mod numbers;
mod quick;
mod vocabulary;

pub use quick::{Missing, Part, Reading, Reason, Why, read};
pub use vocabulary::fold;

use crate::CivilDay;
use crate::account::UnknownWord;
use crate::entry::words;
use chrono::{Datelike, Months, NaiveDate};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

words! {
    /// How often money comes again.
    Every, "rhythm" {
        /// Every seven days.
        Week = "week",
        /// The same day of each month, or the month's last when it is shorter.
        Month = "month",
        /// The same day of each year; 29 February becomes the 28th in years without it.
        Year = "year",
    }
}

impl Every {
    /// The day of occurrence `n` (from 0), counted from the first day so that no clamped month pulls the later ones along;
    /// `None` past the calendar's end.
    pub fn occurrence(self, first: CivilDay, n: u32) -> Option<CivilDay> {
        let months = match self {
            Self::Week => {
                let days = i32::try_from(n).ok()?.checked_mul(7)?;
                return CivilDay::from_number(first.number().checked_add(days)?);
            }
            Self::Month => n,
            Self::Year => n.checked_mul(12)?,
        };
        first
            .0
            .checked_add_months(Months::new(months))
            .map(CivilDay)
    }

    /// Occurrences from the first day to `last`, both included, with their numbers.
    pub fn until(self, first: CivilDay, last: CivilDay) -> impl Iterator<Item = (u32, CivilDay)> {
        (0u32..)
            .map_while(move |n| Some((n, self.occurrence(first, n)?)))
            .take_while(move |(_, day)| *day <= last)
    }
}

/// Splits a whole into `parts` equal parts in steps of `step` micro-units; what does not divide goes on the last part, so that
/// they add up exactly. Empty for no parts.
pub fn spread(total: i64, parts: u32, step: i64) -> Vec<i64> {
    let count = i64::from(parts);
    if count == 0 {
        return Vec::new();
    }
    let step = step.max(1);
    let each = total / count / step * step;
    let mut amounts = vec![each; parts as usize];
    if let Some(last) = amounts.last_mut() {
        // `each * (count - 1)` is nearer to zero than `total`: neither step can overflow.
        *last = total - each * (count - 1);
    }
    amounts
}

/// The days of a deal spread over months: the same day of each month from `first` on.
pub fn monthly_days(first: CivilDay, months: u32) -> Vec<CivilDay> {
    (0..months)
        .map_while(|n| Every::Month.occurrence(first, n))
        .collect()
}

/// A day of this year or, when that is more than `ahead` days after `today`, of the year before.
fn nearest_year(month: u32, day: u32, today: CivilDay, ahead: i32) -> Option<CivilDay> {
    let year = today.0.year();
    let limit = today.plus_days(ahead);
    // 29 February: the latest year that has one.
    (0..8)
        .filter_map(|back| NaiveDate::from_ymd_opt(year + 1 - back, month, day))
        .map(CivilDay)
        .find(|found| *found <= limit)
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
