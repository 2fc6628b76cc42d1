//! Gumroad: the user, sales and payouts of API v2.
//!
//! Rule protected: the format follows Gumroad's public source: ten rows a page, newest first, a page key of instant and number,
//! `success` in every answer, refusals also with HTTP 200.

use serde_json::{Map, Value, json};

use super::{Answer, Call, Vault};
use crate::world::{DAY, GumroadPayout, GumroadSale, Shop, day_number, instant};

const PAGE: usize = 10;

/// The shop's name.
pub(crate) const HANDLE: &str = "Camille Arnaud";

fn access_token(seed: u64) -> String {
    Vault::secret(seed, "gumroad token", 43)
}

fn user_id(seed: u64) -> String {
    format!("{}==", Vault::secret(seed, "gumroad user", 20))
}

/// What a connector needs to sign in.
pub(crate) fn credentials(seed: u64) -> Value {
    json!({ "access_token": access_token(seed) })
}

/// Answers one request.
pub(crate) fn answer(call: &Call<'_>) -> Answer {
    let seed = call.world.plan.seed;
    let token = call.bearer().or(call.param("access_token"));
    if call.quirks.expire || token != Some(access_token(seed).as_str()) {
        return refuse(401);
    }
    let path = call.path.trim_end_matches('/');
    match (call.method, path) {
        ("GET", "/v2/user") => ok(
            json!({"user": {"name": HANDLE, "bio": null, "id": user_id(seed),
            "user_id": user_id(seed), "url": "https://camille.atelier.example"}}),
        ),
        ("GET", "/v2/sales") => sales(call),
        ("GET", "/v2/payouts") => payouts(call),
        ("GET", path) => match path.strip_prefix("/v2/payouts/") {
            Some(id) => payout(call, id),
            None => refuse(404),
        },
        _ => refuse(404),
    }
}

/// Gumroad's body for a status it gives under load or on failure.
pub(crate) fn refuse(status: u16) -> Answer {
    match status {
        // the OAuth layer answers without a body
        401 | 403 => Answer::empty(status),
        400 => Answer::json(400, &json!({"status": 400, "error": "Invalid request."})),
        status => Answer::json(
            status,
            &json!({"success": false, "message": "Something went wrong."}),
        ),
    }
}

fn ok(body: Value) -> Answer {
    let mut whole = json!({ "success": true });
    if let (Value::Object(all), Value::Object(body)) = (&mut whole, body) {
        all.extend(body);
    }
    Answer::json(200, &whole)
}

fn bad(words: &str) -> Answer {
    Answer::json(400, &json!({"status": 400, "error": words}))
}

/// The instants of `after` (inclusive) and `before` (exclusive), days without a zone.
fn range(call: &Call<'_>) -> Option<(i64, i64)> {
    let day = |name: &str, missing: i64| match call.param(name) {
        None => Some(missing),
        Some(text) => Some(day_number(text.parse().ok()?) * DAY),
    };
    Some((day("after", i64::MIN)?, day("before", i64::MAX)?))
}

/// The place a page key names: rows before it are next.
fn below(call: &Call<'_>, end: usize) -> Option<usize> {
    match call
        .param("page_key")
        .filter(|_| !call.quirks.ignore_cursor)
    {
        None => Some(end),
        Some(key) => {
            let (_, number) = key.split_once('-')?;
            let number: usize = number.parse().ok()?;
            (number > 0 && number <= end + 1).then(|| number - 1)
        }
    }
}

/// Rows `first..end`, the next page of them newest first, and the key behind it.
fn page<T>(
    call: &Call<'_>,
    rows: &[T],
    at: fn(&T) -> i64,
) -> Result<(Vec<usize>, Option<String>), Answer> {
    let wrong = || bad("Invalid date format provided. Dates must be in the format YYYY-MM-DD.");
    let (from, until) = range(call).ok_or_else(wrong)?;
    let until = until.min(call.world.now.saturating_add(1));
    let first = rows.partition_point(|row| at(row) < from);
    let end = rows.partition_point(|row| at(row) < until);
    let stop = below(call, rows.len()).ok_or_else(|| bad("Invalid page_key."))?;
    let stop = stop.min(end);
    let start = stop.saturating_sub(call.quirks.page_size(PAGE)).max(first);
    let shown: Vec<usize> = (start..stop).rev().collect();
    let key = (start > first).then(|| {
        let at = rows.get(start).map_or(0, at);
        format!("{}-{}", instant(at).format("%Y%m%d%H%M%S000000"), start + 1)
    });
    Ok((shown, key))
}

fn with_key(mut body: Map<String, Value>, path: &str, key: Option<String>) -> Answer {
    if let Some(key) = key {
        body.insert(
            "next_page_url".to_owned(),
            json!(format!("{path}?page_key={key}")),
        );
        body.insert("next_page_key".to_owned(), json!(key));
    }
    ok(Value::Object(body))
}

