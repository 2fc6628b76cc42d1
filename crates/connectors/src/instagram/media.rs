//! `GET /{id}/media` and the insights of the newest media.
//!
//! The rule it protects: insights cost a call each and Meta counts calls, so only the newest media are asked for, and what
//! was not asked for stays unknown.

use super::Instagram;
use super::time::instant;
use crate::error::ConnectError;
use crate::http::document;
use crate::http::paging::PageGuard;
use crate::http::raw::{envelope, locate, misfit, reject};
use crate::http::walk::Walk;
use crate::source::Note;
use domain::reject::RejectReason;
use domain::{Instant, Locator, Page, Platform, PostDraft, Reject};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Feed of the media.
pub const MEDIA_FEED: &str = "media";

/// Media whose insights a run asks for, the newest.
const NEWEST: usize = 25;

const FIELDS: &str =
    "id,media_type,media_product_type,timestamp,permalink,like_count,comments_count,caption";
const METRICS: &str = "views,reach,shares";

#[derive(Deserialize)]
struct Body<'a> {
    #[serde(borrow, default)]
    data: Vec<&'a RawValue>,
    #[serde(borrow)]
    paging: Option<Paging<'a>>,
}

#[derive(Deserialize)]
struct Paging<'a> {
    cursors: Option<Cursors>,
    /// Address of the next page. Only its presence is read: addresses are made here.
    #[serde(borrow)]
    next: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct Cursors {
    after: Option<String>,
}

#[derive(Deserialize)]
struct Media<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
    #[serde(borrow)]
    timestamp: Cow<'a, str>,
    like_count: Option<i64>,
    comments_count: Option<i64>,
    #[serde(borrow)]
    caption: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
struct Insights<'a> {
    #[serde(borrow, default)]
    data: Vec<Insight<'a>>,
}

#[derive(Deserialize)]
struct Insight<'a> {
    #[serde(borrow)]
    name: Cow<'a, str>,
    #[serde(default)]
    values: Vec<Value>,
}

#[derive(Deserialize)]
struct Value {
    value: Option<i64>,
}

/// A parsed page of media.
#[derive(Debug)]
pub struct MediaPage {
    /// The document with its posts.
    pub page: Page,
    /// Where the next page begins; `None` on the last.
    pub next: Option<String>,
}

/// Reads an answer of `GET /{id}/media`. A hidden like count is absent and stays unknown.
///
/// # Errors
/// [`ConnectError::Malformed`] when the envelope cannot be read. A media that cannot be read is among the rejects.
pub fn parse_media(name: &str, body: &Arc<[u8]>, now: Instant) -> Result<MediaPage, ConnectError> {
    let parsed: Body<'_> = envelope(name, body)?;
    let mut page = Page::new(MEDIA_FEED, document(Platform::Instagram, name, body, now));
    for (n, raw) in parsed.data.iter().enumerate() {
        let raw = raw.get();
        let locator = locate(body, raw, format!("/data/{n}"));
        match serde_json::from_str::<Media<'_>>(raw) {
            Ok(media) => match post(&media, locator, raw) {
                Ok(post) => page.posts.push(post),
                Err(refused) => page.rejects.push(*refused),
            },
            Err(e) => page.rejects.push(misfit(&e, locator, raw)),
        }
    }
    let next = parsed
        .paging
        .filter(|p| p.next.is_some())
        .and_then(|p| p.cursors?.after);
    Ok(MediaPage { page, next })
}

fn post(media: &Media<'_>, locator: Locator, raw: &str) -> Result<PostDraft, Box<Reject>> {
    let published = instant(&media.timestamp).ok_or_else(|| {
        let reason = RejectReason::NotADate;
        Box::new(reject(reason, "timestamp", locator.clone(), raw))
    })?;
    let caption = media.caption.as_deref().unwrap_or_default();
    Ok(PostDraft {
        external_id: Some(media.id.clone().into_owned()),
        published,
        title: caption
            .lines()
            .next()
            .unwrap_or_default()
            .chars()
            .filter(|c| !c.is_control())
            .take(300)
            .collect(),
        seconds: None,
        views: None,
        likes: media.like_count,
        comments: media.comments_count,
        shares: None,
        public: None,
        locator,
    })
}

