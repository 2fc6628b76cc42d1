//! Data API v3: `channels.list`, `playlistItems.list`, `videos.list`.
//!
//! Rule protected: counters are strings holding unsigned numbers; the subscriber count is cut to three figures.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Map, Value, json};

use super::error::Refusal;
use super::{Answer, Call, Grant};
use crate::world::{Upload, instant};

/// The creator's channel.
pub(super) fn channels(call: &Call<'_>, _: &Grant) -> Result<Answer, Refusal> {
    let channel = &call.world.plan.channel;
    let parts = parts(call, &["id", "snippet", "statistics", "contentDetails"])?;
    let own =
        call.param("mine") == Some("true") || call.param("id").is_some_and(|id| id == channel.id);
    if !own && call.param("mine").is_none() && call.param("id").is_none() {
        return Err(Refusal::new(
            400,
            "missingRequiredParameter",
            "No filter selected. Expected one of: mine, id",
        ));
    }
    let now = call.world.now;
    let (subscribers, views) = channel.totals(now);
    let uploads = published(call).len();
    let item = with_parts(&parts, |part| match part {
        "snippet" => json!({
            "title": "Camille Arnaud",
            "customUrl": "@camilleatelier",
            "publishedAt": instant(channel.first_day * 86_400).to_rfc3339(),
            "country": "FR",
        }),
        "statistics" => json!({
            "viewCount": views.to_string(),
            "subscriberCount": three_figures(subscribers).to_string(),
            "hiddenSubscriberCount": false,
            "videoCount": uploads.to_string(),
        }),
        "contentDetails" => {
            json!({"relatedPlaylists": {"likes": "", "uploads": channel.uploads_playlist()}})
        }
        _ => Value::Null,
    });
    let item = tagged(item, "youtube#channel", &channel.id);
    let items = if own { vec![item] } else { Vec::new() };
    Ok(list(
        "youtube#channelListResponse",
        items,
        None,
        usize::from(own),
    ))
}

/// The videos of the uploads playlist, newest first.
pub(super) fn playlist_items(call: &Call<'_>, _: &Grant) -> Result<Answer, Refusal> {
    let channel = &call.world.plan.channel;
    let parts = parts(call, &["id", "snippet", "contentDetails"])?;
    if call.param("playlistId") != Some(channel.uploads_playlist().as_str()) {
        let message =
            "The playlist identified with the request's playlistId parameter cannot be found.";
        return Err(Refusal::new(404, "playlistNotFound", message));
    }
    let size = size(call)?;
    let uploads = published(call);
    let stop = position(call)?.map_or(uploads.len(), |place| place.min(uploads.len()));
    let start = stop.saturating_sub(size);
    let page = uploads.get(start..stop).unwrap_or_default();
    let items = page.iter().rev().map(|upload| {
        let published = instant(upload.at).to_rfc3339();
        let item = with_parts(&parts, |part| match part {
            "snippet" => {
                json!({"title": upload.title, "publishedAt": published, "channelId": channel.id})
            }
            "contentDetails" => json!({"videoId": upload.id, "videoPublishedAt": published}),
            _ => Value::Null,
        });
        tagged(item, "youtube#playlistItem", &format!("UU.{}", upload.id))
    });
    let next = (start > 0).then(|| URL_SAFE_NO_PAD.encode(format!("before:{start}")));
    Ok(list(
        "youtube#playlistItemListResponse",
        items.collect(),
        next,
        uploads.len(),
    ))
}

