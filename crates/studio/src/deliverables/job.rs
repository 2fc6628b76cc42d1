//! An offer with its pieces and rights, the creator's words over the terms.
//!
//! The rule it protects: however many offers there are, the words on them are read in one question.

use domain::deliverable::{self, Deliverable, first_publication, laid_over, propose};
use domain::offer::{TermField, TermValue};
use domain::rights::{self, Deal, Held, Named};
use domain::worth::Said as WorthSaid;
use domain::{OfferId, Zone};
use std::collections::BTreeMap;
use store::{Offer, ReadTx, StoreError, WorkPart, WorkWord};

/// An offer as work.
pub(crate) struct Job {
    /// The offer.
    pub offer: Offer,
    /// What is to be made.
    pub pieces: Vec<Deliverable>,
    /// What is bound, with its name; whether the creator spoke of it.
    pub rights: Vec<Named>,
    /// What the creator said for the reckoning.
    pub worth: WorthSaid,
}

/// Every offer.
pub(crate) fn jobs(tx: &ReadTx<'_>) -> Result<Vec<Job>, StoreError> {
    jobs_of(tx, tx.offers()?)
}

/// Offers that were read already.
pub(crate) fn jobs_of(tx: &ReadTx<'_>, offers: Vec<Offer>) -> Result<Vec<Job>, StoreError> {
    let mut words = tx.work_words()?;
    offers
        .into_iter()
        .map(|offer| {
            let key = (offer.account, offer.ext_key.clone());
            Job::of(offer, &words.remove(&key).unwrap_or_default())
        })
        .collect()
}

/// One offer.
pub(crate) fn one(tx: &ReadTx<'_>, id: OfferId) -> Result<Job, StoreError> {
    let offer = tx.offer(id)?;
    let words = tx.work_words_of(offer.account, &offer.ext_key)?;
    Job::of(offer, &words)
}

impl Job {
    fn of(offer: Offer, words: &[WorkWord]) -> Result<Self, StoreError> {
        let received = offer.received.day_in(Zone::UTC);
        let mut pieces: BTreeMap<String, deliverable::Said> = BTreeMap::new();
        let mut said: BTreeMap<String, rights::Said> = BTreeMap::new();
        let mut worth = WorthSaid::default();
        for word in words {
            match word.part {
                WorkPart::Deliverable => {
                    pieces.insert(word.item.clone(), word.read()?);
                }
                WorkPart::Right => {
                    said.insert(word.item.clone(), word.read()?);
                }
                WorkPart::Worth => worth = word.read()?,
            }
        }
        Ok(Self {
            pieces: laid_over(propose(&offer.terms), &pieces),
            rights: rights::laid_over(rights::from_terms(&offer.terms, received), &said),
            worth,
            offer,
        })
    }

    /// Its rights with their days.
    pub fn held(&self) -> Vec<Held> {
        let publication = first_publication(&self.pieces);
        let held = |(item, right, _): &Named| Held {
            offer: self.offer.id,
            brand: self.offer.brand.clone(),
            item: item.clone(),
            kind: right.kind,
            span: right.span(publication),
            category: right.category.clone(),
            words: right.words.clone(),
        };
        self.rights.iter().map(held).collect()
    }

    /// What it is for, in words: the creator's, else the product of the terms.
    pub fn about(&self) -> Option<String> {
        match &self.worth.category {
            Some(said) => said.clone(),
            None => self.offer.terms.iter().find_map(|term| match &term.value {
                TermValue::Text(text) if term.field == TermField::Product => Some(text.clone()),
                _ => None,
            }),
        }
    }

    /// As another deal's exclusivity sees it.
    pub fn deal(&self) -> Deal {
        let days = deliverable::standing(&self.pieces);
        Deal {
            offer: self.offer.id,
            brand: self.offer.brand.clone(),
            about: self.about().unwrap_or_default(),
            rights: self.held(),
            publications: days
                .filter_map(|piece| Some((piece.item.clone(), piece.publish_on?)))
                .collect(),
        }
    }
}
