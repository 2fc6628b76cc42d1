//! `GET /helix/videos`: recorded streams, highlights and uploads with their views.

use super::Twitch;
use super::channel::User;
use super::duration::seconds;
use super::subscribers::Pagination;
use crate::error::ConnectError;
use crate::http::document;
use crate::http::paging::PageGuard;
use crate::http::raw::{envelope, locate, misfit, reject};
use crate::http::walk::Walk;
use domain::reject::RejectReason;
use domain::{Instant, Locator, Page, Platform, PostDraft, Reject};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::sync::Arc;

/// Feed of the videos.
pub const VIDEOS_FEED: &str = "videos";

#[derive(Deserialize)]
struct Body<'a> {
    #[serde(borrow, default)]
    data: Vec<&'a RawValue>,
    #[serde(default)]
    pagination: Pagination,
}

#[derive(Deserialize)]
struct Video<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
    #[serde(borrow)]
    title: Option<Cow<'a, str>>,
    #[serde(borrow)]
    published_at: Cow<'a, str>,
    view_count: Option<i64>,
    #[serde(borrow)]
    duration: Option<Cow<'a, str>>,
}

/// A parsed page of videos.
#[derive(Debug)]
pub struct VideoPage {
    /// The document with its posts.
    pub page: Page,
    /// Where the next page begins; `None` on the last.
    pub next: Option<String>,
}

/// Reads an answer of `GET /helix/videos`. Likes and comments do not exist there and stay unknown.
///
/// # Errors
/// [`ConnectError::Malformed`] when the envelope cannot be read. A video that cannot be read is among the rejects.
pub fn parse_videos(name: &str, body: &Arc<[u8]>, now: Instant) -> Result<VideoPage, ConnectError> {
    let parsed: Body<'_> = envelope(name, body)?;
    let mut page = Page::new(VIDEOS_FEED, document(Platform::Twitch, name, body, now));
    for (n, raw) in parsed.data.iter().enumerate() {
        let raw = raw.get();
        let locator = locate(body, raw, format!("/data/{n}"));
        match serde_json::from_str::<Video<'_>>(raw) {
            Ok(video) => match post(&video, locator, raw) {
                Ok(post) => page.posts.push(post),
                Err(refused) => page.rejects.push(*refused),
            },
            Err(e) => page.rejects.push(misfit(&e, locator, raw)),
        }
    }
    Ok(VideoPage {
        page,
        next: parsed.pagination.cursor.filter(|c| !c.is_empty()),
    })
}

fn post(video: &Video<'_>, locator: Locator, raw: &str) -> Result<PostDraft, Box<Reject>> {
    let published: Instant = video.published_at.parse().map_err(|_| {
        let reason = RejectReason::NotADate;
        Box::new(reject(reason, "published_at", locator.clone(), raw))
    })?;
    let title = video.title.as_deref().unwrap_or_default();
    Ok(PostDraft {
        external_id: Some(video.id.clone().into_owned()),
        published,
        title: title
            .chars()
            .filter(|c| !c.is_control())
            .take(300)
            .collect(),
        seconds: video.duration.as_deref().and_then(seconds),
        views: video.view_count,
        likes: None,
        comments: None,
        shares: None,
        public: None,
        locator,
    })
}

impl Twitch {
    /// Walks every video: views grow for as long as Twitch keeps it.
    pub(super) async fn walk_videos(
        &self,
        user: &User,
        walk: &mut Walk<'_>,
    ) -> Result<(), ConnectError> {
        let path = "/helix/videos";
        let mut cursor: Option<String> = None;
        loop {
            let mut query = vec![
                ("user_id", user.identity.external_id.as_str()),
                ("first", "100"),
            ];
            query.extend(cursor.as_deref().map(|c| ("after", c)));
            let name = format!("GET {path}, page {}", walk.next_page());
            let answer = self
                .get(&self.api, path, &query, &name, walk.job, &mut *walk.sink)
                .await?;
            let parsed = parse_videos(&answer.name, &answer.body, walk.job.now)?;
            let ids = || {
                let posts = parsed.page.posts.iter();
                posts.filter_map(|p| p.external_id.as_deref())
            };
            let ends = ids().next().zip(ids().next_back());
            walk.guard.admit(VIDEOS_FEED, &answer.body, ends)?;
            let rows = parsed.page.rows();
            walk.page(parsed.page, None).await?;
            let Some(next) = parsed.next else {
                // old recordings are deleted by Twitch: an absent one is no news of the creator's
                return walk.end(None, None).await;
            };
            PageGuard::moves(VIDEOS_FEED, rows, cursor.as_deref(), Some(&next))?;
            cursor = Some(next);
        }
    }
}
