//! The silence watch: a day, a stream or a payout that should be there and is not.
//!
//! The rule it protects: only what was looked for can be missing. Nothing is missed later than an account was last read
//! through, less the days platforms take to report; an account fed by files is asked only about days between its rows.

mod rhythm;

use domain::{Account, AccountId, CivilDay, Platform, RunState, Stream, Zone};
use std::collections::{BTreeMap, BTreeSet};
use store::{ReadTx, StoreError};

/// Days a platform may take to report a day: YouTube takes two to three, others less.
const REPORTING_DAYS: i32 = 4;
/// Days back that are watched for gaps.
const WATCHED_DAYS: i32 = 60;
/// Days back that tell what is usual.
const KNOWN_DAYS: i32 = 400;

/// What kind of thing is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum MissingKind {
    /// Days on which a stream always had entries.
    Days,
    /// A stream that never paused so long.
    Stream,
    /// A payout that should have been made.
    Payout,
}

impl MissingKind {
    /// Stable word: `days`, `stream`, `payout`.
    pub(crate) fn slug(self) -> &'static str {
        match self {
            Self::Days => "days",
            Self::Stream => "stream",
            Self::Payout => "payout",
        }
    }
}

/// Something that should be there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MissingItem {
    /// What kind.
    pub(crate) kind: MissingKind,
    /// Whose.
    pub(crate) account: AccountId,
    /// Its platform.
    pub(crate) platform: Platform,
    /// The stream; `None` for a payout.
    pub(crate) stream: Option<Stream>,
    /// The first day missing; for a payout the day by which it should have been made.
    pub(crate) from: CivilDay,
    /// The last day that was looked for.
    pub(crate) to: CivilDay,
    /// The last day something came.
    pub(crate) last: Option<CivilDay>,
}

impl MissingItem {
    /// The same for the same silence on every day it lasts, so that it can be acknowledged: kind, account, stream, first day.
    pub(crate) fn key(&self) -> String {
        format!(
            "{}:{}:{}:{}",
            self.kind.slug(),
            self.account.0,
            self.stream.map_or("-", Stream::slug),
            self.from
        )
    }
}

/// Everything that should be there on `today` and is not: by account, then kind, then first day.
pub(crate) fn missing(tx: &ReadTx<'_>, today: CivilDay) -> Result<Vec<MissingItem>, StoreError> {
    let accounts: BTreeMap<AccountId, Account> =
        tx.accounts()?.into_iter().map(|a| (a.id, a)).collect();
    let read = last_read(tx)?;
    let mut came: BTreeMap<(AccountId, Stream), (BTreeSet<i32>, Volume)> = BTreeMap::new();
    for arrival in tx.arrivals(today.plus_days(-KNOWN_DAYS), today)? {
        let key = (arrival.account, arrival.stream);
        let (days, volume) = came.entry(key).or_default();
        days.insert(arrival.day.number());
        volume.add(arrival.count);
    }
    let mut items = Vec::new();
    for ((id, stream), (days, volume)) in &came {
        let Some(account) = accounts.get(id) else {
            continue;
        };
        // Corrections come when they come.
        if *stream == Stream::Adjustment {
            continue;
        }
        let until = read.get(id).filter(|_| !account.manual).map(|day| {
            today
                .number()
                .min(day.number())
                .saturating_sub(REPORTING_DAYS)
        });
        let watched = Watched {
            days,
            daily: volume.is_daily(),
            until,
        };
        of_stream(&mut items, account, *stream, &watched, today);
    }
    for (id, day) in &read {
        let Some(account) = accounts.get(id).filter(|a| !a.manual) else {
            continue;
        };
        of_payouts(tx, &mut items, account, today.min(*day))?;
    }
    items.sort_by_key(|item| (item.account, item.kind, item.from, item.stream));
    Ok(items)
}

/// How many entries days have.
#[derive(Debug, Default)]
struct Volume {
    rows: u128,
    sum: u128,
    squares: u128,
}

impl Volume {
    /// Entries of a day that come by chance and average eight leave one day in three thousand empty.
    const ENOUGH: u128 = 8;

