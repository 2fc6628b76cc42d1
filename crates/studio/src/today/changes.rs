//! What changed since the last look.

use crate::shapes::*;
use crate::{OpenProfile, StudioError, earnings, payouts};
use domain::{Instant, RunId};
use serde::Deserialize;
use std::collections::BTreeMap;
use store::{Change, ChangeEntity, ChangeKind, ChangesSince, ReadTx};

/// The state of an entry as the feed keeps it.
#[derive(Deserialize)]
struct State {
    #[serde(default)]
    day: Option<String>,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    status: Option<domain::Status>,
    #[serde(default)]
    net: Option<domain::Amount>,
    #[serde(default)]
    amount: Option<domain::Amount>,
    #[serde(default)]
    brand: Option<String>,
}

/// Changes not acknowledged, newest first.
///
/// # Errors
/// [`StudioError`].
pub(crate) fn unseen(profile: &OpenProfile, limit: u32) -> Result<Vec<ChangeItem>, StudioError> {
    let today = profile.today()?;
    profile.store().read(|tx| {
        let mut items = list(tx, ChangesSince::Unseen, limit)?;
        // Late money is not an event of a run: it is so every day until it arrives. Its id is the payout's, below zero.
        let platforms = earnings::platforms(tx)?;
        let mut late = Vec::new();
        for payout in payouts::need_a_person(tx, today)? {
            let platform = platforms
                .get(&payout.account)
                .copied()
                .unwrap_or(domain::Platform::Other);
            late.push(ChangeItem {
                id: -payout.id.0,
                kind: "late".to_owned(),
                platform: platform.into(),
                stream: None,
                title: payout.payout.description.clone(),
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
        Ok(late)
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
        .map(|change| item(change, &platforms))
        .collect())
}

fn item(stored: &Change, platforms: &BTreeMap<domain::AccountId, domain::Platform>) -> ChangeItem {
    let change = &stored.change;
    let read = |text: &Option<String>| {
        text.as_deref()
            .and_then(|t| serde_json::from_str::<State>(t).ok())
    };
    let (before, after) = (read(&change.before), read(&change.after));
    let platform = change
        .account
        .and_then(|a| platforms.get(&a))
        .copied()
        .unwrap_or(domain::Platform::Other);
    let value = |state: &Option<State>| state.as_ref().and_then(|s| s.net.or(s.amount));
    let (old, new) = (value(&before), value(&after));
    let sum = change
        .net
        .zip(change.unit)
        .map(|(net, unit)| domain::Amount::new(net, unit));
    let difference = match (old, new) {
        (Some(old), Some(new)) if old.unit == new.unit => new
            .micros
            .checked_sub(old.micros)
            .map(|m| domain::Amount::new(m, new.unit)),
        _ => None,
    };
    let kind = match (change.kind, change.entity) {
        (ChangeKind::New, ChangeEntity::Offer) => "offer",
        (ChangeKind::New, _) => "new",
        (ChangeKind::Revised, _) => "revised",
        (ChangeKind::Vanished, _) => "vanished",
        (ChangeKind::Status, _) => "status",
        (ChangeKind::Missing, _) => "missing",
    };
    let amount = match kind {
        "revised" => difference.or(new),
        "missing" => None,
        "vanished" => old.or(new),
        _ => sum.or(new).or(old),
    };
    let (open, open_id, filter) = target(stored);
    let words = after.as_ref().or(before.as_ref());
    ChangeItem {
        id: stored.id,
        kind: kind.to_owned(),
        platform: platform.into(),
        stream: change.stream.map(Into::into),
        title: words.and_then(|s| s.title.clone().or_else(|| s.brand.clone())),
        from: words.and_then(|s| s.day.clone()),
        to: None,
        count: i64::try_from(change.count).unwrap_or(i64::MAX),
        before: old.map(Into::into),
        after: new.map(Into::into),
        amount: amount.map(Into::into),
        status_before: before.as_ref().and_then(|s| s.status).map(Into::into),
        status_after: after.as_ref().and_then(|s| s.status).map(Into::into),
        at: change.at.to_string(),
        open: open.to_owned(),
        open_id,
        filter,
    }
}

/// What opens when the item is chosen.
fn target(stored: &Change) -> (&'static str, Option<i64>, Option<EntryFilter>) {
    let change = &stored.change;
    if let Some(id) = change.entity_id {
        let kind = match change.entity {
            ChangeEntity::Entry => "entry",
            ChangeEntity::Payout => "payout",
            ChangeEntity::Offer => "offer",
            ChangeEntity::Metric => "entries",
        };
        return (kind, Some(id), None);
    }
    let filter = EntryFilter {
        account: change.account.map(|a| a.0),
        stream: change.stream.map(Into::into),
        unit: change.unit.map(|u| u.to_string()),
        ..EntryFilter::default()
    };
    ("entries", None, Some(filter))
}

/// Marks changes as seen; an empty list means all. Gives the ids that were marked.
///
/// # Errors
/// [`StudioError`].
pub fn acknowledge(profile: &OpenProfile, ids: &[i64]) -> Result<Vec<i64>, StudioError> {
    let now = profile.now();
    let ids = ids.to_vec();
    profile.store().write(move |tx| {
        let ids: Vec<i64> = if ids.is_empty() {
            tx.changes(ChangesSince::Unseen, u32::MAX)?
                .into_iter()
                .map(|c| c.id)
                .collect()
        } else {
            ids.into_iter().filter(|id| *id > 0).collect()
        };
        tx.acknowledge_changes(&ids, now)?;
        Ok(ids)
    })
}

/// Takes an acknowledgement back.
///
/// # Errors
/// [`StudioError`].
pub fn unacknowledge(profile: &OpenProfile, ids: &[i64]) -> Result<Vec<i64>, StudioError> {
    let ids = ids.to_vec();
    profile.store().write(move |tx| {
        tx.unacknowledge_changes(&ids)?;
        Ok(ids)
    })
}
