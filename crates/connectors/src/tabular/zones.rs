//! Zone names as statements write them.
//!
//! The rule it protects: an abbreviation stands for a place whose clocks change, so a day keeps its reporting zone; one that
//! is not in this table is asked about.

use chrono::FixedOffset;
use domain::Zone;

/// Abbreviations and where their clocks are. `IST`, `BST` in Bangladesh and the like are left out: they mean several places.
const ABBREVIATIONS: &[(&str, &str)] = &[
    ("UTC", "UTC"),
    ("GMT", "UTC"),
    ("Z", "UTC"),
    ("PST", "America/Los_Angeles"),
    ("PDT", "America/Los_Angeles"),
    ("MST", "America/Denver"),
    ("MDT", "America/Denver"),
    ("CST", "America/Chicago"),
    ("CDT", "America/Chicago"),
    ("EST", "America/New_York"),
    ("EDT", "America/New_York"),
    ("BST", "Europe/London"),
    ("WET", "Europe/Lisbon"),
    ("WEST", "Europe/Lisbon"),
    ("CET", "Europe/Paris"),
    ("CEST", "Europe/Paris"),
    ("MEZ", "Europe/Berlin"),
    ("MESZ", "Europe/Berlin"),
    ("EET", "Europe/Athens"),
    ("EEST", "Europe/Athens"),
    ("JST", "Asia/Tokyo"),
    ("AEST", "Australia/Sydney"),
    ("AEDT", "Australia/Sydney"),
];

/// The zone of a name, an abbreviation or a whole-hour offset.
pub fn zone(text: &str) -> Option<Zone> {
    let text = text.trim();
    let known = ABBREVIATIONS
        .iter()
        .find(|(short, _)| short.eq_ignore_ascii_case(text));
    match known {
        Some((_, name)) => name.parse().ok(),
        None => text
            .parse()
            .ok()
            .or_else(|| offset(text).and_then(of_offset)),
    }
}

/// `+0200`, `-04:00`, `UTC+2`, `GMT-05:00`.
pub fn offset(text: &str) -> Option<FixedOffset> {
    let text = text.trim();
    let text = ["UTC", "GMT"]
        .iter()
        .find_map(|prefix| text.strip_prefix(prefix))
        .unwrap_or(text);
    let (sign, digits) = match text.split_at_checked(1)? {
        ("+", rest) => (1, rest),
        ("-" | "\u{2212}", rest) => (-1, rest),
        _ => return None,
    };
    let (hours, minutes) = match digits.split_once(':') {
        Some(parts) => parts,
        None if digits.len() <= 2 => (digits, "0"),
        None => digits.split_at_checked(digits.len().checked_sub(2)?)?,
    };
    let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
    if !(0..=14).contains(&hours) || !(0..60).contains(&minutes) {
        return None;
    }
    FixedOffset::east_opt(sign * (hours * 3600 + minutes * 60))
}

/// The zone whose clocks always keep an offset. There are names for whole hours only.
pub fn of_offset(offset: FixedOffset) -> Option<Zone> {
    let seconds = offset.local_minus_utc();
    if seconds == 0 {
        return Some(Zone::UTC);
    }
    if seconds % 3600 != 0 {
        return None;
    }
    // POSIX names count westward: Etc/GMT+4 is four hours behind.
    format!("Etc/GMT{:+}", -(seconds / 3600)).parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_of_statements_are_places() {
        for (text, expected) in [
            ("PDT", Some("America/Los_Angeles")),
            ("cest", Some("Europe/Paris")),
            ("Europe/Berlin", Some("Europe/Berlin")),
            ("-0400", Some("Etc/GMT+4")),
            ("+02:00", Some("Etc/GMT-2")),
            ("UTC+2", Some("Etc/GMT-2")),
            ("+05:30", None),
            ("IST", None),
            ("", None),
        ] {
            let found = zone(text).map(|z| z.to_string());
            assert_eq!(found.as_deref(), expected, "“{text}”");
        }
    }
}
