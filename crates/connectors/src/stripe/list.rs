//! One page of a Stripe list, and the walk over a list newest first.
//!
//! The rule it protects: rows and the cursor behind them go out together, a cut walk is resumed, and only a walk from the
//! newest row to its lower bound in one run is called complete.

use super::Stripe;
use super::cursor::{OpenWalk, Watermark, day, lower_bound, read, write};
use crate::error::ConnectError;
use crate::http::raw::{envelope, locate};
use crate::http::walk::Walk;
use crate::secret::Secret;
use domain::{CivilDay, Instant, Locator, Page, Window, Zone};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// A parsed page of a list.
#[derive(Debug)]
pub struct ListPage {
    /// The document with its rows.
    pub page: Page,
    /// Whether the list goes on behind it.
    pub has_more: bool,
    /// Ids of the first and the last row.
    pub ends: Option<(String, String)>,
    /// Newest `created` on the page, unix seconds.
    pub newest: Option<i64>,
    /// Rows that are no income, by their type.
    pub skipped: BTreeMap<String, u64>,
    /// Payouts on the page that can be opened into their rows.
    pub due: Vec<String>,
}

#[derive(Deserialize)]
struct Envelope<'a> {
    has_more: bool,
    #[serde(borrow)]
    data: Vec<&'a RawValue>,
}

#[derive(Deserialize)]
struct Head<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
    created: Option<i64>,
}

/// Rows as written, with their places.
type Rows<'a> = Vec<(&'a str, Locator)>;

/// The rows of a list answer with their places, and what paging needs to know of them.
pub(super) fn rows<'a>(page: Page, body: &'a [u8]) -> Result<(ListPage, Rows<'a>), ConnectError> {
    let list: Envelope<'a> = envelope(&page.document.name, body)?;
    let heads: Vec<Head<'a>> = list
        .data
        .iter()
        .filter_map(|raw| serde_json::from_str(raw.get()).ok())
        .collect();
    let ends = heads
        .first()
        .zip(heads.last())
        .map(|(a, b)| (a.id.clone().into_owned(), b.id.clone().into_owned()));
    let rows = list
        .data
        .iter()
        .enumerate()
        .map(|(n, raw)| (raw.get(), locate(body, raw.get(), format!("/data/{n}"))))
        .collect();
    let parsed = ListPage {
        page,
        has_more: list.has_more,
        ends,
        newest: heads.iter().filter_map(|h| h.created).max(),
        skipped: BTreeMap::new(),
        due: Vec::new(),
    };
    Ok((parsed, rows))
}

/// A list that is walked newest first.
pub(super) trait Listing {
    const FEED: &'static str;
    const PATH: &'static str;
    /// Object to be expanded in each row; rows are read without it where the key may not see it.
    const EXPAND: Option<&'static str> = None;
    const OVERLAP_DAYS: u16;
    type Cursor: DeserializeOwned + serde::Serialize + Default + Send + Sync;
    fn mark(cursor: &mut Self::Cursor) -> &mut Watermark;
    fn parse(
        name: &str,
        body: &std::sync::Arc<[u8]>,
        now: Instant,
    ) -> Result<ListPage, ConnectError>;
    /// Keeps what else the page tells in the cursor.
    fn note(cursor: &mut Self::Cursor, page: &ListPage);
}

/// One way through a list, from some row down to a lower bound.
struct Leg {
    gte: Option<i64>,
    after: Option<String>,
    newest: Option<i64>,
    resumed: bool,
    /// What is still asked to be expanded.
    expand: Option<&'static str>,
}

