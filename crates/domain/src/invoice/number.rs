//! Numbers without gaps.
//!
//! The rule it protects: a number is the one after the last of its series, and is taken in the same transaction that issues the
//! invoice. Nothing else makes numbers.

use crate::CivilDay;
use chrono::Datelike;
use serde::{Deserialize, Serialize};

/// A row of numbers: one for each prefix and year.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Series {
    /// What stands before the year, `F` for instance; may be empty.
    pub prefix: String,
    /// The year the numbers count in.
    pub year: i32,
}

impl Series {
    /// The series of a prefix on a day.
    pub fn on(prefix: &str, day: CivilDay) -> Self {
        Self {
            prefix: prefix.to_owned(),
            year: day.0.year(),
        }
    }

    /// The text of the `n`th number: `F2026-0042`.
    pub fn text(&self, n: i64) -> String {
        format!("{}{}-{n:04}", self.prefix, self.year)
    }
}

/// The number after the last one taken; the first is 1.
pub fn next_number(last: Option<i64>) -> Option<i64> {
    last.unwrap_or(0).checked_add(1)
}
