//! Many like lines of one run summed up as one, so that a first sync reads as a handful of lines.
//!
//! The rule it protects: amounts of unlike units are never added; a sum over them shows no amount, only the count.

use super::item::{Accounts, Told};
use crate::shapes::{Amount, ChangeItem};
use domain::{Status, Stream, Unit};
use std::collections::HashMap;
use store::Change;

/// From this many like lines on they are one.
const MANY: usize = 4;

/// What makes lines alike.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Alike {
    run: i64,
    account: Option<i64>,
    kind: &'static str,
    entity: &'static str,
    stream: Option<&'static str>,
    after: Option<&'static str>,
}

fn alike(line: &Told<'_>) -> Option<Alike> {
    let change = &line.stored.change;
    // A line that sums up already stays as it is, and so does one the creator flagged.
    change.entity_id?;
    if line.stored.flag.is_some() {
        return None;
    }
    Some(Alike {
        run: change.run.0,
        account: change.account.map(|a| a.0),
        kind: line.kind(),
        entity: change.entity.slug(),
        stream: change.stream.map(Stream::slug),
        after: line.status_after().map(Status::slug),
    })
}

/// The feed as it is shown: lines that stand for themselves, and like ones together, each in the place of the newest of them.
struct Gathered<'c> {
    rows: Vec<Vec<Told<'c>>>,
}

impl<'c> Gathered<'c> {
    fn of(feed: &'c [Change]) -> Self {
        let lines: Vec<(Option<Alike>, Told<'c>)> = feed
            .iter()
            .map(|change| {
                let line = Told::read(change);
                (alike(&line), line)
            })
            .collect();
        let mut sizes: HashMap<&Alike, usize> = HashMap::new();
        for key in lines.iter().filter_map(|(key, _)| key.as_ref()) {
            *sizes.entry(key).or_default() += 1;
        }
        let few: Vec<bool> = lines
            .iter()
            .map(|(key, _)| {
                let size = key.as_ref().and_then(|key| sizes.get(key));
                size.is_none_or(|size| *size < MANY)
            })
            .collect();
        let mut places: HashMap<Alike, usize> = HashMap::new();
        let mut rows: Vec<Vec<Told<'c>>> = Vec::new();
        for ((key, line), few) in lines.into_iter().zip(few) {
            let place = match key.filter(|_| !few) {
                None => rows.len(),
                Some(key) => *places.entry(key).or_insert(rows.len()),
            };
            match rows.get_mut(place) {
                Some(row) => row.push(line),
                None => rows.push(vec![line]),
            }
        }
        Self { rows }
    }
}

/// The feed, newest first, with many like lines as one: at most `limit` of them, and how many there are.
pub(super) fn gather(
    feed: &[Change],
    accounts: &Accounts,
    limit: usize,
) -> (Vec<ChangeItem>, usize) {
    let gathered = Gathered::of(feed);
    let shown = gathered.rows.iter().take(limit);
    let items = shown.filter_map(|row| shown_as(row, accounts)).collect();
    (items, gathered.rows.len())
}

/// The newest stands for all.
fn shown_as(row: &[Told<'_>], accounts: &Accounts) -> Option<ChangeItem> {
    let newest = row.first()?;
    let item = newest.item(accounts);
    if row.len() == 1 {
        return Some(item);
    }
    let open = match item.open.as_str() {
        "payout" => "payouts",
        "offer" => "offers",
        _ => "entries",
    };
    let days: Vec<String> = row.iter().filter_map(Told::day).collect();
    let count: u64 = row.iter().map(|line| line.stored.change.count).sum();
    Some(ChangeItem {
        count: i64::try_from(count).unwrap_or(i64::MAX),
        title: None,
        from: days.iter().min().cloned(),
        to: days.iter().max().cloned(),
        before: None,
        after: None,
        amount: total(row),
        open: open.to_owned(),
        open_id: None,
        ..item
    })
}

/// The sum of the amounts, when every line has one and all are of one unit.
fn total(row: &[Told<'_>]) -> Option<Amount> {
    let mut sum = 0i128;
    let mut unit: Option<Unit> = None;
    for line in row {
        let amount = line.amount()?;
        if *unit.get_or_insert(amount.unit) != amount.unit {
            return None;
        }
        sum += i128::from(amount.micros);
    }
    unit.map(|unit| Amount::of_sum(sum, unit))
}

/// The ids of the feed that the lines with `ids` stand for.
pub(super) fn members(feed: &[Change], ids: &[i64]) -> Vec<i64> {
    let gathered = Gathered::of(feed);
    let id = |line: &Told<'_>| line.stored.id;
    let chosen = gathered
        .rows
        .iter()
        .filter(|row| row.iter().any(|line| ids.contains(&id(line))));
    chosen.flatten().map(id).collect()
}
