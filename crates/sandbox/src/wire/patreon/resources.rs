//! Campaigns and members as JSON:API resources.
//!
//! Rule protected: attributes come only when `fields[…]` names them, related resources only when `include` does; a page's cursor
//! names the last member shown.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Map, Value, json};

use super::{HANDLE, Refusal};
use crate::wire::{Call, Vault};
use crate::world::{Charge, Member, instant};

/// Members a page holds at most, and with their histories.
const MOST: usize = 1_000;
const MOST_WITH_HISTORY: usize = 500;

/// The number of the creator's one campaign.
pub(super) fn campaign_id(seed: u64) -> String {
    let digits = Vault::secret(seed, "patreon campaign", 7);
    let number = u64::from_str_radix(&digits, 16).unwrap_or_default();
    (10_000_000 + number % 1_000_000).to_string()
}

/// The list with its one campaign.
pub(super) fn campaigns(call: &Call<'_>) -> Value {
    let now = call.world.now;
    let plan = &call.world.plan;
    let active = plan
        .patreon
        .iter()
        .filter(|m| m.joined <= now && m.left.is_none_or(|at| at > now))
        .count();
    let all = json!({
        "created_at": time(plan.first_day * 86_400),
        "creation_name": "sewing patterns",
        "is_charged_immediately": false,
        "is_monthly": true,
        "patron_count": active,
        "vanity": HANDLE,
    });
    let attributes = asked(call, "campaign", all);
    json!({
        "data": [{"attributes": attributes, "id": campaign_id(plan.seed), "type": "campaign"}],
        "meta": {"pagination": {"total": 1}},
    })
}

/// One page of members.
pub(super) fn members(call: &Call<'_>) -> Result<Value, Refusal> {
    let bad = || Refusal(400, "BadRequest", "Invalid page.");
    let include: Vec<&str> = call
        .param("include")
        .unwrap_or_default()
        .split(',')
        .collect();
    let with_history = include.contains(&"pledge_history");
    let most = if with_history {
        MOST_WITH_HISTORY
    } else {
        MOST
    };
    let count = match call.param("page[count]").map(str::parse::<usize>) {
        None => most,
        Some(Ok(count)) if count > 0 => count.min(most),
        Some(_) => return Err(bad()),
    };
    let size = call.quirks.page_size(count);
    let now = call.world.now;
    let known = &call.world.plan.patreon;
    let end = known.partition_point(|m| m.joined <= now);
    let start = match call
        .param("page[cursor]")
        .filter(|_| !call.quirks.ignore_cursor)
    {
        None => 0,
        Some(cursor) => place(cursor).filter(|p| *p <= end).ok_or_else(bad)?,
    };
    let stop = (start + size).min(end);
    let shown = known.get(start..stop).unwrap_or_default();
    let data: Vec<Value> = shown
        .iter()
        .map(|m| member(call, m, with_history, now))
        .collect();
    let mut body = Map::new();
    body.insert("data".to_owned(), json!(data));
    if with_history {
        let included: Vec<Value> = shown
            .iter()
            .flat_map(|m| history(m, now).map(|c| event(call, m, c, now)))
            .collect();
        body.insert("included".to_owned(), json!(included));
    }
    let next = (stop < end).then(|| URL_SAFE_NO_PAD.encode(format!("after:{stop}")));
    let mut pagination = json!({"total": end});
    if let (Some(next), Some(map)) = (&next, pagination.as_object_mut()) {
        map.insert("cursors".to_owned(), json!({ "next": next }));
        let url = format!(
            "https://www.patreon.com{}?page%5Bcursor%5D={next}",
            call.path
        );
        body.insert("links".to_owned(), json!({ "next": url }));
    }
    body.insert("meta".to_owned(), json!({ "pagination": pagination }));
    Ok(Value::Object(body))
}

fn place(cursor: &str) -> Option<usize> {
    let bytes = URL_SAFE_NO_PAD.decode(cursor).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    text.strip_prefix("after:")?.parse().ok()
}

/// What has happened so far, newest first.
fn history(member: &Member, now: i64) -> impl Iterator<Item = &Charge> {
    let happened = move |charge: &&Charge| charge.at <= now;
    member.history.iter().rev().filter(happened)
}

fn event_id(charge: &Charge) -> String {
    format!("{}:{}", charge.kind, charge.number)
}

fn member(call: &Call<'_>, member: &Member, with_history: bool, now: i64) -> Value {
    let left = member.left.is_some_and(|at| at <= now);
    let all = json!({
        "is_gifted": false,
        "patron_status": if left { "former_patron" } else { "active_patron" },
        "pledge_cadence": 1,
        "pledge_relationship_start": time(member.joined),
    });
    let mut resource = json!({
        "attributes": asked(call, "member", all),
        "id": member.id,
        "type": "member",
    });
    if let (true, Some(map)) = (with_history, resource.as_object_mut()) {
        let links: Vec<Value> = history(member, now)
            .map(|c| json!({"id": event_id(c), "type": "pledge-event"}))
            .collect();
        let related = json!({"pledge_history": {"data": links}});
        map.insert("relationships".to_owned(), related);
    }
    resource
}

fn event(call: &Call<'_>, member: &Member, charge: &Charge, now: i64) -> Value {
    let (tier, title, cents) = member.tier;
    let all = json!({
        "amount_cents": cents,
        "currency_code": member.currency,
        "date": time(charge.at),
        "payment_status": charge.status(now),
        "tier_id": tier,
        "tier_title": title,
        "type": charge.kind,
    });
    json!({"attributes": asked(call, "pledge-event", all), "id": event_id(charge), "type": "pledge-event"})
}

/// The attributes that `fields[kind]` names.
fn asked(call: &Call<'_>, kind: &str, all: Value) -> Value {
    let wanted = call.param(&format!("fields[{kind}]")).unwrap_or_default();
    let wanted: Vec<&str> = wanted.split(',').collect();
    let Value::Object(mut map) = all else {
        return all;
    };
    map.retain(|name, _| wanted.contains(&name.as_str()));
    Value::Object(map)
}

fn time(at: i64) -> String {
    instant(at)
        .format("%Y-%m-%dT%H:%M:%S%.3f+00:00")
        .to_string()
}
