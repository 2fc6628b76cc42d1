//! Many like lines of one run summed up as one, so that a first sync reads as a handful of lines.
//!
//! The rule it protects: amounts of unlike units are never added; a sum over them shows no amount, only the count.

use super::item::{Accounts, item};
use crate::shapes::{Amount, ChangeItem};
use domain::Unit;
use std::collections::BTreeMap;
use store::Change;

/// From this many like lines on they are one.
const MANY: usize = 4;

/// What makes lines alike.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Alike {
    run: i64,
    account: Option<i64>,
    kind: String,
    entity: &'static str,
    stream: Option<&'static str>,
    after: Option<&'static str>,
}

fn alike(change: &Change, item: &ChangeItem) -> Option<Alike> {
    // A line that sums up already stays as it is, and so does one the creator flagged.
    change.change.entity_id?;
    if change.flag.is_some() {
        return None;
    }
    Some(Alike {
        run: change.change.run.0,
        account: change.change.account.map(|a| a.0),
        kind: item.kind.clone(),
        entity: change.change.entity.slug(),
        stream: change.change.stream.map(domain::Stream::slug),
        after: item.status_after.map(|s| domain::Status::from(s).slug()),
    })
}

/// The feed, newest first, with many like lines as one.
pub(super) fn gather(feed: &[Change], accounts: &Accounts) -> Vec<ChangeItem> {
    let lines: Vec<(Option<Alike>, ChangeItem)> = feed
        .iter()
        .map(|change| {
            let item = item(change, accounts);
            (alike(change, &item), item)
        })
        .collect();
    let mut groups: BTreeMap<&Alike, Vec<&ChangeItem>> = BTreeMap::new();
    for (key, item) in &lines {
        if let Some(key) = key {
            groups.entry(key).or_default().push(item);
        }
    }
    let mut shown: Vec<ChangeItem> = Vec::new();
    for (key, item) in &lines {
        let many = key
            .as_ref()
            .and_then(|k| groups.get(k))
            .filter(|list| list.len() >= MANY);
        match many {
            None => shown.push(item.clone()),
            // The newest stands for all; the others have been counted with it.
            Some(list) if list.first().is_some_and(|first| first.id == item.id) => {
                shown.push(sum_up(list, item))
            }
            Some(_) => {}
        }
    }
    shown
}

fn sum_up(list: &[&ChangeItem], newest: &ChangeItem) -> ChangeItem {
    let days: Vec<&String> = list.iter().filter_map(|item| item.from.as_ref()).collect();
    let open = match newest.open.as_str() {
        "payout" => "payouts",
        "offer" => "offers",
        _ => "entries",
    };
    ChangeItem {
        count: list.iter().map(|item| item.count).sum(),
        title: None,
        from: days.iter().min().map(|d| (*d).clone()),
        to: days.iter().max().map(|d| (*d).clone()),
        before: None,
        after: None,
        amount: total(list),
        open: open.to_owned(),
        open_id: None,
        ..newest.clone()
    }
}

/// The sum of the amounts, when every line has one and all are of one unit.
fn total(list: &[&ChangeItem]) -> Option<Amount> {
    let mut sum = 0i128;
    let mut unit: Option<Unit> = None;
    for item in list {
        let shown = item.amount.as_ref()?;
        let of: Unit = shown.unit.parse().ok()?;
        if *unit.get_or_insert(of) != of {
            return None;
        }
        sum += i128::from(domain::Amount::parse(&shown.amount, of).ok()?.micros);
    }
    unit.map(|unit| Amount::of_sum(sum, unit))
}

/// The ids of the feed that the lines with `ids` stand for.
pub(super) fn members(feed: &[Change], ids: &[i64]) -> Vec<i64> {
    let none = BTreeMap::new();
    let keys: Vec<(i64, Option<Alike>)> = feed
        .iter()
        .map(|change| (change.id, alike(change, &item(change, &none))))
        .collect();
    let mut sizes: BTreeMap<&Alike, usize> = BTreeMap::new();
    for key in keys.iter().filter_map(|(_, key)| key.as_ref()) {
        *sizes.entry(key).or_default() += 1;
    }
    let chosen: Vec<&Alike> = keys
        .iter()
        .filter(|(id, _)| ids.contains(id))
        .filter_map(|(_, key)| key.as_ref())
        .filter(|key| sizes.get(key).is_some_and(|n| *n >= MANY))
        .collect();
    keys.iter()
        .filter(|(id, key)| ids.contains(id) || key.as_ref().is_some_and(|k| chosen.contains(&k)))
        .map(|(id, _)| *id)
        .collect()
}
