//! Pieces proposed from the terms of an offer.
//!
//! The rule it protects: a count gives so many pieces, never more than the terms state; the days of the terms are the days of
//! each piece until the creator says otherwise.

use super::{Deliverable, Format, Progress};
use crate::CivilDay;
use crate::offer::{Term, TermField, TermValue};
use crate::rights::number_word;
use std::collections::BTreeMap;

/// The most pieces one count may give: a larger number is no count of pieces.
const MOST: u32 = 30;

/// The pieces the terms state, in their order.
pub fn propose(terms: &[Term]) -> Vec<Deliverable> {
    let value = |field| terms.iter().find(|t| t.field == field).map(|t| &t.value);
    let day = |field| match value(field) {
        Some(TermValue::Day(day)) => Some(*day),
        _ => None,
    };
    let Some(TermValue::Text(text)) = value(TermField::Deliverables) else {
        return Vec::new();
    };
    let platform = match value(TermField::Platform) {
        Some(TermValue::Text(name)) => Some(name.as_str()),
        _ => None,
    };
    let (draft, publish) = (day(TermField::DraftBy), day(TermField::PublishOn));
    let mut numbers: BTreeMap<Format, u32> = BTreeMap::new();
    let mut out = Vec::new();
    for (count, format, label) in kinds(text) {
        for _ in 0..count {
            let number = numbers.entry(format).or_insert(0);
            *number += 1;
            out.push(piece(format, *number, &label, platform, draft, publish));
        }
    }
    out
}

fn piece(
    format: Format,
    number: u32,
    label: &str,
    platform: Option<&str>,
    draft_on: Option<CivilDay>,
    publish_on: Option<CivilDay>,
) -> Deliverable {
    Deliverable {
        item: format!("{format}-{number}"),
        format,
        label: label.to_owned(),
        platform: platform.map(str::to_owned),
        draft_on,
        approved_on: None,
        publish_on,
        progress: Progress::Planned,
        link: None,
        note: String::new(),
        proposed: true,
    }
}

/// What a wording counts: how many, of what kind, in which words (`2 TikTok videos, 1 story`).
pub fn kinds(text: &str) -> Vec<(u32, Format, String)> {
    text.split([',', ';', '\n', '+'])
        .flat_map(|part| part.split(" and "))
        .flat_map(|part| part.split(" et "))
        .filter_map(counted)
        .collect()
}

fn counted(part: &str) -> Option<(u32, Format, String)> {
    let words: Vec<&str> = part
        .split(|c: char| c.is_whitespace() || c == '\u{a0}')
        .filter(|w| !w.is_empty())
        .collect();
    let first = words.first()?.to_lowercase();
    let digits = first.trim_end_matches(['x', '×']);
    let count = digits.parse().ok().or_else(|| number_word(&first));
    let rest = words.get(usize::from(count.is_some())..)?;
    let rest = match rest.first() {
        Some(&("x" | "×")) => rest.get(1..)?,
        _ => rest,
    };
    let format = rest.iter().rev().find_map(|word| format_of(word))?;
    let count = count.unwrap_or(1);
    (1..=MOST)
        .contains(&count)
        .then(|| (count, format, rest.join(" ")))
}

fn format_of(word: &str) -> Option<Format> {
    let word = word.to_lowercase();
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    Some(match word {
        "video" | "videos" | "vidéo" | "vidéos" | "tiktok" | "tiktoks" | "clip" | "clips"
        | "tuto" | "tutos" | "unboxing" | "unboxings" => Format::Video,
        "short" | "shorts" => Format::Short,
        "reel" | "reels" | "réel" | "réels" => Format::Reel,
        "story" | "stories" | "storys" | "story-set" => Format::Story,
        "post" | "posts" => Format::Post,
        "carousel" | "carousels" | "carrousel" | "carrousels" => Format::Carousel,
        "live" | "lives" | "stream" | "streams" => Format::Live,
        "integration" | "integrations" | "intégration" | "intégrations" => Format::Integration,
        "photo" | "photos" | "still" | "stills" => Format::Photo,
        "ad" | "ads" | "takeover" | "takeovers" => Format::Other,
        _ => return None,
    })
}
