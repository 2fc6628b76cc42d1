//! `POST /v2/video/list/`: the public videos with their lifetime counters, newest first.

use super::Tiktok;
use crate::error::ConnectError;
use crate::http::document;
use crate::http::paging::PageGuard;
use crate::http::raw::{envelope, locate, misfit, reject};
use crate::http::walk::Walk;
use domain::reject::RejectReason;
use domain::{Instant, Locator, Page, Platform, PostDraft, Reject, Window, Zone};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::sync::Arc;

/// Feed of the videos.
pub const VIDEOS_FEED: &str = "videos";

const FIELDS: &str = "id,create_time,title,video_description,duration,view_count,like_count,comment_count,share_count";

#[derive(Deserialize)]
struct Body<'a> {
    #[serde(borrow)]
    data: Data<'a>,
}

#[derive(Deserialize)]
struct Data<'a> {
    #[serde(borrow, default)]
    videos: Vec<&'a RawValue>,
    /// UTC milliseconds, unlike `create_time`.
    cursor: Option<i64>,
    #[serde(default)]
    has_more: bool,
}

#[derive(Deserialize)]
struct Video<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
    /// UTC seconds.
    create_time: i64,
    #[serde(borrow)]
    title: Option<Cow<'a, str>>,
    #[serde(borrow)]
    video_description: Option<Cow<'a, str>>,
    duration: Option<i64>,
    view_count: Option<i64>,
    like_count: Option<i64>,
    comment_count: Option<i64>,
    share_count: Option<i64>,
}

/// A parsed page of videos.
#[derive(Debug)]
pub struct VideoPage {
    /// The document with its posts.
    pub page: Page,
    /// Whether older videos follow.
    pub has_more: bool,
    /// UTC milliseconds: the next page holds videos before it.
    pub cursor: Option<i64>,
}

/// Reads an answer of `POST /v2/video/list/`. Only public videos are listed, so each post is public.
///
/// # Errors
/// [`ConnectError::Malformed`] when the envelope cannot be read. A video that cannot be read is among the rejects.
pub fn parse_videos(name: &str, body: &Arc<[u8]>, now: Instant) -> Result<VideoPage, ConnectError> {
    let parsed: Body<'_> = envelope(name, body)?;
    let mut page = Page::new(VIDEOS_FEED, document(Platform::Tiktok, name, body, now));
    for (n, raw) in parsed.data.videos.iter().enumerate() {
        let locator = locate(body, raw.get(), format!("/data/videos/{n}"));
        match serde_json::from_str::<Video<'_>>(raw.get()) {
            Ok(video) => match post(&video, locator, raw.get()) {
                Ok(post) => page.posts.push(post),
                Err(refused) => page.rejects.push(*refused),
            },
            Err(e) => page.rejects.push(misfit(&e, locator, raw.get())),
        }
    }
    Ok(VideoPage {
        page,
        has_more: parsed.data.has_more,
        cursor: parsed.data.cursor,
    })
}

fn post(video: &Video<'_>, locator: Locator, raw: &str) -> Result<PostDraft, Box<Reject>> {
    let published = Instant::from_seconds(video.create_time).ok_or_else(|| {
        Box::new(reject(
            RejectReason::NotADate,
            "create_time",
            locator.clone(),
            raw,
        ))
    })?;
    let words = [&video.title, &video.video_description];
    let title = words
        .into_iter()
        .flatten()
        .map(|t| t.trim())
        .find(|t| !t.is_empty());
    Ok(PostDraft {
        external_id: Some(video.id.clone().into_owned()),
        published,
        title: title
            .unwrap_or_default()
            .chars()
            .filter(|c| !c.is_control())
            .take(300)
            .collect(),
        seconds: video.duration,
        views: video.view_count,
        likes: video.like_count,
        comments: video.comment_count,
        shares: video.share_count,
        public: Some(true),
        locator,
    })
}

impl Tiktok {
    /// Walks every video: their counters grow for as long as they are public.
    pub(super) async fn walk_videos(&self, walk: &mut Walk<'_>) -> Result<(), ConnectError> {
        let path = "/v2/video/list/";
        let mut cursor: Option<i64> = None;
        let mut oldest = walk.job.now;
        loop {
            let body = match cursor {
                Some(cursor) => serde_json::json!({ "max_count": 20, "cursor": cursor }),
                None => serde_json::json!({ "max_count": 20 }),
            };
            let name = format!("POST {path}, page {}", walk.next_page());
            let answer = self
                .call(
                    path,
                    FIELDS,
                    Some(&body.to_string()),
                    &name,
                    walk.job,
                    &mut *walk.sink,
                )
                .await?;
            let parsed = parse_videos(&answer.name, &answer.body, walk.job.now)?;
            let ids = || {
                parsed
                    .page
                    .posts
                    .iter()
                    .filter_map(|p| p.external_id.as_deref())
            };
            walk.guard.admit(
                VIDEOS_FEED,
                &answer.body,
                ids().next().zip(ids().next_back()),
            )?;
            let rows = parsed.page.rows();
            oldest = parsed
                .page
                .posts
                .iter()
                .map(|p| p.published)
                .fold(oldest, Instant::min);
            walk.page(parsed.page, None).await?;
            if !parsed.has_more {
                break;
            }
            let (before, after) = (
                cursor.map(|c| c.to_string()),
                parsed.cursor.map(|c| c.to_string()),
            );
            PageGuard::moves(VIDEOS_FEED, rows, before.as_deref(), after.as_deref())?;
            cursor = parsed.cursor;
        }
        let window = Window {
            from: oldest.day_in(Zone::UTC),
            to: walk.job.now.day_in(Zone::UTC),
        };
        walk.end(None, Some(window)).await
    }
}
