//! From what a person types into the search box to a full-text query.
//!
//! The rule it protects: nothing typed can be read as search syntax; every word must be found, each as the beginning
//! of a word, without regard to case and accents.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The words of `text`, composed, as the tokenizer would split them.
pub(crate) fn words(text: &str) -> Vec<String> {
    let composed: String = text.nfc().collect();
    composed
        .split(|c: char| !c.is_alphanumeric() || is_combining_mark(c) || is_letter_like_symbol(c))
        .filter(|w| !w.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The form in which the index keeps a word, where that is plain ASCII; other scripts fold in ways that differ.
pub(crate) fn ascii_form(word: &str) -> Option<String> {
    let bare: String = word.nfd().filter(|c| !is_combining_mark(*c)).collect();
    let folded = bare.to_lowercase();
    folded.is_ascii().then_some(folded)
}

/// The FTS5 query of `text`, or `None` when it holds no word.
pub(crate) fn match_query(text: &str) -> Option<String> {
    let words: Vec<String> = words(text).iter().map(|w| prefix_query(w)).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// The query of one word as the beginning of a word.
pub(crate) fn prefix_query(word: &str) -> String {
    format!("\"{word}\"*")
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
