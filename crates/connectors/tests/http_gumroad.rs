//! Gumroad against a scripted server: payouts opened first, ranges narrowed, refusals in two forms.

mod http_support;

use connectors::{Action, ConnectError, connector_for};
use domain::account::Platform;
use domain::{Account, Status};
use http_support::*;
use serde_json::{Value, json};
use std::sync::Arc;
use wiremock::matchers::path;
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

const TOKEN: &str = r#"{"access_token":"at-fixture"}"#;

fn query(request: &Request, name: &str) -> Option<String> {
    let pair = request.url.query_pairs().find(|(k, _)| k == name);
    pair.map(|(_, v)| v.into_owned())
}

fn sale(n: usize) -> Value {
    json!({"id": format!("S{n:03}"), "created_at": format!("2026-{:02}-10T08:00:00Z", 1 + n % 11), "product_name": "Pattern", "price": 1000, "gumroad_fee": 150,
        "refunded": false, "partially_refunded": false, "chargedback": false})
}

/// Serves `rows` for days within the asked range, newest first; refuses a range longer than `longest` days.
fn serve(request: &Request, rows: &[Value], longest: i64) -> ResponseTemplate {
    let day =
        |name: &str| query(request, name).map(|text| text.parse::<domain::CivilDay>().unwrap());
    let (after, before) = (day("after"), day("before"));
    let length = match (after, before) {
        (Some(a), Some(b)) => i64::from(b.number() - a.number()),
        _ => i64::MAX,
    };
    if length > longest {
        return ResponseTemplate::new(400).set_body_json(
            json!({"status": 400, "error": "Query timed out. Try narrowing your date range."}),
        );
    }
    let of = |row: &Value| {
        row["created_at"]
            .as_str()
            .unwrap()
            .get(..10)
            .unwrap()
            .parse::<domain::CivilDay>()
            .unwrap()
    };
    let mut found: Vec<&Value> = rows
        .iter()
        .filter(|r| after.is_none_or(|a| of(r) >= a) && before.is_none_or(|b| of(r) < b))
        .collect();
    found.sort_by_key(|r| std::cmp::Reverse((of(r), r["id"].to_string())));
    let start: usize = query(request, "page_key").map_or(0, |key| key.parse().unwrap());
    let shown: Vec<_> = found.iter().skip(start).take(10).collect();
    let next = (start + 10 < found.len()).then(|| (start + 10).to_string());
    ResponseTemplate::new(200)
        .set_body_json(json!({"success": true, "sales": shown, "next_page_key": next}))
}

async fn server(longest: i64) -> (MockServer, Account) {
    let server = MockServer::start().await;
    let rows: Vec<Value> = (0..45).map(sale).collect();
    Mock::given(path("/v2/sales"))
        .respond_with(move |request: &Request| serve(request, &rows, longest))
        .mount(&server)
        .await;
    let account = account(Platform::Gumroad, &server.uri());
    (server, account)
}

async fn payouts(server: &MockServer) {
    let list = json!({"success": true, "payouts": [
        {"id": "P2", "amount": "17.00", "currency": "usd", "status": "processing", "created_at": "2026-11-20T10:00:00Z"},
        {"id": "P1", "amount": "17.00", "currency": "usd", "status": "completed", "created_at": "2026-11-13T10:00:00Z"}]});
    Mock::given(path("/v2/payouts"))
        .respond_with(ResponseTemplate::new(200).set_body_json(list))
        .mount(server)
        .await;
    let one = json!({"success": true, "payout": {"id": "P1", "amount": "17.00", "currency": "usd", "status": "completed",
        "created_at": "2026-11-13T10:00:00Z", "sales": ["S009", "S020"]}});
    Mock::given(path("/v2/payouts/P1"))
        .respond_with(ResponseTemplate::new(200).set_body_json(one))
        .mount(server)
        .await;
}

async fn sync(
    account: &Account,
    sink: &mut MemorySink,
) -> Result<connectors::Summary, ConnectError> {
    let pause = Arc::new(RecordedPause::default());
    let connector = connector_for(
        account,
        MemoryVault::of(Platform::Gumroad, TOKEN),
        options(&pause),
    )
    .unwrap();
    connector.fetch(&job(account), sink).await
}

#[tokio::test]
async fn a_sale_is_paid_when_a_completed_payout_names_it() {
    let (server, account) = server(i64::MAX).await;
    payouts(&server).await;
    let mut sink = MemorySink::default();
    let summary = sync(&account, &mut sink).await.unwrap();
    assert!(!summary.partial(), "{summary:?}");
    let stored = sink.stored();
    let paid: Vec<_> = stored
        .values()
        .filter(|e| e.status == Status::Paid)
        .map(|e| {
            (
                e.external_id.as_deref().unwrap(),
                e.payout_external_id.as_deref().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        paid,
        [("S009", "P1"), ("S020", "P1")],
        "two of forty-five, and none for the one on its way"
    );
    assert_eq!(stored.len(), 45, "every sale");
    sync(&account, &mut sink).await.unwrap();
    let window = sink.ends.iter().rev().find_map(|e| e.complete).unwrap();
    assert_eq!(
        window.from.to_string(),
        "2026-08-12",
        "ninety days behind the newest sale"
    );
    assert_eq!(sink.stored().len(), 45, "nothing new");
}

#[tokio::test]
async fn a_range_that_takes_too_long_is_asked_for_in_shorter_ones() {
    let (server, account) = server(10).await;
    payouts(&server).await;
    let mut sink = MemorySink::default();
    let summary = sync(&account, &mut sink).await.unwrap();
    assert!(!summary.partial(), "{summary:?}");
    assert_eq!(
        (sink.stored().len(), sink.entries().len()),
        (45, 45),
        "every sale once, in ranges of a week"
    );
}

#[tokio::test]
async fn a_token_without_payouts_still_brings_sales() {
    let (server, account) = server(i64::MAX).await;
    Mock::given(path("/v2/payouts"))
        .respond_with(ResponseTemplate::new(403))
        .mount(&server)
        .await;
    let mut sink = MemorySink::default();
    let summary = sync(&account, &mut sink).await.unwrap();
    let error = summary.feeds.iter().find_map(|f| f.error.as_ref()).unwrap();
    assert!(
        matches!(error, ConnectError::Permission { missing } if missing == "view_payouts"),
        "{error}"
    );
    assert_eq!(sink.stored().len(), 45, "the sales came");
    assert!(
        sink.stored()
            .values()
            .all(|e| e.status == Status::Confirmed),
        "and nothing is called paid"
    );
}

#[tokio::test]
async fn a_refusal_with_http_200_is_a_refusal() {
    let (server, account) = server(i64::MAX).await;
    Mock::given(path("/v2/payouts"))
        .respond_with(
            ResponseTemplate::new(200)
                .set_body_json(json!({"success": false, "message": "The payout was not found."})),
        )
        .mount(&server)
        .await;
    let summary = sync(&account, &mut MemorySink::default()).await.unwrap();
    let error = summary.feeds.iter().find_map(|f| f.error.as_ref()).unwrap();
    assert_eq!(
        error.action(),
        Action::Skip,
        "the other feed went on: {error}"
    );
    assert!(
        error.to_string().contains("not found"),
        "in Gumroad's words: {error}"
    );
}
