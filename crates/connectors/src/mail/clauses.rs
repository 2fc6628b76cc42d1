//! A message cut into clauses: sentences and list items, with their place in the text.
//!
//! The rule it protects: words quoted from an earlier message are not this message's words.

use super::pattern::Pattern;
use super::terms::tail;

/// A line after which an earlier message is quoted. What a message forwards is its own content and is read.
static EARLIER: Pattern = Pattern::new(
    r"(?i)^(?:-{2,}\s*(?:original message|message d['’]origine|ursprüngliche nachricht)|(?:on|le|am) .{4,120}(?:wrote|a écrit|schrieb)\s?:|(?:von|de) ?: .{2,100}$|_{10,}$)",
);
/// A line of its own that begins with what it is about: `Fee: EUR 900`.
static LABEL: Pattern = Pattern::new(r"^\p{Lu}[\p{L} &/'’-]{1,28}\s?:\s");

/// A word that is cut short by its full stop.
static SHORTENED: Pattern = Pattern::new(
    r"(?i)\b(?:jan|janv|feb|févr|mar|apr|avr|jun|jul|juil|aug|sept?|oct|nov|dec|déc|approx|ca|nr|no|mr|mrs|ms|dr|excl|incl|vs)$",
);

/// A sentence or list item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Clause<'t> {
    /// Its words; line breaks inside a paragraph are kept.
    pub text: &'t str,
    /// First byte in the message's text.
    pub start: usize,
}

/// The clauses of a message, without quoted lines and what follows a signature mark.
pub(super) fn clauses(text: &str) -> Vec<Clause<'_>> {
    let mut out = Vec::new();
    let mut run: Option<(usize, usize)> = None;
    let mut at = 0;
    let mut labelled = false;
    for line in text.split_inclusive('\n') {
        let (start, end) = (at, at + line.len());
        at = end;
        let words = line.trim();
        if words == "--" || EARLIER.is_in(words) {
            break;
        }
        if words.is_empty() || words.starts_with('>') {
            sentences(text, run.take(), &mut out);
            continue;
        }
        if words.starts_with(['-', '*', '•', '–', '·']) || LABEL.is_in(words) {
            sentences(text, run.take(), &mut out);
            labelled = LABEL.is_in(words);
        } else if labelled && words.starts_with(char::is_uppercase) {
            sentences(text, run.take(), &mut out);
            labelled = false;
        }
        run = Some((run.map_or(start, |(from, _)| from), end));
    }
    sentences(text, run, &mut out);
    out
}

/// Cuts a run of lines at sentence ends: a mark followed by white space.
fn sentences<'t>(text: &'t str, run: Option<(usize, usize)>, out: &mut Vec<Clause<'t>>) {
    let Some((from, to)) = run else { return };
    let run = text.get(from..to).unwrap_or_default();
    let mut start = 0;
    let bytes = run.as_bytes();
    for (at, b) in bytes.iter().enumerate() {
        let ends = matches!(b, b'.' | b'!' | b'?' | b';')
            && bytes.get(at + 1).is_none_or(u8::is_ascii_whitespace)
            && !(*b == b'.' && SHORTENED.is_in(tail(run.get(start..at).unwrap_or_default(), 12)));
        if ends || at + 1 == bytes.len() {
            let piece = run.get(start..=at).unwrap_or_default();
            let trimmed = piece.trim_start_matches(|c: char| {
                c.is_whitespace() || matches!(c, '-' | '*' | '•' | '–' | '·')
            });
            let lead = piece.len() - trimmed.len();
            let words = trimmed.trim_end();
            if !words.is_empty() {
                out.push(Clause {
                    text: words,
                    start: from + start + lead,
                });
            }
            start = at + 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_and_items_keep_their_places() {
        let text = "Hi! We pay 1.200 € for\none video. Ok?\n\n- Draft by 3 May\n- Fee: 5 €\n> Fee: 9 €\n--\nsig\n";
        let found = clauses(text);
        let words: Vec<_> = found.iter().map(|c| c.text).collect();
        assert_eq!(
            words,
            [
                "Hi!",
                "We pay 1.200 € for\none video.",
                "Ok?",
                "Draft by 3 May",
                "Fee: 5 €"
            ]
        );
        for c in found {
            assert_eq!(
                &text[c.start..c.start + c.text.len()],
                c.text,
                "each stands where it says"
            );
        }
    }
}
