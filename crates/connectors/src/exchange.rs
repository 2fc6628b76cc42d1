//! Exchanges that payers state in their own answers: what was paid in one currency, what came of it in another.
//!
//! The rules it protects: only two stated amounts make an exchange, a rate alone makes none; money is never computed from
//! the rate a platform shows beside it. Fields as in Stripe's OpenAPI description (`balance_transaction` with its `source`
//! expanded) and PayPal's transaction search (two rows of an event code `T02…` with one `paypal_reference_id`).

use crate::http::raw::locate;
use chrono::DateTime;
use domain::currency::stripe_exponent;
use domain::{Amount, CivilDay, Instant, Locator, Platform, Unit, Zone};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// One exchange in a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exchanged {
    /// The payer's id of the payment that was exchanged.
    pub external_id: String,
    /// Its day, as the payer reports days.
    pub day: CivilDay,
    /// What was paid in.
    pub paid: Amount,
    /// What came of it.
    pub received: Amount,
    /// The place in the document.
    pub locator: Locator,
}

/// Exchanges in one answer of a platform; none where the platform states none, or the answer is another one.
pub fn exchanges(platform: Platform, body: &[u8]) -> Vec<Exchanged> {
    match platform {
        Platform::Stripe => stripe(body),
        Platform::Paypal => paypal(body),
        _ => None,
    }
    .unwrap_or_default()
}

#[derive(Deserialize)]
struct StripeList<'a> {
    #[serde(borrow)]
    data: Vec<&'a RawValue>,
}

#[derive(Deserialize)]
struct StripeRow {
    id: String,
    amount: i64,
    currency: String,
    created: i64,
    exchange_rate: Option<serde_json::Number>,
    source: Option<serde_json::Value>,
}

fn stripe(body: &[u8]) -> Option<Vec<Exchanged>> {
    let list: StripeList<'_> = serde_json::from_slice(body).ok()?;
    let row = |(n, raw): (usize, &&RawValue)| {
        let row: StripeRow = serde_json::from_str(raw.get()).ok()?;
        row.exchange_rate?;
        let source = row.source?;
        let amount = |minor: i64, code: &str| {
            let code = code.to_uppercase();
            let unit = Unit::currency(&code).ok()?;
            Amount::from_minor(minor, stripe_exponent(&code)?, unit).ok()
        };
        let paid = amount(
            source.get("amount")?.as_i64()?,
            source.get("currency")?.as_str()?,
        )?;
        let received = amount(row.amount, &row.currency)?;
        pair(
            row.id,
            Instant::from_seconds(row.created)?.day_in(Zone::UTC),
            paid,
            received,
            locate(body, raw.get(), format!("/data/{n}")),
        )
    };
    Some(list.data.iter().enumerate().filter_map(row).collect())
}

#[derive(Deserialize)]
struct PaypalList<'a> {
    #[serde(borrow)]
    transaction_details: Vec<&'a RawValue>,
}

#[derive(Deserialize)]
struct PaypalRow {
    transaction_info: PaypalInfo,
}

#[derive(Deserialize)]
struct PaypalInfo {
    paypal_reference_id: Option<String>,
    transaction_event_code: String,
    transaction_initiation_date: String,
    transaction_amount: PaypalAmount,
}

#[derive(Deserialize)]
struct PaypalAmount {
    currency_code: String,
    value: String,
}

fn paypal(body: &[u8]) -> Option<Vec<Exchanged>> {
    let list: PaypalList<'_> = serde_json::from_slice(body).ok()?;
    let mut halves: BTreeMap<String, Vec<(Amount, CivilDay, Locator)>> = BTreeMap::new();
    for (n, raw) in list.transaction_details.iter().enumerate() {
        let Ok(row) = serde_json::from_str::<PaypalRow>(raw.get()) else {
            continue;
        };
        let info = row.transaction_info;
        if !info.transaction_event_code.starts_with("T02") {
            continue;
        }
        let half = || {
            let unit = Unit::currency(&info.transaction_amount.currency_code).ok()?;
            let amount = Amount::parse(&info.transaction_amount.value, unit).ok()?;
            // PayPal writes the offset without a colon; the day is that of the account's own zone.
            let at =
                DateTime::parse_from_str(&info.transaction_initiation_date, "%Y-%m-%dT%H:%M:%S%z")
                    .ok()?;
            Some((amount, CivilDay(at.date_naive())))
        };
        if let (Some((amount, day)), Some(reference)) = (half(), info.paypal_reference_id.clone()) {
            let place = locate(body, raw.get(), format!("/transaction_details/{n}"));
            halves
                .entry(reference)
                .or_default()
                .push((amount, day, place));
        }
    }
    let whole = |(reference, halves): (String, Vec<(Amount, CivilDay, Locator)>)| {
        let [one, other] = <[_; 2]>::try_from(halves).ok()?;
        let (out, into) = if one.0.micros < 0 {
            (one, other)
        } else {
            (other, one)
        };
        let paid = Amount::new(out.0.micros.checked_neg()?, out.0.unit);
        pair(reference, into.1, paid, into.0, into.2)
    };
    Some(halves.into_iter().filter_map(whole).collect())
}

