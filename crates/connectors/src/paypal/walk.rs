//! Walking the transactions from now to the past, one window of at most 31 days after the other.
//!
//! The rule it protects: a window is handed over only once all its pages are there. Page numbers shift when rows arrive, so a
//! window that was cut off is asked for anew; and a hold may stand on another page than the payment it holds.

use super::cursor::{Cursor, DAY, OpenWalk, WINDOW_DAYS, midnight, wire_time};
use super::transactions::{TRANSACTIONS_FEED, TransactionsPage, parse_transactions};
use super::{Paypal, TRANSACTIONS_PATH};
use crate::error::ConnectError;
use crate::http::paging::PageGuard;
use crate::http::walk::Walk;
use crate::source::{Event, Progress};
use domain::{CivilDay, Instant, Status, Window, Zone};
use std::collections::BTreeMap;

/// The shortest window a query is narrowed to, in seconds.
const SHORTEST: i64 = 3_600;

/// Rows PayPal gives for one query at most; beyond it the range has to be narrowed.
const MOST_ROWS: u64 = 10_000;

/// Seconds after which a transaction can be searched for, at most.
const USUAL_DELAY: i64 = 3 * SHORTEST;

/// A window's pages, or that there is too much in it.
enum Answered {
    Pages(Vec<TransactionsPage>),
    TooMuch,
}

impl Paypal {
    /// Walks everything that is new or may still change: first the rest of a walk that was cut off, then from now.
    pub(super) async fn walk(
        &self,
        walk: &mut Walk<'_>,
        skipped: &mut BTreeMap<String, u64>,
    ) -> Result<(), ConnectError> {
        let stored = walk.sink.cursor(TRANSACTIONS_FEED).await?;
        let mut cursor = Cursor::read(stored.as_deref());
        if let Some(open) = cursor.open.take().filter(|_| !walk.job.full) {
            self.descend(walk, open, &mut cursor, skipped).await?;
        }
        let open = cursor.next_walk(walk.job.now.seconds(), walk.job.full);
        let from = open.from;
        self.descend(walk, open, &mut cursor, skipped).await?;
        let today = walk.job.now.day_in(Zone::UTC);
        let window = Window {
            from: day(from).unwrap_or(today),
            to: today,
        };
        walk.end(cursor.write(), Some(window)).await
    }

    async fn descend(
        &self,
        walk: &mut Walk<'_>,
        mut open: OpenWalk,
        cursor: &mut Cursor,
        skipped: &mut BTreeMap<String, u64>,
    ) -> Result<(), ConnectError> {
        let mut span = i64::from(WINDOW_DAYS) * DAY;
        while open.before > open.from {
            let start = (open.before - span).max(open.from);
            let mut pages = match self.window(walk, start, open.before - 1).await {
                Ok(Answered::Pages(pages)) => pages,
                Ok(Answered::TooMuch) if span > SHORTEST => {
                    span = (span / 2).max(SHORTEST);
                    continue;
                }
                // what PayPal says of too many rows is not published: a shorter range tells
                Err(ConnectError::Refused {
                    status: 400 | 422, ..
                }) if span > SHORTEST => {
                    span = (span / 2).max(SHORTEST);
                    continue;
                }
                Ok(Answered::TooMuch) => {
                    return Err(ConnectError::Refused {
                        status: 200,
                        code: format!("more than {MOST_ROWS} rows within an hour"),
                    });
                }
                Err(error) => return Err(error),
            };
            open.before = start;
            if open.edge.is_none() {
                open.edge = Some(edge(&pages, walk.job.now));
            }
            freeze(&mut pages, &mut open);
            cursor.open = Some(open.clone());
            if open.before <= open.from {
                cursor.finish(&open);
            }
            let last = pages.len().saturating_sub(1);
            for (n, parsed) in pages.into_iter().enumerate() {
                for (code, count) in parsed.skipped {
                    *skipped.entry(code).or_default() += count;
                }
                let behind = if n == last { cursor.write() } else { None };
                walk.page(parsed.page, behind).await?;
            }
        }
        Ok(())
    }

    /// All pages of one range, both ends included.
    async fn window(
        &self,
        walk: &mut Walk<'_>,
        start: i64,
        end: i64,
    ) -> Result<Answered, ConnectError> {
        let (from, to) = (wire_time(start), wire_time(end));
        let mut pages: Vec<TransactionsPage> = Vec::new();
        let mut rows = 0;
        walk.guard = PageGuard::default();
        loop {
            let number = pages.len() + 1;
            let page = number.to_string();
            let query = [
                ("start_date", from.as_str()),
                ("end_date", to.as_str()),
                ("fields", "transaction_info"),
                ("page_size", "100"),
                ("page", page.as_str()),
            ];
            let name = format!("GET {TRANSACTIONS_PATH}, {from} to {to}, page {number}");
            let answer = self.get(&query, &name, walk.job, &mut *walk.sink).await?;
            let parsed = parse_transactions(&answer.name, &answer.body, walk.job.now)?;
            if let Some(found) = &parsed.account {
                walk.job.same_account(found)?;
            }
            if parsed.total_items.is_some_and(|n| n > MOST_ROWS) {
                return Ok(Answered::TooMuch);
            }
            let ends = parsed.ends.as_ref().map(|(a, b)| (a.as_str(), b.as_str()));
            walk.guard.admit(TRANSACTIONS_FEED, &answer.body, ends)?;
            let done = parsed.listed == 0 || number as u64 >= parsed.total_pages;
            rows += parsed.page.rows() as u64;
            pages.push(parsed);
            if done {
                return Ok(Answered::Pages(pages));
            }
            // nothing is handed over until the window is whole: say that it moves
            let progress = Progress {
                feed: TRANSACTIONS_FEED.to_owned(),
                done: rows,
                about: None,
            };
            walk.sink.accept(Event::Progress(progress)).await?;
        }
    }
}

/// How far PayPal's data goes; three hours behind, its usual delay, when it does not say.
fn edge(pages: &[TransactionsPage], now: Instant) -> i64 {
    let refreshed = pages.first().and_then(|p| p.refreshed);
    refreshed.map_or(now.seconds() - USUAL_DELAY, |at| {
        at.seconds().min(now.seconds())
    })
}

/// Marks the payments whose money is held back.
fn freeze(pages: &mut [TransactionsPage], open: &mut OpenWalk) {
    for hold in pages.iter().flat_map(|p| &p.holds) {
        let held = open.held.entry(hold.transaction.clone()).or_default();
        *held = held.saturating_add(hold.micros);
    }
    open.held.retain(|_, micros| *micros != 0);
    let entries = pages.iter_mut().flat_map(|p| &mut p.page.entries);
    for entry in entries.filter(|e| e.status == Status::Available) {
        let id = entry.external_id.as_deref().unwrap_or_default();
        let id = id.split(':').next().unwrap_or_default();
        if open.held.get(id).is_some_and(|micros| *micros < 0) {
            entry.status = Status::Frozen;
            let since = midnight(entry.day.utc_start().seconds());
            open.held_since = Some(open.held_since.map_or(since, |known| known.min(since)));
        }
    }
}

fn day(at: i64) -> Option<CivilDay> {
    Instant::from_seconds(at).map(|i| i.day_in(Zone::UTC))
}
