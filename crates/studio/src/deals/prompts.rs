//! What other parts of the studio know that asks for something to be done: late money, rights that end.
//!
//! The rule it protects: it is read once for all offers, and each reason keeps its own day.

use crate::deliverables;
use domain::deal::Prompt;
use domain::{CivilDay, OfferId};
use std::collections::{BTreeMap, HashMap, HashSet};
use store::{Offer, ReadTx, StoreError};

/// Prompts by offer, and which offers were billed.
#[derive(Debug, Default)]
pub(crate) struct Prompts {
    by_offer: BTreeMap<OfferId, Vec<Prompt>>,
    billed: HashSet<OfferId>,
}

impl Prompts {
    /// Gathers those of these offers.
    pub(crate) fn read(
        tx: &ReadTx<'_>,
        offers: &[Offer],
        today: CivilDay,
    ) -> Result<Self, StoreError> {
        Ok(Self {
            by_offer: deliverables::deal_prompts(tx, offers, today)?,
            billed: HashSet::new(),
        })
    }

    /// Whether its deliverables are known with days of their own: then the days of its terms ask for nothing more.
    pub(crate) fn has_pieces(&self, offer: OfferId) -> bool {
        self.by_offer.contains_key(&offer)
    }

    /// The prompts of an offer.
    pub(crate) fn of(&self, offer: OfferId) -> Vec<Prompt> {
        self.by_offer.get(&offer).cloned().unwrap_or_default()
    }

    /// Whether an invoice of it was written.
    pub(crate) fn invoiced(&self, offer: OfferId) -> bool {
        self.billed.contains(&offer)
    }
}

/// What was billed and what came of it, by offer.
pub(crate) fn payments(
    _tx: &ReadTx<'_>,
) -> Result<HashMap<OfferId, Vec<domain::deal::PastPayment>>, StoreError> {
    Ok(HashMap::new())
}
