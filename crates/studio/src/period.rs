//! Periods of the calendar: their stable keys, their labels on an axis, and the usual span of each length.

use crate::shapes::PeriodLength;
use chrono::{Datelike, Days, Months, NaiveDate, Weekday};
use domain::CivilDay;

const MONTHS_EN: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];
const MONTHS_FR: [&str; 12] = [
    "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.",
    "déc.",
];

/// The short name of a month (1 to 12) in a language.
pub fn month_name(month: u32, french: bool) -> &'static str {
    let names = if french { &MONTHS_FR } else { &MONTHS_EN };
    names
        .get(month.saturating_sub(1) as usize)
        .copied()
        .unwrap_or("")
}

/// The key of the period `day` lies in: `2026-10-12`, `2026-W42`, `2026-10`, `2026`.
pub fn key(day: CivilDay, length: PeriodLength) -> String {
    match length {
        PeriodLength::Day => day.to_string(),
        PeriodLength::Week => {
            let week = day.0.iso_week();
            format!("{:04}-W{:02}", week.year(), week.week())
        }
        PeriodLength::Month => day.0.format("%Y-%m").to_string(),
        PeriodLength::Year => day.0.format("%Y").to_string(),
    }
}

/// The first day of the period `day` lies in.
pub fn start(day: CivilDay, length: PeriodLength) -> CivilDay {
    let date = day.0;
    CivilDay(match length {
        PeriodLength::Day => date,
        PeriodLength::Week => date.week(Weekday::Mon).first_day(),
        PeriodLength::Month => date.with_day(1).unwrap_or(date),
        PeriodLength::Year => NaiveDate::from_ymd_opt(date.year(), 1, 1).unwrap_or(date),
    })
}

/// The first day of the period after the one `day` lies in; `None` at the calendar's end.
pub fn next(day: CivilDay, length: PeriodLength) -> Option<CivilDay> {
    let first = start(day, length).0;
    let after = match length {
        PeriodLength::Day => first.checked_add_days(Days::new(1)),
        PeriodLength::Week => first.checked_add_days(Days::new(7)),
        PeriodLength::Month => first.checked_add_months(Months::new(1)),
        PeriodLength::Year => first.checked_add_months(Months::new(12)),
    };
    after.map(CivilDay)
}

/// Every period from the one of `from` to the one of `to`, by first day; at most 5,000.
pub fn walk(from: CivilDay, to: CivilDay, length: PeriodLength) -> Vec<CivilDay> {
    let mut periods = Vec::new();
    let mut day = start(from, length);
    while day <= to && periods.len() < 5_000 {
        periods.push(day);
        match next(day, length) {
            Some(after) => day = after,
            None => break,
        }
    }
    periods
}

/// The first day shown when nobody chose one: 30 days, 26 weeks, 12 months, 10 years up to `today`.
pub fn usual_start(today: CivilDay, length: PeriodLength) -> CivilDay {
    let date = today.0;
    let first = match length {
        PeriodLength::Day => date.checked_sub_days(Days::new(29)),
        PeriodLength::Week => date.checked_sub_days(Days::new(7 * 25)),
        PeriodLength::Month => date.checked_sub_months(Months::new(11)),
        PeriodLength::Year => date.checked_sub_months(Months::new(12 * 9)),
    };
    start(CivilDay(first.unwrap_or(date)), length)
}

/// What stands under the axis for the period that begins on `first`. Years are named where they begin, days and weeks with
/// their month where it begins.
pub fn label(first: CivilDay, length: PeriodLength, leftmost: bool, french: bool) -> String {
    let date = first.0;
    let name = month_name(date.month(), french);
    match length {
        PeriodLength::Year => date.format("%Y").to_string(),
        PeriodLength::Month if leftmost || date.month() == 1 => {
            format!("{name} {:02}", date.year().rem_euclid(100))
        }
        PeriodLength::Month => name.to_owned(),
        PeriodLength::Week | PeriodLength::Day
            if leftmost || date.day() <= if length == PeriodLength::Week { 7 } else { 1 } =>
        {
            format!("{} {name}", date.day())
        }
        PeriodLength::Week | PeriodLength::Day => date.day().to_string(),
    }
}

/// The same day a year before; 29 February becomes 28.
pub fn year_before(day: CivilDay) -> CivilDay {
    CivilDay(day.0.checked_sub_months(Months::new(12)).unwrap_or(day.0))
}

/// The same day of the month before, or that month's last day.
pub fn month_before(day: CivilDay) -> CivilDay {
    CivilDay(day.0.checked_sub_months(Months::new(1)).unwrap_or(day.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> CivilDay {
        text.parse().unwrap()
    }

    #[test]
    fn keys_name_the_period_a_day_lies_in() {
        let cases = [
            (
                "2026-10-12",
                PeriodLength::Day,
                "2026-10-12",
                "a day is its own period",
            ),
            ("2026-01-01", PeriodLength::Week, "2026-W01", "ISO weeks"),
            (
                "2027-01-01",
                PeriodLength::Week,
                "2026-W53",
                "the first of January can belong to the year before",
            ),
            ("2026-10-12", PeriodLength::Month, "2026-10", "a month"),
            ("2026-10-12", PeriodLength::Year, "2026", "a year"),
        ];
        for (text, length, want, why) in cases {
            assert_eq!(key(day(text), length), want, "{why}");
        }
    }

    #[test]
    fn a_walk_has_every_period_once_and_none_outside() {
        let months = walk(day("2025-11-15"), day("2026-02-01"), PeriodLength::Month);
        let keys: Vec<String> = months
            .iter()
            .map(|d| key(*d, PeriodLength::Month))
            .collect();
        assert_eq!(
            keys,
            ["2025-11", "2025-12", "2026-01", "2026-02"],
            "from a day within the first to the first of the last"
        );
        assert_eq!(
            walk(day("2026-03-28"), day("2026-03-31"), PeriodLength::Day).len(),
            4,
            "both ends are included"
        );
        assert_eq!(
            year_before(day("2024-02-29")),
            day("2023-02-28"),
            "a leap day has a day to be compared with"
        );
    }
}
