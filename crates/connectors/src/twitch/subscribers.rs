//! `GET /helix/subscriptions`: how many subscribe, by tier, and how many of them were given.
//!
//! The rule it protects: a split by tier is stated only when every page of the list was walked; half a list counts nothing.

use super::Twitch;
use super::channel::{User, count};
use crate::error::ConnectError;
use crate::http::document;
use crate::http::paging::PageGuard;
use crate::http::raw::{envelope, locate, misfit};
use crate::http::walk::Walk;
use domain::{Instant, MetricDraft, Page, Platform, Zone};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::sync::Arc;

/// Feed of the subscribers.
pub const SUBSCRIBERS_FEED: &str = "subscriptions";

#[derive(Deserialize)]
struct Body<'a> {
    #[serde(borrow, default)]
    data: Vec<&'a RawValue>,
    #[serde(default)]
    pagination: Pagination,
    #[serde(borrow)]
    total: Option<&'a RawValue>,
    #[serde(borrow)]
    points: Option<&'a RawValue>,
}

#[derive(Deserialize, Default)]
pub(super) struct Pagination {
    #[serde(default)]
    pub cursor: Option<String>,
}

#[derive(Deserialize)]
struct Row<'a> {
    #[serde(borrow)]
    user_id: Cow<'a, str>,
    #[serde(borrow)]
    tier: Cow<'a, str>,
    #[serde(default)]
    is_gift: bool,
}

/// Subscriptions counted so far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tiers {
    /// Tier 1, 2 and 3.
    pub paid: [i64; 3],
    /// Given by somebody, of any tier.
    pub gifts: i64,
}

impl Tiers {
    fn plus(self, other: Self) -> Self {
        let [a, b, c] = self.paid;
        let [x, y, z] = other.paid;
        Self {
            paid: [a + x, b + y, c + z],
            gifts: self.gifts + other.gifts,
        }
    }
}

/// A parsed page of subscriptions.
#[derive(Debug)]
pub struct SubscriberPage {
    /// The document; its total and points as figures.
    pub page: Page,
    /// What its rows count.
    pub tiers: Tiers,
    /// Ids of the first and last row.
    pub ends: Option<(String, String)>,
    /// Where the next page begins; `None` on the last.
    pub next: Option<String>,
}

/// Reads an answer of `GET /helix/subscriptions`. It states no price, no date and no Prime flag; the names in it are only
/// counted.
///
/// # Errors
/// [`ConnectError::Malformed`] when the envelope cannot be read. A row that cannot be read is among the rejects.
pub fn parse_subscriptions(
    name: &str,
    body: &Arc<[u8]>,
    now: Instant,
) -> Result<SubscriberPage, ConnectError> {
    let parsed: Body<'_> = envelope(name, body)?;
    let mut page = Page::new(
        SUBSCRIBERS_FEED,
        document(Platform::Twitch, name, body, now),
    );
    count(&mut page, body, parsed.total, "/total", "subscribers", now);
    let points = "subscriber_points";
    count(&mut page, body, parsed.points, "/points", points, now);
    let mut tiers = Tiers::default();
    let mut ids = Vec::new();
    for (n, raw) in parsed.data.iter().enumerate() {
        let raw = raw.get();
        let locator = locate(body, raw, format!("/data/{n}"));
        let row = match serde_json::from_str::<Row<'_>>(raw) {
            Ok(row) => row,
            Err(e) => {
                page.rejects.push(misfit(&e, locator, raw));
                continue;
            }
        };
        let [one, two, three] = &mut tiers.paid;
        let slot = match &*row.tier {
            "1000" => one,
            "2000" => two,
            "3000" => three,
            _ => {
                let reason = domain::reject::RejectReason::Broken;
                let refused = crate::http::raw::reject(reason, "tier", locator, raw);
                page.rejects.push(refused);
                continue;
            }
        };
        *slot += 1;
        tiers.gifts += i64::from(row.is_gift);
        ids.push(row.user_id.into_owned());
    }
    let ends = ids.first().cloned().zip(ids.last().cloned());
    let next = parsed.pagination.cursor.filter(|c| !c.is_empty());
    Ok(SubscriberPage {
        page,
        tiers,
        ends,
        next,
    })
}

impl Twitch {
    /// Counts every subscription.
    pub(super) async fn walk_subscribers(
        &self,
        user: &User,
        walk: &mut Walk<'_>,
    ) -> Result<(), ConnectError> {
        let path = "/helix/subscriptions";
        let mut cursor: Option<String> = None;
        let mut tiers = Tiers::default();
        let mut whole = true;
        loop {
            let mut query = vec![
                ("broadcaster_id", user.identity.external_id.as_str()),
                ("first", "100"),
            ];
            query.extend(cursor.as_deref().map(|c| ("after", c)));
            let name = format!("GET {path}, page {}", walk.next_page());
            let answer = self
                .get(&self.api, path, &query, &name, walk.job, &mut *walk.sink)
                .await?;
            let mut parsed = parse_subscriptions(&answer.name, &answer.body, walk.job.now)?;
            let ends = parsed.ends.as_ref();
            walk.guard.admit(
                SUBSCRIBERS_FEED,
                &answer.body,
                ends.map(|(a, b)| (a.as_str(), b.as_str())),
            )?;
            tiers = tiers.plus(parsed.tiers);
            whole &= parsed.page.rejects.is_empty();
            let rows = usize::from(parsed.ends.is_some());
            if parsed.next.is_none() && whole {
                split(&mut parsed.page, tiers, walk.job.now);
            }
            walk.page(parsed.page, None).await?;
            let Some(next) = parsed.next else {
                return walk.end(None, None).await;
            };
            PageGuard::moves(SUBSCRIBERS_FEED, rows, cursor.as_deref(), Some(&next))?;
            cursor = Some(next);
        }
    }
}

/// The split by tier. It stands in no single place of a document: all pages make it.
fn split(page: &mut Page, tiers: Tiers, now: Instant) {
    let [one, two, three] = tiers.paid;
    for (name, value) in [
        ("subscribers_tier_1", one),
        ("subscribers_tier_2", two),
        ("subscribers_tier_3", three),
        ("gifted_subscribers", tiers.gifts),
    ] {
        page.metrics.push(MetricDraft {
            name: name.to_owned(),
            day: now.day_in(Zone::UTC),
            value,
            locator: None,
        });
    }
}
