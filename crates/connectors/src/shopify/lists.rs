//! Walking a connection of the API, newest first.
//!
//! The rule it protects: rows and the cursor behind them go out together; a line whose payout is not yet over is read again
//! until it is, however old.

use super::{PATH, Shopify};
use crate::error::ConnectError;
use crate::http::paging::PageGuard;
use crate::http::raw::{envelope, locate};
use crate::http::walk::Walk;
use crate::secret::ShopifyToken;
use domain::{CivilDay, Instant, Locator, Page, Window, Zone};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use std::sync::Arc;

const DAY: i64 = 86_400;

/// Days read again each run behind the newest row.
pub(super) const WINDOW_DAYS: u16 = 30;

/// A pure parser of one answer.
type Parse = fn(&str, &Arc<[u8]>, Instant) -> Result<ListPage, ConnectError>;

/// Days after which a line that never settled is no longer read again.
const PATIENCE_DAYS: i64 = 180;

/// One connection of the payments account.
pub(super) struct Listing {
    pub feed: &'static str,
    pub query: &'static str,
    pub parse: Parse,
}

/// A parsed page of a connection.
#[derive(Debug)]
pub struct ListPage {
    /// The document with its rows.
    pub page: Page,
    /// Cursor of the next page; `None` at the end.
    pub next: Option<String>,
    /// Ids of the first and the last row.
    pub ends: Option<(String, String)>,
    /// Times of the rows, unix seconds: newest, oldest.
    pub span: Option<(i64, i64)>,
    /// Time of the oldest row that will still change.
    pub unsettled: Option<i64>,
    /// Rows that are no income, by their type.
    pub skipped: BTreeMap<String, u64>,
}

#[derive(Deserialize)]
struct Answer<'a> {
    #[serde(borrow)]
    data: Data<'a>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Data<'a> {
    #[serde(borrow)]
    shopify_payments_account: Option<PaymentsAccount<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PaymentsAccount<'a> {
    // the query names each of them `list`
    #[serde(borrow)]
    list: Connection<'a>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Connection<'a> {
    #[serde(borrow)]
    nodes: Vec<&'a RawValue>,
    page_info: PageInfo,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PageInfo {
    has_next_page: bool,
    end_cursor: Option<String>,
}

/// Rows as written, with their places.
pub(super) type Rows<'a> = Vec<(&'a str, Locator)>;

/// The rows of an answer, and the way on.
pub(super) fn rows<'a>(page: Page, body: &'a [u8]) -> Result<(ListPage, Rows<'a>), ConnectError> {
    let answer: Answer<'a> = envelope(&page.document.name, body)?;
    let account = answer.data.shopify_payments_account;
    let list = account.ok_or_else(super::without_payments)?.list;
    let rows = list
        .nodes
        .iter()
        .enumerate()
        .map(|(n, raw)| {
            let pointer = format!("/data/shopifyPaymentsAccount/list/nodes/{n}");
            (raw.get(), locate(body, raw.get(), pointer))
        })
        .collect();
    let next = list.page_info.end_cursor;
    let parsed = ListPage {
        page,
        next: next.filter(|_| list.page_info.has_next_page),
        ends: None,
        span: None,
        unsettled: None,
        skipped: BTreeMap::new(),
    };
    Ok((parsed, rows))
}

