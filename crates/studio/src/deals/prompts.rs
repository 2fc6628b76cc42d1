//! What other parts of the studio know that asks for something to be done: late money, days of deliverables, rights that end.
//!
//! The rule it protects: it is read once for all offers, and each reason keeps its own day.

use crate::{StudioError, deliverables, invoices};
use domain::deal::{NextKind, Prompt};
use domain::{CivilDay, OfferId};
use std::collections::{BTreeMap, HashMap, HashSet};
use store::{Offer, ReadTx};

/// Prompts by offer, and which offers were billed.
#[derive(Debug, Default)]
pub(crate) struct Prompts {
    /// By the days of deliverables and rights.
    by_days: BTreeMap<OfferId, Vec<Prompt>>,
    /// By invoices past their day.
    by_money: HashMap<OfferId, Vec<Prompt>>,
    billed: HashSet<OfferId>,
}

impl Prompts {
    /// Gathers those of these offers.
    pub(crate) fn read(
        tx: &ReadTx<'_>,
        offers: &[Offer],
        today: CivilDay,
    ) -> Result<Self, StudioError> {
        let mut by_money: HashMap<OfferId, Vec<Prompt>> = HashMap::new();
        for late in invoices::late(tx, today)? {
            let Some(offer) = late.due.offer else {
                continue;
            };
            by_money.entry(offer).or_default().push(Prompt {
                kind: NextKind::PaymentLate,
                day: late.due.day,
                what: late.due.number,
            });
        }
        Ok(Self {
            by_days: deliverables::deal_prompts(tx, offers, today)?,
            by_money,
            billed: invoices::billed(tx)?,
        })
    }

    /// Whether its deliverables are known with days of their own: then the days of its terms ask for nothing more.
    pub(crate) fn has_pieces(&self, offer: OfferId) -> bool {
        self.by_days.contains_key(&offer)
    }

    /// The prompts of an offer.
    pub(crate) fn of(&self, offer: OfferId) -> Vec<Prompt> {
        let days = self.by_days.get(&offer).into_iter().flatten();
        let money = self.by_money.get(&offer).into_iter().flatten();
        days.chain(money).cloned().collect()
    }

    /// Whether an invoice of it was issued.
    pub(crate) fn invoiced(&self, offer: OfferId) -> bool {
        self.billed.contains(&offer)
    }
}
