//! Days and instants of the invented world.
//!
//! Rule protected: an instant is unix seconds UTC, a day is days since 1970-01-01, and the zone in which an instant
//! becomes a day is always said by the function's name.

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use chrono_tz::America::Los_Angeles;

/// Seconds in a UTC day.
pub(crate) const DAY: i64 = 86_400;

/// The UTC day that holds an instant.
pub(crate) fn utc_day(at: i64) -> i64 {
    at.div_euclid(DAY)
}

/// The day at Pacific time, in which YouTube reports.
pub(crate) fn pacific_day(at: i64) -> i64 {
    let local = instant(at).with_timezone(&Los_Angeles).date_naive();
    i64::from(local.num_days_from_ce()) - i64::from(NaiveDate::default().num_days_from_ce())
}

/// Monday is 0, Sunday is 6.
pub(crate) fn weekday(day: i64) -> usize {
    (day + 3).rem_euclid(7) as usize
}

/// The civil date of a day number; the epoch for a number no calendar holds.
pub(crate) fn civil(day: i64) -> NaiveDate {
    instant(day.saturating_mul(DAY)).date_naive()
}

/// The day number of a civil date.
pub(crate) fn day_number(date: NaiveDate) -> i64 {
    i64::from(date.num_days_from_ce()) - i64::from(NaiveDate::default().num_days_from_ce())
}

/// The first day of the month that follows the month of `day`.
pub(crate) fn next_month(day: i64) -> i64 {
    let date = civil(day);
    let (year, month) = if date.month() == 12 {
        (date.year() + 1, 1)
    } else {
        (date.year(), date.month() + 1)
    };
    NaiveDate::from_ymd_opt(year, month, 1).map_or(day + 30, day_number)
}

/// Unix seconds as a chrono instant; the epoch when out of chrono's range.
pub(crate) fn instant(at: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(at, 0).unwrap_or_default()
}

/// `YYYY-MM-DD` of a day number.
pub(crate) fn date_text(day: i64) -> String {
    civil(day).format("%Y-%m-%d").to_string()
}

/// `YYYY-MM-DD HH:MM:SS` in UTC, the form of TikTok exports and Stripe reports.
pub(crate) fn stamp(at: i64) -> String {
    instant(at).format("%Y-%m-%d %H:%M:%S").to_string()
}