/// Reads an answer of `GET /{media}/insights`: the lifetime figures it states, by Instagram's names. An empty set is
/// unknown, not zero.
///
/// # Errors
/// [`ConnectError::Malformed`] when the envelope cannot be read.
pub fn parse_media_insights(
    name: &str,
    body: &Arc<[u8]>,
) -> Result<BTreeMap<String, i64>, ConnectError> {
    let parsed: Insights<'_> = envelope(name, body)?;
    let stated = |insight: Insight<'_>| {
        let value = insight.values.first()?.value?;
        Some((insight.name.into_owned(), value))
    };
    Ok(parsed.data.into_iter().filter_map(stated).collect())
}

impl Instagram {
    /// Walks every media; the newest with views and shares.
    pub(super) async fn walk_media(
        &self,
        id: &str,
        notes: &mut Vec<Note>,
        walk: &mut Walk<'_>,
    ) -> Result<(), ConnectError> {
        let path = format!("/{id}/media");
        let mut cursor: Option<String> = None;
        let mut left = NEWEST;
        loop {
            let mut query = vec![("fields", FIELDS), ("limit", "100")];
            query.extend(cursor.as_deref().map(|c| ("after", c)));
            let name = format!("GET {path}, page {}", walk.next_page());
            let answer = self
                .get(&path, &query, &name, walk.job, &mut *walk.sink)
                .await?;
            let mut parsed = parse_media(&answer.name, &answer.body, walk.job.now)?;
            let ends = {
                let ids = || {
                    let posts = parsed.page.posts.iter();
                    posts.filter_map(|p| p.external_id.as_deref())
                };
                ids().next().zip(ids().next_back())
            };
            walk.guard.admit(MEDIA_FEED, &answer.body, ends)?;
            for post in parsed.page.posts.iter_mut().take(left) {
                if !self.fill(post, notes, walk).await? {
                    left = 0;
                    break;
                }
                left -= 1;
            }
            let rows = parsed.page.rows();
            walk.page(parsed.page, None).await?;
            let Some(next) = parsed.next else {
                return walk.end(None, None).await;
            };
            PageGuard::moves(MEDIA_FEED, rows, cursor.as_deref(), Some(&next))?;
            cursor = Some(next);
        }
    }

    /// Adds what insights tell of one media. `false`: the token may not read them at all.
    async fn fill(
        &self,
        post: &mut PostDraft,
        notes: &mut Vec<Note>,
        walk: &mut Walk<'_>,
    ) -> Result<bool, ConnectError> {
        let Some(id) = post.external_id.as_deref() else {
            return Ok(true);
        };
        let path = format!("/{id}/insights");
        let query = [("metric", METRICS)];
        let name = format!("GET {path}");
        let answer = match self
            .get(&path, &query, &name, walk.job, &mut *walk.sink)
            .await
        {
            Err(ConnectError::Permission { .. }) => {
                notes.push(Note {
                    code: "scope_missing",
                    detail: "instagram_business_manage_insights".to_owned(),
                });
                return Ok(false);
            }
            // some kinds of media do not have these metrics
            Err(ConnectError::Refused { .. }) => return Ok(true),
            answer => answer?,
        };
        let figures = parse_media_insights(&answer.name, &answer.body)?;
        post.views = figures.get("views").copied();
        post.shares = figures.get("shares").copied();
        // the bytes are kept beside the list, for whoever asks where a view count came from
        let kept = document(
            Platform::Instagram,
            &answer.name,
            &answer.body,
            walk.job.now,
        );
        walk.page(Page::new(MEDIA_FEED, kept), None).await?;
        Ok(true)
    }
}
