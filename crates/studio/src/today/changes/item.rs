//! A line of the feed as the edge shows it.

use crate::shapes::*;
use domain::PayoutState;
use serde::Deserialize;
use std::collections::BTreeMap;
use store::{Change, ChangeEntity, ChangeKind};

/// The state of a row as the feed keeps it.
#[derive(Deserialize)]
struct State {
    #[serde(default)]
    day: Option<String>,
    #[serde(default)]
    arrival: Option<String>,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    status: Option<domain::Status>,
    #[serde(default)]
    state: Option<PayoutState>,
    #[serde(default)]
    net: Option<domain::Amount>,
    #[serde(default)]
    amount: Option<domain::Amount>,
    #[serde(default)]
    brand: Option<String>,
}

/// Whose changes they are.
pub(crate) type Accounts = BTreeMap<domain::AccountId, domain::Account>;

/// Keys of the kept state whose values differ, in their order.
fn fields(change: &store::ChangeDraft) -> Vec<String> {
    let read = |text: &Option<String>| -> Option<serde_json::Map<String, serde_json::Value>> {
        serde_json::from_str(text.as_deref()?).ok()
    };
    let (Some(before), Some(after)) = (read(&change.before), read(&change.after)) else {
        return Vec::new();
    };
    let differs = |key: &&String| before.get(*key) != after.get(*key);
    after.keys().filter(differs).cloned().collect()
}

/// One line of the feed.
pub(crate) fn item(stored: &Change, accounts: &Accounts) -> ChangeItem {
    let change = &stored.change;
    let read = |text: &Option<String>| {
        text.as_deref()
            .and_then(|t| serde_json::from_str::<State>(t).ok())
    };
    let (before, after) = (read(&change.before), read(&change.after));
    let account = change.account.and_then(|a| accounts.get(&a));
    let platform = account.map_or(domain::Platform::Other, |a| a.platform);
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
        (ChangeKind::New | ChangeKind::Revised | ChangeKind::Status, ChangeEntity::Payout)
            if after.as_ref().and_then(|s| s.state) == Some(PayoutState::Paid) =>
        {
            "landed"
        }
        (ChangeKind::Revised, ChangeEntity::Payout) => "status",
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
        from: words.and_then(|s| s.day.clone().or_else(|| s.arrival.clone())),
        to: None,
        count: i64::try_from(change.count).unwrap_or(i64::MAX),
        before: old.map(Into::into),
        after: new.map(Into::into),
        amount: amount.map(Into::into),
        status_before: before.as_ref().and_then(|s| s.status).map(Into::into),
        status_after: after.as_ref().and_then(|s| s.status).map(Into::into),
        at: change.at.to_string(),
        run: Some(change.run.0),
        account: account.map(|a| a.handle.clone()),
        fields: fields(change),
        flag: stored.flag.as_ref().map(flag),
        acknowledged: stored.acknowledged.map(|at| at.to_string()),
        source: None,
        open: open.to_owned(),
        open_id,
        filter,
    }
}

/// A flag at the edge.
pub(super) fn flag(flag: &store::Flag) -> ChangeFlag {
    ChangeFlag {
        note: flag.note.clone(),
        since: flag.since.to_string(),
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
