//! Names made comparable: what a program or a person writes differently and means the same.
//!
//! The rule it protects: a header drifts in case, accents, spaces and invisible characters, never in meaning; two names that
//! fold to one text are one name, and nothing else is guessed alike.

use unicode_normalization::UnicodeNormalization;

/// Lower case, without accents, soft hyphens and zero-width characters; `_` and every kind of space become one space, `\`
/// a `/`, typographic apostrophes plain ones.
pub fn fold(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut space = false;
    for c in name.nfkd().flat_map(char::to_lowercase) {
        if is_invisible(c) {
            continue;
        }
        if c.is_whitespace() || c == '_' {
            space = !out.is_empty();
            continue;
        }
        if space {
            out.push(' ');
            space = false;
        }
        out.push(match c {
            '\\' => '/',
            '\u{2018}' | '\u{2019}' | '\u{2bc}' => '\'',
            '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
            other => other,
        });
    }
    out
}

/// Soft hyphen, zero-width and direction marks, byte order mark, combining accents.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}'
        | '\u{300}'..='\u{36f}')
}

/// Whether a cell matches a pattern: folded text, in which `*` stands for any run of characters. `""` matches an empty cell.
pub fn matches(pattern: &str, cell: &str) -> bool {
    let (pattern, cell) = (fold(pattern), fold(cell));
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = cell.strip_prefix(first) else {
        return false;
    };
    let mut open = false;
    let mut last = "";
    for part in parts {
        open = true;
        last = part;
        match rest.find(part) {
            Some(at) => rest = rest.get(at + part.len()..).unwrap_or_default(),
            None => return false,
        }
    }
    // Without a star the whole cell is named; with one, its end must be the last part.
    rest.is_empty() || open && (last.is_empty() || cell.ends_with(last) && cell.len() > first.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_drift_stay_one_name() {
        for (written, folded, why) in [
            (
                "  Video publish time ",
                "video publish time",
                "spaces around",
            ),
            (
                "Your es\u{ad}tim\u{ad}ated rev\u{ad}en\u{ad}ue (USD)",
                "your estimated revenue (usd)",
                "soft hyphens of 2020",
            ),
            (
                "\u{feff}Date",
                "date",
                "a byte order mark in the first name",
            ),
            ("Währung", "wahrung", "accents"),
            (
                "Wa\u{308}hrung",
                "wahrung",
                "accents written as two characters",
            ),
            (
                "Order\\adjustment ID  ",
                "order/adjustment id",
                "the other slash and two spaces",
            ),
            (
                "Order/Adjustment\u{a0}ID",
                "order/adjustment id",
                "a no-break space",
            ),
            (
                "balance_transaction_id",
                "balance transaction id",
                "underscores",
            ),
            (
                "De l’adresse email",
                "de l'adresse email",
                "a typographic apostrophe",
            ),
        ] {
            assert_eq!(fold(written), folded, "{why}");
        }
    }

    #[test]
    fn patterns_name_a_cell_whole_or_by_parts() {
        for (pattern, cell, expected) in [
            ("Completed", " completed ", true),
            ("Completed", "Not completed", false),
            ("*withdrawal*", "User Initiated Withdrawal", true),
            ("General*", "General Currency Conversion", true),
            ("*Refund", "Payment Refund", true),
            ("*Refund", "Refund reversal", false),
            ("", "", true),
            ("", "x", false),
            ("*", "x", true),
            ("*", "", true),
            (
                "Bank Deposit to PP Account",
                "Bank Deposit to PP Account ",
                true,
            ),
        ] {
            assert_eq!(matches(pattern, cell), expected, "“{pattern}” on “{cell}”");
        }
    }
}