/// Videos by id, at most fifty; unknown ids are left out.
pub(super) fn videos(call: &Call<'_>, _: &Grant) -> Result<Answer, Refusal> {
    let parts = parts(
        call,
        &["id", "snippet", "statistics", "contentDetails", "status"],
    )?;
    let ids: Vec<&str> = call
        .param("id")
        .unwrap_or_default()
        .split(',')
        .filter(|id| !id.is_empty())
        .collect();
    if ids.is_empty() || ids.len() > 50 {
        return Err(Refusal::new(
            400,
            "invalidFilters",
            "The id parameter must hold 1 to 50 video ids.",
        ));
    }
    let now = call.world.now;
    let uploads = published(call);
    let items: Vec<Value> = ids
        .iter()
        .filter_map(|id| uploads.iter().find(|upload| upload.id == *id))
        .map(|upload| {
            let views = upload.views(now);
            let item = with_parts(&parts, |part| match part {
                "snippet" => json!({
                    "title": upload.title,
                    "publishedAt": instant(upload.at).to_rfc3339(),
                    "channelId": call.world.plan.channel.id,
                }),
                "statistics" => json!({
                    "viewCount": views.to_string(),
                    "likeCount": (views * 43 / 1000).to_string(),
                    "favoriteCount": "0",
                    "commentCount": (views * 5 / 1000).to_string(),
                }),
                "contentDetails" => json!({
                    "duration": format!("PT{}M{}S", upload.seconds / 60, upload.seconds % 60),
                    "definition": "hd",
                }),
                "status" => json!({"privacyStatus": "public", "uploadStatus": "processed"}),
                _ => Value::Null,
            });
            tagged(item, "youtube#video", &upload.id)
        })
        .collect();
    let count = items.len();
    Ok(list("youtube#videoListResponse", items, None, count))
}

fn published<'a>(call: &'a Call<'_>) -> &'a [Upload] {
    let uploads = &call.world.plan.channel.uploads;
    let end = uploads.partition_point(|upload| upload.at <= call.world.now);
    uploads.get(..end).unwrap_or_default()
}

fn parts(call: &Call<'_>, known: &[&'static str]) -> Result<Vec<&'static str>, Refusal> {
    let asked = call.param("part").unwrap_or_default();
    if asked.is_empty() {
        return Err(Refusal::new(
            400,
            "missingRequiredParameter",
            "Required parameter: part",
        ));
    }
    asked
        .split(',')
        .map(|part| known.iter().find(|known| **known == part.trim()).copied())
        .collect::<Option<Vec<_>>>()
        .ok_or_else(|| Refusal::new(400, "unknownPart", format!("'{asked}'")))
}

fn with_parts(parts: &[&str], value: impl Fn(&str) -> Value) -> Map<String, Value> {
    parts
        .iter()
        .filter(|part| **part != "id")
        .map(|part| ((*part).to_owned(), value(part)))
        .collect()
}

fn tagged(mut item: Map<String, Value>, kind: &str, id: &str) -> Value {
    item.insert("kind".to_owned(), json!(kind));
    item.insert("id".to_owned(), json!(id));
    Value::Object(item)
}

fn list(kind: &str, items: Vec<Value>, next: Option<String>, total: usize) -> Answer {
    let mut body = Map::new();
    body.insert("kind".to_owned(), json!(kind));
    body.insert(
        "pageInfo".to_owned(),
        json!({"totalResults": total, "resultsPerPage": items.len()}),
    );
    body.insert("items".to_owned(), json!(items));
    if let Some(next) = next {
        body.insert("nextPageToken".to_owned(), json!(next));
    }
    Answer::json(200, &body)
}

fn size(call: &Call<'_>) -> Result<usize, Refusal> {
    let asked = match call.param("maxResults") {
        None => 5,
        Some(text) => match text.parse::<usize>() {
            Ok(size @ 1..=50) => size,
            _ => {
                return Err(Refusal::invalid(
                    "Invalid value for maxResults: must be within 1 and 50",
                ));
            }
        },
    };
    Ok(call.quirks.page_size(asked))
}

fn position(call: &Call<'_>) -> Result<Option<usize>, Refusal> {
    let Some(token) = call
        .param("pageToken")
        .filter(|_| !call.quirks.ignore_cursor)
    else {
        return Ok(None);
    };
    URL_SAFE_NO_PAD
        .decode(token)
        .ok()
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .and_then(|text| text.strip_prefix("before:")?.parse().ok())
        .map(Some)
        .ok_or_else(|| {
            Refusal::new(
                400,
                "invalidPageToken",
                "The request specifies an invalid page token.",
            )
        })
}

/// Public counts show three significant figures, the rest is cut off.
fn three_figures(count: u64) -> u64 {
    let mut step = 1;
    while count / step >= 1_000 {
        step *= 10;
    }
    count / step * step
}
