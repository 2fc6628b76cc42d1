//! Walking payouts and sales, newest first, by page key.
//!
//! The rule it protects: a sale is paid when a payout names it. Payouts are therefore opened before sales are read, and their
//! watermark moves only once the sales they name were read too.

use super::Gumroad;
use super::payouts::{PAYOUTS_FEED, parse_payout_sales, parse_payouts};
use super::sales::{SALES_FEED, SalesPage, parse_sales};
use crate::error::ConnectError;
use crate::http::paging::PageGuard;
use crate::http::walk::Walk;
use crate::secret::Secret;
use crate::source::{Event, FeedEnd};
use domain::{CivilDay, Instant, PayoutState, Window, Zone};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

const DAY: i64 = 86_400;

/// Days read again each run: refunds and disputes come late, and a completed payout can be returned.
pub(super) const SALES_WINDOW_DAYS: u16 = 90;

/// How far back a first walk goes when it has to go by dates: an empty range costs one request.
const OLDEST_DAYS: i64 = 15 * 365;

/// Days of a range when the open one is refused, and the least it is narrowed to.
const RANGE_DAYS: i64 = 31;

/// What the payouts say.
#[derive(Debug, Default)]
pub(super) struct Paid {
    /// Payout by sale.
    by_sale: BTreeMap<String, String>,
    /// Newest payout, unix seconds.
    newest: Option<i64>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct Cursor {
    /// Newest row of any completed walk, unix seconds.
    max_created: Option<i64>,
    /// The walk under way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    open: Option<Leg>,
}

/// One way down through the sales.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Leg {
    /// Its lower bound; `None` for the beginning.
    floor: Option<i64>,
    /// First instant of the range asked for.
    after: Option<i64>,
    /// End of the range, exclusive.
    before: Option<i64>,
    /// Key of the next page.
    key: Option<String>,
    newest: Option<i64>,
    /// Days of a range; `None` while the open range is served.
    range: Option<i64>,
}

impl Leg {
    /// Goes by dates, in shorter ranges than before. `false` when they cannot be shorter.
    fn narrow(&mut self, now: i64) -> bool {
        let range = self.range.map_or(RANGE_DAYS, |days| days / 4);
        if range == 0 {
            return false;
        }
        self.range = Some(range);
        let end = self.before.unwrap_or(midnight(now) + DAY);
        self.before = Some(end);
        self.after = Some((end - range * DAY).max(self.bottom(now)));
        true
    }

    /// Moves on to the range before; `false` at the lower bound.
    fn older(&mut self, now: i64) -> bool {
        let (Some(range), Some(after)) = (self.range, self.after) else {
            return false;
        };
        self.key = None;
        self.before = Some(after);
        self.after = Some((after - range * DAY).max(self.bottom(now)));
        after > self.bottom(now)
    }

    fn bottom(&self, now: i64) -> i64 {
        self.floor.unwrap_or(midnight(now) - OLDEST_DAYS * DAY)
    }
}

impl Gumroad {
    /// Lists the payouts and opens the completed ones into their sales.
    pub(super) async fn walk_payouts(
        &self,
        token: &Secret,
        walk: &mut Walk<'_>,
    ) -> Result<Paid, ConnectError> {
        let path = "/v2/payouts";
        let cursor = read(walk, PAYOUTS_FEED).await?;
        let floor = floor(&cursor, walk.job.full).map(day_text);
        let (mut key, mut paid, mut due) = (None::<String>, Paid::default(), Vec::new());
        loop {
            let mut query = vec![("include_upcoming", "false")];
            query.extend(floor.as_deref().map(|day| ("after", day)));
            query.extend(key.as_deref().map(|key| ("page_key", key)));
            let name = format!("GET {path}, page {}", walk.next_page());
            let answer = self
                .get(token, path, &query, name, walk.job, &mut *walk.sink)
                .await?;
            let parsed = parse_payouts(&answer.name, &answer.body, walk.job.now)?;
            let ends = parsed.ends.as_ref().map(|(a, b)| (a.as_str(), b.as_str()));
            walk.guard.admit(PAYOUTS_FEED, &answer.body, ends)?;
            for payout in &parsed.page.payouts {
                paid.newest = paid.newest.max(Some(payout.created.seconds()));
                if payout.state == PayoutState::Paid {
                    due.push(payout.external_id.clone());
                }
            }
            let listed = usize::from(parsed.ends.is_some());
            walk.page(parsed.page, None).await?;
            let Some(next) = parsed.next else { break };
            PageGuard::moves(PAYOUTS_FEED, listed, key.as_deref(), Some(&next))?;
            key = Some(next);
        }
        for id in due {
            let name = format!("GET {path}/{id}");
            let path = format!("{path}/{id}");
            let answer = self
                .get(token, &path, &[], name, walk.job, &mut *walk.sink)
                .await?;
            let parsed = parse_payout_sales(&answer.name, &answer.body, walk.job.now)?;
            let sales = parsed.sales.into_iter();
            paid.by_sale.extend(sales.map(|sale| (sale, id.clone())));
            walk.page(parsed.page, None).await?;
        }
        walk.end(None, None).await?;
        Ok(paid)
    }

