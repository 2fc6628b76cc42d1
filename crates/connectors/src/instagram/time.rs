//! Meta's way of writing an instant: `2019-04-05T07:56:32+0000`, an offset without a colon.

use chrono::DateTime;
use domain::{CivilDay, Instant, Zone};

/// The instant.
pub(super) fn instant(text: &str) -> Option<Instant> {
    DateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%z")
        .map(|t| Instant(t.to_utc()))
        .ok()
        .or_else(|| text.parse().ok())
}

/// The Pacific day that ends at an `end_time`.
pub(super) fn day_ending(text: &str) -> Option<CivilDay> {
    let end = instant(text)?;
    let inside = Instant::from_seconds(end.seconds().checked_sub(1)?)?;
    Some(inside.day_in(Zone::PACIFIC))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_end_closes_the_day_before_it() {
        for (text, want) in [
            ("2026-11-20T08:00:00+0000", Some("2026-11-19")),
            // the clock goes back on the first of November: the day has 25 hours
            ("2026-11-02T08:00:00+0000", Some("2026-11-01")),
            ("2026-11-01T07:00:00+0000", Some("2026-10-31")),
            ("2026-11-20T08:00:00Z", Some("2026-11-19")),
            ("yesterday", None),
        ] {
            let got = day_ending(text).map(|d| d.to_string());
            assert_eq!(got.as_deref(), want, "{text}");
        }
    }
}
