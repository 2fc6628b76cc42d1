//! What is to be made: counts of videos, stories, posts.
//!
//! The rule it protects: a count belongs to a thing only when no other word of meaning stands between; videos the creator
//! already made (`your 3 videos`) are praise, not work.

use super::{Reading, tail, term};
use crate::mail::clauses::Clause;
use crate::mail::pattern::Pattern;
use crate::text::cut;
use domain::offer::{Term, TermField, TermValue};

static COUNT: Pattern = Pattern::new(
    r"(?i)\b(?:\d{1,2}\s?[x×]|\d{1,2}|an?|single|one|two|three|four|five|six|seven|eight|nine|ten|une?|deux|trois|quatre|cinq|sept|huit|neuf|dix)\b\s*[x×]?\s+",
);
static WORD: Pattern = Pattern::new(r"^[\w'’&-]+(?:\s*\([^)\n]{1,20}\))?");
static THING: Pattern = Pattern::new(
    r"(?i)^(?:videos?|vidéos?|reels?|réels?|story|stories|storys|posts?|shorts?|lives?|streams?|carousels?|carrousels?|tiktoks?|integrations?|intégrations?|photos?|stills|clips|tutos?|ads|story-set|takeover|unboxings?)$",
);
/// Words that may stand between a count and its thing.
static MANNER: Pattern = Pattern::new(
    r"(?i)^(?:tiktok|tt|ig|instagram|insta|youtube|yt|feed|in-feed|grid|community|dedicated|short|longer|long|long-form|sponsored|ugc|organic|original|integrated|vertical|verticales?|static|weekly|shoppable|honest|host-read|unboxing|recipe|quick|small|courte?|longue|petite?|dédiée?s?|gift-guide|before-and-after|drawing|test|tutorial|tuto|separate|more|native|ambient|voice-over|live|story|stories|post|reel|\d+(?:-\d+)?[- ]?(?:second|minute|s|sec|min)s?)$",
);
static MADE: Pattern = Pattern::new(
    r"(?i)\b(your|vos|votre|tes|ton|ta|our|nos|last|latest|recent|dernières?|these|ces|each|per|par|cette|this|of your|dans)\s*$",
);
static PRAISE: Pattern = Pattern::new(
    r"(?i)\b(?:you (?:have|made|published|posted|did)|watched|loved|enjoyed|saw|j['’]ai vu|of (?:your|my))\s*(?:\w+\s+){0,2}$",
);
static ARTICLE: Pattern = Pattern::new(r"(?i)^an?\b");
/// Things that a bare `a` may count.
static CLEAR: Pattern = Pattern::new(
    r"(?i)^(?:reels?|story|stories|shorts?|carousels?|lives?|integrations?|unboxings?)$",
);

/// A counted thing in a clause.
struct Item {
    from: usize,
    to: usize,
    /// Counted by an article only.
    vague: bool,
}

/// Everything to be made that the message counts; the evidence is the first clause's words.
pub(super) fn deliverables(reading: &Reading<'_>) -> Option<Term> {
    let found: Vec<(&Clause<'_>, Item)> = reading
        .clauses
        .iter()
        .flat_map(|clause| {
            items(clause.text)
                .into_iter()
                .map(move |item| (clause, item))
        })
        .take(100)
        .collect();
    let counted = found.iter().any(|(_, item)| !item.vague);
    let mut words: Vec<String> = Vec::new();
    let mut place: Option<(Clause<'_>, usize, usize)> = None;
    for (clause, item) in found {
        if item.vague && counted {
            continue;
        }
        let text = clause.text.get(item.from..item.to).unwrap_or_default();
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if words.iter().any(|w| w.eq_ignore_ascii_case(&text)) {
            continue;
        }
        words.push(text);
        place = match place {
            None => Some((*clause, item.from, item.to)),
            Some((first, from, _)) if first == *clause => Some((first, from, item.to)),
            other => other,
        };
    }
    let (clause, from, to) = place?;
    let value = TermValue::Text(cut(&words.join(", "), 300));
    Some(term(TermField::Deliverables, value, &clause, from, to))
}

/// Whether a clause counts something to be made.
pub(super) fn counts_work(text: &str) -> bool {
    !items(text).is_empty()
}

fn items(text: &str) -> Vec<Item> {
    let mut out: Vec<Item> = Vec::new();
    for found in COUNT.all(text).into_iter().take(50) {
        let Some(count) = found.get(0) else { continue };
        let before = tail(text.get(..count.start()).unwrap_or_default(), 60);
        if MADE.is_in(before) || PRAISE.is_in(before) {
            continue;
        }
        let Some(to) = thing(text, count.end()) else {
            continue;
        };
        if out.last().is_some_and(|last| count.start() < last.to) {
            continue;
        }
        let bare = ARTICLE.is_in(count.as_str());
        let noun = text.get(count.end()..to).unwrap_or_default();
        let noun = noun.split_whitespace().last().unwrap_or_default();
        if bare && !CLEAR.is_in(noun) {
            continue;
        }
        out.push(Item {
            from: count.start(),
            to,
            vague: bare,
        });
    }
    out
}

/// Where the thing ends that begins at a place: `vertical clips`, `TikTok video`, `feed post`.
fn thing(text: &str, from: usize) -> Option<usize> {
    let mut at = from;
    let mut end = None;
    for _ in 0..5 {
        let rest = text.get(at..)?;
        let gap = rest.len() - rest.trim_start_matches([' ', '\n', '\u{a0}', '/']).len();
        let rest = rest.get(gap..)?;
        let Some(word) = WORD.first(rest) else { break };
        let bare = word.as_str().split(['(', ' ']).next().unwrap_or_default();
        let is_thing = THING.is_in(bare);
        if is_thing {
            end = Some(at + gap + bare.len());
        } else if !MANNER.is_in(bare) {
            break;
        }
        at += gap + word.end();
    }
    end
}
