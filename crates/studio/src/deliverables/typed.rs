//! What a person types for a day, a length, hours.
//!
//! The rule it protects: what cannot be read changes nothing and names its field; empty text says that there is none.

use crate::StudioError;
use domain::CivilDay;
use domain::rights::{Length, Start};

/// The most characters of a free word.
const WORDS: usize = 300;

/// A day, or that there is none.
pub(super) fn day(field: &str, text: &str) -> Result<Option<CivilDay>, StudioError> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    text.parse()
        .map(Some)
        .map_err(|_| StudioError::bad(field, text))
}

/// Words, or that there are none.
pub(crate) fn words(text: &str) -> Option<String> {
    let text: String = text.trim().chars().take(WORDS).collect();
    Some(text).filter(|text| !text.is_empty())
}

/// An address of the web, or that there is none. It is shown and never opened by itself.
pub(super) fn link(text: &str) -> Result<Option<String>, StudioError> {
    let Some(link) = words(text) else {
        return Ok(None);
    };
    let web = link.starts_with("https://") || link.starts_with("http://");
    if !web || link.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return Err(StudioError::bad("link", link));
    }
    Ok(Some(link))
}

/// `publication`, `unknown` or a day.
pub(super) fn start(text: &str) -> Result<Start, StudioError> {
    match text.trim() {
        "publication" => Ok(Start::Publication),
        "unknown" | "" => Ok(Start::Unknown),
        other => other
            .parse()
            .map(Start::On)
            .map_err(|_| StudioError::bad("start", other)),
    }
}

/// `60`, `60 days`, `3 months`, a last day, `forever`, `unknown`.
pub(super) fn length(text: &str) -> Result<Length, StudioError> {
    let text = text.trim().to_lowercase();
    let bad = || StudioError::bad("length", &text);
    match text.as_str() {
        "unknown" | "" => return Ok(Length::Unknown),
        "forever" => return Ok(Length::Forever),
        _ => {}
    }
    if let Ok(last) = text.parse() {
        return Ok(Length::Until(last));
    }
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    let count = digits
        .parse::<u32>()
        .ok()
        .filter(|n| (1..=3_650).contains(n))
        .ok_or_else(bad)?;
    let unit = text.get(digits.len()..).unwrap_or_default().trim();
    match unit {
        "" | "d" | "day" | "days" | "j" | "jour" | "jours" => Ok(Length::Days(count)),
        "month" | "months" | "mois" => Ok(Length::Months(count)),
        _ => Err(bad()),
    }
}

/// A length as it may be typed again.
pub(super) fn length_text(length: Length) -> String {
    match length {
        Length::Days(1) => "1 day".to_owned(),
        Length::Days(n) => format!("{n} days"),
        Length::Months(1) => "1 month".to_owned(),
        Length::Months(n) => format!("{n} months"),
        Length::Until(day) => day.to_string(),
        Length::Forever => "forever".to_owned(),
        Length::Unknown => "unknown".to_owned(),
    }
}

/// Hours as decimal text (`11`, `2.5`, `2,5`) in whole minutes, or that they are not known.
pub(crate) fn minutes(field: &str, text: &str) -> Result<Option<i64>, StudioError> {
    let text = text.trim().trim_end_matches('h').trim().replace(',', ".");
    if text.is_empty() {
        return Ok(None);
    }
    let bad = || StudioError::bad(field, &text);
    let micros = domain::amount::parse_micros(&text).map_err(|_| bad())?;
    let minutes = micros.checked_mul(60).ok_or_else(bad)? / domain::amount::MICROS;
    (1..=600_000)
        .contains(&minutes)
        .then_some(Some(minutes))
        .ok_or_else(bad)
}

/// Minutes as decimal hours with at most two decimals.
pub(crate) fn hours_text(minutes: i64) -> String {
    let hundredths = (minutes * 100 + 30) / 60;
    let text = format!("{}.{:02}", hundredths / 100, hundredths % 100);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_come_back_as_they_were_typed() {
        for text in [
            "60 days",
            "1 day",
            "3 months",
            "2027-01-08",
            "forever",
            "unknown",
        ] {
            assert_eq!(length_text(length(text).unwrap()), text);
        }
        assert_eq!(
            length("45").unwrap(),
            Length::Days(45),
            "a bare number counts days"
        );
        for text in ["soon", "0 days", "3 winters", "-1"] {
            assert!(length(text).is_err(), "{text} is no length");
        }
    }

    #[test]
    fn hours_are_whole_minutes() {
        for (text, want) in [("11", 660), ("2,5", 150), ("0.25 h", 15), ("1.33", 79)] {
            assert_eq!(minutes("hours", text).unwrap(), Some(want), "{text}");
        }
        assert_eq!(
            (hours_text(660), hours_text(150)),
            ("11".into(), "2.5".into())
        );
        assert!(minutes("hours", "a lot").is_err());
    }

    #[test]
    fn only_addresses_of_the_web_are_links() {
        assert!(link("https://video.example/1").unwrap().is_some());
        assert_eq!(link("  ").unwrap(), None);
        assert!(
            link("javascript:alert(1)").is_err(),
            "nothing that could run"
        );
        assert!(link("https://a.example/ b").is_err());
    }
}
