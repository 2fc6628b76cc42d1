//! The Helix calls.
//!
//! Rule protected: `first` is at most 100 and 20 when left out; a list says nothing of prices, dates or Prime.

use serde_json::{Map, Value, json};

use super::{Answer, Call, Grant, HANDLE, error};
use crate::world::instant;

pub(super) fn users(call: &Call<'_>, _: &Grant) -> Answer {
    let twitch = &call.world.plan.twitch;
    let user = json!({
        "id": twitch.id,
        "login": HANDLE,
        "display_name": "Camille_Atelier",
        "type": "",
        "broadcaster_type": "affiliate",
        "description": "Couture en direct",
        "view_count": 0,
        "created_at": instant(call.world.plan.first_day * 86_400).to_rfc3339(),
    });
    Answer::json(200, &json!({"data": [user]}))
}

pub(super) fn followers(call: &Call<'_>, _: &Grant) -> Answer {
    if let Some(refusal) = foreign(call, "broadcaster_id") {
        return refusal;
    }
    // the list itself is not emulated: its readers ask for the total
    let total = call.world.plan.twitch.followers.at(call.world.now);
    Answer::json(200, &json!({"total": total, "data": [], "pagination": {}}))
}

pub(super) fn streams(call: &Call<'_>, _: &Grant) -> Answer {
    let (twitch, now) = (&call.world.plan.twitch, call.world.now);
    // a recording is published when its stream begins
    let live = twitch
        .published(now)
        .last()
        .filter(|r| r.kind == "archive" && now < r.at + r.seconds);
    let data: Vec<Value> = live
        .map(|r| {
            json!({
                "id": format!("4{}", r.id),
                "user_id": twitch.id,
                "type": "live",
                "title": r.title,
                "viewer_count": 12 + r.views(now),
                "started_at": instant(r.at).to_rfc3339(),
            })
        })
        .into_iter()
        .collect();
    Answer::json(200, &json!({"data": data, "pagination": {}}))
}

pub(super) fn subscriptions(call: &Call<'_>, grant: &Grant) -> Answer {
    const SCOPE: &str = "channel:read:subscriptions";
    if !grant.allows(SCOPE) {
        let message = format!("Missing scope: {SCOPE}");
        return error(401, "Unauthorized", &message);
    }
    if let Some(refusal) = foreign(call, "broadcaster_id") {
        return refusal;
    }
    let twitch = &call.world.plan.twitch;
    let all = twitch.subscribers(call.world.now);
    let points: u64 = all
        .iter()
        .map(|s| if s.tier == 3 { 6 } else { s.tier })
        .sum();
    let rows: Vec<Value> = all
        .iter()
        .map(|s| {
            json!({
                "broadcaster_id": twitch.id,
                "broadcaster_login": HANDLE,
                "gifter_id": if s.gift { "810000001" } else { "" },
                "is_gift": s.gift,
                "plan_name": "Atelier",
                "tier": (s.tier * 1000).to_string(),
                "user_id": s.id,
                "user_login": format!("invented_{}", s.id),
                "user_name": format!("Invented_{}", s.id),
            })
        })
        .collect();
    paged(
        call,
        rows,
        &[("total", json!(all.len())), ("points", json!(points))],
    )
}

pub(super) fn videos(call: &Call<'_>, _: &Grant) -> Answer {
    if let Some(refusal) = foreign(call, "user_id") {
        return refusal;
    }
    let (twitch, now) = (&call.world.plan.twitch, call.world.now);
    let rows = twitch
        .published(now)
        .iter()
        .rev()
        .map(|r| {
            let (hours, minutes) = (r.seconds / 3600, r.seconds / 60 % 60);
            let hours = if hours > 0 {
                format!("{hours}h")
            } else {
                String::new()
            };
            json!({
                "id": r.id,
                "user_id": twitch.id,
                "user_login": HANDLE,
                "title": r.title,
                "created_at": instant(r.at).to_rfc3339(),
                "published_at": instant(r.at).to_rfc3339(),
                "viewable": "public",
                "view_count": r.views(now),
                "language": "fr",
                "type": r.kind,
                "duration": format!("{hours}{minutes}m{}s", r.seconds % 60),
            })
        })
        .collect();
    paged(call, rows, &[])
}

/// The refusal of a question about somebody else.
fn foreign(call: &Call<'_>, field: &str) -> Option<Answer> {
    match call.param(field) {
        Some(id) if id == call.world.plan.twitch.id => None,
        Some(_) => Some(error(
            401,
            "Unauthorized",
            "The ID must match the user ID found in the OAuth token",
        )),
        None => {
            let message = format!("Missing required parameter \"{field}\"");
            Some(error(400, "Bad Request", &message))
        }
    }
}

fn paged(call: &Call<'_>, rows: Vec<Value>, more: &[(&str, Value)]) -> Answer {
    let size = match call.param("first").map(str::parse::<usize>) {
        None => 20,
        Some(Ok(size @ 1..=100)) => size,
        Some(_) => {
            let message =
                "The parameter \"first\" was malformed: the value must be between 1 and 100";
            return error(400, "Bad Request", message);
        }
    };
    let size = call.quirks.page_size(size);
    let start = match call
        .param("after")
        .map(|c| c.strip_prefix("at").and_then(|n| n.parse().ok()))
    {
        _ if call.quirks.ignore_cursor => 0,
        None => 0,
        Some(Some(start)) => start,
        Some(None) => {
            return error(
                400,
                "Bad Request",
                "The value passed to \"after\" is invalid",
            );
        }
    };
    let end = (start + size).min(rows.len());
    let page = rows.get(start..end).unwrap_or_default();
    let pagination = if end < rows.len() {
        json!({"cursor": format!("at{end}")})
    } else {
        json!({})
    };
    let mut body = Map::new();
    body.insert("data".to_owned(), json!(page));
    body.insert("pagination".to_owned(), pagination);
    for (name, value) in more {
        body.insert((*name).to_owned(), value.clone());
    }
    Answer::json(200, &body)
}
