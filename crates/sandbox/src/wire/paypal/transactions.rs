//! `GET /v1/reporting/transactions`.
//!
//! Rule protected: a range is at most 31 days and reaches at most three years back; rows come oldest first; pages are counted
//! from 1 and their number belongs to the page size asked for.

use chrono::DateTime;
use serde_json::{Map, Value, json};

use super::error::Refusal;
use super::{LAG, account_number, local, money};
use crate::wire::Call;
use crate::world::{DAY, Transaction};

/// One page of a range.
pub(super) fn search(call: &Call<'_>) -> Result<Value, Refusal> {
    let (from, until) = (time(call, "start_date")?, time(call, "end_date")?);
    let now = call.world.now;
    if until < from || until - from > 31 * DAY {
        return Err(Refusal::invalid("end_date", "INVALID_DATE_RANGE"));
    }
    if from < now - 3 * 365 * DAY {
        return Err(Refusal::invalid("start_date", "INVALID_START_DATE"));
    }
    let size = number(call, "page_size", 100, 500)?;
    let size = call.quirks.page_size(size);
    let page = match number(call, "page", 1, usize::MAX)? {
        _ if call.quirks.ignore_cursor => 1,
        page => page,
    };
    let refreshed = now - LAG;
    let rows = &call.world.plan.paypal;
    let first = rows.partition_point(|row| row.at < from);
    let end = rows.partition_point(|row| row.at <= until.min(refreshed));
    let found = rows.get(first..end).unwrap_or_default();
    let details: Vec<Value> = found
        .iter()
        .skip((page - 1).saturating_mul(size))
        .take(size)
        .map(|row| json!({"transaction_info": info(row, now)}))
        .collect();
    Ok(json!({
        "transaction_details": details,
        "account_number": account_number(call.world.plan.seed),
        "start_date": local(from),
        "end_date": local(until),
        "last_refreshed_datetime": local(refreshed),
        "page": page,
        "total_items": found.len(),
        "total_pages": found.len().div_ceil(size),
        "links": [],
    }))
}

fn info(row: &Transaction, now: i64) -> Value {
    let mut info = Map::new();
    let mut put = |name: &str, value: Value| {
        info.insert(name.to_owned(), value);
    };
    put("transaction_id", json!(row.id));
    if let Some((id, kind)) = &row.reference {
        put("paypal_reference_id", json!(id));
        put("paypal_reference_id_type", json!(kind));
    }
    put("transaction_event_code", json!(row.code));
    put("transaction_initiation_date", json!(local(row.at)));
    put("transaction_updated_date", json!(local(row.updated(now))));
    put("transaction_amount", money(row.cents, row.currency));
    if row.fee != 0 {
        put("fee_amount", money(row.fee, row.currency));
    }
    put("transaction_status", json!(row.status(now)));
    if !row.subject.is_empty() {
        put("transaction_subject", json!(row.subject));
    }
    put("protection_eligibility", json!("02"));
    Value::Object(info)
}

fn time(call: &Call<'_>, name: &'static str) -> Result<i64, Refusal> {
    let text = call
        .param(name)
        .ok_or_else(|| Refusal::invalid(name, "MISSING_REQUIRED_PARAMETER"))?;
    DateTime::parse_from_rfc3339(text)
        .map(|time| time.timestamp())
        .map_err(|_| Refusal::invalid(name, "INVALID_DATE_FORMAT"))
}

fn number(
    call: &Call<'_>,
    name: &'static str,
    missing: usize,
    most: usize,
) -> Result<usize, Refusal> {
    match call.param(name).map(str::parse) {
        None => Ok(missing),
        Some(Ok(number)) if (1..=most).contains(&number) => Ok(number),
        Some(_) => Err(Refusal::invalid(name, "INVALID_INTEGER_VALUE")),
    }
}
