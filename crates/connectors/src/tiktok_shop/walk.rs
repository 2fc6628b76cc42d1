//! Paging through a search by `page_token`.

use super::collaborations::{OFFERS_FEED, parse_collaborations};
use super::orders::{ORDERS_FEED, WINDOW_DAYS, parse_orders};
use super::{Call, TiktokShop};
use crate::error::ConnectError;
use crate::http::Clock;
use crate::http::paging::PageGuard;
use crate::http::raw::envelope;
use crate::http::walk::Walk;
use crate::source::{Job, Sink, Summary};
use domain::{CivilDay, Instant, Page, Platform, Window, Zone};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

const DAY: i64 = 86_400;

/// A parsed page of a search.
#[derive(Debug)]
pub struct ShopPage {
    /// The document with its rows.
    pub page: Page,
    /// Token of the next page; `None` at the end.
    pub next: Option<String>,
    /// Rows in all, when stated.
    pub total: Option<u64>,
    /// Ids of the first and the last row.
    pub ends: Option<(String, String)>,
    /// Newest `create_time`, unix seconds.
    pub newest: Option<i64>,
}

#[derive(Deserialize)]
struct Envelope<'a> {
    #[serde(borrow)]
    data: BTreeMap<Cow<'a, str>, &'a RawValue>,
}

#[derive(Deserialize)]
struct Head<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
}

/// The rows of a search answer, and what paging needs to know of them. A missing list is an empty one: the platform leaves
/// empty fields out.
pub(super) fn page_of<'a>(
    page: Page,
    body: &'a [u8],
    list: &str,
) -> Result<(ShopPage, Vec<&'a str>), ConnectError> {
    let data = envelope::<Envelope<'a>>(&page.document.name, body)?.data;
    let rows: Vec<&'a RawValue> = match data.get(list) {
        Some(raw) => serde_json::from_str::<Option<Vec<&'a RawValue>>>(raw.get())
            .map_err(|e| ConnectError::Malformed {
                what: page.document.name.clone(),
                detail: format!("data.{list}: {e}").chars().take(200).collect(),
                body: Some(Arc::clone(&page.document.bytes)),
            })?
            .unwrap_or_default(),
        None => Vec::new(),
    };
    let read = |field: &str| -> Option<&'a RawValue> { data.get(field).copied() };
    let next: Option<String> =
        read("next_page_token").and_then(|r| serde_json::from_str(r.get()).ok());
    let heads: Vec<Head<'_>> = rows
        .iter()
        .filter_map(|r| serde_json::from_str(r.get()).ok())
        .collect();
    let ends = heads.first().zip(heads.last());
    let parsed = ShopPage {
        next: next.filter(|token| !token.is_empty()),
        total: read("total_count").and_then(|r| serde_json::from_str(r.get()).ok()),
        ends: ends.map(|(a, b)| (a.id.clone().into_owned(), b.id.clone().into_owned())),
        newest: None,
        page,
    };
    Ok((parsed, rows.into_iter().map(RawValue::get).collect()))
}

/// Where the order walk stands.
#[derive(Debug, Default, Serialize, Deserialize)]
struct OrdersCursor {
    /// Newest `create_time` of any completed walk.
    max_created: Option<i64>,
    /// The walk under way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    open: Option<OpenSearch>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct OpenSearch {
    ge: Option<i64>,
    lt: i64,
    token: String,
    newest: Option<i64>,
}

/// A pure parser of one answer.
type Parse = fn(&str, &Arc<[u8]>, Instant) -> Result<ShopPage, ConnectError>;

/// One search from its first page or from a token.
struct Search<'a> {
    feed: &'static str,
    path: &'static str,
    body: &'a str,
    token: Option<String>,
    parse: Parse,
}

impl TiktokShop {
    /// Asks for the next page of a search.
    async fn page(
        &self,
        search: &Search<'_>,
        clock: Clock,
        walk: &mut Walk<'_>,
    ) -> Result<ShopPage, ConnectError> {
        let mut query = vec![("page_size", "100")];
        query.extend(search.token.as_deref().map(|t| ("page_token", t)));
        let name = format!("POST {}, page {}", search.path, walk.next_page());
        let call = Call {
            path: search.path,
            query: &query,
            body: Some(search.body),
            name: &name,
        };
        let answer = self.call(&call, clock, walk.job, &mut *walk.sink).await?;
        let parsed = (search.parse)(&answer.name, &answer.body, walk.job.now)?;
        let ends = parsed.ends.as_ref().map(|(a, b)| (a.as_str(), b.as_str()));
        walk.guard.admit(search.feed, &answer.body, ends)?;
        walk.about = parsed.total.or(walk.about);
        Ok(parsed)
    }

