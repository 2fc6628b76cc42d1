//! When an export was made. TikTok does not say it in the file.
//!
//! The rule it protects: a follower count of an old export is not dated today; reading the file again gives the same day.

use crate::text::date;
use domain::Instant;

/// The export's moment: the seconds in the name TikTok gives (`TikTok_Data_<seconds>`), else the latest date in the file
/// that is not after it was received, else the moment it was received.
pub(super) fn made_at(name: &str, text: &str, received: Instant) -> Instant {
    named(name)
        .filter(|at| *at <= received)
        .or_else(|| latest(text, received))
        .unwrap_or(received)
}

fn named(name: &str) -> Option<Instant> {
    let (_, rest) = name.split_once("TikTok_Data_")?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let seconds: i64 = rest.get(..digits)?.parse().ok()?;
    // From 2016, when the app appeared: anything else is no moment in seconds.
    (seconds > 1_451_606_400)
        .then(|| Instant::from_seconds(seconds))
        .flatten()
}

/// The latest `YYYY-MM-DD HH:MM:SS` that opens a string of the text.
fn latest(text: &str, received: Instant) -> Option<Instant> {
    text.as_bytes()
        .windows(21)
        .enumerate()
        .filter(|(_, w)| {
            matches!(
                w,
                [
                    b'"',
                    b'2',
                    _,
                    _,
                    _,
                    b'-',
                    _,
                    _,
                    b'-',
                    _,
                    _,
                    b' ',
                    _,
                    _,
                    b':',
                    _,
                    _,
                    b':',
                    ..
                ]
            )
        })
        .filter_map(|(at, _)| text.get(at + 1..at + 20))
        .filter_map(|stamp| date::utc(stamp).ok())
        .filter(|at| *at <= received)
        .max()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_comes_first_then_the_latest_date_then_the_receipt() {
        let received: Instant = "2026-11-22T12:00:00Z".parse().unwrap();
        let text = r#"{"Date": "2026-10-01 08:00:00", "b": "2026-11-02 09:10:11 UTC", "Expires": "2027-01-01 00:00:00"}"#;
        for (name, text, expected, why) in [
            (
                "TikTok_Data_1790000000.zip › user_data.json",
                text,
                "2026-09-21T14:13:20Z",
                "named",
            ),
            (
                "export.json",
                text,
                "2026-11-02T09:10:11Z",
                "the future is no export date",
            ),
            ("export.json", "{}", "2026-11-22T12:00:00Z", "nothing dated"),
            (
                "TikTok_Data_99.zip",
                "{}",
                "2026-11-22T12:00:00Z",
                "no moment in the name",
            ),
        ] {
            assert_eq!(made_at(name, text, received).to_string(), expected, "{why}");
        }
    }
}
