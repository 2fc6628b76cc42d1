//! Whether a thread is an offer, and the offer it is.
//!
//! The rule it protects: several signs together make an offer; a newsletter or a private mail makes none.

use super::brand::{self, registrable};
use super::message::Letter;
use super::{findings, signs, terms};
use crate::text::cut;
use domain::offer::{Evidence, Finding, FindingKind, Term, TermField, TermValue};
use domain::{OfferDraft, Stage};

/// The offer of a thread, its letters oldest first.
pub(super) fn offer(thread: &[Letter]) -> Option<OfferDraft> {
    let (theirs, read) = theirs(thread)?;
    if !read.iter().any(|(letter, terms)| {
        let suspect = findings::findings(letter)
            .iter()
            .any(|f| f.kind != FindingKind::FreeMail);
        signs::is_offer(&letter.draft, terms, suspect, letter.bulk)
    }) {
        return None;
    }
    made(thread, &theirs, &read)
}

/// The offer of a thread that the creator says is one.
pub(super) fn by_the_creators_word(thread: &[Letter]) -> Option<OfferDraft> {
    let (theirs, read) = theirs(thread)?;
    made(thread, &theirs, &read)
}

/// The offering side's letters, and the same with their terms.
type Theirs<'t> = (Vec<&'t Letter>, Vec<(&'t Letter, Vec<Term>)>);

fn theirs(thread: &[Letter]) -> Option<Theirs<'_>> {
    let offering = registrable(&thread.first()?.domain());
    let theirs: Vec<&Letter> = thread
        .iter()
        .filter(|l| registrable(&l.domain()) == offering)
        .collect();
    let read = theirs.iter().map(|l| (*l, terms::of(&l.draft))).collect();
    Some((theirs, read))
}

fn made(
    thread: &[Letter],
    theirs: &[&Letter],
    read: &[(&Letter, Vec<Term>)],
) -> Option<OfferDraft> {
    let first = thread.first()?;
    let brand = brand::brand(first);
    let root = first
        .draft
        .references
        .first()
        .unwrap_or(&first.draft.external_id);
    let answered = thread.len() > theirs.len();
    Some(OfferDraft {
        external_id: root.clone(),
        title: title(first),
        stage: if answered { Stage::Talking } else { Stage::New },
        received: first.draft.sent,
        terms: all_terms(first, &brand, read),
        findings: all_findings(theirs),
        messages: thread.iter().map(|l| l.draft.clone()).collect(),
        locator: first.locator.clone(),
        brand,
    })
}

/// One term per field; a later message of the offering side supersedes an earlier one.
fn all_terms(first: &Letter, brand: &str, read: &[(&Letter, Vec<Term>)]) -> Vec<Term> {
    let sender = format!(
        "From: {} <{}>",
        first.draft.from_name, first.draft.from_address
    );
    let headed = |field, value: &str| Term {
        field,
        value: TermValue::Text(value.to_owned()),
        evidence: Evidence {
            text: cut(&sender, 300),
            start: None,
            len: 0,
        },
    };
    let mut out = vec![
        headed(TermField::Brand, brand),
        headed(
            TermField::Contact,
            first
                .reply_to
                .as_deref()
                .unwrap_or(&first.draft.from_address),
        ),
    ];
    for (_, terms) in read {
        for term in terms {
            out.retain(|t| t.field != term.field);
            out.push(term.clone());
        }
    }
    out.sort_by_key(|t| TermField::ALL.iter().position(|f| *f == t.field));
    out
}

fn all_findings(theirs: &[&Letter]) -> Vec<Finding> {
    let mut out: Vec<Finding> = Vec::new();
    for finding in theirs.iter().flat_map(|l| findings::findings(l)) {
        if !out.contains(&finding) {
            out.push(finding);
        }
    }
    out
}

/// The subject without `Re:` and `Fwd:`, or the first words.
fn title(letter: &Letter) -> String {
    let mut subject = letter.draft.subject.trim();
    while let Some((mark, rest)) = subject.split_once(':') {
        if !["re", "fw", "fwd", "tr", "aw"].contains(&mark.trim().to_lowercase().as_str()) {
            break;
        }
        subject = rest.trim();
    }
    if subject.is_empty() {
        return cut(
            letter
                .draft
                .text
                .lines()
                .next()
                .unwrap_or(&letter.draft.from_address),
            120,
        );
    }
    cut(subject, 300)
}
