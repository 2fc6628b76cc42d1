//! What is to be made: counts of videos, stories, posts.
//!
//! The rule it protects: videos the creator already made (`your 3 videos`) are praise, not work.

use super::{Reading, tail, term};
use crate::mail::pattern::Pattern;
use crate::text::cut;
use domain::offer::{Term, TermField, TermValue};

static ITEM: Pattern = Pattern::new(concat!(
    r"(?i)\b(?:\d{1,2}|one|two|three|four|five|six|une?|deux|trois|quatre|cinq)\s*[x×]?\s+",
    r"(?:(?:tiktok|instagram|insta|youtube|dedicated|short|sponsored|ugc|organic|original|integrated|long|courte)\s+){0,3}",
    r"(?:videos?|vidéos?|reels?|story|stories|storys|posts?|shorts?|lives?|carousels?|carrousels?|publications?|tiktoks?|integrations?|intégrations?)\b",
    r"(?:\s+(?:tiktok|instagram|youtube)\b)?(?:\s+dédiées?\b)?",
));
static MADE: Pattern =
    Pattern::new(r"(?i)\b(your|vos|votre|tes|our|nos|last|latest|recent|dernières?|these|ces)\s*$");

/// Everything to be made that the message counts; the evidence is the first clause's words.
pub(super) fn deliverables(reading: &Reading<'_>) -> Option<Term> {
    let mut items: Vec<String> = Vec::new();
    let mut place = None;
    for clause in &reading.clauses {
        for found in ITEM.all(clause.text).into_iter().take(50) {
            let Some(item) = found.get(0) else { continue };
            if clause
                .text
                .get(..item.start())
                .is_some_and(|before| MADE.is_in(tail(before, 30)))
            {
                continue;
            }
            let words = item
                .as_str()
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ");
            if items.iter().any(|i| i.eq_ignore_ascii_case(&words)) {
                continue;
            }
            items.push(words);
            place = match place {
                None => Some((*clause, item.start(), item.end())),
                Some((first, from, _)) if first == *clause => Some((first, from, item.end())),
                other => other,
            };
        }
    }
    let (clause, from, to) = place?;
    let text = cut(&items.join(", "), 300);
    Some(term(
        TermField::Deliverables,
        TermValue::Text(text),
        &clause,
        from,
        to,
    ))
}
