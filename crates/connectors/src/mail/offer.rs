//! Whether a thread is an offer, and the offer it is.
//!
//! The rule it protects: several signs together make an offer; a newsletter or a private mail makes none.

use super::brand::{self, registrable};
use super::message::Letter;
use super::pattern::Pattern;
use super::{findings, terms};
use crate::text::cut;
use domain::offer::{Evidence, Finding, Term, TermField, TermValue};
use domain::{OfferDraft, Stage};

static COLLABORATION: Pattern = Pattern::new(
    r"(?i)\b(partnerships?|collab(?:s|orat\w+)?|sponsor\w*|ambassador\w*|influencers?|ugc|brand deal|campaign|affiliate|partenariats?|ambassad(?:eur|rice)s?|influenceu(?:r|se)s?|placement de produit|campagne|affiliation)\b",
);
static PROPOSAL: Pattern = Pattern::new(
    r"(?i)(work with you|would you (?:make|like to|be (?:interested|open))|(?:we|i)(?: would|['’]d)? (?:love|like) (?:to|you to)|we offer|we are offering|interested in (?:working|a collab)|your rates?\b|rate card|we need \d|nous (?:aimerions|souhait\w+|vous proposons|proposons|serions ravis)|vous confier|travailler avec vous|vos tarifs|seriez-vous)",
);

/// Signs needed.
const ENOUGH: i32 = 3;

/// The offer of a thread, its letters oldest first.
pub(super) fn offer(thread: &[Letter]) -> Option<OfferDraft> {
    let first = thread.first()?;
    let offering = registrable(&first.domain());
    let theirs: Vec<&Letter> = thread
        .iter()
        .filter(|l| registrable(&l.domain()) == offering)
        .collect();
    let read: Vec<(&Letter, Vec<Term>)> = theirs.iter().map(|l| (*l, terms::terms(l))).collect();
    if !read
        .iter()
        .any(|(letter, terms)| signs(letter, terms) >= ENOUGH)
    {
        return None;
    }
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
        terms: all_terms(first, &brand, &read),
        findings: all_findings(&theirs),
        messages: thread.iter().map(|l| l.draft.clone()).collect(),
        locator: first.locator.clone(),
        brand,
    })
}

/// How much speaks for an offer.
fn signs(letter: &Letter, terms: &[Term]) -> i32 {
    let has = |field: TermField| i32::from(terms.iter().any(|t| t.field == field));
    let words =
        |p: &Pattern| i32::from(p.is_in(&letter.draft.subject) || p.is_in(&letter.draft.text));
    2 * words(&COLLABORATION)
        + words(&PROPOSAL)
        + 2 * has(TermField::Deliverables)
        + 2 * has(TermField::Fee)
        + has(TermField::Commission)
        + has(TermField::Gifted)
        + has(TermField::UsageRights)
        + has(TermField::AdAuthorization)
        + i32::from(!letter.draft.references.is_empty())
        - 4 * i32::from(letter.bulk)
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
