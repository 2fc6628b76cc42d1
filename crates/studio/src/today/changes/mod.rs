//! What changed since the last look.

mod gather;
mod item;

use crate::shapes::*;
use crate::{OpenProfile, StudioError, earnings, payouts};
use domain::{Instant, RunId};
use store::{ChangesSince, ReadTx};

/// Late payouts the creator does not want to see any more, by id.
const DISMISSED: &str = "late_dismissed";
/// Lines of the feed looked at.
const FEED: u32 = 20_000;

/// Changes not acknowledged, newest first, at most `limit` lines; and how many lines there are in all.
///
/// # Errors
/// [`StudioError`].
pub(crate) fn unseen(
    profile: &OpenProfile,
    limit: usize,
) -> Result<(Vec<ChangeItem>, usize), StudioError> {
    let today = profile.today()?;
    profile.store().read(|tx| {
        let platforms = earnings::platforms(tx)?;
        let feed = tx.changes(ChangesSince::Unseen, FEED)?;
        let mut items = gather::gather(&feed, &platforms);
        // Late money is not an event of a run: it is so every day until it arrives. Its id is the payout's, below zero.
        let mut late = Vec::new();
        let dismissed: Vec<i64> = tx.setting(DISMISSED)?.unwrap_or_default();
        for payout in payouts::need_a_person(tx, today)? {
            if dismissed.contains(&payout.id.0) {
                continue;
            }
            let platform = platforms
                .get(&payout.account)
                .copied()
                .unwrap_or(domain::Platform::Other);
            late.push(ChangeItem {
                id: -payout.id.0,
                kind: if payout.payout.state == domain::PayoutState::Failed {
                    "failed"
                } else {
                    "late"
                }
                .to_owned(),
                platform: platform.into(),
                stream: None,
                title: None,
                from: payout.payout.arrival.map(|d| d.to_string()),
                to: None,
                count: 1,
                before: None,
                after: None,
                amount: Some(payout.payout.amount.into()),
                status_before: None,
                status_after: None,
                at: payout.known_from.to_string(),
                open: "payout".to_owned(),
                open_id: Some(payout.id.0),
                filter: None,
            });
        }
        late.append(&mut items);
        let all = late.len();
        late.truncate(limit);
        Ok((late, all))
    })
}

/// The feed from a run, an instant, or of everything not acknowledged.
///
/// # Errors
/// [`StudioError::BadRequest`] when `since` is neither.
pub fn changes(profile: &OpenProfile, since: Option<&str>) -> Result<Vec<ChangeItem>, StudioError> {
    let since = match since {
        None => ChangesSince::Unseen,
        Some(text) => match (text.parse::<RunId>(), text.parse::<Instant>()) {
            (Ok(run), _) => ChangesSince::Run(run),
            (_, Ok(at)) => ChangesSince::Instant(at),
            _ => return Err(StudioError::bad("since", text)),
        },
    };
    profile.store().read(|tx| list(tx, since, 10_000))
}

fn list(tx: &ReadTx<'_>, since: ChangesSince, limit: u32) -> Result<Vec<ChangeItem>, StudioError> {
    let platforms = earnings::platforms(tx)?;
    Ok(tx
        .changes(since, limit)?
        .iter()
        .map(|change| item::item(change, &platforms))
        .collect())
}

/// Marks changes as seen; an empty list means all but late money, which stays until it is paid or dismissed by name. A line
/// that sums up others stands for all of them. Gives the ids that were marked.
///
/// # Errors
/// [`StudioError`].
pub fn acknowledge(profile: &OpenProfile, ids: &[i64]) -> Result<Vec<i64>, StudioError> {
    let now = profile.now();
    let ids = ids.to_vec();
    profile.store().write(move |tx| {
        let feed = tx.changes(ChangesSince::Unseen, FEED)?;
        let mut marked: Vec<i64> = if ids.is_empty() {
            feed.iter().map(|c| c.id).collect()
        } else {
            gather::members(&feed, &ids)
        };
        tx.acknowledge_changes(&marked, now)?;
        let late: Vec<i64> = ids.iter().filter(|id| **id < 0).map(|id| -id).collect();
        if !late.is_empty() {
            let mut dismissed: Vec<i64> = tx.setting(DISMISSED)?.unwrap_or_default();
            dismissed.extend(&late);
            tx.set_setting(DISMISSED, &dismissed, now)?;
            marked.extend(late.iter().map(|id| -id));
        }
        Ok(marked)
    })
}

/// Takes an acknowledgement back.
///
/// # Errors
/// [`StudioError`].
pub fn unacknowledge(profile: &OpenProfile, ids: &[i64]) -> Result<Vec<i64>, StudioError> {
    let now = profile.now();
    let ids = ids.to_vec();
    profile.store().write(move |tx| {
        let feed: Vec<i64> = ids.iter().copied().filter(|id| *id > 0).collect();
        tx.unacknowledge_changes(&feed)?;
        if ids.iter().any(|id| *id < 0) {
            let mut dismissed: Vec<i64> = tx.setting(DISMISSED)?.unwrap_or_default();
            dismissed.retain(|payout| !ids.contains(&-payout));
            tx.set_setting(DISMISSED, &dismissed, now)?;
        }
        Ok(ids)
    })
}
