//! Every offer with what the desk knows of it, read once for a whole screen.
//!
//! The rule it protects: the list, the board, Today and the brands show the same offers; the number of questions asked does not
//! grow with the number of offers.

use super::trust::{Known, Trust};
use crate::StudioError;
use crate::deals::prompts;
use domain::deal::{DealFacts, NextAction, Sleep, Snooze, next_action};
use domain::offer::{TermField, TermValue};
use domain::{AccountId, Amount, CivilDay, Instant, OfferId, Platform, Stage, Zone};
use std::collections::HashMap;
use store::{Offer, ReadTx};

/// One offer with what the desk knows of it.
pub(crate) struct Desked {
    /// What its documents and the creator say.
    pub(crate) offer: Offer,
    /// Where it came from.
    pub(crate) platform: Platform,
    /// What speaks for and against it.
    pub(super) trust: Trust,
    /// The creator's tags.
    pub(crate) tags: Vec<String>,
    /// Until when it was laid aside.
    pub(crate) snooze: Option<Snooze>,
    /// Whether it sleeps.
    pub(crate) sleep: Option<Sleep>,
    /// The one next thing.
    pub(crate) next: Option<NextAction>,
}

impl Desked {
    /// A term's value.
    pub(crate) fn term(&self, field: TermField) -> Option<&TermValue> {
        let found = self.offer.terms.iter().find(|t| t.field == field);
        found.map(|t| &t.value)
    }

    /// The stated fee.
    pub(crate) fn fee(&self) -> Option<Amount> {
        match self.term(TermField::Fee) {
            Some(TermValue::Money(amount)) => Some(*amount),
            _ => None,
        }
    }

    /// A stated day.
    pub(crate) fn day(&self, field: TermField) -> Option<CivilDay> {
        match self.term(field) {
            Some(TermValue::Day(day)) => Some(*day),
            _ => None,
        }
    }
}

/// What the creator marked and other parts know, for all offers.
pub(crate) struct Marks {
    known: Known,
    platforms: HashMap<AccountId, Platform>,
    tags: HashMap<OfferId, Vec<String>>,
    snoozes: HashMap<OfferId, Snooze>,
    moved: HashMap<OfferId, Instant>,
    prompts: prompts::Prompts,
    today: CivilDay,
    zone: Zone,
}

impl Marks {
    /// Reads those of these offers.
    pub(crate) fn read(
        tx: &ReadTx<'_>,
        offers: &[Offer],
        today: CivilDay,
        zone: Zone,
    ) -> Result<Self, StudioError> {
        Ok(Self {
            known: Known::read(tx)?,
            platforms: tx
                .accounts()?
                .into_iter()
                .map(|account| (account.id, account.platform))
                .collect(),
            tags: tx.tags_of_offers()?,
            snoozes: tx.snoozes_of_offers()?,
            moved: tx.last_stage_moves()?.into_iter().collect(),
            prompts: prompts::Prompts::read(tx, offers, today)?,
            today,
            zone,
        })
    }

    /// One offer with its marks.
    pub(crate) fn on(&self, offer: Offer) -> Desked {
        let platform = self.platforms.get(&offer.account).copied();
        let platform = platform.unwrap_or(Platform::Other);
        let trust = Trust::of(&self.known, &offer, platform);
        let snooze = self.snoozes.get(&offer.id).copied();
        let mut desked = Desked {
            platform,
            trust,
            tags: self.tags.get(&offer.id).cloned().unwrap_or_default(),
            sleep: snooze.map(|snooze| snooze.on(self.today, offer.last_activity)),
            snooze,
            next: None,
            offer,
        };
        desked.next = next_action(&self.facts(&desked), self.today);
        desked
    }

    fn facts(&self, desked: &Desked) -> DealFacts {
        let offer = &desked.offer;
        let moved = self.moved.get(&offer.id).copied();
        let pieces = self.prompts.has_pieces(offer.id);
        let termed = |field| desked.day(field).filter(|_| !pieces);
        DealFacts {
            stage: offer.stage,
            since: moved.unwrap_or(offer.received).day_in(self.zone),
            proposed: desked.trust.proposed,
            last_activity: offer.last_activity.day_in(self.zone),
            brand_wrote_last: moved.is_none_or(|at| offer.last_activity > at),
            answer_by: desked.day(TermField::AnswerBy),
            draft_by: termed(TermField::DraftBy),
            publish_on: termed(TermField::PublishOn),
            billable: desked.fee().is_some(),
            invoiced: self.prompts.invoiced(offer.id)
                || matches!(offer.stage, Stage::Invoiced | Stage::Paid),
            sleep: desked.sleep,
            prompts: self.prompts.of(offer.id),
        }
    }
}

/// Every offer, the latest activity first.
pub(crate) fn gather(
    tx: &ReadTx<'_>,
    today: CivilDay,
    zone: Zone,
) -> Result<Vec<Desked>, StudioError> {
    let offers = tx.offers()?;
    let marks = Marks::read(tx, &offers, today, zone)?;
    Ok(offers.into_iter().map(|offer| marks.on(offer)).collect())
}
