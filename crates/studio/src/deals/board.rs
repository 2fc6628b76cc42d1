//! The offers as columns by stage.
//!
//! The rule it protects: it is the list, laid out otherwise: the same offers, the same filter, the same order.

use crate::inbox::gather::{Desked, gather};
use crate::inbox::narrow::Narrow;
use crate::inbox::row::row;
use crate::inbox::{count, soonest_first};
use crate::shapes::*;
use crate::{OpenProfile, StudioError};
use domain::{CivilDay, Stage, Unit};
use std::collections::BTreeMap;

/// The board; each column holds its first `limit` offers.
///
/// # Errors
/// [`StudioError`].
pub fn board(
    profile: &OpenProfile,
    filter: &OfferFilter,
    limit: u32,
) -> Result<OfferBoard, StudioError> {
    let (today, zone) = (profile.today()?, profile.zone()?);
    let narrow = Narrow::read(filter);
    profile.store().read(|tx| {
        let all = gather(tx, today, zone)?;
        let count = count(all.len());
        let kept = narrow.keep(tx, all, today)?;
        let columns = Stage::ALL.iter();
        Ok(OfferBoard {
            columns: columns
                .map(|stage| column(*stage, &kept, today, limit))
                .collect(),
            count,
            unread: narrow.unread(),
        })
    })
}

fn column(stage: Stage, kept: &[Desked], today: CivilDay, limit: u32) -> BoardColumn {
    let ours: Vec<&Desked> = kept.iter().filter(|one| one.offer.stage == stage).collect();
    let mut sums: BTreeMap<Unit, i128> = BTreeMap::new();
    let mut without_fee = 0;
    for one in &ours {
        match one.fee() {
            Some(fee) => *sums.entry(fee.unit).or_default() += i128::from(fee.micros),
            None => without_fee += 1,
        }
    }
    let mut offers: Vec<OfferRow> = ours.iter().map(|one| row(one, today)).collect();
    soonest_first(&mut offers);
    offers.truncate(limit as usize);
    BoardColumn {
        stage: stage.into(),
        count: count(ours.len()),
        sums: sums
            .into_iter()
            .map(|(unit, micros)| Amount::of_sum(micros, unit))
            .collect(),
        without_fee,
        offers,
    }
}
