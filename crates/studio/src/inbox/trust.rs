//! What speaks for and against an offer, gathered for one reading of the list.
//!
//! The rule it protects: a brand the creator confirmed is known; nothing a stranger wrote makes him known.

use connectors::mail::{KnownSender, KnownSenders};
use domain::offer::{Finding, Grade, TermField, grade};
use domain::{OfferId, Platform};
use store::{Offer, ReadTx, StoreError};

/// Who wrote in the threads the creator took for offers, read once for a whole list.
pub(super) struct Known(KnownSenders<OfferId>);

impl Known {
    /// Reads them.
    pub(super) fn read(tx: &ReadTx<'_>) -> Result<Self, StoreError> {
        let senders: Vec<(OfferId, KnownSender)> = tx
            .known_senders()?
            .into_iter()
            .map(|(offer, brand, address)| (offer, KnownSender { brand, address }))
            .collect();
        let told = senders.iter().map(|(offer, sender)| (Some(*offer), sender));
        Ok(Self(KnownSenders::new(told)))
    }
}

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
    /// Adds what other offers tell about one.
    pub(super) fn of(known: &Known, offer: &Offer, platform: Platform) -> Self {
        let mut findings = offer.findings.clone();
        if let Some(address) = sender(offer) {
            let elsewhere = known.0.elsewhere(&offer.brand, address, Some(&offer.id));
            findings.extend(elsewhere);
        }
        let decided = offer.note.as_ref().is_some_and(|n| n.stage.is_some());
        Self {
            grade: grade(&findings),
            findings,
            proposed: platform == Platform::Mail
                && !decided
                && offer.source_stage == domain::Stage::New,
        }
    }
}

/// The address of the first mail, from the header the brand was read from.
fn sender(offer: &Offer) -> Option<&str> {
    let headed = |field| offer.terms.iter().find(move |t| t.field == field);
    let term = headed(TermField::Brand).or_else(|| headed(TermField::Contact))?;
    let header = term.evidence.text.strip_prefix("From: ")?;
    header.rsplit_once('<')?.1.strip_suffix('>')
}