fn sales(call: &Call<'_>) -> Answer {
    let shop = &call.world.plan.gumroad;
    let (shown, key) = match page(call, &shop.sales, |sale| sale.at) {
        Ok(page) => page,
        Err(refusal) => return refusal,
    };
    let rows: Vec<Value> = shown
        .iter()
        .filter_map(|index| shop.sales.get(*index))
        .map(|row| sale(call, row))
        .collect();
    let mut body = Map::new();
    body.insert("sales".to_owned(), json!(rows));
    with_key(body, "/v2/sales", key)
}

fn sale(call: &Call<'_>, sale: &GumroadSale) -> Value {
    let now = call.world.now;
    let since = |at: Option<i64>| at.is_some_and(|at| at <= now);
    let mut row = json!({
        "id": sale.id,
        "email": "buyer@buyers.example",
        "seller_id": user_id(call.world.plan.seed),
        "created_at": instant(sale.at).format("%Y-%m-%dT%H:%M:%SZ").to_string(),
        "product_name": sale.product,
        "price": sale.price,
        "gumroad_fee": sale.fee,
        "currency_symbol": "€",
        "refunded": since(sale.refunded),
        "partially_refunded": since(sale.partly),
        "chargedback": since(sale.disputed),
        "disputed": since(sale.disputed),
        "dispute_won": false,
        "paid": sale.price != 0,
        "quantity": 1,
    });
    if let Some(map) = row.as_object_mut() {
        if let Some(id) = &sale.subscription {
            map.insert("subscription_id".to_owned(), json!(id));
            map.insert("recurring_charge".to_owned(), json!(true));
        }
        if sale.shared > 0 {
            let amount = format!("${}.{:02}", sale.shared / 100, sale.shared % 100);
            let share = json!({"email": "friend@affiliates.example", "amount": amount});
            map.insert("affiliate".to_owned(), share);
        }
    }
    row
}

fn payouts(call: &Call<'_>) -> Answer {
    let shop = &call.world.plan.gumroad;
    let (shown, key) = match page(call, &shop.payouts, |payout| payout.at) {
        Ok(page) => page,
        Err(refusal) => return refusal,
    };
    let now = call.world.now;
    let mut rows: Vec<Value> = shown
        .iter()
        .filter_map(|index| shop.payouts.get(*index))
        .map(|row| Value::Object(payout_row(row, now)))
        .collect();
    if call.param("page_key").is_none() && call.param("include_upcoming") != Some("false") {
        let coming = json!({"id": null, "amount": "0.00", "currency": "eur", "status": "payable",
            "created_at": null, "processed_at": null, "payment_processor": null,
            "bank_account_visual": null, "paypal_email": null});
        rows.insert(0, coming);
    }
    let mut body = Map::new();
    body.insert("payouts".to_owned(), json!(rows));
    with_key(body, "/v2/payouts", key)
}

fn payout_row(payout: &GumroadPayout, now: i64) -> Map<String, Value> {
    let time = |at: i64| instant(at).format("%Y-%m-%dT%H:%M:%SZ").to_string();
    let status = payout.status(now);
    let processed = (status == "completed").then(|| time(payout.completed));
    let cents = payout.cents;
    let mut row = Map::new();
    let mut put = |name: &str, value: Value| {
        row.insert(name.to_owned(), value);
    };
    put("id", json!(payout.id));
    put(
        "amount",
        json!(format!("{}.{:02}", cents / 100, cents % 100)),
    );
    put("currency", json!("eur"));
    put("status", json!(status));
    put("created_at", json!(time(payout.at)));
    put("processed_at", json!(processed));
    put("payment_processor", json!("STRIPE"));
    put("bank_account_visual", json!("******6789"));
    put("paypal_email", Value::Null);
    row
}

fn payout(call: &Call<'_>, id: &str) -> Answer {
    let shop: &Shop = &call.world.plan.gumroad;
    let now = call.world.now;
    let found = shop.payouts.iter().find(|p| p.id == id && p.at <= now);
    let Some(payout) = found else {
        return Answer::json(
            200,
            &json!({"success": false, "message": "The payout was not found."}),
        );
    };
    let ids = |list: &[usize]| -> Vec<String> {
        list.iter()
            .filter_map(|index| shop.sales.get(*index))
            .map(|sale| sale.id.clone())
            .collect()
    };
    let mut row = payout_row(payout, now);
    row.insert("sales".to_owned(), json!(ids(&payout.sales)));
    row.insert("refunded_sales".to_owned(), json!(ids(&payout.refunds)));
    row.insert("disputed_sales".to_owned(), json!([]));
    ok(json!({ "payout": row }))
}
