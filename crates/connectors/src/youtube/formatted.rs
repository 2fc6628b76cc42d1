//! Money written for people: `$1,234.57`, `¥1,235 JPY`, `87,65 €`.
//!
//! The rule it protects: the currency is stated by a code or by a symbol that only one currency uses; a number that can
//! be read two ways is settled by the currency's own decimals or refused.

use crate::text::number::{self, Reading};
use domain::currency::iso_exponent;
use domain::reject::RejectReason;
use domain::{Amount, Unit};

/// Symbols as English texts of Google write them (Unicode CLDR, locale `en`), the longer ones first. A bare `$` is the US
/// dollar there, a bare `¥` the yen: the others carry letters.
const SYMBOLS: [(&str, &str); 24] = [
    ("US$", "USD"),
    ("CA$", "CAD"),
    ("AU$", "AUD"),
    ("NZ$", "NZD"),
    ("HK$", "HKD"),
    ("MX$", "MXN"),
    ("NT$", "TWD"),
    ("CN¥", "CNY"),
    ("JP¥", "JPY"),
    ("A$", "AUD"),
    ("R$", "BRL"),
    ("S$", "SGD"),
    ("$", "USD"),
    ("€", "EUR"),
    ("£", "GBP"),
    ("¥", "JPY"),
    ("￥", "JPY"),
    ("₹", "INR"),
    ("₩", "KRW"),
    ("₪", "ILS"),
    ("₫", "VND"),
    ("₱", "PHP"),
    ("₴", "UAH"),
    ("zł", "PLN"),
];

/// Reads an amount with its currency.
///
/// # Errors
/// [`RejectReason::NotAUnit`] when no currency or more than one is stated, [`RejectReason::NotANumber`],
/// [`RejectReason::NumberRange`], [`RejectReason::AmbiguousNumber`].
pub(super) fn money(text: &str) -> Result<Amount, RejectReason> {
    let (number, code) = split(text.trim())?;
    let unit = Unit::currency(&code).map_err(|_| RejectReason::NotAUnit)?;
    let micros = match number::read(&number)? {
        Reading::One(micros, _) => micros,
        // three digits behind the only mark: thousands, unless the currency has thousandths
        Reading::Two { .. } if iso_exponent(&code) == Some(3) => {
            return Err(RejectReason::AmbiguousNumber);
        }
        Reading::Two { point, comma } if point.unsigned_abs() >= comma.unsigned_abs() => point,
        Reading::Two { comma, .. } => comma,
    };
    Ok(Amount::new(micros, unit))
}

/// The number without its currency, and the currency's code. A code wins over a symbol: `¥1,235 JPY` names one currency.
fn split(text: &str) -> Result<(String, String), RejectReason> {
    let mut rest = text.to_owned();
    let mut symbol = None;
    if let Some((mark, code)) = SYMBOLS.iter().find(|(mark, _)| rest.contains(mark)) {
        rest = rest.replacen(mark, "", 1);
        symbol = Some((*code).to_owned());
    }
    let letters = |c: char| c.is_ascii_alphabetic();
    let word: String = rest.chars().filter(|c| letters(*c)).collect();
    let number: String = rest.chars().filter(|c| !letters(*c)).collect();
    let code = match (word.len(), symbol) {
        (0, Some(code)) => code,
        (3, _) if word.bytes().all(|b| b.is_ascii_uppercase()) => word,
        _ => return Err(RejectReason::NotAUnit),
    };
    Ok((number.trim().to_owned(), code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formatted_money_is_read_to_the_cent_or_refused() {
        use RejectReason::{AmbiguousNumber, NotANumber, NotAUnit};
        for (text, want) in [
            ("$1,234.57", Ok("1234.57 USD")),
            ("¥1,235 JPY", Ok("1235 JPY")),
            ("£87.65", Ok("87.65 GBP")),
            ("€1,234", Ok("1234.00 EUR")),
            ("87,65 €", Ok("87.65 EUR")),
            ("1.234,57 €", Ok("1234.57 EUR")),
            ("1\u{a0}234,57\u{a0}€", Ok("1234.57 EUR")),
            ("CA$12.00", Ok("12.00 CAD")),
            ("$12.00 CAD", Ok("12.00 CAD")),
            ("CHF 12.50", Ok("12.50 CHF")),
            ("-$3.20", Ok("-3.20 USD")),
            ("$0.00", Ok("0.00 USD")),
            ("1.234 KWD", Err(AmbiguousNumber)),
            ("12.00", Err(NotAUnit)),
            ("kr 12.00", Err(NotAUnit)),
            ("$", Err(NotANumber)),
            ("", Err(NotAUnit)),
        ] {
            let got = money(text).map(|a| a.to_string());
            assert_eq!(got, want.map(str::to_owned), "{text}");
        }
    }
}
