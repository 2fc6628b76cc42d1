//! The Inbox screen: offers in groups, one opened with its terms beside the words they came from.
//!
//! The rule it protects: the creator's word wins: a corrected term or stage is never taken back by a later mail.

mod detail;
pub(crate) mod gather;
pub(crate) mod narrow;
pub(crate) mod row;
mod trust;
mod word;

pub(crate) use word::term_typed;
pub use word::{check_term, set_stage, set_term};

use crate::shapes::*;
use crate::{OpenProfile, StudioError, sources};
use domain::deal::Sleep;
use domain::hand::fold;
use domain::{CivilDay, OfferId, Stage};
use gather::{Desked, Marks, gather};
use narrow::Narrow;

/// The list.
///
/// # Errors
/// [`StudioError`].
pub fn offers(profile: &OpenProfile, filter: &OfferFilter) -> Result<OfferList, StudioError> {
    let (today, zone) = (profile.today()?, profile.zone()?);
    let narrow = Narrow::read(filter);
    profile.store().read(|tx| {
        let all = gather(tx, today, zone)?;
        let count = count(all.len());
        let kept = narrow.keep(tx, all, today)?;
        Ok(OfferList {
            groups: grouped(&kept, today),
            count,
            unread: narrow.unread(),
        })
    })
}

/// Offers in the groups of the list, empty ones left out.
fn grouped(kept: &[Desked], today: CivilDay) -> Vec<OfferGroup> {
    let mut groups = Vec::new();
    for kind in ["needs_answer", "in_work", "invoiced", "snoozed", "closed"] {
        let ours = kept.iter().filter(|one| group_of(one) == kind);
        let mut offers: Vec<OfferRow> = ours.map(|one| row::row(one, today)).collect();
        soonest_first(&mut offers);
        if !offers.is_empty() {
            groups.push(OfferGroup {
                kind: kind.to_owned(),
                offers,
            });
        }
    }
    groups
}

/// What is due soonest stands first, then what came last.
pub(crate) fn soonest_first(offers: &mut [OfferRow]) {
    offers.sort_by(|a, b| {
        (a.due.is_none(), &a.due)
            .cmp(&(b.due.is_none(), &b.due))
            .then_with(|| b.received.cmp(&a.received))
            .then(a.id.cmp(&b.id))
    });
}

/// The group of the list an offer stands in. What woke needs an answer, wherever it stands.
fn group_of(one: &Desked) -> &'static str {
    match (one.sleep, one.offer.stage) {
        (Some(Sleep::Asleep), _) => "snoozed",
        (Some(Sleep::Woken(_)), _) | (None, Stage::New | Stage::Talking) => "needs_answer",
        (None, Stage::Agreed | Stage::Making | Stage::InReview | Stage::Published) => "in_work",
        (None, Stage::Invoiced) => "invoiced",
        (None, Stage::Paid | Stage::Declined | Stage::Expired | Stage::NotOffer) => "closed",
    }
}

/// One offer, opened.
///
/// # Errors
/// [`StudioError`].
pub fn offer(profile: &OpenProfile, id: i64) -> Result<OfferDetail, StudioError> {
    let (today, zone) = (profile.today()?, profile.zone()?);
    profile.store().read(|tx| {
        let found = [tx.offer(OfferId(id))?];
        let marks = Marks::read(tx, &found, today, zone)?;
        let [found] = found;
        let desked = marks.on(found);
        let offer = &desked.offer;
        let messages = tx.offer_messages(offer.id)?;
        let source = sources::reference(tx, offer.document, &offer.locator)?;
        let mut opened = detail::detail(&desked, &messages, source, today);
        crate::outbox::into_thread(tx, offer, &messages, &mut opened.messages)?;
        Ok(opened)
    })
}

/// Offers that wait for the creator's answer and the next things to do, each soonest first.
pub(crate) fn desk(
    profile: &OpenProfile,
) -> Result<(Vec<WaitingOffer>, Vec<NextOffer>), StudioError> {
    let (today, zone) = (profile.today()?, profile.zone()?);
    let all = profile.store().read(|tx| gather(tx, today, zone))?;
    let next = crate::deals::next_of(&all);
    let waiting: Vec<Desked> = all
        .into_iter()
        .filter(|one| group_of(one) == "needs_answer")
        .collect();
    let rows = grouped(&waiting, today).into_iter().flat_map(|g| g.offers);
    let waiting = rows.map(|offer| WaitingOffer {
        id: offer.id,
        brand: offer.brand,
        title: offer.title,
        fee: offer.fee,
        commission: offer.commission,
        answer_by: offer.due,
        findings: offer.findings,
    });
    Ok((waiting.collect(), next))
}

/// How many offers wait for the creator's answer.
pub(crate) fn waiting_count(profile: &OpenProfile) -> Result<usize, StudioError> {
    let (today, zone) = (profile.today()?, profile.zone()?);
    let all = profile.store().read(|tx| gather(tx, today, zone))?;
    Ok(all
        .iter()
        .filter(|one| group_of(one) == "needs_answer")
        .count())
}

pub(crate) fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}
