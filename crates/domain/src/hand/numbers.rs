//! Numbers and units as people write them.
//!
//! The rule it protects: `1.500` is fifteen hundred and says so; comma and point are both accepted; no float.

use super::vocabulary::{fold, is_currency};
use crate::Unit;

/// A number as decimal text, and whether a separator was taken for one of thousands.
pub(super) fn number(text: &str) -> Option<(String, bool)> {
    let (sign, digits) = match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => ("-", rest),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let begins = digits.chars().next().is_some_and(|c| c.is_ascii_digit());
    let ends = digits.chars().last().is_some_and(|c| c.is_ascii_digit());
    let allowed = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '\'' | '’');
    if !begins || !ends || !digits.chars().all(allowed) {
        return None;
    }
    let last = digits.rfind(['.', ',']);
    let decimal = last.filter(|at| {
        let separator = digits.get(*at..=*at).unwrap_or_default();
        let behind = digits.len() - at - 1;
        let other = if separator == "." { ',' } else { '.' };
        let alone = digits.matches(separator).count() == 1;
        // One separator before three digits groups thousands, unless another kind groups them before it.
        alone && (behind != 3 || digits.get(..*at).is_some_and(|head| head.contains(other)))
    });
    let only_digits = |part: &str| {
        part.chars()
            .filter(char::is_ascii_digit)
            .collect::<String>()
    };
    let (whole, fraction) = match decimal {
        Some(at) => (digits.get(..at)?, digits.get(at + 1..)?),
        None => (digits, ""),
    };
    let grouped = whole.chars().any(|c| !c.is_ascii_digit());
    let mut out = format!("{sign}{}", only_digits(whole));
    if !fraction.is_empty() {
        out.push('.');
        out.push_str(&only_digits(fraction));
    }
    Some((out, grouped))
}

/// A unit from a code, a name or a symbol; and whether it was a symbol, which may stand for more than one currency.
pub(super) fn unit(text: &str) -> Option<(Unit, bool)> {
    let symbol = match text {
        "€" => Some("EUR"),
        "$" | "US$" => Some("USD"),
        "£" => Some("GBP"),
        "¥" => Some("JPY"),
        "zł" => Some("PLN"),
        _ => None,
    };
    if let Some(code) = symbol {
        return Unit::currency(code).ok().map(|u| (u, true));
    }
    let token = match fold(text).as_str() {
        "diamond" | "diamonds" | "dia" | "diamant" | "diamants" => Some(Unit::Diamond),
        "coin" | "coins" | "pieces" => Some(Unit::Coin),
        "bit" | "bits" => Some(Unit::Bit),
        "star" | "stars" | "etoiles" => Some(Unit::Star),
        "euro" | "euros" => Some(Unit::EUR),
        "dollar" | "dollars" => Some(Unit::USD),
        _ => None,
    };
    if let Some(unit) = token {
        return Some((unit, false));
    }
    let code = text.to_ascii_uppercase();
    is_currency(&code)
        .then(|| Unit::currency(&code).ok())
        .flatten()
        .map(|u| (u, false))
}

/// A number with its unit in one word: `€500`, `500€`, `500EUR`.
pub(super) fn glued(text: &str) -> Option<(String, bool, Unit, bool)> {
    let digit = |c: char| c.is_ascii_digit();
    let head = text.find(|c: char| digit(c) || matches!(c, '-' | '+' | '\u{2212}'))?;
    let tail = text.rfind(digit)? + 1;
    let (before, figure, after) = (text.get(..head)?, text.get(head..tail)?, text.get(tail..)?);
    let name = match (before.is_empty(), after.is_empty()) {
        (false, true) => before,
        (true, false) => after,
        _ => return None,
    };
    let (unit, symbol) = unit(name)?;
    let (number, grouped) = number(figure)?;
    Some((number, grouped, unit, symbol))
}
