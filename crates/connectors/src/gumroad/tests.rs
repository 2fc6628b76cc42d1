//! What Gumroad's sales and payouts become.

use super::*;
use domain::{Instant, PayoutState, Status, Stream};
use std::collections::BTreeMap;

const SALES: &[u8] = include_bytes!("../../fixtures/gumroad/sales.json");
const PAYOUTS: &[u8] = include_bytes!("../../fixtures/gumroad/payouts.json");
const PAYOUT: &[u8] = include_bytes!("../../fixtures/gumroad/payout.json");

fn now() -> Instant {
    "2026-11-22T10:00:00Z".parse().unwrap()
}

fn sales(body: &[u8], paid: &[&str]) -> SalesPage {
    let paid: BTreeMap<String, String> = paid
        .iter()
        .map(|id| ((*id).to_owned(), "FIXTUREPAYOUT2==".to_owned()))
        .collect();
    parse_sales("GET /v2/sales", &body.into(), now(), &paid).unwrap()
}

#[test]
fn sales_are_read_in_dollars_to_the_cent() {
    let opened = parse_payout_sales("GET /v2/payouts/x", &PAYOUT.into(), now()).unwrap();
    let ids: Vec<&str> = opened.sales.iter().map(String::as_str).collect();
    let parsed = sales(SALES, &ids);
    assert_eq!(parsed.page.rejects, [], "every sale is read");
    let seen: Vec<_> = parsed
        .page
        .entries
        .iter()
        .map(|e| {
            let id = e.external_id.as_deref().unwrap();
            let fee = e.money.fee.map(|f| f / 10_000);
            let paid = e.payout_external_id.is_some();
            (
                id,
                e.stream,
                e.money.net_amount().to_string(),
                fee,
                e.status,
                paid,
            )
        })
        .collect();
    let text = |s: &str| s.to_owned();
    assert_eq!(
        seen,
        [
            (
                "FIXTURESALE1==",
                Stream::ShopSale,
                text("11.11 USD"),
                Some(179),
                Status::Confirmed,
                false
            ),
            (
                "FIXTURESALE2==",
                Stream::Subscription,
                text("4.75 USD"),
                Some(225),
                Status::Paid,
                true
            ),
            (
                "FIXTURESALE3==",
                Stream::ShopSale,
                text("11.11 USD"),
                Some(179),
                Status::Reversed,
                true
            ),
            (
                "FIXTURESALE4==",
                Stream::ShopSale,
                text("12.91 USD"),
                Some(199),
                Status::Estimated,
                false
            ),
            (
                "FIXTURESALE7==",
                Stream::ShopSale,
                text("12.91 USD"),
                Some(199),
                Status::Reversed,
                false
            ),
        ],
        "dollars whatever the product's currency; an affiliate's share is a fee; what was taken back is reversed, paid or not"
    );
    let skipped: Vec<_> = parsed.skipped.into_iter().collect();
    assert_eq!(
        skipped,
        [("free", 1), ("preorder", 1)],
        "no money, and counted"
    );
    assert_eq!(
        parsed.next.as_deref(),
        Some("20261106080000000000-7"),
        "the way on"
    );
}

#[test]
fn payouts_are_read_in_their_own_currency() {
    let parsed = parse_payouts("GET /v2/payouts", &PAYOUTS.into(), now()).unwrap();
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
            (
                "FIXTUREPAYOUT3==",
                text("120.55 EUR"),
                PayoutState::InTransit
            ),
            ("FIXTUREPAYOUT2==", text("99.10 EUR"), PayoutState::Paid),
            ("FIXTUREPAYOUT1==", text("5200 JPY"), PayoutState::Failed),
        ],
        "the coming payout has no id and is left out; yen are divided by a hundred on the wire"
    );
}

#[test]
fn what_does_not_fit_waits_for_review() {
    let sale = |change: (&str, &str)| {
        let row = r#"{"id":"S","created_at":"2026-11-20T09:12:33Z","price":1290,"gumroad_fee":179,"affiliate":{"amount":"$1.05"}}"#
            .replace(change.0, change.1);
        format!(r#"{{"success":true,"sales":[{row}]}}"#)
    };
    assert_eq!(
        sales(sale(("", "")).as_bytes(), &[]).page.entries.len(),
        1,
        "the sale itself is good"
    );
    let cases = [
        (("1290", "12.90"), "a fraction of a cent"),
        (("1290", "\"12.90\""), "words of version 1"),
        (("$1.05", "1,05 €"), "an affiliate's share in another form"),
        (("2026-11-20T09:12:33Z", "2 days ago"), "no date"),
        (("\"id\":\"S\",", ""), "no id"),
    ];
    for (change, why) in cases {
        let page = sales(sale(change).as_bytes(), &[]).page;
        assert_eq!((page.entries.len(), page.rejects.len()), (0, 1), "{why}");
    }
    let payout = |currency: &str, status: &str| {
        let body = format!(
            r#"{{"success":true,"payouts":[{{"id":"P","amount":"10.00","currency":"{currency}","status":"{status}","created_at":"2026-11-13T10:00:00Z"}}]}}"#
        );
        let page = parse_payouts("GET /v2/payouts", &body.as_bytes().into(), now())
            .unwrap()
            .page;
        (page.payouts.len(), page.rejects.len())
    };
    assert_eq!(
        payout("usd", "completed"),
        (1, 0),
        "the payout itself is good"
    );
    assert_eq!(
        payout("krw", "completed"),
        (0, 1),
        "how won are counted is not known"
    );
    assert_eq!(
        payout("usd", "elsewhere"),
        (0, 1),
        "a status nobody has met"
    );
}
