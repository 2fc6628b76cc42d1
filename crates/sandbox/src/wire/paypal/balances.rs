//! `GET /v1/reporting/balances`: what lies in the account, and what of it is held back.
//!
//! Rule protected: a balance is the sum of the transactions that took effect.

use serde_json::{Value, json};

use super::{LAG, account_number, local, money};
use crate::wire::Call;

/// The balances as of the search's own edge.
pub(super) fn at(call: &Call<'_>) -> Value {
    let at = call.world.now - LAG;
    let rows = &call.world.plan.paypal;
    let balances: Vec<Value> = ["EUR", "USD"]
        .into_iter()
        .map(|currency| {
            let mine = || rows.iter().filter(|row| row.currency == currency);
            let sum = |holds: bool| -> i64 {
                mine()
                    .filter(|row| row.is_hold() == holds)
                    .filter_map(|row| row.effect())
                    .filter(|(when, _)| *when <= at)
                    .map(|(_, cents)| cents)
                    .sum()
            };
            let (total, held) = (sum(false), -sum(true));
            json!({
                "currency": currency,
                "primary": currency == "EUR",
                "total_balance": money(total, currency),
                "available_balance": money(total - held, currency),
                "withheld_balance": money(held, currency),
            })
        })
        .collect();
    json!({
        "balances": balances,
        "account_id": account_number(call.world.plan.seed),
        "as_of_time": local(at),
        "last_refresh_time": local(at),
    })
}