impl ListPage {
    /// Takes note of a row.
    pub(super) fn saw(&mut self, id: &str, at: i64, settled: bool) {
        let first = self.ends.take().map_or_else(|| id.to_owned(), |e| e.0);
        self.ends = Some((first, id.to_owned()));
        let (newest, oldest) = self.span.unwrap_or((at, at));
        self.span = Some((newest.max(at), oldest.min(at)));
        if !settled {
            self.unsettled = Some(self.unsettled.map_or(at, |known| known.min(at)));
        }
    }
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct Cursor {
    /// Newest row of any completed walk, unix seconds.
    max_created: Option<i64>,
    /// Oldest row that will still change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    unsettled: Option<i64>,
    /// The walk under way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    open: Option<Leg>,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Leg {
    /// Its lower bound; `None` for the beginning.
    floor: Option<i64>,
    /// Cursor of the last page handed over.
    after: Option<String>,
    newest: Option<i64>,
    unsettled: Option<i64>,
}

impl Shopify {
    /// Walks one connection: first the rest of a walk that was cut off, then from the newest row to the window.
    pub(super) async fn walk(
        &self,
        token: &ShopifyToken,
        listing: &Listing,
        walk: &mut Walk<'_>,
        skipped: &mut BTreeMap<String, u64>,
    ) -> Result<(), ConnectError> {
        let stored = walk.sink.cursor(listing.feed).await?;
        let cursor = stored.and_then(|text| serde_json::from_str(&text).ok());
        let mut cursor: Cursor = cursor.unwrap_or_default();
        if let Some(leg) = cursor.open.take().filter(|_| !walk.job.full) {
            match self
                .descend(token, listing, leg, &mut cursor, walk, skipped)
                .await
            {
                // the cursor is too old: the walk from the newest row covers what is left
                Err(ConnectError::Refused { .. }) => cursor.open = None,
                result => result?,
            }
            walk.guard = PageGuard::default();
        }
        let known = cursor.max_created.filter(|_| !walk.job.full);
        let window = i64::from(WINDOW_DAYS) * DAY;
        let floor = known.map(|newest| {
            let from = newest - window;
            let patience = newest - PATIENCE_DAYS * DAY;
            let from = cursor
                .unsettled
                .map_or(from, |oldest| oldest.min(from).max(patience));
            from.div_euclid(DAY) * DAY
        });
        let leg = Leg {
            floor,
            ..Leg::default()
        };
        self.descend(token, listing, leg, &mut cursor, walk, skipped)
            .await?;
        let today = walk.job.now.day_in(Zone::UTC);
        let from = floor.and_then(Instant::from_seconds);
        let from = from.map(|i| i.day_in(Zone::UTC));
        let window = Window {
            from: from.or_else(|| CivilDay::from_number(0)).unwrap_or(today),
            to: today,
        };
        walk.end(serde_json::to_string(&cursor).ok(), Some(window))
            .await
    }

    async fn descend(
        &self,
        token: &ShopifyToken,
        listing: &Listing,
        mut leg: Leg,
        cursor: &mut Cursor,
        walk: &mut Walk<'_>,
        skipped: &mut BTreeMap<String, u64>,
    ) -> Result<(), ConnectError> {
        loop {
            let variables = serde_json::json!({"first": 100, "after": leg.after});
            let name = format!("POST {PATH}, {}, page {}", listing.feed, walk.next_page());
            let answer = self
                .ask(
                    token,
                    listing.query,
                    variables,
                    name,
                    walk.job,
                    &mut *walk.sink,
                )
                .await?;
            let parsed = (listing.parse)(&answer.name, &answer.body, walk.job.now)?;
            let ends = parsed.ends.as_ref().map(|(a, b)| (a.as_str(), b.as_str()));
            walk.guard.admit(listing.feed, &answer.body, ends)?;
            leg.newest = leg.newest.max(parsed.span.map(|(newest, _)| newest));
            leg.unsettled = [leg.unsettled, parsed.unsettled]
                .into_iter()
                .flatten()
                .min();
            for (kind, count) in parsed.skipped {
                *skipped.entry(kind).or_default() += count;
            }
            // a page that reaches behind the lower bound is the last one
            let oldest = parsed.span.map(|(_, oldest)| oldest);
            let beyond = leg.floor.zip(oldest).is_some_and(|(floor, at)| at < floor);
            let before = leg.after.take();
            leg.after = parsed.next.filter(|_| !beyond);
            let more = leg.after.is_some();
            cursor.open = more.then(|| leg.clone());
            if !more {
                cursor.max_created = cursor.max_created.max(leg.newest);
                cursor.unsettled = leg.unsettled;
            }
            walk.page(parsed.page, serde_json::to_string(cursor).ok())
                .await?;
            if !more {
                return Ok(());
            }
            let listed = usize::from(oldest.is_some());
            PageGuard::moves(
                listing.feed,
                listed,
                before.as_deref(),
                leg.after.as_deref(),
            )?;
        }
    }
}
