//! `POST /affiliate_creator/202410/orders/search` (shop/search-creator-affiliate-orders-202410).
//!
//! Rule protected: `estimated_*` from the first day, `actual_*` only once an order is settled.

use serde_json::{Map, Value, json};

use super::{Call, Refusal, money, paging};
use crate::world::{AFFILIATE, Order, OrderState};

/// One page of orders, newest first.
pub(super) fn search(call: &Call<'_>) -> Result<Value, Refusal> {
    let invalid = || Refusal(400, 36_009_004, "Invalid request body");
    let body = call.json().filter(Value::is_object).ok_or_else(invalid)?;
    let time = |name: &str, missing: i64| match body.get(name) {
        None | Some(Value::Null) => Ok(missing),
        Some(value) => value.as_i64().ok_or_else(invalid),
    };
    let (from, until) = (
        time("create_time_ge", 0)?,
        time("create_time_lt", i64::MAX)?,
    );
    let size = paging::size(call, 1)?;
    let now = call.world.now;
    let affiliate = &call.world.plan.affiliate;
    let first = affiliate.placed_before(from);
    let end = affiliate.placed_before(until.min(now.saturating_add(1)));
    let there = |order: &Order| order.state(now).is_some();
    let window = affiliate.orders.get(first..end).unwrap_or_default();
    let total = window.iter().filter(|order| there(order)).count();

    let stop = paging::position(call)?.map_or(end, |place| place.clamp(first, end));
    let (mut place, mut orders) = (stop, Vec::new());
    while place > first && orders.len() < size {
        place -= 1;
        let order = affiliate.orders.get(place);
        orders.extend(order.and_then(|order| Some(object(order, order.state(now)?))));
    }
    let rest = affiliate.orders.get(first..place).unwrap_or_default();
    let next = paging::token(rest.iter().any(there).then_some(place));
    Ok(json!({"orders": orders, "next_page_token": next, "total_count": total}))
}

fn object(order: &Order, state: OrderState) -> Value {
    let shown = matches!(state, OrderState::AwaitingPayment);
    json!({
        "id": order.id,
        "create_time": order.at,
        "delivery_time": if shown { Value::Null } else { json!(order.delivered) },
        "status": state.wire(),
        "skus": [sku(order, state)],
    })
}

fn sku(order: &Order, state: OrderState) -> Value {
    let (product, name, shop, price, rate) = AFFILIATE
        .get(order.product)
        .copied()
        .unwrap_or(("0", "", "", 0, 0));
    let base = price * order.quantity;
    let refunded = if state == OrderState::Refunded {
        order.quantity
    } else {
        0
    };
    let settled = state == OrderState::Settled;
    let mut sku = Map::new();
    let mut put = |name: &str, value: Value| {
        sku.insert(name.to_owned(), value);
    };
    put("product_id", json!(product));
    put("product_name", json!(name));
    put("shop_name", json!(shop));
    put("sku_id", json!(format!("{product}01")));
    put("quantity", json!(order.quantity));
    put(
        "returned_quantity",
        json!(if settled { order.returned } else { 0 }),
    );
    put("refunded_quantity", json!(refunded));
    put("price", money(price));
    put("content_id", json!(order.content));
    put(
        "content_type",
        json!(if order.from_live { "LIVE" } else { "VIDEO" }),
    );
    put("commission_model", json!("STANDARD"));
    put("commission_rate", json!(rate));
    put("commission_bonus_rate", json!(0));
    put("shop_ads_commission_rate", json!(0));
    put("estimated_commission_base", money(base));
    put("estimated_commission", money(commission(base, rate)));
    put("estimated_bonus_commission", money(0));
    put("estimated_shop_ads_commission", money(0));
    if settled {
        let base = price * (order.quantity - order.returned);
        put("actual_commission_base", money(base));
        put(
            "actual_commission",
            money(commission(base, rate) + order.bonus_cents),
        );
        put("actual_bonus_commission", money(order.bonus_cents));
        put("actual_shop_ads_commission", money(0));
    }
    Value::Object(sku)
}

/// Cents of commission, rounded half up; the rate is in hundredths of a percent.
fn commission(base: i64, rate: i64) -> i64 {
    (base * rate + 5_000) / 10_000
}
