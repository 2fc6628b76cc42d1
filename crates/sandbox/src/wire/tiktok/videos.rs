//! `POST /v2/video/list/` and `POST /v2/video/query/` (doc/tiktok-api-v2-video-list, -query, -object).
//!
//! Rule protected: the cursor is a UTC instant in **milliseconds**, times of posts are **seconds**; private posts are
//! taken out after a page was cut, so a page may hold fewer posts than asked for.

use serde_json::{Map, Value, json};

use super::envelope::{failure, success};
use super::{Answer, Call, Grant, HANDLE, fields, not_authorized};
use crate::world::Post;

const SCOPE: &str = "video.list";
const MOST: u64 = 20;
/// Seconds a link to a cover lives.
const COVER_LIFE: i64 = 6 * 3600;

/// One page of the creator's public posts, newest first.
pub(super) fn list(call: &Call<'_>, grant: &Grant) -> Answer {
    let (fields, body) = match prepare(call, grant) {
        Ok(ready) => ready,
        Err(refusal) => return refusal,
    };
    let count = match body.get("max_count") {
        None | Some(Value::Null) => 10,
        Some(value) => match value.as_u64() {
            Some(count @ 1..=MOST) => count,
            _ => {
                return failure(
                    call,
                    400,
                    "invalid_params",
                    "max_count must be between 1 and 20",
                );
            }
        },
    };
    let now = call.world.now;
    let cursor = match body.get("cursor") {
        None | Some(Value::Null) => 0,
        Some(value) => match value.as_i64() {
            Some(cursor @ 0..) => cursor,
            _ => {
                return failure(
                    call,
                    400,
                    "invalid_params",
                    "cursor must be a UTC timestamp in milliseconds",
                );
            }
        },
    };
    // without a cursor the list starts at now; a post of this very millisecond belongs to it
    let before_ms = if cursor == 0 || call.quirks.ignore_cursor {
        now * 1000 + 1
    } else {
        cursor
    };
    let count = call.quirks.page_size(count as usize);
    let posts = &call.world.plan.posts;
    let end = posts.partition_point(|post| post.at <= now && post.at * 1000 < before_ms);
    let start = end.saturating_sub(count);
    let page = posts.get(start..end).unwrap_or_default();
    let videos: Vec<Value> = page
        .iter()
        .rev()
        .filter(|post| !post.private)
        .map(|post| video(post, &fields, now))
        .collect();
    let next = page.first().map_or(before_ms, |post| post.at * 1000);
    success(
        call,
        json!({"videos": videos, "cursor": next, "has_more": start > 0}),
    )
}

/// Posts by id: own and public ones only, the rest is left out.
pub(super) fn query(call: &Call<'_>, grant: &Grant) -> Answer {
    let (fields, body) = match prepare(call, grant) {
        Ok(ready) => ready,
        Err(refusal) => return refusal,
    };
    let ids: Option<Vec<&str>> = body
        .pointer("/filters/video_ids")
        .and_then(Value::as_array)
        .map(|ids| ids.iter().filter_map(Value::as_str).collect());
    let Some(ids) = ids.filter(|ids| (1..=MOST as usize).contains(&ids.len())) else {
        return failure(
            call,
            400,
            "invalid_params",
            "filters.video_ids must hold 1 to 20 ids",
        );
    };
    let now = call.world.now;
    let videos: Vec<Value> = call
        .world
        .plan
        .posts
        .iter()
        .filter(|post| post.at <= now && !post.private && ids.contains(&post.id.as_str()))
        .map(|post| video(post, &fields, now))
        .collect();
    success(call, json!({"videos": videos}))
}

fn prepare(call: &Call<'_>, grant: &Grant) -> Result<(Vec<String>, Value), Answer> {
    if !grant.allows(SCOPE) {
        return Err(not_authorized(call, SCOPE));
    }
    let fields = fields(call)?;
    if let Some(unknown) = fields
        .iter()
        .find(|field| !FIELDS.contains(&field.as_str()))
    {
        return Err(failure(
            call,
            400,
            "invalid_params",
            &format!("Invalid fields: {unknown}"),
        ));
    }
    match call.json() {
        Some(body @ Value::Object(_)) => Ok((fields, body)),
        _ => Err(failure(
            call,
            400,
            "invalid_params",
            "The request body is not a JSON object",
        )),
    }
}

const FIELDS: [&str; 16] = [
    "id",
    "create_time",
    "cover_image_url",
    "share_url",
    "video_description",
    "duration",
    "height",
    "width",
    "title",
    "embed_html",
    "embed_link",
    "like_count",
    "comment_count",
    "share_count",
    "view_count",
    "is_aigc",
];

fn video(post: &Post, fields: &[String], now: i64) -> Value {
    let (likes, comments, shares) = post.reactions(now);
    let id = &post.id;
    let link = format!("https://www.tiktok.example/@{HANDLE}/video/{id}");
    let value = |field: &str| match field {
        "id" => json!(id),
        "create_time" => json!(post.at),
        "cover_image_url" => json!(format!(
            "https://p16-sign.cdn.example/{id}.jpeg?x-expires={}",
            now + COVER_LIFE
        )),
        "share_url" => json!(format!("{link}?utm_campaign=tt4d_open_api")),
        "video_description" | "title" => json!(post.caption),
        "duration" => json!(post.seconds),
        "height" => json!(1024),
        "width" => json!(576),
        "embed_html" => json!(format!(
            "<blockquote class=\"tiktok-embed\" cite=\"{link}\"></blockquote>"
        )),
        "embed_link" => json!(format!("https://www.tiktok.example/player/v1/{id}")),
        "like_count" => json!(likes),
        "comment_count" => json!(comments),
        "share_count" => json!(shares),
        "view_count" => json!(post.views(now)),
        "is_aigc" => json!(false),
        _ => Value::Null,
    };
    let object: Map<String, Value> = fields
        .iter()
        .map(|field| (field.clone(), value(field)))
        .collect();
    Value::Object(object)
}
