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

/// Text as messages and offers are indexed: letters that hold two become two, as people type them.
pub(crate) fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfc() {
        match c {
            'œ' | 'Œ' => out.push_str("oe"),
            'æ' | 'Æ' => out.push_str("ae"),
            'ß' | 'ẞ' => out.push_str("ss"),
            'ﬁ' => out.push_str("fi"),
            'ﬂ' => out.push_str("fl"),
            c => out.push(c),
        }
    }
    out
}

/// A word as it is compared: folded, without accents, lower case.
fn bare(word: &str) -> String {
    let folded = folded(word);
    let plain: String = folded.nfd().filter(|c| !is_combining_mark(*c)).collect();
    plain.to_lowercase()
}

/// Where words stand in a text that was not folded: the byte ranges of every run of words that is one of `phrases`, in order.
/// A phrase that is not whole ends with the beginning of a word.
pub fn places_of(text: &str, phrases: &[(&str, bool)]) -> Vec<std::ops::Range<usize>> {
    let wanted: Vec<(Vec<String>, bool)> = phrases
        .iter()
        .map(|(text, whole)| {
            let words = words(&folded(text)).iter().map(|w| bare(w)).collect();
            (words, *whole)
        })
        .filter(|(words, _): &(Vec<String>, bool)| !words.is_empty())
        .collect();
    let tokens = tokens(text);
    let mut found: Vec<std::ops::Range<usize>> = Vec::new();
    for (n, (first, _)) in tokens.iter().enumerate() {
        let longest = wanted.iter().filter_map(|(words, whole)| {
            let run = tokens.get(n..n.checked_add(words.len())?)?;
            let last = words.len().saturating_sub(1);
            let fits = run
                .iter()
                .zip(words)
                .enumerate()
                .all(|(at, ((_, is), want))| {
                    is == want || (at == last && !whole && is.starts_with(want.as_str()))
                });
            run.last().filter(|_| fits).map(|(range, _)| range.end)
        });
        if let Some(end) = longest.max()
            && found.last().is_none_or(|before| before.end <= first.start)
        {
            found.push(first.start..end);
        }
    }
    found
}

/// The words of a text with their places, as they are compared.
fn tokens(text: &str) -> Vec<(std::ops::Range<usize>, String)> {
    let mut out = Vec::new();
    let mut start = None;
    let ends = text.char_indices().map(|(at, c)| (at, Some(c)));
    for (at, c) in ends.chain([(text.len(), None)]) {
        let inside = c.is_some_and(|c| {
            (c.is_alphanumeric() || is_combining_mark(c)) && !is_letter_like_symbol(c)
        });
        match (start, inside) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                out.push((from..at, bare(text.get(from..at).unwrap_or_default())));
                start = None;
            }
            _ => {}
        }
    }
    out
}

/// Circled and squared letters: letters to Rust, symbols (and so separators) to the tokenizer.
fn is_letter_like_symbol(c: char) -> bool {
    matches!(c, '\u{24B6}'..='\u{24E9}' | '\u{1F130}'..='\u{1F189}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_where_they_stand_whatever_their_accents() {
        for (text, phrases, found, why) in [
            (
                "Un cœur d’été",
                vec![("coeur", false), ("ete", true)],
                vec!["cœur", "été"],
                "œ and accents",
            ),
            (
                "l'Offre finale",
                vec![("l’offre", false)],
                vec!["l'Offre"],
                "any apostrophe",
            ),
            (
                "collaboration, collab",
                vec![("collab", false)],
                vec!["collaboration", "collab"],
                "a beginning",
            ),
            (
                "collaboration, collab",
                vec![("collab", true)],
                vec!["collab"],
                "a whole word",
            ),
            (
                "frais bien inclus, frais inclus",
                vec![("frais inclus", true)],
                vec!["frais inclus"],
                "side by side",
            ),
            ("nothing", vec![("€", false)], vec![], "a sign is no word"),
        ] {
            let ranges = places_of(text, &phrases);
            let words: Vec<&str> = ranges.iter().map(|r| &text[r.clone()]).collect();
            assert_eq!(words, found, "{why}");
        }
    }

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
