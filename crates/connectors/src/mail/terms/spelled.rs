//! Amounts written in words: `five hundred dollars`, `six cents euros`.
//!
//! The rule it protects: only whole hundreds and thousands are read; what is more intricate stays unread.

use crate::mail::pattern::Pattern;

static ENGLISH: Pattern = Pattern::new(
    r"(?i)\b(?P<n>an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty)[\s-]+(?P<size>hundred|thousand)\s+(?:us\s+)?(?P<unit>euros?|dollars?|pounds?)\b",
);
static FRENCH: Pattern = Pattern::new(
    r"(?i)\b(?:(?P<n>deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|quinze|vingt)\s+)?(?P<size>cents?|mille)\s+(?P<unit>euros?)\b",
);

const NUMBERS: &[(&str, i64)] = &[
    ("a", 1),
    ("an", 1),
    ("one", 1),
    ("two", 2),
    ("deux", 2),
    ("three", 3),
    ("trois", 3),
    ("four", 4),
    ("quatre", 4),
    ("five", 5),
    ("cinq", 5),
    ("six", 6),
    ("seven", 7),
    ("sept", 7),
    ("eight", 8),
    ("huit", 8),
    ("nine", 9),
    ("neuf", 9),
    ("ten", 10),
    ("dix", 10),
    ("twelve", 12),
    ("douze", 12),
    ("fifteen", 15),
    ("quinze", 15),
    ("twenty", 20),
    ("vingt", 20),
];

/// An amount in words.
pub(super) struct Spelled<'t> {
    pub start: usize,
    pub end: usize,
    /// Whole units.
    pub whole: i64,
    /// The word for the unit.
    pub unit: &'t str,
}

/// All of a text, in order.
pub(super) fn spelled(text: &str) -> Vec<Spelled<'_>> {
    [&ENGLISH, &FRENCH]
        .into_iter()
        .flat_map(|p| p.all(text))
        .filter_map(|found| {
            let place = found.get(0)?;
            let many = match found.name("n") {
                Some(word) => {
                    let word = word.as_str().to_lowercase();
                    NUMBERS.iter().find(|(w, _)| *w == word).map(|(_, n)| *n)?
                }
                None => 1,
            };
            let size = found.name("size")?.as_str().to_lowercase();
            let size = if matches!(size.as_str(), "thousand" | "mille") {
                1_000
            } else {
                100
            };
            Some(Spelled {
                start: place.start(),
                end: place.end(),
                whole: many * size,
                unit: found.name("unit")?.as_str(),
            })
        })
        .collect()
}
