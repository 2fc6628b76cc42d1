//! The parsers and the signature, on answers of the real format.

use super::*;
use domain::offer::{TermField, TermValue};
use domain::reject::RejectReason;
use domain::{Amount, Instant, Stage, Status};

const ORDERS: &[u8] = include_bytes!("../../fixtures/tiktok_shop/orders.json");
const OFFERS: &[u8] = include_bytes!("../../fixtures/tiktok_shop/collaborations.json");

fn now() -> Instant {
    "2026-11-22T10:00:00Z".parse().unwrap()
}

#[test]
fn the_signature_is_the_documented_one() {
    let query = [
        ("timestamp", "1795000000"),
        ("app_key", "6fixture"),
        ("page_size", "100"),
        ("sign", "left out"),
        ("access_token", "left out"),
    ];
    let got = signature(
        &crate::Secret::new("fixture-secret"),
        "/affiliate_creator/202410/orders/search",
        &query,
        r#"{"create_time_lt":1795000001}"#,
    );
    assert_eq!(
        got, "57d3bf3b73a3d2c43456d620007ead702301abad8f1f00c2fe8ea89e03aa9171",
        "computed with another implementation of HMAC from the documented text"
    );
}

#[test]
fn each_line_of_an_order_is_an_entry_with_its_latest_figures() {
    let parsed = parse_orders(
        "POST /affiliate_creator/202410/orders/search, page 1",
        &ORDERS.into(),
        now(),
    )
    .unwrap();
    let got: Vec<_> = parsed
        .page
        .entries
        .iter()
        .map(|e| {
            let text = |m: Option<i64>| {
                m.map(|m| Amount::new(m, e.money.unit).text())
                    .unwrap_or_else(|| "?".to_owned())
            };
            let money = [e.money.gross, e.money.fee, e.money.tax, Some(e.money.net)]
                .map(text)
                .join(" ");
            (
                e.external_id.clone().unwrap(),
                e.status,
                format!("{money} {}", e.money.unit),
            )
        })
        .collect();
    let line = |key: &str, status, money: &str| (key.to_owned(), status, money.to_owned());
    assert_eq!(
        got,
        [
            line(
                "5769000000000001:1729401:17294:73",
                Status::Estimated,
                "? ? ? 6.45 USD"
            ),
            line(
                "5769000000000002:-:17295:74",
                Status::Confirmed,
                "30.85 ? 1.95 28.90 MXN"
            ),
            line(
                "5769000000000002:-:17295:74:2",
                Status::Confirmed,
                "? ? ? 14.45 MXN"
            ),
            line(
                "5769000000000003:-:17296:-",
                Status::Reversed,
                "? ? ? 1.50 USD"
            ),
            line("5769000000000004:-:-:-", Status::Frozen, "? ? ? 2.50 USD"),
            line(
                "5769000000000005:-:-:-",
                Status::Ineligible,
                "? ? ? 0.00 USD"
            ),
        ],
        "actual figures win, unstated ones stay unknown, twins stay two"
    );
    let reasons: Vec<_> = parsed
        .page
        .rejects
        .iter()
        .map(|r| r.reason.clone())
        .collect();
    assert_eq!(
        reasons,
        [
            RejectReason::Broken,
            RejectReason::NotANumber,
            RejectReason::MissingField
        ],
        "an unknown state, a decimal comma and a line without commission wait for review"
    );
    assert_eq!(
        (parsed.next.as_deref(), parsed.total),
        (Some("dG9rZW4"), Some(9)),
        "paging is read"
    );
    let first = &parsed.page.entries[0];
    assert_eq!(
        (first.title.as_str(), first.counterparty.as_deref()),
        ("Linen shirt kit", Some("Lune & Lin")),
        "product and shop"
    );
    let at = &first.locator;
    let raw: serde_json::Value =
        serde_json::from_slice(&ORDERS[at.start as usize..][..at.len as usize]).unwrap();
    assert_eq!(
        raw["sku_id"], "1729401",
        "the locator is the line's own bytes"
    );
}

#[test]
fn collaborations_become_offers_with_evidence() {
    let parsed = parse_collaborations(
        "POST /affiliate_creator/202405/target_collaborations/search, page 1",
        &OFFERS.into(),
        now(),
    )
    .unwrap();
    assert_eq!(parsed.next, None, "an empty token ends the search");
    let [live, ended] = parsed.page.offers.as_slice() else {
        panic!("two offers");
    };
    assert_eq!(
        (live.stage, ended.stage),
        (Stage::New, Stage::Expired),
        "an ended one cannot be taken any more"
    );
    let rate = live
        .terms
        .iter()
        .find(|t| t.field == TermField::Commission)
        .unwrap();
    assert_eq!(
        rate.value,
        TermValue::Rate(1_500),
        "the lowest of two commissions can be relied on"
    );
    assert!(
        rate.evidence.text.contains("\"rate\": 1500"),
        "and its words are the platform's: {}",
        rate.evidence.text
    );
    assert!(
        ended.terms.iter().all(|t| t.field != TermField::Commission),
        "no product, no commission"
    );
}

#[test]
fn an_answer_without_rows_is_an_empty_page() {
    for body in [
        r#"{"code":0,"data":{}}"#,
        r#"{"code":0,"data":{"orders":null,"next_page_token":null}}"#,
    ] {
        let parsed = parse_orders("x", &body.as_bytes().into(), now()).unwrap();
        assert_eq!(
            (parsed.page.rows(), parsed.next),
            (0, None),
            "{body}: empty fields are left out by the platform"
        );
    }
    assert!(
        parse_orders(
            "x",
            &br#"{"code":0,"data":{"orders":{}}}"#[..].into(),
            now()
        )
        .is_err(),
        "an object is no list"
    );
}