    /// Walks the orders placed within the window before the newest one known, or all of them.
    pub(super) async fn walk_orders(
        &self,
        clock: Clock,
        job: &Job,
        sink: &mut dyn Sink,
        summary: &mut Summary,
    ) -> Result<(), ConnectError> {
        let mut walk = Walk::new(Platform::TiktokShop, ORDERS_FEED, job, sink);
        let result = self.orders(clock, &mut walk).await;
        walk.settle(result, summary).await
    }

    async fn orders(&self, clock: Clock, walk: &mut Walk<'_>) -> Result<(), ConnectError> {
        let stored = walk.sink.cursor(ORDERS_FEED).await?;
        let mut cursor: OrdersCursor = stored
            .and_then(|c| serde_json::from_str(&c).ok())
            .unwrap_or_default();
        if let Some(open) = cursor.open.take().filter(|_| !walk.job.full) {
            match self
                .search_orders(clock, walk, open.ge, open.lt, Some(open), &mut cursor)
                .await
            {
                // the token is too old: the walk from the newest order covers what is left
                Err(ConnectError::Refused { .. }) => cursor.open = None,
                result => result?,
            }
            walk.guard = PageGuard::default();
        }
        let watermark = cursor.max_created.filter(|_| !walk.job.full);
        let ge = watermark.map(|w| (w - i64::from(WINDOW_DAYS) * DAY).div_euclid(DAY) * DAY);
        let lt = walk.job.now.seconds().saturating_add(1);
        self.search_orders(clock, walk, ge, lt, None, &mut cursor)
            .await?;
        let today = walk.job.now.day_in(Zone::UTC);
        let from = ge
            .and_then(Instant::from_seconds)
            .map(|i| i.day_in(Zone::UTC))
            .or_else(|| CivilDay::from_number(0));
        let window = Window {
            from: from.unwrap_or(today),
            to: today,
        };
        walk.end(serde_json::to_string(&cursor).ok(), Some(window))
            .await
    }

    async fn search_orders(
        &self,
        clock: Clock,
        walk: &mut Walk<'_>,
        ge: Option<i64>,
        lt: i64,
        resumed: Option<OpenSearch>,
        cursor: &mut OrdersCursor,
    ) -> Result<(), ConnectError> {
        let body = match ge {
            Some(ge) => serde_json::json!({ "create_time_ge": ge, "create_time_lt": lt }),
            None => serde_json::json!({ "create_time_lt": lt }),
        }
        .to_string();
        let mut newest = resumed.as_ref().and_then(|o| o.newest);
        let mut search = Search {
            feed: ORDERS_FEED,
            path: "/affiliate_creator/202410/orders/search",
            body: &body,
            token: resumed.map(|o| o.token),
            parse: parse_orders,
        };
        loop {
            let parsed = self.page(&search, clock, walk).await?;
            newest = newest.max(parsed.newest);
            cursor.open = parsed.next.clone().map(|token| OpenSearch {
                ge,
                lt,
                token,
                newest,
            });
            if parsed.next.is_none() {
                cursor.max_created = cursor.max_created.max(newest);
            }
            let rows = parsed.page.rows();
            walk.page(parsed.page, serde_json::to_string(cursor).ok())
                .await?;
            let Some(next) = parsed.next else {
                return Ok(());
            };
            PageGuard::moves(ORDERS_FEED, rows, search.token.as_deref(), Some(&next))?;
            search.token = Some(next);
        }
    }

    /// Walks every target collaboration: there are few, and their state changes at any time.
    pub(super) async fn walk_offers(
        &self,
        clock: Clock,
        job: &Job,
        sink: &mut dyn Sink,
        summary: &mut Summary,
    ) -> Result<(), ConnectError> {
        let mut walk = Walk::new(Platform::TiktokShop, OFFERS_FEED, job, sink);
        let result = self.offers(clock, &mut walk).await;
        walk.settle(result, summary).await
    }

    async fn offers(&self, clock: Clock, walk: &mut Walk<'_>) -> Result<(), ConnectError> {
        let mut search = Search {
            feed: OFFERS_FEED,
            path: "/affiliate_creator/202405/target_collaborations/search",
            body: "{}",
            token: None,
            parse: parse_collaborations,
        };
        loop {
            let parsed = self.page(&search, clock, walk).await?;
            let rows = parsed.page.rows();
            walk.page(parsed.page, None).await?;
            let Some(next) = parsed.next else {
                return walk.end(None, None).await;
            };
            PageGuard::moves(OFFERS_FEED, rows, search.token.as_deref(), Some(&next))?;
            search.token = Some(next);
        }
    }
}
