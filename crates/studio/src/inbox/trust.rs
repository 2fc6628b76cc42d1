//! What speaks for and against an offer, gathered for one reading of the list.
//!
//! The rule it protects: a brand the creator confirmed is known; nothing a stranger wrote makes him known.

use connectors::mail::{KnownSender, known_elsewhere};
use domain::Platform;
use domain::offer::{Finding, Grade, TermField, grade};
use store::{Offer, ReadTx, StoreError};

/// Everything found against one offer.
pub(super) struct Trust {
    /// Its findings, with what only the other offers can tell.
    pub findings: Vec<Finding>,
    /// Their sum.
    pub grade: Grade,
    /// Recognised in a mail and not yet confirmed.
    pub proposed: bool,
}

impl Trust {
    /// Reads what other offers tell about one.
    pub fn of(tx: &ReadTx<'_>, offer: &Offer, platform: Platform) -> Result<Self, StoreError> {
        let mut findings = offer.findings.clone();
        if let Some(address) = sender(offer) {
            let known: Vec<KnownSender> = tx
                .known_senders(Some(offer.id))?
                .into_iter()
                .map(|(brand, address)| KnownSender { brand, address })
                .collect();
            findings.extend(known_elsewhere(&offer.brand, address, &known));
        }
        let decided = offer.note.as_ref().is_some_and(|n| n.stage.is_some());
        Ok(Self {
            grade: grade(&findings),
            findings,
            proposed: platform == Platform::Mail
                && !decided
                && offer.source_stage == domain::Stage::New,
        })
    }
}

/// The address of the first mail, from the header the brand was read from.
fn sender(offer: &Offer) -> Option<&str> {
    let headed = |field| offer.terms.iter().find(move |t| t.field == field);
    let term = headed(TermField::Brand).or_else(|| headed(TermField::Contact))?;
    let header = term.evidence.text.strip_prefix("From: ")?;
    header.rsplit_once('<')?.1.strip_suffix('>')
}
