//! Decimal numbers as people's programs write them: `1,234.56`, `1.234,56`, `1 234,56`, `−5`, `(5.00)`.
//!
//! The rule it protects: a number that can be read two ways (`1.234`) is settled by its column or refused, never guessed.

use domain::amount::parse_micros;
use domain::reject::RejectReason;

/// Which character starts the decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// `1,234.56`
    Point,
    /// `1.234,56`
    Comma,
}

/// A number, in millionths.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// One meaning. The style is known when a separator gave it away.
    One(i64, Option<Style>),
    /// One separator before exactly three digits: decimals or thousands.
    Two {
        /// Were the point the decimal mark.
        point: i64,
        /// Were the comma the decimal mark.
        comma: i64,
    },
}

impl Reading {
    /// The value, using what the column's other cells showed.
    ///
    /// # Errors
    /// [`RejectReason::AmbiguousNumber`] when neither the cell nor the column decides.
    pub fn settle(self, column: Option<Style>) -> Result<i64, RejectReason> {
        match (self, column) {
            (Self::One(micros, _), _) => Ok(micros),
            (Self::Two { point, .. }, Some(Style::Point)) => Ok(point),
            (Self::Two { comma, .. }, Some(Style::Comma)) => Ok(comma),
            (Self::Two { .. }, None) => Err(RejectReason::AmbiguousNumber),
        }
    }
}

/// The style a whole column shows: that of its unmistakable cells, `None` when there are none or they disagree.
pub fn style_of<'a>(cells: impl Iterator<Item = &'a str>) -> Option<Style> {
    let mut seen = None;
    for cell in cells {
        if let Ok(Reading::One(_, Some(style))) = read(cell) {
            match seen {
                None => seen = Some(style),
                Some(s) if s == style => {}
                Some(_) => return None,
            }
        }
    }
    seen
}

/// Reads one cell.
///
/// # Errors
/// [`RejectReason::NotANumber`], [`RejectReason::NumberRange`].
pub fn read(cell: &str) -> Result<Reading, RejectReason> {
    let cell = cell.trim();
    if let Some(micros) = simple(cell.as_bytes()) {
        let style = cell.contains('.').then_some(Style::Point);
        return Ok(Reading::One(micros, style));
    }
    let (cell, bracketed) = match cell.strip_prefix('(').and_then(|c| c.strip_suffix(')')) {
        Some(inner) => (inner.trim(), true),
        None => (cell, false),
    };
    let (digits, minus) = match cell.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (rest.trim_start(), true),
        None => (cell.strip_prefix('+').unwrap_or(cell), false),
    };
    if bracketed && minus {
        return Err(RejectReason::NotANumber);
    }
    let negative = bracketed || minus;
    let value = |text: &str| -> Result<i64, RejectReason> {
        let signed = if negative {
            format!("-{text}")
        } else {
            text.to_owned()
        };
        parse_micros(&signed).map_err(|e| match e {
            domain::AmountError::Precision(_) | domain::AmountError::Overflow => {
                RejectReason::NumberRange
            }
            _ => RejectReason::NotANumber,
        })
    };
    let digits = ungroup_spaces(digits)?;
    let dots = digits.matches('.').count();
    let commas = digits.matches(',').count();
    let swap = |text: &str, group: char, mark: char| text.replace(group, "").replace(mark, ".");
    match (dots, commas) {
        (0, 0) => Ok(Reading::One(value(&digits)?, None)),
        (1.., 1..) => {
            let style = if digits.rfind('.') > digits.rfind(',') {
                Style::Point
            } else {
                Style::Comma
            };
            let (group, mark) = match style {
                Style::Point => (',', '.'),
                Style::Comma => ('.', ','),
            };
            let (whole, fraction) = digits.split_once(mark).ok_or(RejectReason::NotANumber)?;
            if !grouped(whole, group) || fraction.contains(['.', ',']) {
                return Err(RejectReason::NotANumber);
            }
            Ok(Reading::One(
                value(&swap(&digits, group, mark))?,
                Some(style),
            ))
        }
        (2.., 0) if grouped(&digits, '.') => Ok(Reading::One(
            value(&digits.replace('.', ""))?,
            Some(Style::Comma),
        )),
        (0, 2..) if grouped(&digits, ',') => Ok(Reading::One(
            value(&digits.replace(',', ""))?,
            Some(Style::Point),
        )),
        (1, 0) | (0, 1) => {
            let (mark, own, other) = if dots == 1 {
                ('.', Style::Point, Style::Comma)
            } else {
                (',', Style::Comma, Style::Point)
            };
            let decimal = value(&digits.replace(mark, "."))?;
            if !grouped(&digits, mark) || digits.starts_with('0') {
                return Ok(Reading::One(decimal, Some(own)));
            }
            let thousands = value(&digits.replace(mark, ""))?;
            Ok(match other {
                Style::Comma => Reading::Two {
                    point: decimal,
                    comma: thousands,
                },
                Style::Point => Reading::Two {
                    point: thousands,
                    comma: decimal,
                },
            })
        }
        _ => Err(RejectReason::NotANumber),
    }
}

/// The case of nearly every cell: up to twelve digits and at most two decimals behind a point.
fn simple(cell: &[u8]) -> Option<i64> {
    let (negative, digits) = match cell {
        [b'-', rest @ ..] => (true, rest),
        _ => (false, cell),
    };
    if digits.is_empty() || digits.len() > 15 {
        return None;
    }
    let mut value: i64 = 0;
    let mut decimals = None;
    for (at, b) in digits.iter().enumerate() {
        match b {
            b'0'..=b'9' => value = value * 10 + i64::from(b - b'0'),
            b'.' if decimals.is_none() && at > 0 => decimals = Some(digits.len() - at - 1),
            _ => return None,
        }
    }
    let scale = match decimals {
        None if digits.len() <= 12 => 1_000_000,
        Some(1) => 100_000,
        Some(2) => 10_000,
        _ => return None,
    };
    let micros = value.checked_mul(scale)?;
    Some(if negative { -micros } else { micros })
}

/// Removes grouping spaces (plain, no-break, narrow, thin) and apostrophes that stand before exactly three digits.
fn ungroup_spaces(digits: &str) -> Result<String, RejectReason> {
    let is_space = |c: char| {
        matches!(
            c,
            ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '\u{2019}'
        )
    };
    if !digits.contains(is_space) {
        return Ok(digits.to_owned());
    }
    let whole_end = digits.find(['.', ',']).unwrap_or(digits.len());
    let (whole, rest) = digits
        .split_at_checked(whole_end)
        .ok_or(RejectReason::NotANumber)?;
    let mut parts = whole.split(is_space);
    let first = parts.next().unwrap_or_default();
    let three = |part: &str| part.len() == 3 && part.bytes().all(|b| b.is_ascii_digit());
    if !(1..=3).contains(&first.len()) || !parts.all(three) || rest.contains(is_space) {
        return Err(RejectReason::NotANumber);
    }
    // `1 234,567` has its grouping already, so its mark starts decimals: two more digits make it unmistakable downstream.
    let joined: String = whole.chars().filter(|c| !is_space(*c)).collect();
    Ok(joined + rest)
}

/// Whether `group` cuts the digits into thousands (`1.234`, `12,345,678`).
fn grouped(digits: &str, group: char) -> bool {
    let mut parts = digits.split(group);
    let first = parts.next().unwrap_or_default();
    let digits_only = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    (1..=3).contains(&first.len())
        && digits_only(first)
        && parts.all(|part| part.len() == 3 && digits_only(part))
}

#[cfg(test)]
#[path = "number_tests.rs"]
mod tests;
