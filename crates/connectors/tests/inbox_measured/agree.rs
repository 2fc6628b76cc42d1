//! When a term read from a mail agrees with the label: the value must be right, and the evidence must be the labelled words.

use super::labels::TermLabel;
use domain::offer::{Term, TermValue};
use std::collections::BTreeSet;

/// Whether a term is right. Value and evidence both count.
pub fn right(term: &Term, label: &TermLabel) -> bool {
    value(term, label) && evidence(term, label)
}

/// The words overlap: one holds the other once white space is folded, case and curly marks ignored.
fn evidence(term: &Term, label: &TermLabel) -> bool {
    let Some(want) = &label.evidence else {
        return true;
    };
    let (want, got) = (fold(want), fold(&term.evidence.text));
    !got.is_empty() && (got.contains(&want) || want.contains(&got))
}

fn value(term: &Term, label: &TermLabel) -> bool {
    let Some(want) = label.value.as_deref() else {
        return true;
    };
    if let Some(words) = want.strip_prefix("text:") {
        let TermValue::Text(got) = &term.value else {
            return false;
        };
        return numbers(words).is_subset(&numbers(got));
    }
    match &term.value {
        TermValue::Money(amount) => want.split_once(' ').is_some_and(|(number, unit)| {
            unit.parse()
                .ok()
                .and_then(|unit| domain::Amount::parse(number, unit).ok())
                .is_some_and(|want| want == *amount)
        }),
        TermValue::Day(day) => day.to_string() == want,
        TermValue::Rate(rate) => rate.to_string() == want,
        TermValue::Days(days) => days.to_string() == want,
        TermValue::Flag(flag) => *flag,
        TermValue::Text(got) => match label.field.as_str() {
            "platform" => set(got) == set(want),
            "deliverables" => items(got) == items(want),
            "brand" => letters(got) == letters(want),
            "product" => close(got, want),
            _ => fold(got) == fold(want),
        },
    }
}

/// White space to single spaces, lower case, straight marks.
pub fn fold(text: &str) -> String {
    text.replace('’', "'")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase()
}

fn letters(text: &str) -> String {
    text.to_lowercase()
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect()
}

fn set(text: &str) -> BTreeSet<String> {
    text.split(',').map(fold).collect()
}

fn numbers(text: &str) -> BTreeSet<String> {
    let joined: String = text
        .chars()
        .filter(|c| !matches!(c, ',' | '.' | ' ' | '\u{a0}' | '\u{202f}'))
        .collect();
    joined
        .split(|c: char| !c.is_ascii_digit())
        .filter(|n| !n.is_empty())
        .map(str::to_owned)
        .collect()
}

/// At least half of the words are common to both.
fn close(got: &str, want: &str) -> bool {
    let words = |s: &str| -> BTreeSet<String> {
        fold(s)
            .split(|c: char| !c.is_alphanumeric())
            .filter(|w| !w.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let (got, want) = (words(got), words(want));
    2 * got.intersection(&want).count() >= got.union(&want).count()
}

/// Counts and things made, whatever the language and the adjectives: `deux vidéos TikTok` → 2 video.
fn items(text: &str) -> BTreeSet<(u32, String)> {
    text.split(',').filter_map(item_of).collect()
}

fn item_of(item: &str) -> Option<(u32, String)> {
    const COUNTS: &[(&str, u32)] = &[
        ("a", 1),
        ("an", 1),
        ("one", 1),
        ("un", 1),
        ("une", 1),
        ("single", 1),
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
    ];
    const THINGS: &[(&str, &str)] = &[
        ("integration", "integration"),
        ("intégration", "integration"),
        ("reel", "reel"),
        ("réel", "reel"),
        ("stor", "story"),
        ("short", "short"),
        ("live", "live"),
        ("carousel", "carousel"),
        ("carrousel", "carousel"),
        ("photo", "photo"),
        ("still", "photo"),
        ("host-read", "podcast"),
        ("post", "post"),
        ("publication", "post"),
        ("video", "video"),
        ("vidéo", "video"),
        ("tuto", "video"),
        ("clip", "video"),
        ("tiktok", "video"),
        ("tt", "video"),
    ];
    let item = fold(item);
    let count = item
        .split(|c: char| !c.is_alphanumeric())
        .find_map(|word| {
            let digits = word.trim_end_matches('x');
            digits
                .parse()
                .ok()
                .or_else(|| COUNTS.iter().find(|(w, _)| *w == word).map(|(_, n)| *n))
        })?;
    // The noun decides, not an adjective before it: `short vertical clips` are clips, `TikTok stories` are stories.
    let noun = item
        .split(|c: char| !c.is_alphanumeric() && c != '-')
        .filter_map(|word| THINGS.iter().find(|(start, _)| word.starts_with(start)))
        .map(|(_, noun)| *noun)
        .collect::<Vec<_>>();
    let strong = noun
        .iter()
        .rev()
        .find(|n| !(**n == "video" && noun.iter().any(|o| *o != "video" && *o != "short")));
    strong.map(|noun| (count, (*noun).to_owned()))
}