/// An exchange, when it is one: two currencies, both amounts above zero.
fn pair(
    external_id: String,
    day: CivilDay,
    paid: Amount,
    received: Amount,
    locator: Locator,
) -> Option<Exchanged> {
    (paid.unit != received.unit && paid.micros > 0 && received.micros > 0).then_some(Exchanged {
        external_id,
        day,
        paid,
        received,
        locator,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_stated_amounts_make_an_exchange_and_a_rate_alone_makes_none() {
        let body = br#"{"object":"list","data":[
            {"id":"txn_1","amount":9210,"currency":"eur","created":1767225600,"exchange_rate":0.921,"source":{"id":"ch_1","amount":10000,"currency":"usd"}},
            {"id":"txn_2","amount":9210,"currency":"eur","created":1767225600,"exchange_rate":0.921,"source":"ch_2"},
            {"id":"txn_3","amount":500,"currency":"eur","created":1767225600,"exchange_rate":null,"source":{"id":"ch_3","amount":500,"currency":"eur"}}]}"#;
        let found = exchanges(Platform::Stripe, body);
        let told: Vec<(&str, String, String, String)> = found
            .iter()
            .map(|e| {
                (
                    e.external_id.as_str(),
                    e.day.to_string(),
                    e.paid.to_string(),
                    e.received.to_string(),
                )
            })
            .collect();
        assert_eq!(
            told,
            [(
                "txn_1",
                "2026-01-01".to_owned(),
                "100.00 USD".to_owned(),
                "92.10 EUR".to_owned()
            )],
            "a charge whose own object is there; an id alone does not say what was paid"
        );
    }

    #[test]
    fn the_two_halves_of_a_conversion_belong_together() {
        let row = |reference: &str, code: &str, currency: &str, value: &str| {
            format!(
                r#"{{"transaction_info":{{"transaction_id":"{value}","paypal_reference_id":"{reference}","transaction_event_code":"{code}","transaction_initiation_date":"2026-03-01T23:30:00-0800","transaction_amount":{{"currency_code":"{currency}","value":"{value}"}}}}}}"#
            )
        };
        let rows = [
            row("A", "T0200", "USD", "-100.00"),
            row("A", "T0200", "EUR", "83.00"),
            row("B", "T0200", "USD", "-50.00"),
            row("C", "T0006", "USD", "20.00"),
        ];
        let body = format!(r#"{{"transaction_details":[{}]}}"#, rows.join(","));
        let found = exchanges(Platform::Paypal, body.as_bytes());
        assert_eq!(found.len(), 1, "half a conversion and a payment are none");
        let first = found.first().unwrap();
        assert_eq!(
            (
                first.external_id.as_str(),
                first.day.to_string(),
                first.paid.to_string(),
                first.received.to_string()
            ),
            (
                "A",
                "2026-03-01".to_owned(),
                "100.00 USD".to_owned(),
                "83.00 EUR".to_owned()
            ),
            "on the day of PayPal's own zone"
        );
    }

    #[test]
    fn other_answers_hold_none() {
        for body in ["", "[]", "{\"data\":3}", "{\"data\":[null]}"] {
            assert_eq!(
                exchanges(Platform::Stripe, body.as_bytes()),
                [],
                "{body:?} is no list of transactions"
            );
            assert_eq!(exchanges(Platform::Youtube, body.as_bytes()), []);
        }
    }
}
