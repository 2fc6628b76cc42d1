//! From what a person types into the search box to a full-text query.
//!
//! The rule it protects: nothing typed can be read as search syntax; every word must be found, each as the beginning
//! of a word, without regard to case and accents.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The FTS5 query of `text`, or `None` when it holds no word.
pub(crate) fn match_query(text: &str) -> Option<String> {
    let composed: String = text.nfc().collect();
    let words: Vec<String> = composed
        .split(|c: char| !c.is_alphanumeric() || is_combining_mark(c) || is_letter_like_symbol(c))
        .filter(|w| !w.is_empty())
        .map(|w| format!("\"{w}\"*"))
        .collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// Circled and squared letters: letters to Rust, symbols (and so separators) to the tokenizer.
fn is_letter_like_symbol(c: char) -> bool {
    matches!(c, '\u{24B6}'..='\u{24E9}' | '\u{1F130}'..='\u{1F189}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_text_becomes_words_and_never_syntax() {
        let cases = [
            (
                "bowl plate",
                Some("\"bowl\"* \"plate\"*"),
                "all words, each as a beginning",
            ),
            (
                "NEAR(a b) -\"x\"",
                Some("\"NEAR\"* \"a\"* \"b\"* \"x\"*"),
                "operators are only words",
            ),
            (
                "order-1048",
                Some("\"order\"* \"1048\"*"),
                "split where the tokenizer splits",
            ),
            (
                "caf\u{65}\u{301}",
                Some("\"café\"*"),
                "composed first, so an accent does not split a word",
            ),
            ("  … ", None, "no word, no search"),
        ];
        for (text, query, why) in cases {
            assert_eq!(match_query(text).as_deref(), query, "{text:?}: {why}");
        }
    }
}
