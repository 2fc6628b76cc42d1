//! The creator's word on a piece or a right.
//!
//! The rules it protects: a change names only the fields that were spoken of; the answer names the word, which can be taken back.

use super::job::one;
use super::typed;
use crate::shapes::*;
use crate::{OpenProfile, StudioError};
use domain::OfferId;
use domain::{deliverable, rights};
use serde::Serialize;
use serde::de::DeserializeOwned;
use store::{WorkPart, WriteTx};

/// Adds a piece the terms do not state.
///
/// # Errors
/// As [`set_deliverable`].
pub fn add_deliverable(
    profile: &OpenProfile,
    offer: i64,
    draft: &DeliverableDraft,
) -> Result<DealSaid, StudioError> {
    let format: deliverable::Format = draft.format.unwrap_or(FormatName::Other).into();
    let said = piece(draft, Some(format))?;
    let now = profile.now();
    profile.store().write(move |tx| {
        let known = one(tx, OfferId(offer))?.pieces;
        let free = (1..=10_000).map(|n| format!("{format}-{n}"));
        let item = free
            .into_iter()
            .find(|item| known.iter().all(|piece| piece.item != *item))
            .ok_or_else(|| StudioError::bad("offer", offer.to_string()))?;
        let word = tx.set_work_word(OfferId(offer), WorkPart::Deliverable, &item, &said, now)?;
        Ok(DealSaid { word, item })
    })
}

/// Says something of a piece.
///
/// # Errors
/// [`StudioError::BadRequest`] for what cannot be read, [`StudioError::NotFound`] for a piece the offer does not have.
pub fn set_deliverable(
    profile: &OpenProfile,
    offer: i64,
    item: &str,
    draft: &DeliverableDraft,
) -> Result<DealSaid, StudioError> {
    let said = piece(draft, draft.format.map(Into::into))?;
    let now = profile.now();
    let item = item.to_owned();
    profile.store().write(move |tx| {
        let job = one(tx, OfferId(offer))?;
        if job.pieces.iter().all(|piece| piece.item != item) {
            return Err(StudioError::NotFound {
                what: "deliverable",
                id: item,
            });
        }
        let part = WorkPart::Deliverable;
        let word = follow(
            tx,
            OfferId(offer),
            part,
            &item,
            now,
            |old: &mut deliverable::Said| {
                old.then(said);
            },
        )?;
        Ok(DealSaid { word, item })
    })
}

/// Says something of a right; one the terms do not state is added under its kind.
///
/// # Errors
/// [`StudioError::BadRequest`] for what cannot be read.
pub fn set_right(
    profile: &OpenProfile,
    offer: i64,
    item: &str,
    draft: &RightDraft,
) -> Result<DealSaid, StudioError> {
    let item = item.trim().to_owned();
    let kind = item.split('-').next().unwrap_or_default();
    let kind = kind.parse::<rights::RightKind>();
    if kind.is_err() && draft.kind.is_none() {
        return Err(StudioError::bad("right", item));
    }
    let said = rights::Said {
        kind: draft.kind.map(Into::into).or(kind.ok()),
        start: draft.start.as_deref().map(typed::start).transpose()?,
        length: draft.length.as_deref().map(typed::length).transpose()?,
        category: draft.category.as_deref().map(typed::words),
        none: draft.none,
    };
    let now = profile.now();
    profile.store().write(move |tx| {
        let part = WorkPart::Right;
        let word = follow(
            tx,
            OfferId(offer),
            part,
            &item,
            now,
            |old: &mut rights::Said| {
                old.then(said);
            },
        )?;
        Ok(DealSaid { word, item })
    })
}

/// Takes a word back; the one before it counts again.
///
/// # Errors
/// [`StudioError::Store`] when it no longer counts: something was said after it.
pub fn take_back(profile: &OpenProfile, word: i64) -> Result<(), StudioError> {
    let now = profile.now();
    profile.store().write(move |tx| {
        tx.take_back_work_word(word, now)?;
        Ok(())
    })
}

/// Lays something over the word that counts and keeps the whole as the next word.
pub(crate) fn follow<T: Serialize + DeserializeOwned + Default>(
    tx: &mut WriteTx<'_>,
    offer: OfferId,
    part: WorkPart,
    item: &str,
    now: domain::Instant,
    change: impl FnOnce(&mut T),
) -> Result<i64, StudioError> {
    let known = tx.offer(offer)?;
    let words = tx.work_words_of(known.account, &known.ext_key)?;
    let standing = words
        .iter()
        .find(|word| word.part == part && word.item == item);
    let mut said: T = standing
        .map(|word| word.read())
        .transpose()?
        .unwrap_or_default();
    change(&mut said);
    Ok(tx.set_work_word(offer, part, item, &said, now)?)
}

fn piece(
    draft: &DeliverableDraft,
    format: Option<deliverable::Format>,
) -> Result<deliverable::Said, StudioError> {
    let day = |field, text: &Option<String>| {
        text.as_deref()
            .map(|text| typed::day(field, text))
            .transpose()
    };
    Ok(deliverable::Said {
        format,
        label: draft
            .label
            .as_deref()
            .map(|text| typed::words(text).unwrap_or_default()),
        platform: draft.platform.as_deref().map(typed::words),
        draft_on: day("draft_on", &draft.draft_on)?,
        approved_on: day("approved_on", &draft.approved_on)?,
        publish_on: day("publish_on", &draft.publish_on)?,
        progress: draft.progress.map(Into::into),
        link: draft.link.as_deref().map(typed::link).transpose()?,
        note: draft
            .note
            .as_deref()
            .map(|text| typed::words(text).unwrap_or_default()),
    })
}
