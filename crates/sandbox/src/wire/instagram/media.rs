//! The profile and the list of media.
//!
//! Rule protected: only the fields asked for are sent; times are UTC with an offset without a colon.

use serde_json::{Map, Value, json};

use super::{Answer, Call, Grant, HANDLE, error};
use crate::world::instant;

pub(super) fn me(call: &Call<'_>) -> Answer {
    let (account, now) = (&call.world.plan.instagram, call.world.now);
    fields(call, |field| {
        Some(match field {
            "id" | "user_id" => json!(account.id),
            "username" => json!(HANDLE),
            "name" => json!("Camille Arnaud"),
            "account_type" => json!("MEDIA_CREATOR"),
            "followers_count" => json!(account.followers.at(now)),
            "follows_count" => json!(211),
            "media_count" => json!(account.published(now).len()),
            _ => return None,
        })
    })
    .map_or_else(|refusal| refusal, |body| Answer::json(200, &body))
}

/// The media, newest first.
pub(super) fn list(call: &Call<'_>, grant: &Grant) -> Answer {
    let now = call.world.now;
    let published = call.world.plan.instagram.published(now);
    let asked = match call.param("limit").map(str::parse::<usize>) {
        None => 25,
        Some(Ok(limit @ 1..=100)) => limit,
        Some(_) => return error(400, 100, "IGApiException", "Invalid limit"),
    };
    let size = call.quirks.page_size(asked);
    let after = call.param("after").filter(|_| !call.quirks.ignore_cursor);
    let start = match after.map(|c| c.strip_prefix("QVFI").and_then(|n| n.parse::<usize>().ok())) {
        None => 0,
        Some(Some(start)) => start,
        Some(None) => return error(400, 100, "IGApiException", "Invalid cursor"),
    };
    let rows: Result<Vec<Value>, Answer> = published
        .iter()
        .rev()
        .skip(start)
        .take(size)
        .map(|media| {
            let views = media.views(now);
            fields(call, |field| {
                Some(match field {
                    "id" => json!(media.id),
                    "media_type" => json!(if media.reel { "VIDEO" } else { "IMAGE" }),
                    "media_product_type" => json!(if media.reel { "REELS" } else { "FEED" }),
                    "timestamp" => {
                        json!(
                            instant(media.at)
                                .format("%Y-%m-%dT%H:%M:%S+0000")
                                .to_string()
                        )
                    }
                    "permalink" => json!(format!("https://www.instagram.example/p/{}/", media.id)),
                    "like_count" => json!(views * 61 / 1000),
                    "comments_count" => json!(views * 4 / 1000),
                    "caption" => json!(media.caption),
                    _ => return None,
                })
            })
        })
        .collect();
    let rows = match rows {
        Ok(rows) => rows,
        Err(refusal) => return refusal,
    };
    let end = start + rows.len();
    let mut paging = Map::new();
    paging.insert(
        "cursors".to_owned(),
        json!({"before": format!("QVFI{start}"), "after": format!("QVFI{end}")}),
    );
    if end < published.len() {
        // the address of the next page names the token, as the real one does
        let next = format!(
            "https://graph.instagram.example/v25.0/media?access_token={}&limit={asked}&after=QVFI{end}",
            grant.access
        );
        paging.insert("next".to_owned(), json!(next));
    }
    Answer::json(200, &json!({"data": rows, "paging": paging}))
}

/// The fields asked for, or the refusal of one that does not exist.
fn fields(call: &Call<'_>, value: impl Fn(&str) -> Option<Value>) -> Result<Value, Answer> {
    let asked = call.param("fields").unwrap_or("id");
    let mut body = Map::new();
    for field in asked.split(',').map(str::trim) {
        let Some(value) = value(field) else {
            let message = format!("Tried accessing nonexisting field ({field})");
            return Err(error(400, 100, "IGApiException", &message));
        };
        body.insert(field.to_owned(), value);
    }
    // the id is always there
    body.entry("id").or_insert(value("id").unwrap_or_default());
    Ok(Value::Object(body))
}
