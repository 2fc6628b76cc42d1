//! Taking an import back.
//!
//! The rule it protects: exactly what it brought leaves; what a later run changed too stays and is counted.

use crate::shapes::UndoReport;
use crate::{OpenProfile, StudioError};
use domain::RunId;

/// Takes an import back: removes exactly what it brought.
///
/// # Errors
/// [`StudioError::BadRequest`] for a run that is no import or was taken back before.
pub fn undo(profile: &OpenProfile, run: i64) -> Result<UndoReport, StudioError> {
    let now = profile.now();
    let undone = profile
        .store()
        .write(move |tx| Ok::<_, StudioError>(tx.undo_run(RunId(run), now)?))?;
    let count = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    let kept = undone.entries_kept.len()
        + undone.payouts_kept.len()
        + undone.landings_kept.len()
        + undone.offers_kept.len();
    Ok(UndoReport {
        run,
        entries: count(undone.entries_removed),
        restored: count(
            undone.entries_restored + undone.payouts_restored + undone.landings_restored,
        ),
        payouts: count(undone.payouts_removed),
        landings: count(undone.landings_removed),
        metrics: count(undone.metrics_removed),
        posts: count(undone.posts_removed),
        offers: count(undone.offers_removed),
        documents: count(undone.documents_removed),
        reviews: count(undone.reviews_removed),
        kept: count(kept as u64),
    })
}
