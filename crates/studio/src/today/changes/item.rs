//! A line of the feed as the edge shows it.

use crate::shapes::*;
use domain::PayoutState;
use serde::Deserialize;
use std::borrow::Cow;
use std::collections::BTreeMap;
use store::{Change, ChangeEntity, ChangeKind};

/// Text that is read where it stands.
#[derive(Deserialize)]
#[serde(transparent)]
struct Text<'j>(#[serde(borrow)] Cow<'j, str>);

/// The state of a row as the feed keeps it.
#[derive(Deserialize)]
struct State<'j> {
    #[serde(borrow, default)]
    day: Option<Text<'j>>,
    #[serde(borrow, default)]
    arrival: Option<Text<'j>>,
    #[serde(borrow, default)]
    title: Option<Text<'j>>,
    #[serde(default)]
    status: Option<domain::Status>,
    #[serde(default)]
    state: Option<PayoutState>,
    #[serde(default)]
    net: Option<domain::Amount>,
    #[serde(default)]
    amount: Option<domain::Amount>,
    #[serde(borrow, default)]
    brand: Option<Text<'j>>,
}

impl State<'_> {
    fn value(&self) -> Option<domain::Amount> {
        self.net.or(self.amount)
    }

    fn day(&self) -> Option<String> {
        let day = self.day.as_ref().or(self.arrival.as_ref())?;
        Some(day.0.clone().into_owned())
    }

    fn title(&self) -> Option<String> {
        let title = self.title.as_ref().or(self.brand.as_ref())?;
        Some(title.0.clone().into_owned())
    }
}

/// Whose changes they are.
pub(crate) type Accounts = BTreeMap<domain::AccountId, domain::Account>;

fn state(text: &Option<String>) -> Option<State<'_>> {
    serde_json::from_str(text.as_deref()?).ok()
}

/// A line of the feed with its present state read. The former one is read when a line is shown: Today looks at a thousand
/// and shows a few.
pub(super) struct Told<'c> {
    pub(super) stored: &'c Change,
    after: Option<State<'c>>,
}

impl<'c> Told<'c> {
    pub(super) fn read(stored: &'c Change) -> Self {
        Self {
            stored,
            after: state(&stored.change.after),
        }
    }

    fn before(&self) -> Option<State<'c>> {
        state(&self.stored.change.before)
    }

    /// The word the edge has for what happened.
    pub(super) fn kind(&self) -> &'static str {
        let change = &self.stored.change;
        match (change.kind, change.entity) {
            (ChangeKind::New, ChangeEntity::Offer) => "offer",
            (ChangeKind::New | ChangeKind::Revised | ChangeKind::Status, ChangeEntity::Payout)
                if self.after.as_ref().and_then(|s| s.state) == Some(PayoutState::Paid) =>
            {
                "landed"
            }
            (ChangeKind::Revised, ChangeEntity::Payout) => "status",
            (ChangeKind::New, _) => "new",
            (ChangeKind::Revised, _) => "revised",
            (ChangeKind::Vanished, _) => "vanished",
            (ChangeKind::Status, _) => "status",
            (ChangeKind::Missing, _) => "missing",
        }
    }

    /// How sure the row is now.
    pub(super) fn status_after(&self) -> Option<domain::Status> {
        self.after.as_ref().and_then(|s| s.status)
    }

    /// The day it is about.
    pub(super) fn day(&self) -> Option<String> {
        match &self.after {
            Some(after) => after.day(),
            None => self.before().and_then(|before| before.day()),
        }
    }

    /// The figure at the right of the line.
    pub(super) fn amount(&self) -> Option<domain::Amount> {
        let change = &self.stored.change;
        let old = self.before().and_then(|before| before.value());
        let new = self.after.as_ref().and_then(State::value);
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
        match self.kind() {
            "revised" => difference.or(new),
            "missing" => None,
            "vanished" => old.or(new),
            _ => sum.or(new).or(old),
        }
    }

    /// The whole line, as the edge shows it.
    pub(super) fn item(&self, accounts: &Accounts) -> ChangeItem {
        let change = &self.stored.change;
        let account = change.account.and_then(|a| accounts.get(&a));
        let platform = account.map_or(domain::Platform::Other, |a| a.platform);
        let (open, open_id, filter) = target(self.stored);
        let before = self.before();
        let words = self.after.as_ref().or(before.as_ref());
        let value = |state: &Option<State<'_>>| state.as_ref().and_then(State::value);
        let status = |state: &Option<State<'_>>| state.as_ref().and_then(|s| s.status);
        ChangeItem {
            id: self.stored.id,
            kind: self.kind().to_owned(),
            platform: platform.into(),
            stream: change.stream.map(Into::into),
            title: words.and_then(State::title),
            from: words.and_then(State::day),
            to: None,
            count: i64::try_from(change.count).unwrap_or(i64::MAX),
            before: value(&before).map(Into::into),
            after: value(&self.after).map(Into::into),
            amount: self.amount().map(Into::into),
            status_before: status(&before).map(Into::into),
            status_after: status(&self.after).map(Into::into),
            at: change.at.to_string(),
            run: Some(change.run.0),
            account: account.map(|a| a.handle.clone()),
            fields: fields(change),
            flag: self.stored.flag.as_ref().map(flag),
            acknowledged: self.stored.acknowledged.map(|at| at.to_string()),
            source: None,
            open: open.to_owned(),
            open_id,
            filter,
        }
    }
}

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
    Told::read(stored).item(accounts)
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
