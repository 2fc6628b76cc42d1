//! `channels.list`: whose channel it is, its figures now, and where its uploads are.

use super::Youtube;
use crate::error::ConnectError;
use crate::http::Answer;
use crate::http::document;
use crate::http::raw::{envelope, locate, reject};
use crate::http::walk::Walk;
use crate::source::{Identity, Job, Sink};
use domain::reject::RejectReason;
use domain::{CivilDay, Instant, MetricDraft, Page, Platform, Zone};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Feed of the channel's figures.
pub const CHANNEL_FEED: &str = "channel";

const FIGURES: [(&str, &str); 3] = [
    ("subscriberCount", "followers"),
    ("viewCount", "lifetime_views"),
    ("videoCount", "active_videos"),
];

/// What the other feeds need to know of the channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Channel {
    /// Who it is.
    pub identity: Identity,
    /// The playlist of its uploads, when stated.
    pub uploads: Option<String>,
    /// The Pacific day on which it was made, when stated.
    pub first_day: Option<CivilDay>,
}

impl Channel {
    /// The day its figures begin: when it was made, else YouTube's own first day.
    pub(super) fn first(&self, today: CivilDay) -> CivilDay {
        self.first_day
            .or_else(|| CivilDay::of(2005, 2, 14))
            .unwrap_or(today)
    }
}

#[derive(Deserialize)]
struct Body<'a> {
    #[serde(borrow, default)]
    items: Vec<Item<'a>>,
}

#[derive(Deserialize)]
struct Item<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
    #[serde(borrow)]
    snippet: Option<Snippet<'a>>,
    #[serde(borrow)]
    statistics: Option<BTreeMap<Cow<'a, str>, &'a RawValue>>,
    #[serde(borrow, rename = "contentDetails")]
    content: Option<Content<'a>>,
}

#[derive(Deserialize)]
struct Snippet<'a> {
    #[serde(borrow)]
    title: Option<Cow<'a, str>>,
    #[serde(borrow, rename = "customUrl")]
    custom_url: Option<Cow<'a, str>>,
    #[serde(borrow)]
    country: Option<Cow<'a, str>>,
    #[serde(borrow, rename = "publishedAt")]
    published_at: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
struct Content<'a> {
    #[serde(borrow, rename = "relatedPlaylists")]
    playlists: Option<Playlists<'a>>,
}

#[derive(Deserialize)]
struct Playlists<'a> {
    #[serde(borrow)]
    uploads: Option<Cow<'a, str>>,
}

/// Reads an answer of `channels.list?mine=true`. Counters are strings there; a hidden subscriber count is unknown. The
/// public subscriber count is cut to three figures by YouTube.
///
/// # Errors
/// [`ConnectError::Malformed`] when the envelope cannot be read or names no channel.
pub fn parse_channel(
    name: &str,
    body: &Arc<[u8]>,
    now: Instant,
) -> Result<(Page, Channel), ConnectError> {
    let parsed: Body<'_> = envelope(name, body)?;
    let Some(item) = parsed.items.first() else {
        return Err(ConnectError::Malformed {
            what: name.to_owned(),
            detail: "no channel belongs to this grant".to_owned(),
            body: Some(Arc::clone(body)),
        });
    };
    let mut page = Page::new(CHANNEL_FEED, document(Platform::Youtube, name, body, now));
    let statistics = item.statistics.iter().flatten().collect::<BTreeMap<_, _>>();
    let hidden = statistics
        .iter()
        .any(|(field, raw)| field.as_ref() == "hiddenSubscriberCount" && raw.get() == "true");
    for (field, metric) in FIGURES {
        let Some((_, raw)) = statistics.iter().find(|(name, _)| name.as_ref() == field) else {
            continue;
        };
        if field == "subscriberCount" && hidden {
            continue;
        }
        let locator = locate(body, raw.get(), format!("/items/0/statistics/{field}"));
        match counter(raw.get()) {
            Some(value) => page.metrics.push(MetricDraft {
                name: metric.to_owned(),
                day: now.day_in(Zone::PACIFIC),
                value,
                locator: Some(locator),
            }),
            None => page
                .rejects
                .push(reject(RejectReason::NotANumber, field, locator, raw.get())),
        }
    }
    let snippet = item.snippet.as_ref();
    let named = snippet.and_then(|s| s.custom_url.as_deref().or(s.title.as_deref()));
    let channel = Channel {
        identity: Identity {
            external_id: item.id.clone().into_owned(),
            handle: named.unwrap_or(&item.id).trim_start_matches('@').to_owned(),
            region: snippet
                .and_then(|s| s.country.as_deref())
                .and_then(|c| c.parse().ok()),
        },
        uploads: item
            .content
            .as_ref()
            .and_then(|c| c.playlists.as_ref())
            .and_then(|p| p.uploads.as_deref())
            .filter(|u| !u.is_empty())
            .map(str::to_owned),
        first_day: snippet
            .and_then(|s| s.published_at.as_deref())
            .and_then(|t| t.parse::<Instant>().ok())
            .map(|i| i.day_in(Zone::PACIFIC)),
    };
    Ok((page, channel))
}

/// A counter of the Data API: a JSON string that holds an unsigned number.
pub(super) fn counter(raw: &str) -> Option<i64> {
    let text: Cow<'_, str> = serde_json::from_str::<String>(raw).ok()?.into();
    text.parse().ok().filter(|n: &i64| *n >= 0)
}

impl Youtube {
    pub(super) async fn channels(
        &self,
        job: &Job,
        sink: &mut dyn Sink,
    ) -> Result<Answer, ConnectError> {
        let query = [
            ("part", "id,snippet,statistics,contentDetails"),
            ("mine", "true"),
        ];
        let path = "/youtube/v3/channels";
        self.get(&self.data, path, &query, &format!("GET {path}"), job, sink)
            .await
    }

    pub(super) async fn walk_channel(&self, walk: &mut Walk<'_>) -> Result<Channel, ConnectError> {
        let answer = self.channels(walk.job, &mut *walk.sink).await?;
        let (page, channel) = parse_channel(&answer.name, &answer.body, walk.job.now)?;
        walk.job.same_account(&channel.identity.external_id)?;
        walk.page(page, None).await?;
        walk.end(None, None).await?;
        Ok(channel)
    }
}
