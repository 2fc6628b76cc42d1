//! The days a right holds, with what is not known about them.
//!
//! The rule it protects: a length of days counts from the day after the first, so sixty days from 9 November end on 8 January;
//! an end nobody stated is unknown.

use crate::CivilDay;
use chrono::Months;
use serde::{Deserialize, Serialize};

/// When a right begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind", content = "value")]
pub enum Start {
    /// With the first publication.
    Publication,
    /// On a stated day.
    On(CivilDay),
    /// Nobody says.
    Unknown,
}

/// How long a right holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind", content = "value")]
pub enum Length {
    /// So many days after its first.
    Days(u32),
    /// So many calendar months after its first day.
    Months(u32),
    /// Up to and with a stated day.
    Until(CivilDay),
    /// Without an end, by its own words.
    Forever,
    /// Nobody says.
    Unknown,
}

/// The last day of a right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// This day is the last.
    On(CivilDay),
    /// It has none, by its own words.
    Never,
    /// Nobody says, or it hangs on a day that is not known.
    Unknown,
}

/// The days of a right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The first day; `None` while it is not known.
    pub from: Option<CivilDay>,
    /// The last day.
    pub end: End,
}

impl Span {
    /// The days of a right that begins and lasts so, with the first publication where one is known or planned.
    pub fn of(start: Start, length: Length, publication: Option<CivilDay>) -> Self {
        let from = match start {
            Start::Publication => publication,
            Start::On(day) => Some(day),
            Start::Unknown => None,
        };
        let end = match length {
            Length::Until(day) => End::On(day),
            Length::Forever => End::Never,
            Length::Unknown => End::Unknown,
            Length::Days(days) => from
                .zip(i32::try_from(days).ok())
                .map_or(End::Unknown, |(from, days)| End::On(from.plus_days(days))),
            Length::Months(months) => from
                .and_then(|from| from.0.checked_add_months(Months::new(months)))
                .map_or(End::Unknown, |day| End::On(CivilDay(day))),
        };
        Self { from, end }
    }

    /// Whether it is over on a day; `None` when its end is not known.
    pub fn over(self, today: CivilDay) -> Option<bool> {
        match self.end {
            End::On(last) => Some(last < today),
            End::Never => Some(false),
            End::Unknown => None,
        }
    }
}

/// The days two spans have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Overlap {
    /// From a day on, up to an end.
    Sure {
        /// First common day.
        from: CivilDay,
        /// Last common day.
        end: End,
    },
    /// They may meet: a first or last day is not known.
    Open,
    /// They cannot meet.
    None,
}

/// What two spans have in common.
pub fn overlap(one: Span, other: Span) -> Overlap {
    let apart = |early: Span, late: Span| matches!((early.end, late.from), (End::On(last), Some(first)) if last < first);
    if apart(one, other) || apart(other, one) {
        return Overlap::None;
    }
    let (Some(a), Some(b)) = (one.from, other.from) else {
        return Overlap::Open;
    };
    let from = a.max(b);
    let reaches = |span: Span| match span.end {
        End::On(last) => last >= from,
        End::Never => true,
        // A right holds on its first day, whatever its end.
        End::Unknown => span.from == Some(from),
    };
    if !reaches(one) || !reaches(other) {
        return Overlap::Open;
    }
    let end = match (one.end, other.end) {
        (End::On(a), End::On(b)) => End::On(a.min(b)),
        (End::Never, end) | (end, End::Never) => end,
        _ => End::Unknown,
    };
    Overlap::Sure { from, end }
}
