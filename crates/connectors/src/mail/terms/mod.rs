//! Terms of an offer, each beside the words that state it. English and French.
//!
//! The rule it protects: a term names its evidence or it is absent; what can be read two ways is not a term.

mod dates;
mod deliverables;
mod money;
mod spelled;
mod words;

use super::clauses::{Clause, clauses};
use super::pattern::Pattern;
use crate::text::cut;
use domain::CivilDay;
use domain::offer::{Evidence, MessageDraft, Term, TermField, TermValue};

/// What one message states. At most one term per field, in the order of the fields.
pub(super) fn of(message: &MessageDraft) -> Vec<Term> {
    let text = message.text.as_str();
    let sent = message.sent.day_in(domain::Zone::UTC);
    let reading = Reading {
        clauses: clauses(text),
        sent,
        french: is_french(text),
        shares: SHARES.is_in(&message.subject),
    };
    let found = [
        words::product(&reading),
        words::platform(&reading),
        deliverables::deliverables(&reading),
        money::fee(&reading),
        money::commission(&reading),
        words::gifted(&reading),
        dates::by(&reading, TermField::AnswerBy),
        dates::by(&reading, TermField::DraftBy),
        dates::by(&reading, TermField::PublishOn),
        words::usage_rights(&reading),
        words::ad_authorization(&reading),
        words::exclusivity(&reading),
        words::payment(&reading),
    ];
    found.into_iter().flatten().collect()
}

/// A message prepared for reading.
struct Reading<'t> {
    clauses: Vec<Clause<'t>>,
    /// The day it was sent, which gives dates without a year theirs.
    sent: CivilDay,
    french: bool,
    /// Whether the subject is a share of sales.
    shares: bool,
}

static SHARES: Pattern = Pattern::new(r"(?i)\b(rev(?:enue)? share|affiliat\w*|commission)\b");

/// A term with a part of a clause as its evidence.
fn term(field: TermField, value: TermValue, clause: &Clause<'_>, from: usize, to: usize) -> Term {
    let words = clause.text.get(from..to).unwrap_or(clause.text);
    let text = cut(words, 300);
    let len = u32::try_from(text.len()).unwrap_or(u32::MAX);
    Term {
        field,
        value,
        evidence: Evidence {
            start: u32::try_from(clause.start + from).ok(),
            len,
            text,
        },
    }
}

/// A term whose value is its clause.
fn clause_term(field: TermField, clause: &Clause<'_>) -> Term {
    let flat = clause.text.split_whitespace().collect::<Vec<_>>().join(" ");
    term(
        field,
        TermValue::Text(cut(&flat, 300)),
        clause,
        0,
        clause.text.len(),
    )
}

/// Whether more of the common French words occur than of the English ones.
fn is_french(text: &str) -> bool {
    const FRENCH: &[&str] = &[
        "nous", "vous", "votre", "vos", "est", "une", "pour", "bonjour", "avec", "et", "le", "la",
        "des", "du",
    ];
    const ENGLISH: &[&str] = &[
        "we", "you", "your", "is", "the", "and", "for", "hello", "hi", "with", "of", "to", "our",
    ];
    let (mut french, mut english) = (0, 0);
    for word in text.split(|c: char| !c.is_alphabetic()).take(600) {
        let word = word.to_lowercase();
        french += usize::from(FRENCH.contains(&word.as_str()));
        english += usize::from(ENGLISH.contains(&word.as_str()));
    }
    french > english
}

/// The last characters of a text: words that far away belong to something else, and a long text costs no more.
pub(super) fn tail(text: &str, chars: usize) -> &str {
    text.char_indices()
        .rev()
        .nth(chars.saturating_sub(1))
        .and_then(|(at, _)| text.get(at..))
        .unwrap_or(text)
}

/// The first characters of a text.
fn head(text: &str, chars: usize) -> &str {
    text.char_indices()
        .nth(chars)
        .and_then(|(at, _)| text.get(..at))
        .unwrap_or(text)
}