impl Stripe {
    /// Walks a list: first the rest of a walk that was cut off, then from the newest row to the watermark less the overlap.
    pub(super) async fn walk_list<L: Listing>(
        &self,
        key: &Secret,
        walk: &mut Walk<'_>,
        skipped: &mut BTreeMap<String, u64>,
    ) -> Result<(), ConnectError> {
        let mut cursor: L::Cursor = read(walk.sink.cursor(L::FEED).await?.as_deref());
        if walk.job.full {
            L::mark(&mut cursor).open = None;
        }
        if let Some(open) = L::mark(&mut cursor).open.clone() {
            let leg = Leg {
                gte: open.gte,
                after: Some(open.after),
                newest: open.newest,
                resumed: true,
                expand: L::EXPAND,
            };
            self.walk_leg::<L>(key, walk, leg, &mut cursor, skipped)
                .await?;
            walk.guard = Default::default();
        }
        let watermark = L::mark(&mut cursor).max_created.filter(|_| !walk.job.full);
        let gte = lower_bound(watermark, L::OVERLAP_DAYS);
        let leg = Leg {
            gte,
            after: None,
            newest: None,
            resumed: false,
            expand: L::EXPAND,
        };
        self.walk_leg::<L>(key, walk, leg, &mut cursor, skipped)
            .await?;
        let newest = L::mark(&mut cursor).max_created.and_then(day);
        let today = walk.job.now.day_in(Zone::UTC);
        let window = Window {
            from: gte
                .and_then(day)
                .or_else(|| CivilDay::from_number(0))
                .unwrap_or(today),
            to: newest.map_or(today, |n| n.max(today)),
        };
        walk.end(write(&cursor), Some(window)).await
    }

    async fn walk_leg<L: Listing>(
        &self,
        key: &Secret,
        walk: &mut Walk<'_>,
        mut leg: Leg,
        cursor: &mut L::Cursor,
        skipped: &mut BTreeMap<String, u64>,
    ) -> Result<(), ConnectError> {
        loop {
            let gte = leg.gte.map(|g| g.to_string());
            let mut query = vec![("limit", "100")];
            query.extend(gte.as_deref().map(|g| ("created[gte]", g)));
            query.extend(leg.after.as_deref().map(|a| ("starting_after", a)));
            query.extend(leg.expand.map(|e| ("expand[]", e)));
            let name = format!("GET {}, page {}", L::PATH, walk.next_page());
            let answer = match self
                .get(key, L::PATH, &query, name, walk.job, &mut *walk.sink)
                .await
            {
                // The key may see the rows and not what lies behind them.
                Err(ConnectError::Permission { .. }) if leg.expand.is_some() => {
                    leg.expand = None;
                    continue;
                }
                // the row the walk stopped at is gone: the walk from the newest row covers what is left
                Err(ConnectError::Refused {
                    status: 400 | 404, ..
                }) if leg.resumed => {
                    L::mark(cursor).open = None;
                    return Ok(());
                }
                answer => answer?,
            };
            let parsed = L::parse(&answer.name, &answer.body, walk.job.now)?;
            let ends = parsed.ends.as_ref().map(|(a, b)| (a.as_str(), b.as_str()));
            walk.guard.admit(L::FEED, &answer.body, ends)?;
            leg.newest = leg.newest.max(parsed.newest);
            for (kind, count) in &parsed.skipped {
                *skipped.entry(kind.clone()).or_default() += count;
            }
            L::note(cursor, &parsed);
            let last = parsed.ends.map(|(_, last)| last);
            let mark = L::mark(cursor);
            mark.open = None;
            if parsed.has_more
                && let Some(after) = last.clone()
            {
                mark.open = Some(OpenWalk {
                    gte: leg.gte,
                    after,
                    newest: leg.newest,
                });
            } else if !parsed.has_more {
                mark.max_created = mark.max_created.max(leg.newest);
            }
            walk.page(parsed.page, write(cursor)).await?;
            if !parsed.has_more {
                return Ok(());
            }
            crate::http::paging::PageGuard::moves(
                L::FEED,
                usize::from(last.is_some()),
                leg.after.as_deref(),
                last.as_deref(),
            )?;
            leg.after = last;
            leg.resumed = false;
        }
    }
}
