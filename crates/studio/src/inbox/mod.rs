//! The Inbox screen: offers in groups, one opened with its terms beside the words they came from.
//!
//! The rule it protects: the creator's word wins: a corrected term or stage is never taken back by a later mail.

mod detail;
mod row;
mod trust;
mod word;

pub use word::{check_term, set_stage, set_term};

use crate::shapes::*;
use crate::{OpenProfile, StudioError, sources};
use domain::{OfferId, Stage};
use trust::Trust;

/// The list.
///
/// # Errors
/// [`StudioError`].
pub fn offers(profile: &OpenProfile, filter: &OfferFilter) -> Result<OfferList, StudioError> {
    let today = profile.today()?;
    let words = filter
        .text
        .as_deref()
        .map(fold)
        .filter(|text| !text.is_empty());
    profile.store().read(|tx| {
        let all = tx.offers()?;
        let count = count(all.len());
        let mut kept: Vec<OfferRow> = Vec::new();
        for offer in &all {
            if filter
                .stage
                .is_some_and(|stage| Stage::from(stage) != offer.stage)
            {
                continue;
            }
            if let Some(words) = &words {
                let mut hay = fold(&format!("{} {}", offer.brand, offer.title));
                if !hay.contains(words.as_str()) {
                    for message in tx.offer_messages(offer.id)? {
                        hay.push_str(&fold(&message.message.text));
                    }
                }
                if !hay.contains(words.as_str()) {
                    continue;
                }
            }
            let platform = tx.account(offer.account)?.platform;
            kept.push(row::row(
                offer,
                &Trust::of(tx, offer, platform)?,
                platform,
                today,
            ));
        }
        let mut groups = Vec::new();
        for kind in ["needs_answer", "in_work", "invoiced", "closed"] {
            let mut offers: Vec<OfferRow> = kept
                .iter()
                .filter(|o| group_of(o.stage) == kind)
                .cloned()
                .collect();
            offers.sort_by(|a, b| {
                let soon = |o: &OfferRow| (o.due.is_none(), o.due.clone());
                soon(a)
                    .cmp(&soon(b))
                    .then_with(|| b.received.cmp(&a.received))
                    .then(a.id.cmp(&b.id))
            });
            if !offers.is_empty() {
                groups.push(OfferGroup {
                    kind: kind.to_owned(),
                    offers,
                });
            }
        }
        Ok(OfferList { groups, count })
    })
}

/// The group of the list a stage stands in.
fn group_of(stage: StageName) -> &'static str {
    match stage {
        StageName::New | StageName::Talking => "needs_answer",
        StageName::Agreed | StageName::Making | StageName::InReview | StageName::Published => {
            "in_work"
        }
        StageName::Invoiced => "invoiced",
        StageName::Paid | StageName::Declined | StageName::Expired | StageName::NotOffer => {
            "closed"
        }
    }
}

/// One offer, opened.
///
/// # Errors
/// [`StudioError`].
pub fn offer(profile: &OpenProfile, id: i64) -> Result<OfferDetail, StudioError> {
    let today = profile.today()?;
    profile.store().read(|tx| {
        let offer = tx.offer(OfferId(id))?;
        let platform = tx.account(offer.account)?.platform;
        let messages = tx.offer_messages(offer.id)?;
        let source = sources::reference(tx, offer.document, &offer.locator)?;
        let trust = Trust::of(tx, &offer, platform)?;
        Ok(detail::detail(
            &offer, trust, platform, &messages, source, today,
        ))
    })
}

/// Offers that wait for the creator's answer, soonest first.
pub(crate) fn waiting(profile: &OpenProfile) -> Result<Vec<WaitingOffer>, StudioError> {
    let list = offers(profile, &OfferFilter::default())?;
    let group = list
        .groups
        .into_iter()
        .find(|group| group.kind == "needs_answer");
    let waiting = group
        .map(|group| group.offers)
        .unwrap_or_default()
        .into_iter()
        .map(|offer| WaitingOffer {
            id: offer.id,
            brand: offer.brand,
            title: offer.title,
            fee: offer.fee,
            commission: offer.commission,
            answer_by: offer.due,
            findings: offer.findings,
        });
    Ok(waiting.collect())
}

/// Lower case, for finding words whatever their case.
fn fold(text: &str) -> String {
    text.to_lowercase()
}

fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}
