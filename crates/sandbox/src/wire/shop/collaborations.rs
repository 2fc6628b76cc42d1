//! `POST /affiliate_creator/202405/target_collaborations/search`: brand offers inside the platform.
//!
//! Rule protected: an offer's status is what it is at the sandbox's clock.

use serde_json::{Value, json};

use super::{Call, Refusal, money, paging};
use crate::world::{AFFILIATE, Collaboration};

/// One page of offers, newest first.
pub(super) fn search(call: &Call<'_>) -> Result<Value, Refusal> {
    let invalid = || Refusal(400, 36_009_004, "Invalid request body");
    let body = call.json().filter(Value::is_object).ok_or_else(invalid)?;
    let keyword = body
        .get("keyword")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let kind = body
        .get("keyword_type")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let size = paging::size(call, 0)?.max(1);
    let now = call.world.now;
    let fits = |offer: &Collaboration| {
        offer.opened <= now
            && match kind {
                _ if keyword.is_empty() => true,
                "TARGET_COLLABORATIONS_ID" => offer.id == keyword,
                // a search by name finds live offers only
                _ => {
                    status(offer, now) == "LIVE"
                        && offer.name.to_lowercase().contains(&keyword.to_lowercase())
                }
            }
    };
    let all = &call.world.plan.affiliate.collaborations;
    let total = all.iter().filter(|offer| fits(offer)).count();
    let (mut place, mut found) = (
        paging::position(call)?.map_or(all.len(), |place| place.min(all.len())),
        Vec::new(),
    );
    while place > 0 && found.len() < size {
        place -= 1;
        found.extend(
            all.get(place)
                .filter(|offer| fits(offer))
                .map(|offer| object(offer, now)),
        );
    }
    let more = all.iter().take(place).any(fits);
    let next = paging::token(more.then_some(place));
    Ok(json!({"target_collaborations": found, "next_page_token": next, "total_count": total}))
}

fn status(offer: &Collaboration, now: i64) -> &'static str {
    if now < offer.closes {
        "LIVE"
    } else {
        offer.ends_as
    }
}

fn object(offer: &Collaboration, now: i64) -> Value {
    let products: Vec<Value> = offer
        .products
        .iter()
        .filter_map(|place| AFFILIATE.get(*place))
        .map(|(id, title, _, price, rate)| {
            let rate = rate + offer.extra_rate;
            json!({
                "id": id,
                "title": title,
                "main_image_url": format!("https://p16-shop.cdn.example/{id}.webp"),
                "commission": {
                    "amount": money((price * rate + 5_000) / 10_000).get("amount"),
                    "currency": "USD",
                    "rate": rate,
                },
            })
        })
        .collect();
    json!({"id": offer.id, "name": offer.name, "status": status(offer, now), "products": products})
}
