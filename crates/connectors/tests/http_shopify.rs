//! Shopify against a scripted server: the cost bucket, refusals with HTTP 200, lines that settle late.

mod http_support;

use connectors::{Action, ConnectError, connector_for};
use domain::account::Platform;
use domain::{Account, Status};
use http_support::*;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;
use wiremock::matchers::{body_string_contains, method};
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

const TOKEN: &str = r#"{"shop":"atelier.myshopify.com","access_token":"shpat_fixture"}"#;

fn list(nodes: Vec<Value>, next: Option<&str>) -> Value {
    json!({"data": {"shopifyPaymentsAccount": {"list": {"nodes": nodes, "pageInfo": {"hasNextPage": next.is_some(), "endCursor": next}}}}})
}

fn line(n: i64, day: &str, status: &str) -> Value {
    let payout = (status == "PAID").then_some("gid://shopify/ShopifyPaymentsPayout/5");
    let money = |amount: &str| json!({"amount": amount, "currencyCode": "EUR"});
    json!({"id": format!("gid://shopify/ShopifyPaymentsBalanceTransaction/{n}"), "type": "CHARGE", "test": false,
        "transactionDate": format!("{day}T12:00:00Z"), "sourceType": "CHARGE", "amount": money("10.00"), "fee": money("0.50"), "net": money("9.50"),
        "associatedPayout": {"id": payout, "status": status}})
}

async fn server(
    lines: impl Fn(&Request) -> Value + Send + Sync + 'static,
) -> (MockServer, Account) {
    let server = MockServer::start().await;
    Mock::given(method("POST"))
        .and(body_string_contains("payouts("))
        .respond_with(ResponseTemplate::new(200).set_body_json(list(vec![], None)))
        .mount(&server)
        .await;
    Mock::given(method("POST"))
        .and(body_string_contains("balanceTransactions("))
        .respond_with(move |request: &Request| {
            ResponseTemplate::new(200).set_body_json(lines(request))
        })
        .mount(&server)
        .await;
    let account = account(Platform::Shopify, &server.uri());
    (server, account)
}

async fn sync(
    account: &Account,
    sink: &mut MemorySink,
) -> (Result<connectors::Summary, ConnectError>, Vec<Duration>) {
    let pause = Arc::new(RecordedPause::default());
    let connector = connector_for(
        account,
        MemoryVault::of(Platform::Shopify, TOKEN),
        options(&pause),
    )
    .unwrap();
    let result = connector.fetch(&job(account), sink).await;
    let waits = pause.waits.lock().unwrap().clone();
    (result, waits)
}

fn after(request: &Request) -> Option<String> {
    let body: Value = serde_json::from_slice(&request.body).unwrap();
    body["variables"]["after"].as_str().map(str::to_owned)
}

#[tokio::test]
async fn a_line_is_read_again_until_it_is_paid() {
    let page = |late: &'static str| {
        move |request: &Request| match after(request).as_deref() {
            None => list(vec![line(3, "2026-11-20", "PAID")], Some("a")),
            Some("a") => list(vec![line(2, "2026-09-20", late)], Some("b")),
            _ => list(vec![line(1, "2026-01-20", "PAID")], None),
        }
    };
    let (first, account) = server(page("ACTION_REQUIRED")).await;
    let mut sink = MemorySink::default();
    sync(&account, &mut sink).await.0.unwrap();
    let status = |sink: &MemorySink| {
        sink.stored()
            .into_values()
            .map(|e| e.status)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        status(&sink),
        [Status::Paid, Status::Frozen, Status::Paid],
        "one waits for the creator"
    );
    drop(first);

    let (_second, account) = server(page("PAID")).await;
    sync(&account, &mut sink).await.0.unwrap();
    assert_eq!(
        status(&sink),
        [Status::Paid; 3],
        "two months old, and still looked at"
    );
    let from = |sink: &MemorySink| sink.ends.last().unwrap().complete.unwrap().from.to_string();
    assert_eq!(from(&sink), "2026-09-20", "down to the line that was open");
    sync(&account, &mut sink).await.0.unwrap();
    assert_eq!(
        from(&sink),
        "2026-10-21",
        "and then thirty days behind the newest"
    );
}

#[tokio::test]
async fn an_empty_bucket_is_waited_for_as_long_as_it_takes_to_fill() {
    let server = MockServer::start().await;
    let throttled = json!({"errors": [{"message": "Throttled", "extensions": {"code": "THROTTLED"}}],
        "extensions": {"cost": {"requestedQueryCost": 500, "throttleStatus": {"maximumAvailable": 1000.0, "currentlyAvailable": 100, "restoreRate": 50.0}}}});
    Mock::given(method("POST"))
        .respond_with(ResponseTemplate::new(200).set_body_json(throttled))
        .up_to_n_times(1)
        .mount(&server)
        .await;
    Mock::given(method("POST"))
        .respond_with(ResponseTemplate::new(200).set_body_json(list(vec![], None)))
        .mount(&server)
        .await;
    let account = account(Platform::Shopify, &server.uri());
    let (result, waits) = sync(&account, &mut MemorySink::default()).await;
    assert!(!result.unwrap().partial(), "it passed");
    assert_eq!(
        waits,
        [Duration::from_secs(8)],
        "four hundred points at fifty a second"
    );
    let request = &server.received_requests().await.unwrap()[0];
    assert_eq!(
        request.headers.get("x-shopify-access-token").unwrap(),
        "shpat_fixture",
        "the token has its own header"
    );
}

#[tokio::test]
async fn refusals_with_http_200_say_what_to_do() {
    let coded = |code: &str| json!({"errors": [{"message": "no", "extensions": {"code": code}}]});
    let cases = [
        (
            200,
            coded("ACCESS_DENIED"),
            Action::Skip,
            "a scope that is missing",
        ),
        (
            200,
            json!({"data": {"shopifyPaymentsAccount": null}}),
            Action::Skip,
            "a store without Shopify Payments",
        ),
        (
            200,
            coded("undefinedField"),
            Action::Skip,
            "a query this version does not know",
        ),
        (
            401,
            json!({"errors": "[API] Invalid API key or access token"}),
            Action::SignIn,
            "another token is needed",
        ),
    ];
    for (status, body, action, why) in cases {
        let server = MockServer::start().await;
        Mock::given(method("POST"))
            .respond_with(ResponseTemplate::new(status).set_body_json(body))
            .mount(&server)
            .await;
        let account = account(Platform::Shopify, &server.uri());
        let error = match sync(&account, &mut MemorySink::default()).await.0 {
            Ok(summary) => summary.feeds.into_iter().find_map(|f| f.error).unwrap(),
            Err(error) => error,
        };
        assert_eq!(error.action(), action, "{why}: {error}");
    }
}
