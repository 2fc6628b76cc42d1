//! Money and counts as cells have them: with signs of currencies, percent, minus in front, behind or as brackets.
//!
//! The rule it protects: only what is known to be decoration is taken off; any other character makes the cell no number.

use crate::text::number::{self, Reading};
use domain::Unit;
use domain::reject::RejectReason;

/// Currency signs. Only those of one currency name it.
const SIGNS: &[(&str, Option<&str>)] = &[
    ("US$", Some("USD")),
    ("CA$", Some("CAD")),
    ("A$", Some("AUD")),
    ("R$", Some("BRL")),
    ("HK$", Some("HKD")),
    ("NZ$", Some("NZD")),
    ("$", None),
    ("€", Some("EUR")),
    ("£", Some("GBP")),
    ("¥", None),
    ("₩", Some("KRW")),
    ("₫", Some("VND")),
    ("₹", Some("INR")),
    ("₱", Some("PHP")),
    ("฿", Some("THB")),
    ("₺", Some("TRY")),
    ("zł", Some("PLN")),
    ("Rp", Some("IDR")),
    ("kr", None),
];

/// A figure with the currency its cell names, if any.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Figure {
    pub reading: Reading,
    pub unit: Option<Unit>,
}

/// Reads money. The cell must not be empty.
pub(crate) fn money(cell: &str) -> Result<Figure, RejectReason> {
    // Nearly every cell is a plain number.
    if let Ok(reading) = number::read(cell) {
        return Ok(Figure {
            reading,
            unit: None,
        });
    }
    let cell = cell.trim();
    let (mut rest, bracketed) = match cell.strip_prefix('(').and_then(|c| c.strip_suffix(')')) {
        Some(inner) => (inner.trim(), true),
        None => (cell, false),
    };
    let mut minus = u32::from(bracketed);
    let mut unit = None;
    while let Some((left, found)) = peel(rest) {
        match found {
            Peeled::Minus => minus += 1,
            Peeled::Unit(named) => unit = unit.or(named),
        }
        rest = left.trim();
    }
    if minus > 1 || !rest.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',')) {
        return Err(RejectReason::NotANumber);
    }
    let reading = number::read(rest)?;
    Ok(Figure {
        reading: if minus == 1 {
            negated(reading)
        } else {
            reading
        },
        unit,
    })
}

enum Peeled {
    Minus,
    Unit(Option<Unit>),
}

/// Takes one decoration off either end.
fn peel(text: &str) -> Option<(&str, Peeled)> {
    for minus in ['-', '\u{2212}'] {
        if let Some(rest) = text
            .strip_prefix(minus)
            .or_else(|| text.strip_suffix(minus))
        {
            return Some((rest, Peeled::Minus));
        }
    }
    for (sign, code) in SIGNS {
        if let Some(rest) = text.strip_prefix(sign).or_else(|| text.strip_suffix(sign)) {
            let unit = code.and_then(|code| Unit::currency(code).ok());
            return Some((rest, Peeled::Unit(unit)));
        }
    }
    let code = |code: &str| {
        let capital = code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase());
        capital.then(|| Unit::currency(code).ok()).flatten()
    };
    let front = text
        .split_at_checked(3)
        .and_then(|(head, rest)| Some((rest, code(head)?)));
    let back = || {
        let (rest, tail) = text.split_at_checked(text.len().checked_sub(3)?)?;
        Some((rest, code(tail)?))
    };
    let (rest, unit) = front.or_else(back)?;
    Some((rest, Peeled::Unit(Some(unit))))
}

fn negated(reading: Reading) -> Reading {
    match reading {
        Reading::One(micros, style) => Reading::One(-micros, style),
        Reading::Two { point, comma } => Reading::Two {
            point: -point,
            comma: -comma,
        },
    }
}

