//! Days as sources give them: a day, a month or a year.
//!
//! The rule it protects: "2021-12" is not turned into the first of December; it stays a month, with a first and a last
//! possible day.

use crate::CivilDay;
use chrono::{Datelike, Months};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// How exactly a rule's start is known. `month` and `year` packs store the first day of the period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DatePrecision {
    /// The day itself.
    Day,
    /// Some day of that month.
    Month,
    /// Some day of that year.
    Year,
    /// No date was found.
    Unknown,
}

impl DatePrecision {
    /// The last day that a stored first day may stand for.
    pub fn last_day_of(self, first: CivilDay) -> CivilDay {
        match self {
            Self::Month => last_of_month(first),
            Self::Year => CivilDay::of(first.0.year(), 12, 31).unwrap_or(first),
            Self::Day | Self::Unknown => first,
        }
    }
}

/// What a rule's start date means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateBasis {
    /// The rule held from that day.
    InForce,
    /// The platform announced it that day.
    Announced,
    /// The oldest sighting; the rule may be older.
    FirstSeen,
}

/// A date as printed by a source. Text form `2021`, `2021-12` or `2021-12-01`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PartialDate {
    /// Only the year was given.
    Year(i32),
    /// Year and month.
    Month(CivilDay),
    /// The day.
    Day(CivilDay),
}

impl PartialDate {
    /// The first day it may stand for.
    pub fn first_day(self) -> CivilDay {
        match self {
            Self::Year(y) => CivilDay::of(y, 1, 1).unwrap_or(CivilDay(chrono::NaiveDate::MIN)),
            Self::Month(d) | Self::Day(d) => d,
        }
    }

    /// The last day it may stand for.
    pub fn last_day(self) -> CivilDay {
        match self {
            Self::Year(y) => CivilDay::of(y, 12, 31).unwrap_or(CivilDay(chrono::NaiveDate::MAX)),
            Self::Month(d) => last_of_month(d),
            Self::Day(d) => d,
        }
    }
}

/// Last day of the month that holds `day`.
pub(super) fn last_of_month(day: CivilDay) -> CivilDay {
    day.month_start()
        .0
        .checked_add_months(Months::new(1))
        .map_or(day, |next| CivilDay(next).plus_days(-1))
}

/// A text that is neither a year, a month nor a day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a date (YYYY, YYYY-MM or YYYY-MM-DD)")]
pub struct NotADate(pub String);

impl FromStr for PartialDate {
    type Err = NotADate;
    fn from_str(text: &str) -> Result<Self, NotADate> {
        let day = |t: &str| t.parse::<CivilDay>().ok();
        match text.len() {
            4 => day(&format!("{text}-01-01")).map(|d| Self::Year(d.0.year())),
            7 => day(&format!("{text}-01")).map(Self::Month),
            10 => day(text).map(Self::Day),
            _ => None,
        }
        .ok_or_else(|| NotADate(text.to_owned()))
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(y) => write!(f, "{y:04}"),
            Self::Month(d) => write!(f, "{}", d.0.format("%Y-%m")),
            Self::Day(d) => write!(f, "{d}"),
        }
    }
}

impl Serialize for PartialDate {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PartialDate {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(d)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}