    fn add(&mut self, count: u64) {
        let count = u128::from(count);
        self.rows += 1;
        self.sum += count;
        self.squares += count * count;
    }

    /// Whether an empty day is no accident: a report gives the same number each day (far steadier than chance, whose
    /// variance is its mean), or there are so many that chance leaves no day empty.
    fn is_daily(&self) -> bool {
        let spread = (self.rows * self.squares).saturating_sub(self.sum * self.sum);
        let steady = 4 * spread <= self.sum * self.rows;
        steady || self.sum >= Self::ENOUGH * self.rows
    }
}

fn day(number: i32, otherwise: CivilDay) -> CivilDay {
    CivilDay::from_number(number).unwrap_or(otherwise)
}

/// What is known of one stream.
struct Watched<'d> {
    days: &'d BTreeSet<i32>,
    /// Whether single days can be missed.
    daily: bool,
    /// The last day that should be known; `None` for an account fed by files.
    until: Option<i32>,
}

fn of_stream(
    items: &mut Vec<MissingItem>,
    account: &Account,
    stream: Stream,
    watched: &Watched<'_>,
    today: CivilDay,
) {
    let (came, until) = (watched.days, watched.until);
    let Some(last) = came.last().copied() else {
        return;
    };
    let mut item = |kind, from: i32, to: i32, last: Option<i32>| {
        items.push(MissingItem {
            kind,
            account: account.id,
            platform: account.platform,
            stream: Some(stream),
            from: day(from, today),
            to: day(to, today),
            last: last.map(|number| day(number, today)),
        });
    };
    let silent = until.and_then(|until| rhythm::silent_since(came, until).map(|s| (s, until)));
    if let Some((since, until)) = silent {
        item(MissingKind::Stream, since, until, Some(last));
    }
    if !watched.daily {
        return;
    }
    let watched_until = match (silent, until) {
        (None, Some(until)) => until,
        // What is silent is said once; of files only gaps between their rows are missed.
        _ => last,
    };
    let since = today.number() - WATCHED_DAYS;
    for (from, to) in rhythm::holes(came, since, watched_until) {
        item(
            MissingKind::Days,
            from,
            to,
            came.range(..from).next_back().copied(),
        );
    }
}

fn of_payouts(
    tx: &ReadTx<'_>,
    items: &mut Vec<MissingItem>,
    account: &Account,
    until: CivilDay,
) -> Result<(), StoreError> {
    let made: BTreeSet<i32> = tx
        .payouts_made(account.id)?
        .into_iter()
        .map(|made| made.day_in(Zone::UTC).number())
        .collect();
    if let Some(due) = rhythm::payout_missing(&made, until.number()) {
        items.push(MissingItem {
            kind: MissingKind::Payout,
            account: account.id,
            platform: account.platform,
            stream: None,
            from: day(due, until),
            to: until,
            last: made.last().map(|number| day(*number, until)),
        });
    }
    Ok(())
}

/// The day each account was last read through.
fn last_read(tx: &ReadTx<'_>) -> Result<BTreeMap<AccountId, CivilDay>, StoreError> {
    let mut read: BTreeMap<AccountId, CivilDay> = BTreeMap::new();
    for run in tx.runs(200)? {
        for part in &run.accounts {
            if part.state == RunState::Done {
                let day = run.started.day_in(Zone::UTC);
                let known = read.entry(part.account).or_insert(day);
                *known = day.max(*known);
            }
        }
    }
    Ok(read)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_day_is_an_accident_where_entries_come_by_chance() {
        let volume = |counts: &[u64]| {
            let mut volume = Volume::default();
            counts.iter().for_each(|count| volume.add(*count));
            volume.is_daily()
        };
        let cases: [(&[u64], bool, &str); 4] = [
            (&[1; 30], true, "a report of one row a day"),
            (&[1, 4, 2, 6, 3, 1, 2, 5], false, "a few tips a day"),
            (&[12, 9, 15, 11, 8, 14], true, "a shop with many sales"),
            (&[2, 2, 3, 2, 2, 2], true, "two rows, now and then a third"),
        ];
        for (counts, want, why) in cases {
            assert_eq!(volume(counts), want, "{why}");
        }
    }
}
