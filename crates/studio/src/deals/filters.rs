//! Searches saved under a name.

use crate::shapes::{OfferSearch, UnreadWord};
use crate::{OpenProfile, StudioError};
use domain::deal::OfferQuery;
use store::SavedFilter;

/// The screen these searches belong to.
const SCREEN: &str = "inbox";

/// The parts of a search line that cannot be read.
#[must_use]
pub fn unread(line: &str) -> Vec<UnreadWord> {
    let unread = OfferQuery::read(line).unread.into_iter();
    unread
        .map(|part| UnreadWord {
            text: part.text,
            reason: part.reason.into(),
        })
        .collect()
}

/// Saved searches, by name.
///
/// # Errors
/// [`StudioError`].
pub fn offer_searches(profile: &OpenProfile) -> Result<Vec<OfferSearch>, StudioError> {
    let saved = profile.store().read(|tx| tx.saved_filters(SCREEN))?;
    let row = |filter: SavedFilter| OfferSearch {
        name: filter.name,
        words: filter.words,
    };
    Ok(saved.into_iter().map(row).collect())
}

/// Saves a search in place of one with its name.
///
/// # Errors
/// [`StudioError::BadRequest`] without a name, without words, or with words that cannot be read.
pub fn save_search(
    profile: &OpenProfile,
    name: &str,
    words: &str,
) -> Result<Vec<OfferSearch>, StudioError> {
    let (name, words) = (name.trim().to_owned(), words.trim().to_owned());
    if name.is_empty() || name.chars().count() > 60 {
        return Err(StudioError::bad("name", name));
    }
    let query = OfferQuery::read(&words);
    if let Some(unread) = query.unread.first() {
        return Err(StudioError::bad("words", &unread.text));
    }
    if query.is_empty() {
        return Err(StudioError::bad("words", words));
    }
    let now = profile.now();
    profile.store().write(move |tx| {
        tx.put_saved_filter(SCREEN, &SavedFilter { name, words }, now)?;
        Ok::<_, StudioError>(())
    })?;
    offer_searches(profile)
}

/// Removes a saved search. To undo it, save it again.
///
/// # Errors
/// [`StudioError::NotFound`].
pub fn remove_search(profile: &OpenProfile, name: &str) -> Result<Vec<OfferSearch>, StudioError> {
    let wanted = name.to_owned();
    let removed = profile
        .store()
        .write(move |tx| tx.remove_saved_filter(SCREEN, &wanted))?;
    if !removed {
        return Err(StudioError::NotFound {
            what: "saved search",
            id: name.to_owned(),
        });
    }
    offer_searches(profile)
}
