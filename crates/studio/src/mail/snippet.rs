//! What stands around the words that were looked for.
//!
//! The rule it protects: marks are places in plain text, never markup.

use crate::shapes::{MarkedText, TextMark};
use store::places_of;

/// Bytes shown before the first word that was found.
const BEFORE: usize = 60;
/// Bytes shown in all.
const LENGTH: usize = 220;

/// Words to mark, and whether each phrase is whole.
pub(super) type Looked<'q> = [(&'q str, bool)];

/// A text with its marks.
pub(super) fn marked(text: &str, looked: &Looked<'_>) -> MarkedText {
    let units = |text: &str| super::count(text.encode_utf16().count());
    let marks = places_of(text, looked).into_iter().filter_map(|place| {
        Some(TextMark {
            start: units(text.get(..place.start)?),
            len: units(text.get(place)?),
        })
    });
    MarkedText {
        marks: marks.collect(),
        text: text.to_owned(),
    }
}

/// One line of a long text, from a little before the first word that was found; from its beginning when none was.
pub(super) fn around(text: &str, looked: &Looked<'_>) -> MarkedText {
    let first = places_of(text, looked)
        .first()
        .map_or(0, |place| place.start);
    let from = word_start(text, first.saturating_sub(BEFORE));
    let rest = text.get(from..).unwrap_or_default();
    let mut line = String::new();
    if from > 0 {
        line.push_str("… ");
    }
    let mut words = rest.split_whitespace();
    for word in words.by_ref() {
        if line.len() + word.len() > LENGTH && !line.is_empty() {
            line.push('…');
            break;
        }
        line.push_str(word);
        line.push(' ');
    }
    // A single word longer than the line: hostile or a link.
    let line: String = line.trim_end().chars().take(2 * LENGTH).collect();
    marked(&line, looked)
}

/// The first byte at or behind `at` that begins a word.
fn word_start(text: &str, at: usize) -> usize {
    if at == 0 {
        return 0;
    }
    let behind = text
        .char_indices()
        .skip_while(|(place, _)| *place < at)
        .skip_while(|(_, c)| !c.is_whitespace())
        .find(|(_, c)| !c.is_whitespace());
    behind.map_or(0, |(place, _)| place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_begins_a_little_before_the_word_and_marks_it() {
        let text = format!(
            "{}\n\nl’été, 😀 des œuvres pour la marque {}",
            "avant ".repeat(40),
            "après ".repeat(80)
        );
        let line = around(&text, &[("oeuvre", false)]);
        assert!(
            line.text.starts_with("… avant"),
            "cut at a word: {}",
            line.text
        );
        assert!(
            line.text.ends_with('…') && line.text.len() < LENGTH + 20,
            "one line: {}",
            line.text
        );
        let mark = line.marks.first().unwrap();
        let units: Vec<u16> = line.text.encode_utf16().collect();
        let place = mark.start as usize..(mark.start + mark.len) as usize;
        assert_eq!(
            String::from_utf16(&units[place]).unwrap(),
            "œuvres",
            "in UTF-16 units"
        );
        assert_eq!(
            around("short text", &[("none", false)]).text,
            "short text",
            "from its beginning"
        );
    }
}