    /// Walks the sales: first the rest of a walk that was cut off, then from the newest down to the window.
    pub(super) async fn walk_sales(
        &self,
        token: &Secret,
        paid: &Paid,
        walk: &mut Walk<'_>,
        skipped: &mut BTreeMap<String, u64>,
    ) -> Result<(), ConnectError> {
        let mut cursor = read(walk, SALES_FEED).await?;
        if let Some(leg) = cursor.open.take().filter(|_| !walk.job.full) {
            match self
                .descend(token, paid, leg, &mut cursor, walk, skipped)
                .await
            {
                // the key is too old: the walk from the newest sale covers what is left
                Err(ConnectError::Refused { .. }) => cursor.open = None,
                result => result?,
            }
            walk.guard = PageGuard::default();
        }
        let floor = floor(&cursor, walk.job.full);
        let leg = Leg {
            floor,
            after: floor,
            ..Leg::default()
        };
        self.descend(token, paid, leg, &mut cursor, walk, skipped)
            .await?;
        let today = walk.job.now.day_in(Zone::UTC);
        let from = floor.and_then(Instant::from_seconds);
        let from = from.map(|i| i.day_in(Zone::UTC));
        let window = Window {
            from: from.or_else(|| CivilDay::from_number(0)).unwrap_or(today),
            to: today,
        };
        walk.end(serde_json::to_string(&cursor).ok(), Some(window))
            .await?;
        if paid.newest.is_none() {
            return Ok(());
        }
        let payouts = Cursor {
            max_created: paid.newest,
            open: None,
        };
        let end = FeedEnd {
            feed: PAYOUTS_FEED.to_owned(),
            cursor: serde_json::to_string(&payouts).ok(),
            complete: None,
        };
        Ok(walk.sink.accept(Event::FeedEnd(end)).await?)
    }

    async fn descend(
        &self,
        token: &Secret,
        paid: &Paid,
        mut leg: Leg,
        cursor: &mut Cursor,
        walk: &mut Walk<'_>,
        skipped: &mut BTreeMap<String, u64>,
    ) -> Result<(), ConnectError> {
        let now = walk.job.now.seconds();
        loop {
            let parsed = match self.sales(token, paid, &leg, walk).await {
                // a long range runs into Gumroad's own time limit
                Err(ConnectError::Refused { status: 400, .. })
                    if leg.key.is_none() && leg.narrow(now) =>
                {
                    continue;
                }
                parsed => parsed?,
            };
            leg.newest = leg.newest.max(parsed.newest);
            for (word, count) in &parsed.skipped {
                *skipped.entry((*word).to_owned()).or_default() += count;
            }
            let before = leg.key.clone();
            let more = match parsed.next {
                Some(next) => {
                    let listed = usize::from(parsed.ends.is_some());
                    PageGuard::moves(SALES_FEED, listed, before.as_deref(), Some(&next))?;
                    leg.key = Some(next);
                    true
                }
                None => {
                    walk.guard = PageGuard::default();
                    leg.older(now)
                }
            };
            cursor.open = more.then(|| leg.clone());
            if !more {
                cursor.max_created = cursor.max_created.max(leg.newest);
            }
            walk.page(parsed.page, serde_json::to_string(cursor).ok())
                .await?;
            if !more {
                return Ok(());
            }
        }
    }

    /// Asks for one page of sales.
    async fn sales(
        &self,
        token: &Secret,
        paid: &Paid,
        leg: &Leg,
        walk: &mut Walk<'_>,
    ) -> Result<SalesPage, ConnectError> {
        let path = "/v2/sales";
        let (after, before) = (leg.after.map(day_text), leg.before.map(day_text));
        let mut query = Vec::new();
        query.extend(after.as_deref().map(|day| ("after", day)));
        query.extend(before.as_deref().map(|day| ("before", day)));
        query.extend(leg.key.as_deref().map(|key| ("page_key", key)));
        let name = format!("GET {path}, page {}", walk.next_page());
        let answer = self
            .get(token, path, &query, name, walk.job, &mut *walk.sink)
            .await?;
        let parsed = parse_sales(&answer.name, &answer.body, walk.job.now, &paid.by_sale)?;
        let ends = parsed.ends.as_ref().map(|(a, b)| (a.as_str(), b.as_str()));
        walk.guard.admit(SALES_FEED, &answer.body, ends)?;
        Ok(parsed)
    }
}

async fn read(walk: &mut Walk<'_>, feed: &str) -> Result<Cursor, ConnectError> {
    let stored = walk.sink.cursor(feed).await?;
    let cursor = stored.and_then(|text| serde_json::from_str(&text).ok());
    Ok(cursor.unwrap_or_default())
}

/// Midnight UTC at the start of the window behind the newest row; `None` for everything.
fn floor(cursor: &Cursor, full: bool) -> Option<i64> {
    let newest = cursor.max_created.filter(|_| !full)?;
    Some(midnight(newest) - i64::from(SALES_WINDOW_DAYS) * DAY)
}

fn midnight(at: i64) -> i64 {
    at.div_euclid(DAY) * DAY
}

fn day_text(at: i64) -> String {
    let day = Instant::from_seconds(at).map(|i| i.day_in(Zone::UTC));
    day.map(|d| d.to_string()).unwrap_or_default()
}
