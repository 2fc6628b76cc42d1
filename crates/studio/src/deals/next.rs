//! What to do next, over all offers.
//!
//! The rule it protects: an offer stands in the list once, with its one next thing; the earliest day first, what has no day last.

use crate::inbox::gather::{Desked, gather};
use crate::inbox::row::next;
use crate::shapes::NextOffer;
use crate::{OpenProfile, StudioError};

/// The next things of all offers.
///
/// # Errors
/// [`StudioError`].
pub fn next_offers(profile: &OpenProfile) -> Result<Vec<NextOffer>, StudioError> {
    let (today, zone) = (profile.today()?, profile.zone()?);
    let all = profile.store().read(|tx| gather(tx, today, zone))?;
    Ok(next_of(&all))
}

/// The next things of these offers.
pub(crate) fn next_of(all: &[Desked]) -> Vec<NextOffer> {
    let mut open: Vec<_> = all
        .iter()
        .filter_map(|one| Some((one, one.next.as_ref()?)))
        .collect();
    open.sort_by_key(|(one, n)| (n.day.is_none(), n.day, n.kind, one.offer.id));
    let row = |(one, action): (&Desked, _)| NextOffer {
        offer: one.offer.id.0,
        brand: one.offer.brand.clone(),
        title: one.offer.title.clone(),
        stage: one.offer.stage.into(),
        fee: one.fee().map(Into::into),
        next: next(action),
    };
    open.into_iter().map(row).collect()
}
