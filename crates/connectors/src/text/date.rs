//! Dates and times as statement files write them: `2026-10-12 03:30:00`, with or without seconds, `T`, `Z` or ` UTC`.
//!
//! The rule it protects: 30 February is a day that does not exist, which is another mistake than text that is no date.

use chrono::{NaiveDate, NaiveDateTime};
use domain::reject::RejectReason;
use domain::{CivilDay, Instant, Zone};

/// A civil day `YYYY-MM-DD`.
///
/// # Errors
/// [`RejectReason::NoSuchDay`] for a well-formed day the calendar lacks, [`RejectReason::NotADate`] for the rest.
pub fn day(text: &str) -> Result<CivilDay, RejectReason> {
    naive_day(text.trim().as_bytes()).map(CivilDay)
}

/// A civil date and time without a zone: `YYYY-MM-DD HH:MM[:SS[.fraction]]`, `T` for the space, a trailing `Z`, ` UTC` or
/// ` +0000 UTC` allowed. A day alone means its midnight.
///
/// # Errors
/// As [`day`].
pub fn date_time(text: &str) -> Result<NaiveDateTime, RejectReason> {
    let text = text.trim();
    let bytes = text.as_bytes();
    let day = naive_day(bytes.get(..10).unwrap_or(bytes))?;
    let rest = bytes.get(10..).unwrap_or_default();
    let (rest, timed) = match rest {
        [] => return day.and_hms_opt(0, 0, 0).ok_or(RejectReason::NotADate),
        [b' ' | b'T', rest @ ..] => (rest, true),
        _ => (rest, false),
    };
    if !timed {
        return Err(RejectReason::NotADate);
    }
    let ([h1, h2, b':', m1, m2], rest) = rest.split_at_checked(5).ok_or(RejectReason::NotADate)?
    else {
        return Err(RejectReason::NotADate);
    };
    let (second, rest) = match rest {
        [b':', s1, s2, rest @ ..] => (two(*s1, *s2)?, rest),
        _ => (0, rest),
    };
    let rest = match rest {
        [b'.', rest @ ..] => {
            let digits = rest.iter().take_while(|b| b.is_ascii_digit()).count();
            rest.get(digits..).unwrap_or_default()
        }
        _ => rest,
    };
    if !matches!(rest, b"" | b"Z" | b" UTC" | b" +0000 UTC" | b"+00:00") {
        return Err(RejectReason::NotADate);
    }
    day.and_hms_opt(two(*h1, *h2)?, two(*m1, *m2)?, second)
        .ok_or(RejectReason::NotADate)
}

/// A date and time stated in UTC.
///
/// # Errors
/// As [`day`].
pub fn utc(text: &str) -> Result<Instant, RejectReason> {
    Ok(Instant(date_time(text)?.and_utc()))
}

/// The instant of a civil time in a zone; `None` when the clocks skip or repeat it.
pub fn in_zone(time: NaiveDateTime, zone: Zone) -> Option<Instant> {
    let local = time.and_local_timezone(zone.0).single()?;
    Some(Instant(local.with_timezone(&chrono::Utc)))
}

fn naive_day(bytes: &[u8]) -> Result<NaiveDate, RejectReason> {
    let [a, b, c, d, b'-', e, f, b'-', g, h] = bytes else {
        return Err(RejectReason::NotADate);
    };
    let year = two(*a, *b)? * 100 + two(*c, *d)?;
    let year = i32::try_from(year).map_err(|_| RejectReason::NotADate)?;
    NaiveDate::from_ymd_opt(year, two(*e, *f)?, two(*g, *h)?).ok_or(RejectReason::NoSuchDay)
}

fn two(a: u8, b: u8) -> Result<u32, RejectReason> {
    if a.is_ascii_digit() && b.is_ascii_digit() {
        Ok(u32::from(a - b'0') * 10 + u32::from(b - b'0'))
    } else {
        Err(RejectReason::NotADate)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_seen_in_files_are_read() {
        for (text, expected) in [
            ("2026-10-12 03:30:00", "2026-10-12T03:30:00Z"),
            ("2016-12-31 23:59", "2016-12-31T23:59:00Z"),
            ("2026-10-12T03:30:00Z", "2026-10-12T03:30:00Z"),
            ("2026-10-12 03:30:00 UTC", "2026-10-12T03:30:00Z"),
            ("2024-02-29 00:00:00 +0000 UTC", "2024-02-29T00:00:00Z"),
            ("2026-10-12 03:30:00.123456", "2026-10-12T03:30:00Z"),
            ("2026-10-12", "2026-10-12T00:00:00Z"),
        ] {
            assert_eq!(utc(text).unwrap().to_string(), expected, "{text}");
        }
    }

    #[test]
    fn days_that_do_not_exist_are_told_from_text_that_is_no_date() {
        use RejectReason::{NoSuchDay, NotADate};
        for (text, reason) in [
            ("2026-02-30 10:00:00", NoSuchDay),
            ("2026-13-01", NoSuchDay),
            ("2025-02-29", NoSuchDay),
            ("2026-00-10", NoSuchDay),
            ("12/10/2026", NotADate),
            ("2026-10-12 25:00:00", NotADate),
            ("2026-10-12 10:00:00 PST", NotADate),
            ("2026-1-2", NotADate),
            ("", NotADate),
            ("2026-10-1é", NotADate),
        ] {
            assert_eq!(utc(text), Err(reason), "{text:?}");
        }
    }
}
