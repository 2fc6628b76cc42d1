//! The days on which the European Central Bank publishes reference rates.
//!
//! Published on working days of the TARGET system: not on weekends, 1 January, Good Friday, Easter Monday, 1 May, 25 and 26
//! December. Checked against every day of the bundled history since 2002, when this calendar began to hold.

use crate::CivilDay;
use chrono::{Datelike, Days, NaiveDate, Weekday};

/// Whether rates are published on `day` (at about 16:00 in Frankfurt).
pub fn is_publication_day(day: CivilDay) -> bool {
    let date = day.0;
    if matches!(date.weekday(), Weekday::Sat | Weekday::Sun) {
        return false;
    }
    if matches!(
        (date.month(), date.day()),
        (1, 1) | (5, 1) | (12, 25) | (12, 26)
    ) {
        return false;
    }
    let Some(easter) = easter(date.year()) else {
        return true;
    };
    let good_friday = easter.checked_sub_days(Days::new(2));
    let easter_monday = easter.checked_add_days(Days::new(1));
    Some(date) != good_friday && Some(date) != easter_monday
}

/// The first publication day after `day`.
pub fn next_publication_day(day: CivilDay) -> CivilDay {
    let mut next = day.plus_days(1);
    // No run of days without publication is longer than a week; the bound ends the walk at the calendar's end.
    for _ in 0..10 {
        if is_publication_day(next) {
            break;
        }
        next = next.plus_days(1);
    }
    next
}

/// Easter Sunday of the Gregorian calendar (anonymous algorithm, Nature 1876).
fn easter(year: i32) -> Option<NaiveDate> {
    let golden = year % 19;
    let (century, of_century) = (year / 100, year % 100);
    let (leaps, rest) = (century / 4, century % 4);
    let lunar = (century - (century + 8) / 25 + 1) / 3;
    let epact = (19 * golden + century - leaps - lunar + 15) % 30;
    let (i, k) = (of_century / 4, of_century % 4);
    let weekday = (32 + 2 * rest + 2 * i - epact - k) % 7;
    let late = (golden + 11 * epact + 22 * weekday) / 451;
    let sum = epact + weekday - 7 * late + 114;
    NaiveDate::from_ymd_opt(
        year,
        u32::try_from(sum / 31).ok()?,
        u32::try_from(sum % 31 + 1).ok()?,
    )
}
