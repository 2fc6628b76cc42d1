//! The parsers on pages of the real format.

use super::ledger::{LedgerContext, parse_balance_transactions};
use super::payouts::parse_payouts;
use domain::reject::RejectReason;
use domain::{Amount, Instant, PayoutState, Status, Stream, Unit};
use std::sync::Arc;

const LEDGER: &[u8] = include_bytes!("../../fixtures/stripe/balance_transactions.json");
const PAYOUTS: &[u8] = include_bytes!("../../fixtures/stripe/payouts.json");

fn now() -> Instant {
    "2026-11-22T10:00:00Z".parse().unwrap()
}

fn ledger(payout: Option<&str>) -> super::ListPage {
    let body: Arc<[u8]> = LEDGER.into();
    parse_balance_transactions(
        "GET /v1/balance_transactions, page 1",
        &body,
        LedgerContext { now: now(), payout },
    )
    .unwrap()
}

#[test]
fn every_ledger_line_is_read_refused_or_counted() {
    let list = ledger(None);
    let jpy = Unit::currency("JPY").unwrap();
    // id, stream, status, gross, fee, tax, net
    let want = [
        (
            "txn_fx_sale",
            Stream::ShopSale,
            Status::Confirmed,
            "24.50",
            "0.62",
            None,
            "23.88",
            Unit::EUR,
        ),
        (
            "txn_fx_tip",
            Stream::Tip,
            Status::Available,
            "5.00",
            "0.00",
            None,
            "5.00",
            Unit::EUR,
        ),
        (
            "txn_fx_deal",
            Stream::BrandDeal,
            Status::Available,
            "921.00",
            "14.07",
            None,
            "906.93",
            Unit::EUR,
        ),
        (
            "txn_fx_refund",
            Stream::ShopSale,
            Status::Available,
            "-24.50",
            "0.00",
            None,
            "-24.50",
            Unit::EUR,
        ),
        (
            "txn_fx_yen",
            Stream::ShopSale,
            Status::Available,
            "5000",
            "180",
            None,
            "4820",
            jpy,
        ),
        (
            "txn_fx_dispute",
            Stream::Adjustment,
            Status::Available,
            "-36.00",
            "20.00",
            None,
            "-56.00",
            Unit::EUR,
        ),
        (
            "txn_fx_fee",
            Stream::Adjustment,
            Status::Available,
            "-2.00",
            "0.00",
            None,
            "-2.00",
            Unit::EUR,
        ),
        (
            "txn_fx_taxed",
            Stream::ShopSale,
            Status::Available,
            "10.00",
            "0.45",
            Some("1.00"),
            "8.55",
            Unit::USD,
        ),
    ];
    assert_eq!(
        list.page.entries.len(),
        want.len(),
        "payouts and top-ups are no entries"
    );
    for (entry, (id, stream, status, gross, fee, tax, net, unit)) in
        list.page.entries.iter().zip(want)
    {
        let text = |micros: Option<i64>| micros.map(|m| Amount::new(m, unit).text());
        assert_eq!(
            entry.external_id.as_deref(),
            Some(id),
            "in the page's order"
        );
        assert_eq!(
            (entry.stream, entry.status, entry.money.unit),
            (stream, status, unit),
            "{id}"
        );
        assert_eq!(
            text(entry.money.gross).as_deref(),
            Some(gross),
            "{id}: gross"
        );
        assert_eq!(
            text(entry.money.fee).as_deref(),
            Some(fee),
            "{id}: fee without withheld tax"
        );
        assert_eq!(text(entry.money.tax).as_deref(), tax, "{id}: tax");
        assert_eq!(
            text(Some(entry.money.net)).as_deref(),
            Some(net),
            "{id}: net"
        );
        assert_eq!(
            entry.payout_external_id, None,
            "{id}: the ledger does not say what paid it"
        );
    }
    assert_eq!(
        list.skipped.get("topup"),
        Some(&1),
        "a top-up is counted by its type"
    );
    let reasons: Vec<_> = list
        .page
        .rejects
        .iter()
        .map(|r| (r.reason.clone(), r.raw.contains("txn_fx_")))
        .collect();
    assert_eq!(
        reasons,
        [
            (RejectReason::DoesNotAddUp, true),
            (RejectReason::MissingField, true)
        ],
        "a line that does not add up and one without net wait with their bytes"
    );
}

#[test]
fn locators_slice_back_to_the_object() {
    for entry in ledger(None).page.entries {
        let range =
            entry.locator.start as usize..(entry.locator.start + entry.locator.len) as usize;
        let object: serde_json::Value = serde_json::from_slice(&LEDGER[range]).unwrap();
        assert_eq!(
            object.get("id").and_then(|v| v.as_str()),
            entry.external_id.as_deref(),
            "the row's own bytes"
        );
    }
}

#[test]
fn lines_of_a_payout_are_paid_by_it() {
    for entry in ledger(Some("po_fx_1")).page.entries {
        assert_eq!(
            (entry.status, entry.payout_external_id.as_deref()),
            (Status::Paid, Some("po_fx_1")),
            "Stripe lists it under the payout"
        );
    }
}

#[test]
fn days_and_available_days_are_utc() {
    let list = ledger(None);
    let sale = list.page.entries.first().unwrap();
    assert_eq!(
        sale.day.to_string(),
        "2025-11-22",
        "created 2025-11-22T10:00:00Z"
    );
    assert_eq!(
        sale.available_on.unwrap().to_string(),
        "2025-11-24",
        "midnight UTC is that day"
    );
}

#[test]
fn payouts_keep_their_state_and_bank_day() {
    let body: Arc<[u8]> = PAYOUTS.into();
    let list = parse_payouts("GET /v1/payouts, page 1", &body, now()).unwrap();
    let got: Vec<_> = list
        .page
        .payouts
        .iter()
        .map(|p| {
            (
                p.external_id.as_str(),
                p.amount.to_string(),
                p.state,
                p.arrival.unwrap().to_string(),
                p.itemised,
                p.failure.as_deref(),
            )
        })
        .collect();
    assert_eq!(
        got,
        [
            (
                "po_fx_3",
                "120.40 EUR".to_owned(),
                PayoutState::InTransit,
                "2025-11-26".to_owned(),
                true,
                None
            ),
            (
                "po_fx_2",
                "900.00 EUR".to_owned(),
                PayoutState::Failed,
                "2025-11-19".to_owned(),
                true,
                Some("account_closed")
            ),
            (
                "po_fx_1",
                "584.10 EUR".to_owned(),
                PayoutState::Paid,
                "2025-11-12".to_owned(),
                true,
                None
            ),
            (
                "po_fx_0",
                "700 JPY".to_owned(),
                PayoutState::Paid,
                "2025-11-05".to_owned(),
                false,
                None
            ),
        ],
        "arrival is a UTC date"
    );
    assert_eq!(
        list.due,
        ["po_fx_2", "po_fx_1"],
        "only completed automatic payouts can be opened"
    );
    assert_eq!(
        list.page.rejects.len(),
        1,
        "a state nobody knows is not guessed"
    );
}

#[test]
fn bytes_that_are_no_list_are_malformed() {
    for (bytes, why) in [
        (&b"[]"[..], "an array"),
        (b"{\"has_more\":false}", "no rows"),
        (b"{\"has_more\":false,\"data\":[{]}", "broken inside"),
        (b"\xff\xfe", "not UTF-8"),
    ] {
        let body: Arc<[u8]> = bytes.into();
        let context = LedgerContext {
            now: now(),
            payout: None,
        };
        assert!(
            parse_balance_transactions("x", &body, context).is_err(),
            "{why}"
        );
    }
}
