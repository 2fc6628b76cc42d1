//! What speaks for a mail being an offer, and what speaks against it.
//!
//! The rule it protects: several signs together make an offer, each with the words that show it; a newsletter, a bill or a
//! private mail makes none.

use super::clauses::{Clause, clauses};
use super::pattern::Pattern;
use super::terms;
use crate::text::cut;
use domain::offer::{MessageDraft, Sign, SignKind, Term, TermField};

static COLLABORATION: Pattern = Pattern::new(
    r"(?i)\b(partnerships?|collab(?:s|orat\w+)?|sponsor\w*|ambassadors?|influencers?|ugc|brand deals?|campaigns?|affiliates?|paid (?:video|post|partnership|test)|integration|whitelisting|spark (?:code|ads?)|rev share|talent manager|partenariats?|ambassad(?:eur|rice)s?|influenceu(?:r|se)s?|placement de produit|campagne|affiliation|collaboration|sponsoris\w+|sponso|rémunéré\w*)\b",
);
static PROPOSAL: Pattern = Pattern::new(concat!(
    r"(?i)\b(?:work(?:ing)? with you|(?:would|could|can|may|might) (?:you|we|i)(?: \w+)? (?:make|like|be (?:interested|open|up)|consider|do|host|sponsor|send|offer|give|film|pay|commission|book|introduce)|(?:we|i)(?: would|['’]d)? (?:love|like|want|be delighted) (?:to|you to|two|three|one|a)|(?:we|i)(?:['’]re| are) looking for|looking for (?:two|three|a few|creators)|we offer|we are offering|(?:we['’]d|i['’]d) love to|interested in (?:working|a collab)|we need \d|(?:we|client) wants?|want to pay you|invite you to|(?:you(?:['’]ve| have| were) been|profile is) (?:selected|chosen|accepted|shortlisted)|shortlisted you|we can (?:pay|offer|do)|i (?:can|could) pay|is that fair|deal\?|you in\?|sound fun|up for it|how does one go about)",
    r"|(?:nous |on )(?:aimerions|aimerait|souhait\w+|vous proposons|te propose|proposons|serions ravis|voudrions|cherche|imagin\w+|recherch\w+|vous invite|vous paierions)|vous confier|travailler avec (?:vous|toi)|(?:seriez-vous|accepteriez-vous|pourriez-vous|souhaiteriez-vous|ça vous d|ça te d|ça te tente|tu serais|envie de)|je (?:vous|peux) propos\w+|notre offre|voici l['’]offre|votre profil (?:est retenu|nous)|tu as été choisie?|devenez ambass\w+",
));
static ASKS_RATES: Pattern = Pattern::new(
    r"(?i)\b(?:your (?:current )?rates?\b|rate card|media kit|what (?:would|do) you charge|name a price|what does it cost|what a .{3,30} costs|vos tarifs|ton tarif|tes tarifs|kit média|send (?:me|us) your (?:rates|quote))",
);
static LIST: Pattern = Pattern::new(
    r"(?i)\b(unsubscribe|se désinscrire|désabonn\w+|view (?:this email )?in (?:your )?browser|manage (?:your )?(?:subscription|preferences)|you(?:['’]re| are)? receiv(?:e|ing) this|click here to stop|ne plus recevoir|see the changelog|listen wherever|read on our site)\b",
);
static SELLS: Pattern = Pattern::new(
    r"(?i)\b(your order|your parcel|your payout|invoice .{0,30}attached|will be charged|(?:seo|website) (?:packages?|proposal)|packages starting|i charge|we charge|my fee|pieces manquantes|pièces manquantes|your licence|(?:your|the) affiliate statement|out of the office|automated message|thanks for backing|guest (?:post|article)|change your notification|for immediate release|press preview|you contacted us|shortlist of|sponsor (?:me|our)\b|looking for a sponsor for|mon mémoire|arrived broken)\b",
);
static ROBOT: Pattern = Pattern::new(
    r"(?i)^(?:no-?reply|do-?not-?reply|ne-pas-repondre|notify|notifications?|updates?|billing|statements|orders?)@",
);

/// Weight needed.
const ENOUGH: i32 = 3;

/// Why a message may be an offer, each reason once, with the words that show it.
#[must_use]
pub fn signs(message: &MessageDraft) -> Vec<Sign> {
    let cut_up = clauses(&message.text);
    let found = terms::of(message);
    read(message, &cut_up, &found)
}

/// The same, from terms that are read already.
fn read(message: &MessageDraft, cut_up: &[Clause<'_>], found: &[Term]) -> Vec<Sign> {
    let mut out = Vec::new();
    let worded = [
        (SignKind::Collaboration, &COLLABORATION),
        (SignKind::Proposal, &PROPOSAL),
        (SignKind::AsksRates, &ASKS_RATES),
    ];
    for (kind, pattern) in worded {
        let line = cut_up
            .iter()
            .map(|c| c.text)
            .chain([message.subject.as_str()])
            .find(|line| pattern.is_in(line));
        out.extend(line.map(|line| sign(kind, line)));
    }
    let stated = [
        (SignKind::Deliverables, &[TermField::Deliverables][..]),
        (SignKind::Fee, &[TermField::Fee]),
        (SignKind::Commission, &[TermField::Commission]),
        (SignKind::Gifted, &[TermField::Gifted]),
        (
            SignKind::Rights,
            &[
                TermField::UsageRights,
                TermField::AdAuthorization,
                TermField::Exclusivity,
            ],
        ),
    ];
    for (kind, fields) in stated {
        let term = found.iter().find(|t| fields.contains(&t.field));
        out.extend(term.map(|t| sign(kind, &t.evidence.text)));
    }
    if !message.references.is_empty() {
        out.push(sign(SignKind::Answer, &message.subject));
    }
    out
}

fn sign(kind: SignKind, line: &str) -> Sign {
    let flat = line.split_whitespace().collect::<Vec<_>>().join(" ");
    Sign {
        kind,
        line: cut(&flat, 300),
    }
}

/// Whether enough speaks for an offer.
pub(super) fn is_offer(message: &MessageDraft, found: &[Term], suspect: bool, bulk: bool) -> bool {
    let cut_up = clauses(&message.text);
    let for_it: i32 = read(message, &cut_up, found)
        .iter()
        .map(|s| weight(s.kind))
        .sum();
    let text = message.text.as_str();
    let against = 4 * i32::from(bulk || LIST.is_in(text))
        + 4 * i32::from(SELLS.is_in(text) || SELLS.is_in(&message.subject))
        + 3 * i32::from(ROBOT.is_in(&message.from_address));
    // A trap is shown with its reasons rather than left unsaid, once it speaks of collaboration at all.
    for_it + i32::from(suspect) - against >= ENOUGH
}

fn weight(kind: SignKind) -> i32 {
    match kind {
        SignKind::Collaboration
        | SignKind::AsksRates
        | SignKind::Deliverables
        | SignKind::Fee
        | SignKind::Gifted
        | SignKind::Commission
        | SignKind::Answer => 2,
        SignKind::Proposal | SignKind::Rights => 1,
    }
}
