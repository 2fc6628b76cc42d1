//! Stripe: the read-only calls a creator's earnings need.
//!
//! Rule protected: the format follows stripe/openapi (2026-07-29.dahlia): integer minor units, list envelope, cursors by
//! id, the error object, restricted keys.

mod error;
mod lists;
mod objects;
mod payouts;
mod query;

use serde_json::{Value, json};

use super::{Answer, Call, Vault};
use error::{Refusal, refusal};
use objects::Expand;
pub(crate) use objects::description;

/// A key for everything this sandbox serves.
pub(crate) fn full_key(seed: u64) -> String {
    format!("rk_test_{}", Vault::secret(seed, "stripe key", 24))
}

/// A key that reads the balance and its transactions and nothing else.
fn is_limited(key: &str, seed: u64) -> bool {
    key == format!("rk_test_limited_{}", Vault::secret(seed, "stripe key", 24))
}

/// The creator's own account id.
pub(super) fn account_id(seed: u64) -> String {
    format!("acct_1{}", Vault::secret(seed, "stripe account", 15))
}

/// Answers one request.
pub(crate) fn answer(call: &mut Call<'_>) -> Answer {
    let result = check_key(call).and_then(|limited| route(call, limited));
    let answer = match result {
        Ok(body) => Answer::json(200, &body),
        Err(refused) => refusal(&refused),
    };
    let version = call
        .header("stripe-version")
        .unwrap_or("2026-07-29.dahlia")
        .to_owned();
    answer
        .with_header("request-id", format!("req_{}", call.request_id()))
        .with_header("stripe-version", version)
}

/// Stripe's body for a status it gives under load or on failure.
pub(crate) fn refuse(status: u16) -> Answer {
    refusal(&Refusal::plain(status))
}

/// The key must be one of this account. Returns whether it is the limited one.
fn check_key(call: &Call<'_>) -> Result<bool, Refusal> {
    let seed = call.world.plan.seed;
    let key = call
        .bearer()
        .map(str::to_owned)
        .or_else(|| call.basic_user())
        .unwrap_or_default();
    if key.is_empty() {
        return Err(Refusal::new(
            401,
            "You did not provide an API key. Use HTTP Bearer or HTTP Basic authentication.",
        ));
    }
    let shown: String = key.chars().take(12).collect();
    if call.quirks.expire {
        return Err(
            Refusal::new(401, format!("Expired API Key provided: {shown}****"))
                .code("api_key_expired"),
        );
    }
    if key == full_key(seed) {
        return Ok(false);
    }
    if is_limited(&key, seed) {
        return Ok(true);
    }
    Err(Refusal::new(
        401,
        format!("Invalid API Key provided: {shown}****"),
    ))
}

fn route(call: &Call<'_>, limited: bool) -> Result<Value, Refusal> {
    if call.method != "GET" {
        return Err(Refusal::new(
            404,
            "This sandbox only reads: the method is not supported.",
        ));
    }
    let mut segments = call.path.trim_matches('/').split('/');
    let (version, resource, id) = (
        segments.next(),
        segments.next().unwrap_or_default(),
        segments.next(),
    );
    if version != Some("v1") || segments.next().is_some() {
        return Err(unknown_path(call));
    }
    let allow = |permission: &str| {
        if limited {
            Err(forbidden(call, permission))
        } else {
            Ok(())
        }
    };
    match (resource, id) {
        ("balance", None) => Ok(objects::balance(&call.world)),
        ("balance_transactions", None) => {
            let expand = query::expand(call, "data.", &["source"])?;
            if expand.source {
                allow("rak_charge_read")?;
            }
            lists::balance_transactions(call, expand)
        }
        ("balance_transactions", Some(id)) => {
            let expand = query::expand(call, "", &["source"])?;
            let ledger = &call.world.plan.ledger;
            let index = ledger
                .index_of("txn", id)
                .filter(|index| exists(call, *index));
            let index =
                index.ok_or_else(|| Refusal::missing(404, "balance transaction", id, "id"))?;
            Ok(objects::transaction(&call.world, index, expand))
        }
        ("charges", None) => {
            allow("rak_charge_read")?;
            lists::charges(
                call,
                query::expand(call, "data.", &["balance_transaction"])?,
            )
        }
        ("charges", Some(id)) => {
            allow("rak_charge_read")?;
            let expand = query::expand(call, "", &["balance_transaction"])?;
            charge(call, id, expand)
        }
        ("refunds", None) => {
            allow("rak_charge_read")?;
            lists::refunds(
                call,
                query::expand(call, "data.", &["balance_transaction"])?,
            )
        }
        ("payouts", None) => {
            allow("rak_payout_read")?;
            payouts::list(
                call,
                query::expand(call, "data.", &["balance_transaction"])?,
            )
        }
        ("payouts", Some(id)) => {
            allow("rak_payout_read")?;
            let expand = query::expand(call, "", &["balance_transaction"])?;
            let payout = call.world.plan.ledger.payout_of(id, call.world.now);
            let payout = payout.ok_or_else(|| Refusal::missing(404, "payout", id, "payout"))?;
            Ok(objects::payout(&call.world, payout, expand))
        }
        ("account", None) => {
            allow("rak_account_read")?;
            Ok(objects::account(&call.world))
        }
        _ => Err(unknown_path(call)),
    }
}

fn exists(call: &Call<'_>, index: u32) -> bool {
    call.world
        .plan
        .ledger
        .row(index)
        .is_some_and(|row| row.at <= call.world.now)
}

fn charge(call: &Call<'_>, id: &str, expand: Expand) -> Result<Value, Refusal> {
    let ledger = &call.world.plan.ledger;
    let prefix = id.get(..2).unwrap_or_default();
    ledger
        .index_of(prefix, id)
        .filter(|index| exists(call, *index))
        .filter(|index| {
            ledger
                .row(*index)
                .is_some_and(|row| row.kind.is_charge() && row.kind.source_prefix() == Some(prefix))
        })
        .map(|index| objects::charge(&call.world, index, expand))
        .ok_or_else(|| Refusal::missing(404, "charge", id, "id"))
}

fn unknown_path(call: &Call<'_>) -> Refusal {
    Refusal::new(
        404,
        format!("Unrecognized request URL ({}: {}).", call.method, call.path),
    )
}

fn forbidden(call: &Call<'_>, permission: &str) -> Refusal {
    let account = account_id(call.world.plan.seed);
    let message = format!(
        "The provided key 'rk_test_limi****' does not have the required permissions for this endpoint on account \
         '{account}'. Having the '{permission}' permission would allow this request to continue."
    );
    Refusal::new(403, message)
}

/// A list in Stripe's envelope.
fn envelope(url: &str, data: Vec<Value>, has_more: bool) -> Value {
    json!({"object": "list", "url": url, "has_more": has_more, "data": data})
}
