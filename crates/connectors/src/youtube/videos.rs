//! `playlistItems.list` and `videos.list`: the uploads with their lifetime counters.

use super::Youtube;
use super::channel::{Channel, counter};
use super::duration::seconds;
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
struct Uploads {
    #[serde(default)]
    items: Vec<Upload>,
    #[serde(rename = "nextPageToken")]
    next: Option<String>,
    #[serde(rename = "pageInfo")]
    info: Option<PageInfo>,
}

#[derive(Deserialize)]
struct PageInfo {
    #[serde(rename = "totalResults")]
    total: Option<u64>,
}

#[derive(Deserialize)]
struct Upload {
    #[serde(rename = "contentDetails")]
    content: UploadContent,
}

#[derive(Deserialize)]
struct UploadContent {
    #[serde(rename = "videoId")]
    video_id: String,
}

#[derive(Deserialize)]
struct Body<'a> {
    #[serde(borrow, default)]
    items: Vec<&'a RawValue>,
}

#[derive(Deserialize)]
struct Video<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
    #[serde(borrow)]
    snippet: Snippet<'a>,
    #[serde(borrow)]
    statistics: Option<Statistics<'a>>,
    #[serde(borrow, rename = "contentDetails")]
    content: Option<Content<'a>>,
    #[serde(borrow)]
    status: Option<Status<'a>>,
}

#[derive(Deserialize)]
struct Snippet<'a> {
    #[serde(borrow)]
    title: Option<Cow<'a, str>>,
    #[serde(borrow, rename = "publishedAt")]
    published_at: Cow<'a, str>,
}

#[derive(Deserialize)]
struct Statistics<'a> {
    #[serde(borrow, rename = "viewCount")]
    views: Option<&'a RawValue>,
    #[serde(borrow, rename = "likeCount")]
    likes: Option<&'a RawValue>,
    #[serde(borrow, rename = "commentCount")]
    comments: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct Content<'a> {
    #[serde(borrow)]
    duration: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
struct Status<'a> {
    #[serde(borrow, rename = "privacyStatus")]
    privacy: Option<Cow<'a, str>>,
}

/// Reads an answer of `videos.list`. Hidden counters are absent there and stay unknown.
///
/// # Errors
/// [`ConnectError::Malformed`] when the envelope cannot be read. A video that cannot be read is among the rejects.
pub fn parse_videos(name: &str, body: &Arc<[u8]>, now: Instant) -> Result<Page, ConnectError> {
    let parsed: Body<'_> = envelope(name, body)?;
    let mut page = Page::new(VIDEOS_FEED, document(Platform::Youtube, name, body, now));
    for (n, raw) in parsed.items.iter().enumerate() {
        let locator = locate(body, raw.get(), format!("/items/{n}"));
        match serde_json::from_str::<Video<'_>>(raw.get()) {
            Ok(video) => match post(&video, locator, raw.get()) {
                Ok(post) => page.posts.push(post),
                Err(refused) => page.rejects.push(*refused),
            },
            Err(e) => page.rejects.push(misfit(&e, locator, raw.get())),
        }
    }
    Ok(page)
}

fn post(video: &Video<'_>, locator: Locator, raw: &str) -> Result<PostDraft, Box<Reject>> {
    let published: Instant = video.snippet.published_at.parse().map_err(|_| {
        Box::new(reject(
            RejectReason::NotADate,
            "publishedAt",
            locator.clone(),
            raw,
        ))
    })?;
    let figure =
        |pick: fn(&Statistics<'_>) -> Option<i64>| video.statistics.as_ref().and_then(pick);
    let title = video.snippet.title.as_deref().unwrap_or_default();
    Ok(PostDraft {
        external_id: Some(video.id.clone().into_owned()),
        published,
        title: title
            .chars()
            .filter(|c| !c.is_control())
            .take(300)
            .collect(),
        seconds: video
            .content
            .as_ref()
            .and_then(|c| c.duration.as_deref())
            .and_then(seconds),
        views: figure(|s| counter(s.views?.get())),
        likes: figure(|s| counter(s.likes?.get())),
        comments: figure(|s| counter(s.comments?.get())),
        shares: None,
        public: video
            .status
            .as_ref()
            .and_then(|s| s.privacy.as_deref())
            .map(|privacy| privacy == "public"),
        locator,
    })
}

impl Youtube {
    /// Walks every upload: counters grow for as long as a video is public.
    pub(super) async fn walk_videos(
        &self,
        channel: &Channel,
        walk: &mut Walk<'_>,
    ) -> Result<(), ConnectError> {
        let Some(playlist) = &channel.uploads else {
            return walk.end(None, None).await;
        };
        let mut token: Option<String> = None;
        loop {
            let path = "/youtube/v3/playlistItems";
            let mut query = vec![
                ("part", "contentDetails"),
                ("playlistId", playlist.as_str()),
                ("maxResults", "50"),
            ];
            query.extend(token.as_deref().map(|t| ("pageToken", t)));
            let name = format!("GET {path}, page {}", walk.next_page());
            let answer = match self
                .get(&self.data, path, &query, &name, walk.job, &mut *walk.sink)
                .await
            {
                // a channel that never uploaded has a playlist that does not exist
                Err(ConnectError::Refused { status: 404, .. }) => {
                    return walk.end(None, None).await;
                }
                answer => answer?,
            };
            let uploads: Uploads = envelope(&answer.name, &answer.body)?;
            let ids: Vec<&str> = uploads
                .items
                .iter()
                .map(|i| i.content.video_id.as_str())
                .collect();
            let ends = ids.first().copied().zip(ids.last().copied());
            walk.guard.admit(VIDEOS_FEED, &answer.body, ends)?;
            walk.about = uploads.info.and_then(|i| i.total);
            if !ids.is_empty() {
                self.videos(&ids, walk).await?;
            }
            let Some(next) = uploads.next else {
                return walk.end(None, None).await;
            };
            PageGuard::moves(VIDEOS_FEED, ids.len(), token.as_deref(), Some(&next))?;
            token = Some(next);
        }
    }

    async fn videos(&self, ids: &[&str], walk: &mut Walk<'_>) -> Result<(), ConnectError> {
        let path = "/youtube/v3/videos";
        let ids = ids.join(",");
        let query = [
            ("part", "id,snippet,statistics,contentDetails,status"),
            ("id", ids.as_str()),
        ];
        let name = format!("GET {path}, page {}", walk.next_page());
        let answer = self
            .get(&self.data, path, &query, &name, walk.job, &mut *walk.sink)
            .await?;
        let page = parse_videos(&answer.name, &answer.body, walk.job.now)?;
        walk.page(page, None).await
    }
}
