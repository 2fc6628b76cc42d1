//! PayPal: the token of an app, the transaction search and the balances of its own account.
//!
//! Rule protected: the format follows paypal/paypal-rest-api-specifications (`reporting_transactions_v1`): decimal text with a
//! sign, times in the account's zone with their offset, at most 31 days a query and three years back.

mod balances;
mod error;
mod token;
mod transactions;

use serde_json::{Value, json};

use super::{Answer, Call, Vault};
use crate::faults::Platform;
use error::Refusal;

const SEARCH: &str = "https://uri.paypal.com/services/reporting/search/read";
const BALANCES: &str = "https://uri.paypal.com/services/reporting/balances/read";

/// The name the account is known by.
pub(crate) const HANDLE: &str = "Atelier Camille";

/// Seconds by which the search lags behind.
const LAG: i64 = 7_200;

fn client_id(seed: u64) -> String {
    format!(
        "A{}",
        Vault::secret(seed, "paypal client id", 40).to_uppercase()
    )
}

fn client_secret(seed: u64) -> String {
    format!("E{}", Vault::secret(seed, "paypal client secret", 40))
}

fn account_number(seed: u64) -> String {
    Vault::secret(seed, "paypal account", 13).to_uppercase()
}

/// What a connector needs to sign in.
pub(crate) fn credentials(seed: u64) -> Value {
    json!({"client_id": client_id(seed), "client_secret": client_secret(seed)})
}

/// Answers one request.
pub(crate) fn answer(call: &mut Call<'_>) -> Answer {
    let result = match (call.method, call.path.trim_end_matches('/')) {
        ("POST", "/v1/oauth2/token") => return token::answer(call),
        ("GET", "/v1/reporting/transactions") => {
            signed_in(call, SEARCH).and_then(|()| transactions::search(call))
        }
        ("GET", "/v1/reporting/balances") => signed_in(call, BALANCES).map(|()| balances::at(call)),
        _ => Err(Refusal::plain(404)),
    };
    match result {
        Ok(body) => Answer::json(200, &body),
        Err(refusal) => refusal.answer(&call.request_id()),
    }
}

/// PayPal's body for a status it gives under load or on failure.
pub(crate) fn refuse(status: u16, serial: u64) -> Answer {
    Refusal::plain(status).answer(&super::call::request_id(serial))
}

fn signed_in(call: &mut Call<'_>, scope: &str) -> Result<(), Refusal> {
    let token = call.bearer().unwrap_or_default().to_owned();
    if call.quirks.expire {
        call.vault.expire(Platform::Paypal, &token);
    }
    match call.vault.check(Platform::Paypal, &token, call.world.now) {
        Err(_) => Err(Refusal::plain(401)),
        Ok(grant) if !grant.allows(scope) => Err(Refusal::plain(403)),
        Ok(_) => Ok(()),
    }
}

/// Money as PayPal writes it; every currency of this world has two decimals.
fn money(cents: i64, currency: &str) -> Value {
    let sign = if cents < 0 { "-" } else { "" };
    let cents = cents.unsigned_abs();
    json!({"currency_code": currency, "value": format!("{sign}{}.{:02}", cents / 100, cents % 100)})
}

/// A time in the account's own zone.
fn local(at: i64) -> String {
    crate::world::instant(at)
        .with_timezone(&chrono_tz::Europe::Paris)
        .format("%Y-%m-%dT%H:%M:%S%:z")
        .to_string()
}
