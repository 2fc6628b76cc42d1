//! Amounts and days as they are written in a letter.
//!
//! The rule it protects: exact amounts; the words of the letter's own language, whatever language the window speaks.

use super::Language;
use crate::{Amount, CivilDay};
use chrono::Datelike;

/// An amount with its unit behind it: `1,250.50 EUR`, in French `1 250,50 EUR` (with a narrow space that does not break).
pub fn spoken_amount(amount: Amount, language: Language) -> String {
    let (thousands, point) = match language {
        Language::En => (',', '.'),
        Language::Fr => ('\u{202f}', ','),
    };
    let plain = amount.text();
    let (sign, digits) = plain
        .strip_prefix('-')
        .map_or(("", plain.as_str()), |d| ("-", d));
    let (whole, rest) = digits.split_once('.').unwrap_or((digits, ""));
    let mut out = sign.to_owned();
    for (n, c) in whole.chars().enumerate() {
        if n > 0 && (whole.len() - n).is_multiple_of(3) {
            out.push(thousands);
        }
        out.push(c);
    }
    let rest = rest.trim_end_matches('0');
    if !rest.is_empty() {
        out.push(point);
        out.push_str(rest);
        // one digit of cents reads as tens of cents to nobody
        if rest.len() == 1 {
            out.push('0');
        }
    }
    format!("{out} {}", amount.unit)
}

const MONTHS: [(&str, &str); 12] = [
    ("January", "janvier"),
    ("February", "février"),
    ("March", "mars"),
    ("April", "avril"),
    ("May", "mai"),
    ("June", "juin"),
    ("July", "juillet"),
    ("August", "août"),
    ("September", "septembre"),
    ("October", "octobre"),
    ("November", "novembre"),
    ("December", "décembre"),
];

/// A day with its month in words: `12 December 2026`, in French `12 décembre 2026`, `1er janvier 2027`.
pub fn spoken_day(day: CivilDay, language: Language) -> String {
    let (en, fr) = MONTHS
        .get(day.0.month0() as usize)
        .copied()
        .unwrap_or(("", ""));
    let number = day.0.day();
    match language {
        Language::En => format!("{number} {en} {}", day.0.year()),
        Language::Fr if number == 1 => format!("1er {fr} {}", day.0.year()),
        Language::Fr => format!("{number} {fr} {}", day.0.year()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_written_as_a_letter_has_them() {
        for (text, en, fr) in [
            ("850", "850 EUR", "850 EUR"),
            ("1250.50", "1,250.50 EUR", "1\u{202f}250,50 EUR"),
            ("1250.5", "1,250.50 EUR", "1\u{202f}250,50 EUR"),
            ("1000000", "1,000,000 EUR", "1\u{202f}000\u{202f}000 EUR"),
            ("-40", "-40 EUR", "-40 EUR"),
        ] {
            let amount = Amount::parse(text, "EUR".parse().unwrap()).unwrap();
            assert_eq!(spoken_amount(amount, Language::En), en, "{text} in English");
            assert_eq!(spoken_amount(amount, Language::Fr), fr, "{text} in French");
        }
    }

    #[test]
    fn days_are_written_with_their_month() {
        let day: CivilDay = "2026-12-12".parse().unwrap();
        assert_eq!(spoken_day(day, Language::En), "12 December 2026");
        assert_eq!(spoken_day(day, Language::Fr), "12 décembre 2026");
        let first: CivilDay = "2027-01-01".parse().unwrap();
        assert_eq!(spoken_day(first, Language::Fr), "1er janvier 2027");
    }
}
