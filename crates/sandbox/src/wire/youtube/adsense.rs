//! AdSense Management API v2: `accounts.list` and `accounts.payments.list`.
//!
//! Rule protected: amounts are formatted **text** with a symbol, dates are `{year, month, day}` and empty for what is not
//! yet paid, and YouTube's money stands apart under `youtube-…` names.

use chrono::Datelike;
use serde_json::{Map, Value, json};

use super::error::Refusal;
use super::{Answer, Call, Grant};
use crate::wire::Vault;
use crate::world::civil;

fn account(call: &Call<'_>) -> String {
    let hex = Vault::secret(call.world.plan.seed, "adsense account", 15);
    // publisher ids are sixteen digits
    let digits: String = hex
        .bytes()
        .map(|byte| char::from(b'0' + byte % 10))
        .collect();
    format!("accounts/pub-7{digits}")
}

/// The one account.
pub(super) fn accounts(call: &Call<'_>, _: &Grant) -> Result<Answer, Refusal> {
    let item = json!({
        "name": account(call),
        "displayName": "Camille Arnaud",
        "createTime": "2023-12-01T00:00:00Z",
        "timeZone": {"id": "America/Los_Angeles"},
        "state": "READY",
    });
    Ok(Answer::json(200, &json!({"accounts": [item]})))
}

/// All payments and the running figures.
pub(super) fn payments(call: &Call<'_>, _: &Grant) -> Result<Answer, Refusal> {
    let account = account(call);
    let wanted = format!("/v2/{account}/payments");
    if call.path.trim_end_matches('/') != wanted {
        return Err(Refusal::new(
            404,
            "notFound",
            "Requested entity was not found.",
        ));
    }
    let payments = call.world.plan.channel.payments(call.world.now);
    let item = |last: &str, date: Option<Value>, cents: u64| {
        let mut item = Map::new();
        item.insert(
            "name".to_owned(),
            json!(format!("{account}/payments/{last}")),
        );
        item.insert("amount".to_owned(), json!(dollars(cents)));
        item.extend(date.map(|date| ("date".to_owned(), date)));
        Value::Object(item)
    };
    let paid = payments.paid.iter().rev().map(|(day, cents)| {
        let date = civil(*day);
        let parts = json!({"year": date.year(), "month": date.month(), "day": date.day()});
        item(
            &format!("youtube-{}", date.format("%Y-%m-%d")),
            Some(parts),
            *cents,
        )
    });
    let running = [
        item("unpaid", None, 0),
        item("youtube-unpaid", None, payments.unpaid),
    ];
    let list: Vec<Value> = running.into_iter().chain(paid).collect();
    Ok(Answer::json(200, &json!({"payments": list})))
}

/// `$1,234.57`.
fn dollars(cents: u64) -> String {
    let whole = (cents / 100).to_string();
    let digits = whole.len();
    let grouped: String = whole
        .chars()
        .enumerate()
        .flat_map(|(place, digit)| {
            let comma = place > 0 && (digits - place).is_multiple_of(3);
            comma.then_some(',').into_iter().chain([digit])
        })
        .collect();
    format!("${grouped}.{:02}", cents % 100)
}
