//! Numbers as people of a language write them. Digits are moved, never computed.

use crate::words::Words;
use studio::shapes::Amount;

/// `1,234.50 EUR`, in French `1 234,50 EUR` with narrow no-break spaces.
pub fn amount(amount: &Amount, words: Words) -> String {
    let (sign, digits) = match amount.amount.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", amount.amount.as_str()),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let point = if words.french() { "," } else { "." };
    let part = if part.is_empty() {
        String::new()
    } else {
        format!("{point}{part}")
    };
    format!("{sign}{}{part} {}", grouped(whole, words), amount.unit)
}

/// The same, and a dash for what is not known.
pub fn amount_or_dash(value: Option<&Amount>, words: Words) -> String {
    value.map_or_else(|| "–".to_owned(), |a| amount(a, words))
}

/// A whole number with its thousands apart.
pub fn count(number: i64, words: Words) -> String {
    let digits = number.unsigned_abs().to_string();
    let sign = if number < 0 { "-" } else { "" };
    format!("{sign}{}", grouped(&digits, words))
}

fn grouped(digits: &str, words: Words) -> String {
    let gap = if words.french() { '\u{202f}' } else { ',' };
    let length = digits.chars().count();
    let mut out = String::with_capacity(digits.len() + length / 3);
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (length - position).is_multiple_of(3) {
            out.push(gap);
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_written_as_the_language_writes_them() {
        let cases = [
            ("1234.50", false, "1,234.50 EUR", "thousands apart"),
            (
                "-1234567.00",
                true,
                "-1\u{202f}234\u{202f}567,00 EUR",
                "French",
            ),
            ("0.000001", false, "0.000001 EUR", "no digit is lost"),
            ("12", false, "12 EUR", "no point where there is none"),
        ];
        for (text, french, want, why) in cases {
            let value = Amount {
                amount: text.to_owned(),
                unit: "EUR".to_owned(),
            };
            assert_eq!(amount(&value, Words::of(french)), want, "{why}");
        }
    }
}
