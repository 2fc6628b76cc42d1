//! Shopify: the payments account of one store over the GraphQL Admin API.
//!
//! Rule protected: one path, POST only, the token in its own header; errors with HTTP 200; only fields the query names come
//! back, and a list under the name the query gives it.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};

use super::{Answer, Call, Vault};
use crate::world::{StoreLine, instant};

/// The store's own domain.
pub(crate) const HANDLE: &str = "atelier-camille.myshopify.com";

fn access_token(seed: u64) -> String {
    format!("shpat_{}", Vault::secret(seed, "shopify token", 32))
}

/// What a connector needs to sign in.
pub(crate) fn credentials(seed: u64) -> Value {
    json!({"shop": HANDLE, "access_token": access_token(seed)})
}

/// Answers one request.
pub(crate) fn answer(call: &Call<'_>) -> Answer {
    let path = call.path.trim_end_matches('/');
    let graphql = path.starts_with("/admin/api/") && path.ends_with("/graphql.json");
    if call.method != "POST" || !graphql {
        return refuse(404);
    }
    let token = call.header("x-shopify-access-token");
    if call.quirks.expire || token != Some(access_token(call.world.plan.seed).as_str()) {
        return refuse(401);
    }
    let body = call.json().unwrap_or_default();
    let query = body
        .get("query")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let Some(account) = query
        .find("shopifyPaymentsAccount")
        .and_then(|at| query.get(at..))
    else {
        return error("undefinedField", "Field doesn't exist on type 'QueryRoot'");
    };
    let variables = body.get("variables").cloned().unwrap_or_default();
    let listed = if account.contains("balanceTransactions(") {
        Some(lines(call))
    } else if account.contains("payouts(") {
        Some(payouts(call))
    } else {
        None
    };
    let payments = match listed {
        Some(rows) => match page(call, &rows, account, &variables) {
            Some(list) => json!({ "list": list }),
            None => {
                return error(
                    "argumentLiteralsIncompatible",
                    "Invalid cursor for current pagination sort.",
                );
            }
        },
        None => json!({"id": "gid://shopify/ShopifyPaymentsAccount/71000001", "country": "FR"}),
    };
    Answer::json(
        200,
        &json!({"data": {"shopifyPaymentsAccount": payments},
            "extensions": {"cost": {"requestedQueryCost": 42, "actualQueryCost": 40,
                "throttleStatus": {"maximumAvailable": 2000.0, "currentlyAvailable": 1958, "restoreRate": 100.0}}}}),
    )
}

/// Shopify's body for a status it gives under load or on failure.
pub(crate) fn refuse(status: u16) -> Answer {
    let words = match status {
        401 => "[API] Invalid API key or access token (unrecognized login or wrong password)",
        403 => "[API] This action requires merchant approval for the scope.",
        404 => "Not Found",
        429 => "Exceeded 2 calls per second for api client.",
        400..=499 => "Bad Request",
        _ => "Internal Server Error",
    };
    Answer::json(status, &json!({ "errors": words }))
}

fn error(code: &str, words: &str) -> Answer {
    Answer::json(
        200,
        &json!({"errors": [{"message": words, "extensions": {"code": code}}]}),
    )
}

/// The page the variables ask for, out of rows newest first.
fn page(call: &Call<'_>, rows: &[Value], query: &str, variables: &Value) -> Option<Value> {
    let first = variables.get("first").and_then(Value::as_u64).unwrap_or(50);
    let size = call.quirks.page_size(first.clamp(1, 250) as usize);
    let after = variables.get("after").and_then(Value::as_str);
    // a cursor counts from the oldest row, so rows that arrive while a client pages shift nothing
    let left = match after.filter(|_| !call.quirks.ignore_cursor) {
        None => rows.len(),
        Some(cursor) => {
            let bytes = STANDARD.decode(cursor).ok()?;
            let text = String::from_utf8(bytes).ok()?;
            let left: usize = text.strip_prefix("left:")?.parse().ok()?;
            Some(left).filter(|left| *left <= rows.len())?
        }
    };
    let start = rows.len() - left;
    let shown: Vec<Value> = rows
        .iter()
        .skip(start)
        .take(size)
        .map(|row| asked(row, query))
        .collect();
    let left = left - shown.len();
    Some(json!({
        "nodes": shown,
        "pageInfo": {"hasNextPage": left > 0, "endCursor": STANDARD.encode(format!("left:{left}"))},
    }))
}

/// The fields of a row that the query names.
fn asked(row: &Value, query: &str) -> Value {
    match row {
        Value::Object(map) => {
            let named = map.iter().filter(|(name, _)| query.contains(name.as_str()));
            let kept: Map<String, Value> = named
                .map(|(name, value)| (name.clone(), asked(value, query)))
                .collect();
            Value::Object(kept)
        }
        other => other.clone(),
    }
}

fn money(cents: i64) -> Value {
    let sign = if cents < 0 { "-" } else { "" };
    let cents = cents.unsigned_abs();
    json!({"amount": format!("{sign}{}.{:02}", cents / 100, cents % 100), "currencyCode": "EUR"})
}

fn time(at: i64) -> String {
    instant(at).format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

fn payout_id(index: usize) -> String {
    format!("gid://shopify/ShopifyPaymentsPayout/{}", 88_000_000 + index)
}

/// Payouts so far, newest first.
fn payouts(call: &Call<'_>) -> Vec<Value> {
    let now = call.world.now;
    let store = &call.world.plan.shopify;
    let made = store.payouts.iter().enumerate();
    let mut rows: Vec<Value> = made
        .filter(|(_, payout)| payout.at <= now)
        .map(|(index, payout)| {
            json!({
                "id": payout_id(index),
                "issuedAt": time(payout.at),
                "status": payout.status(now),
                "transactionType": "DEPOSIT",
                "net": money(payout.cents),
            })
        })
        .collect();
    rows.reverse();
    rows
}

/// Balance transactions so far, newest first.
fn lines(call: &Call<'_>) -> Vec<Value> {
    let now = call.world.now;
    let store = &call.world.plan.shopify;
    let happened = store.lines.iter().enumerate();
    let mut rows: Vec<Value> = happened
        .filter(|(_, line)| line.at <= now)
        .map(|(index, row)| line(call, index, row))
        .collect();
    rows.reverse();
    rows
}

fn line(call: &Call<'_>, index: usize, line: &StoreLine) -> Value {
    let now = call.world.now;
    let store = &call.world.plan.shopify;
    let payout = line
        .payout
        .and_then(|index| Some((index, store.payouts.get(index)?)))
        .filter(|(_, payout)| payout.at <= now);
    let payout = match payout {
        Some((index, payout)) => json!({"id": payout_id(index), "status": payout.status(now)}),
        None => json!({"id": null, "status": "PENDING"}),
    };
    json!({
        "id": format!("gid://shopify/ShopifyPaymentsBalanceTransaction/{}", 910_000_000 + index),
        "type": line.kind,
        "test": false,
        "transactionDate": time(line.at),
        "sourceType": line.source,
        "adjustmentReason": null,
        "amount": money(line.amount),
        "fee": money(line.fee),
        "net": money(line.net()),
        "associatedOrder": line.order.map(|n| json!({"name": format!("#{n}")})),
        "associatedPayout": payout,
    })
}
