//! What Shopify's payouts and balance transactions become.

use super::*;
use domain::{Instant, PayoutState, Status, Stream};

const PAYOUTS: &[u8] = include_bytes!("../../fixtures/shopify/payouts.json");
const TRANSACTIONS: &[u8] = include_bytes!("../../fixtures/shopify/transactions.json");

fn now() -> Instant {
    "2026-11-22T10:00:00Z".parse().unwrap()
}

fn transactions(body: &[u8]) -> ListPage {
    parse_transactions("POST graphql", &body.into(), now()).unwrap()
}

#[test]
fn payouts_carry_the_number_of_shopifys_files() {
    let parsed = parse_payouts("POST graphql", &PAYOUTS.into(), now()).unwrap();
    assert_eq!(parsed.page.rejects, [], "every payout is read");
    let seen: Vec<_> = parsed
        .page
        .payouts
        .iter()
        .map(|p| (p.external_id.as_str(), p.amount.to_string(), p.state))
        .collect();
    let text = |s: &str| s.to_owned();
    assert_eq!(
        seen,
        [
            ("88000004", text("120.50 EUR"), PayoutState::Pending),
            ("88000003", text("57.87 EUR"), PayoutState::Paid),
            ("88000002", text("57.87 EUR"), PayoutState::Failed),
            ("88000001", text("-12.00 EUR"), PayoutState::Paid),
        ],
        "a withdrawal takes money from the bank"
    );
    assert_eq!(
        parsed.unsettled.map(|at| at / 86_400),
        Some(20_777),
        "the scheduled one will still change"
    );
    assert_eq!(parsed.next, None, "the end, although a cursor is given");
}

#[test]
fn lines_are_read_to_the_cent_with_their_payout() {
    let parsed = transactions(TRANSACTIONS);
    assert_eq!(parsed.page.rejects, [], "every line is read");
    let seen: Vec<_> = parsed
        .page
        .entries
        .iter()
        .map(|e| {
            (
                e.title.as_str(),
                e.stream,
                e.money.net_amount().to_string(),
                e.status,
                e.payout_external_id.as_deref(),
            )
        })
        .collect();
    let text = |s: &str| s.to_owned();
    assert_eq!(
        seen,
        [
            (
                "Order #1043",
                Stream::ShopSale,
                text("28.09 EUR"),
                Status::Confirmed,
                None
            ),
            (
                "Order #1021",
                Stream::Adjustment,
                text("-27.00 EUR"),
                Status::Available,
                Some("88000004")
            ),
            (
                "Refund of order #1038",
                Stream::ShopSale,
                text("-14.00 EUR"),
                Status::Paid,
                Some("88000003")
            ),
            (
                "Order #1039",
                Stream::ShopSale,
                text("71.87 EUR"),
                Status::Paid,
                Some("88000003")
            ),
            (
                "Order #1037",
                Stream::ShopSale,
                text("38.86 EUR"),
                Status::Frozen,
                None
            ),
        ],
        "a scheduled payout is named but has not paid; one that waits for the creator is frozen"
    );
    let skipped: Vec<_> = parsed.skipped.into_iter().collect();
    assert_eq!(
        skipped,
        [(text("TEST"), 1), (text("TRANSFER"), 1)],
        "a test and the payout's own line are counted"
    );
    let paid: i64 = parsed
        .page
        .entries
        .iter()
        .filter(|e| e.payout_external_id.as_deref() == Some("88000003"))
        .map(|e| e.money.net)
        .sum();
    assert_eq!(paid, 57_870_000, "the lines of a payout add up to it");
}

#[test]
fn a_line_that_does_not_fit_waits_for_review() {
    let line = |change: (&str, &str)| {
        let node = r#"{"id":"gid://shopify/X/1","type":"CHARGE","transactionDate":"2026-11-14T12:00:00Z","amount":{"amount":"10.00","currencyCode":"EUR"},
            "fee":{"amount":"0.50","currencyCode":"EUR"},"net":{"amount":"9.50","currencyCode":"EUR"},"associatedPayout":{"id":null,"status":"PENDING"}}"#
            .replacen(change.0, change.1, 1);
        format!(
            r#"{{"data":{{"shopifyPaymentsAccount":{{"list":{{"nodes":[{node}],"pageInfo":{{"hasNextPage":false,"endCursor":null}}}}}}}}}}"#
        )
    };
    assert_eq!(
        transactions(line(("", "")).as_bytes()).page.entries.len(),
        1,
        "the line itself is good"
    );
    let cases = [
        (("9.50", "9.40"), "net that is not amount − fee"),
        (
            (
                "\"0.50\",\"currencyCode\":\"EUR\"",
                "\"0.50\",\"currencyCode\":\"USD\"",
            ),
            "a fee in another currency",
        ),
        (("\"10.00\"", "10.00"), "money that is not text"),
        (("PENDING", "ELSEWHERE"), "a payout status nobody has met"),
        (("2026-11-14T12:00:00Z", "14 Nov"), "no date"),
    ];
    for (change, why) in cases {
        let page = transactions(line(change).as_bytes()).page;
        assert_eq!((page.entries.len(), page.rejects.len()), (0, 1), "{why}");
    }
}

#[test]
fn the_token_goes_to_a_store_of_shopifys_own_domain_only() {
    for (shop, good, why) in [
        ("atelier.myshopify.com", true, "the ordinary case"),
        (
            " https://atelier.myshopify.com/ ",
            true,
            "copied from the browser",
        ),
        ("atelier.example.com", false, "another domain"),
        (
            "atelier.example.com/.myshopify.com",
            false,
            "a domain that only looks right",
        ),
        ("user@evil.myshopify.com", false, "a user name"),
        (".myshopify.com", false, "no name"),
        ("", false, "nothing"),
    ] {
        assert_eq!(store(shop).is_ok(), good, "{shop}: {why}");
    }
}

#[test]
fn a_store_without_shopify_payments_says_so() {
    let body: std::sync::Arc<[u8]> =
        br#"{"data":{"shopifyPaymentsAccount":null}}"#.as_slice().into();
    let error = parse_payouts("POST graphql", &body, now()).unwrap_err();
    assert!(matches!(error, ConnectError::Permission { .. }), "{error}");
}
