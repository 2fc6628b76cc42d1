//! Things done to one offer or to many: moved, tagged, laid aside.
//!
//! The rule it protects: whatever is done in one go is one step, and undoing the step undoes all of it.

use crate::inbox::gather::gather;
use crate::inbox::narrow::Narrow;
use crate::shapes::*;
use crate::{OpenProfile, StudioError};
use domain::deal::{MoveAuthor, Snooze};
use domain::{CivilDay, OfferId, Stage};
use store::DealEdit;

/// Longest tag, in characters.
const TAG: usize = 40;

/// Moves offers to a stage by the creator's word; without one the source's word holds again. An offer that is moved is awake.
///
/// # Errors
/// [`StudioError`]; nothing is written when one of the offers is not there.
pub fn move_offers(
    profile: &OpenProfile,
    offers: &[i64],
    stage: Option<StageName>,
) -> Result<OfferStep, StudioError> {
    let stage: Option<Stage> = stage.map(Into::into);
    step(profile, MoveAuthor::Creator, offers, move |_| {
        vec![DealEdit::Stage(stage), DealEdit::Snooze(None)]
    })
}

/// Moves an offer because money came (or because it was taken back), not by the creator's own word.
///
/// # Errors
/// [`StudioError`].
pub fn move_by_payment(
    profile: &OpenProfile,
    offer: OfferId,
    stage: Stage,
) -> Result<OfferStep, StudioError> {
    step(profile, MoveAuthor::Payment, &[offer.0], move |_| {
        vec![DealEdit::Stage(Some(stage))]
    })
}

/// Gives offers tags and takes others from them.
///
/// # Errors
/// [`StudioError::BadRequest`] for a tag that is empty or too long.
pub fn tag_offers(
    profile: &OpenProfile,
    offers: &[i64],
    add: &[String],
    remove: &[String],
) -> Result<OfferStep, StudioError> {
    let add = add.iter().map(|t| tag(t)).collect::<Result<Vec<_>, _>>()?;
    let remove: Vec<String> = remove.iter().map(|t| t.trim().to_lowercase()).collect();
    step(profile, MoveAuthor::Creator, offers, move |has| {
        let mut tags: Vec<String> = has.to_vec();
        tags.retain(|tag| !remove.contains(&tag.to_lowercase()));
        for new in &add {
            if !tags.iter().any(|t| t.to_lowercase() == new.to_lowercase()) {
                tags.push(new.clone());
            }
        }
        vec![DealEdit::Tags(tags)]
    })
}

fn tag(text: &str) -> Result<String, StudioError> {
    let tag = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match tag.is_empty() || tag.chars().count() > TAG {
        true => Err(StudioError::bad("tag", text)),
        false => Ok(tag),
    }
}

/// Lays offers aside until a day, until the brand writes again, or whichever comes first; with neither they wake.
///
/// # Errors
/// [`StudioError::BadRequest`] for a day that is not ahead.
pub fn snooze_offers(
    profile: &OpenProfile,
    offers: &[i64],
    until: Option<&str>,
    on_reply: bool,
) -> Result<OfferStep, StudioError> {
    let read = |text: &str| -> Result<CivilDay, StudioError> {
        let day: CivilDay = text.parse().map_err(|_| StudioError::bad("until", text))?;
        match day > profile.today()? {
            true => Ok(day),
            false => Err(StudioError::bad("until", text)),
        }
    };
    let until = until.map(read).transpose()?;
    let snooze = (until.is_some() || on_reply).then_some(Snooze {
        until,
        on_reply,
        since: profile.now(),
    });
    step(profile, MoveAuthor::Creator, offers, move |_| {
        vec![DealEdit::Snooze(snooze)]
    })
}

/// Takes a step back; what a later step changed again stays.
///
/// # Errors
/// [`StudioError`].
pub fn undo_step(profile: &OpenProfile, id: i64) -> Result<OfferStepUndone, StudioError> {
    let now = profile.now();
    profile.store().write(move |tx| {
        let undone = tx.undo_deal_step(id, now)?;
        let count = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
        Ok(OfferStepUndone {
            restored: count(undone.restored),
            kept: count(undone.kept),
        })
    })
}

/// The ids of all offers a filter leaves, for a change of all of them.
///
/// # Errors
/// [`StudioError::BadRequest`] for a search line that cannot be read whole: what it means must be sure before many are changed.
pub fn offers_that_fit(
    profile: &OpenProfile,
    filter: &OfferFilter,
) -> Result<Vec<i64>, StudioError> {
    let (today, zone) = (profile.today()?, profile.zone()?);
    let narrow = Narrow::read(filter);
    if let Some(unread) = narrow.unread().first() {
        return Err(StudioError::bad("filter", &unread.text));
    }
    profile.store().read(|tx| {
        let kept = narrow.keep(tx, gather(tx, today, zone)?, today)?;
        Ok(kept.iter().map(|one| one.offer.id.0).collect())
    })
}

/// Does one thing to offers; `edits` is told the tags an offer has.
fn step(
    profile: &OpenProfile,
    author: MoveAuthor,
    offers: &[i64],
    edits: impl Fn(&[String]) -> Vec<DealEdit> + Send + 'static,
) -> Result<OfferStep, StudioError> {
    let now = profile.now();
    let offers: Vec<OfferId> = offers.iter().copied().map(OfferId).collect();
    profile.store().write(move |tx| {
        let tags = tx.tags_of_offers()?;
        let none = Vec::new();
        let mut all = Vec::new();
        for id in &offers {
            let has = tags.get(id).unwrap_or(&none);
            all.extend(edits(has).into_iter().map(|edit| (*id, edit)));
        }
        Ok(OfferStep {
            step: tx.deal_step(author, &all, now)?,
            offers: i64::try_from(offers.len()).unwrap_or(i64::MAX),
        })
    })
}