/// Reads a whole number: `1,234`, `1 234`, `1.234`, `12`. Both separators can only be thousands here.
pub(crate) fn whole(cell: &str) -> Result<i64, RejectReason> {
    let micros = match number::read(cell)? {
        Reading::One(micros, _) => micros,
        Reading::Two { point, comma } => point.max(comma),
    };
    if micros % 1_000_000 == 0 {
        Ok(micros / 1_000_000)
    } else {
        Err(RejectReason::NotANumber)
    }
}

/// Reads a number in units of `1/scale`, rounded down: hours as minutes.
pub(crate) fn scaled(cell: &str, scale: i64) -> Result<i64, RejectReason> {
    let micros = match number::read(cell)? {
        Reading::One(micros, _) => micros,
        two @ Reading::Two { .. } => two.settle(Some(number::Style::Point))?,
    };
    let scaled = i128::from(micros) * i128::from(scale);
    i64::try_from(scaled.div_euclid(1_000_000)).map_err(|_| RejectReason::NumberRange)
}

/// Reads a length in seconds: `95`, `1:35`, `0:01:35`.
pub(crate) fn seconds(cell: &str) -> Result<i64, RejectReason> {
    let mut total: i64 = 0;
    for (place, part) in cell.trim().split(':').enumerate() {
        let digits = !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        // Days have no place in front of hours, and a minute no more than 59 seconds.
        if !digits || place > 2 || place > 0 && part.len() > 2 {
            return Err(RejectReason::NotANumber);
        }
        let part: i64 = part.parse().map_err(|_| RejectReason::NumberRange)?;
        if place > 0 && part > 59 {
            return Err(RejectReason::NotANumber);
        }
        total = total
            .checked_mul(60)
            .and_then(|t| t.checked_add(part))
            .ok_or(RejectReason::NumberRange)?;
    }
    Ok(total)
}

#[cfg(test)]
mod tests {
    use super::*;
    use number::Style;

    #[test]
    fn money_is_read_with_its_decoration() {
        for (cell, micros, unit) in [
            ("12.34", 12_340_000, None),
            ("-$5.00", -5_000_000, None),
            ("$-5.00", -5_000_000, None),
            ("5.00-", -5_000_000, None),
            ("($1,234.50)", -1_234_500_000, None),
            ("−7,50 €", -7_500_000, Some("EUR")),
            ("USD 12.00", 12_000_000, Some("USD")),
            ("12,00 EUR", 12_000_000, Some("EUR")),
            ("US$1,000.00", 1_000_000_000, Some("USD")),
            ("£0.99", 990_000, Some("GBP")),
        ] {
            let figure = money(cell).unwrap_or_else(|e| panic!("{cell}: {e:?}"));
            assert_eq!(
                figure.reading.settle(Some(Style::Point)),
                Ok(micros),
                "{cell}"
            );
            assert_eq!(
                figure.unit.map(|u| u.to_string()).as_deref(),
                unit,
                "currency of {cell}"
            );
        }
    }

    #[test]
    fn other_characters_make_no_number() {
        for cell in [
            "abc", "12 abc", "12%", "--5", "(-5)", "€", "-", "1e5", "12/10", "$",
        ] {
            assert!(money(cell).is_err(), "“{cell}” is no money");
        }
    }

    #[test]
    fn counts_have_no_decimals_so_their_marks_are_thousands() {
        assert_eq!(whole("1,234"), Ok(1234));
        assert_eq!(whole("1.234"), Ok(1234));
        assert_eq!(whole("12"), Ok(12));
        assert_eq!(whole("1.5"), Err(RejectReason::NotANumber));
        assert_eq!(scaled("1.5081", 60), Ok(90), "hours as whole minutes");
        assert_eq!(seconds("0:01:35"), Ok(95));
        assert_eq!(seconds("95"), Ok(95));
        for cell in ["1:2:3:4", "1:75", "1:", "", "-5", "+5", "1:5 s"] {
            assert_eq!(
                seconds(cell),
                Err(RejectReason::NotANumber),
                "“{cell}” is no length"
            );
        }
    }
}
