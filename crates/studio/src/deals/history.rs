//! How an offer came to stand where it stands.

use crate::shapes::StageMoveRow;
use crate::{OpenProfile, StudioError};
use domain::OfferId;
use domain::deal::stage_history;

/// The moves of an offer, oldest first, with what was taken back.
///
/// # Errors
/// [`StudioError`].
pub fn stages(profile: &OpenProfile, offer: i64) -> Result<Vec<StageMoveRow>, StudioError> {
    let said = profile.store().read(|tx| tx.said_stages(OfferId(offer)))?;
    let moves = stage_history(&said).into_iter();
    Ok(moves
        .map(|one| StageMoveRow {
            from: one.from.map(Into::into),
            to: one.to.into(),
            at: one.at.to_string(),
            author: one.author.into(),
            step: one.step.filter(|_| one.undone.is_none()),
            undone: one.undone.map(|at| at.to_string()),
        })
        .collect())
}
