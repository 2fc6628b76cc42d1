//! What makes a bank line the same line in the next statement, and how its texts are put together.
//!
//! The rules it protects: a line in two overlapping statements is one; two lines are never one because a bank used an id
//! twice; an account number is never shown whole.

use crate::text::cut;
use domain::{Amount, CivilDay};

/// The identity of a line: the bank's id within its account, with day and amount. Some banks use one id for several lines,
/// in one file or months apart; without day and amount the later one would replace the earlier.
pub(super) fn key(
    account: Option<&str>,
    id: &str,
    day: CivilDay,
    amount: Amount,
) -> Option<String> {
    let id = said(id)?;
    let tail = account.map(tail).unwrap_or_default();
    Some(format!("{tail}:{}@{day}:{}", cut(id, 120), amount.text()))
}

/// An id or reference that says something: banks write placeholders where they have none.
pub(super) fn said(text: &str) -> Option<&str> {
    let text = text.trim();
    let empty = text.chars().all(|c| matches!(c, '0' | '-' | ' '));
    let placeholder = ["NOTPROVIDED", "NONREF", "NOT PROVIDED", "NONE", "N/A"]
        .iter()
        .any(|p| text.eq_ignore_ascii_case(p));
    (!empty && !placeholder).then_some(text)
}

/// The last four letters and figures of an account number; nothing of one so short that four would be most of it.
fn tail(account: &str) -> String {
    let plain: Vec<char> = account.chars().filter(|c| c.is_alphanumeric()).collect();
    let shown = if plain.len() >= 6 { 4 } else { 2 };
    let from = plain.len().saturating_sub(shown.min(plain.len() / 2));
    plain.into_iter().skip(from).collect()
}

/// An account number as it may be shown: `…4321`.
pub(super) fn masked(account: &str) -> String {
    format!("…{}", tail(account))
}

/// The parts of a bank's text, once each, joined by a space, at most 300 characters.
pub(super) fn joined<'p>(parts: impl IntoIterator<Item = &'p str>) -> String {
    let mut text = String::new();
    for part in parts {
        let part = part.split_whitespace().collect::<Vec<_>>().join(" ");
        if part.is_empty() || text.contains(&part) {
            continue;
        }
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&part);
    }
    cut(&text, 300)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Unit;

    #[test]
    fn account_numbers_show_their_last_four_at_most() {
        for (account, shown) in [
            ("DE02 1203 0000 0000 2020 51", "…2051"),
            ("123456789", "…6789"),
            ("12345", "…45"),
            ("123", "…3"),
            ("1", "…"),
            ("", "…"),
        ] {
            assert_eq!(masked(account), shown, "{account}");
        }
    }

    #[test]
    fn a_used_up_id_still_tells_lines_apart() {
        let day: CivilDay = "2026-10-12".parse().unwrap();
        let of = |id, cents| key(Some("DE123456"), id, day, Amount::new(cents, Unit::EUR));
        assert_eq!(of("A1", 1_500_000).unwrap(), "3456:A1@2026-10-12:1.50");
        assert_ne!(of("A1", 1), of("A1", 2), "one id, two amounts: two lines");
        for nothing in ["", " ", "0000", "NOTPROVIDED", "NonRef"] {
            assert_eq!(of(nothing, 1), None, "{nothing:?} is no id");
        }
    }

    #[test]
    fn texts_are_joined_once_each() {
        assert_eq!(
            joined(["ACME  Ltd", "", "ACME Ltd", "invoice 7"]),
            "ACME Ltd invoice 7"
        );
        assert_eq!(joined(["x".repeat(400).as_str()]).chars().count(), 300);
    }
}
