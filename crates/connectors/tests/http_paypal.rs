//! PayPal against a scripted server: windows, narrowing, holds, resuming.

mod http_support;

use connectors::{Action, ConnectError, connector_for};
use domain::account::Platform;
use domain::{Account, Instant, Status};
use http_support::*;
use serde_json::{Value, json};
use std::sync::Arc;
use tokio_util::sync::CancellationToken;
use wiremock::matchers::path;
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

const APP: &str = r#"{"client_id":"id-fixture","client_secret":"secret-fixture"}"#;
const DAY: i64 = 86_400;

fn query(request: &Request, name: &str) -> String {
    let pair = request.url.query_pairs().find(|(k, _)| k == name);
    pair.unwrap_or_else(|| panic!("{name} is asked for"))
        .1
        .into_owned()
}

fn seconds(text: &str) -> i64 {
    text.parse::<Instant>().unwrap().seconds()
}

/// A donation of ten euro at `at`, or a hold or release that names it.
fn row(id: &str, code: &str, at: i64, value: &str, about: Option<&str>) -> Value {
    let at = Instant::from_seconds(at).unwrap().to_string();
    let mut info = json!({"transaction_id": id, "transaction_event_code": code, "transaction_initiation_date": at,
        "transaction_amount": {"currency_code": "EUR", "value": value}, "transaction_status": "S"});
    if let Some(about) = about {
        info["paypal_reference_id"] = json!(about);
        info["paypal_reference_id_type"] = json!("TXN");
    }
    json!({ "transaction_info": info })
}

fn at(row: &Value) -> i64 {
    seconds(
        row["transaction_info"]["transaction_initiation_date"]
            .as_str()
            .unwrap(),
    )
}

/// Serves `rows` as PayPal does; refuses a range with more than `most`.
async fn server(rows: Vec<Value>, most: usize) -> (MockServer, Account) {
    let server = MockServer::start().await;
    Mock::given(path("/paypal/v1/oauth2/token"))
        .respond_with(ResponseTemplate::new(200).set_body_json(json!({"access_token": "at-fixture", "token_type": "Bearer", "expires_in": 32400, "scope": ""})))
        .mount(&server)
        .await;
    Mock::given(path("/paypal/v1/reporting/transactions"))
        .respond_with(move |request: &Request| {
            let (from, until) = (seconds(&query(request, "start_date")), seconds(&query(request, "end_date")));
            assert!(until - from <= 31 * DAY, "at most 31 days a query");
            let found: Vec<&Value> = rows.iter().filter(|r| (from..=until).contains(&at(r))).collect();
            if found.len() > most {
                return ResponseTemplate::new(400).set_body_json(json!({"name": "TOO_MUCH", "message": "", "debug_id": "x", "details": []}));
            }
            let size: usize = query(request, "page_size").parse().unwrap();
            let page: usize = query(request, "page").parse().unwrap();
            let shown: Vec<_> = found.iter().skip((page - 1) * size).take(size).collect();
            ResponseTemplate::new(200).set_body_json(json!({"transaction_details": shown, "account_number": "FIXTURE1", "page": page,
                "last_refreshed_datetime": "2026-11-22T08:00:00+0000", "total_items": found.len(), "total_pages": found.len().div_ceil(size)}))
        })
        .mount(&server)
        .await;
    let account = account(Platform::Paypal, &format!("{}/paypal", server.uri()));
    (server, account)
}

async fn sync(
    account: &Account,
    sink: &mut MemorySink,
    cancel: Option<CancellationToken>,
) -> Result<connectors::Summary, ConnectError> {
    let pause = Arc::new(RecordedPause::default());
    let connector = connector_for(
        account,
        MemoryVault::of(Platform::Paypal, APP),
        options(&pause),
    )
    .unwrap();
    let mut job = job(account);
    job.cancel = cancel.unwrap_or(job.cancel);
    connector.fetch(&job, sink).await
}

fn status(sink: &MemorySink, id: &str) -> Status {
    sink.stored()
        .into_iter()
        .find(|(key, _)| key.1.starts_with(id))
        .unwrap()
        .1
        .status
}

#[tokio::test]
async fn three_years_are_walked_in_windows_and_then_only_the_last_month() {
    let end = now().seconds() - 3 * 3_600;
    let rows = (0..500)
        .map(|n| {
            row(
                &format!("D{n:03}"),
                "T0013",
                end - n * 2 * DAY,
                "10.00",
                None,
            )
        })
        .collect();
    let (server, account) = server(rows, usize::MAX).await;
    let mut sink = MemorySink::default();
    let summary = sync(&account, &mut sink, None).await.unwrap();
    assert!(!summary.partial(), "nothing fails: {summary:?}");
    assert_eq!(sink.stored().len(), 500, "every row of three years");
    assert_eq!(
        sink.entries().len(),
        500,
        "and none twice: windows touch and do not overlap"
    );
    let requests = server.received_requests().await.unwrap();
    let searches = requests
        .iter()
        .filter(|r| r.url.path().ends_with("transactions"));
    assert!(
        searches
            .clone()
            .all(|r| query(r, "fields") == "transaction_info"),
        "buyers' names are not asked for"
    );
    assert_eq!(searches.count(), 36, "three years in months of 31 days");
    let token = requests.first().unwrap();
    assert_eq!(
        token.headers.get("authorization").unwrap(),
        "Basic aWQtZml4dHVyZTpzZWNyZXQtZml4dHVyZQ==",
        "id and secret over HTTP Basic"
    );

    sync(&account, &mut sink, None).await.unwrap();
    let window = sink.ends.last().unwrap().complete.unwrap();
    assert_eq!(
        window.from.to_string(),
        "2026-10-22",
        "31 days behind PayPal's own edge, from midnight"
    );
    assert_eq!(sink.stored().len(), 500, "nothing new");
}

#[tokio::test]
async fn too_many_rows_are_asked_for_in_shorter_ranges() {
    let end = now().seconds() - 3 * 3_600;
    let rows: Vec<_> = (0..600)
        .map(|n| row(&format!("D{n:03}"), "T0013", end - n * 3_600, "10.00", None))
        .collect();
    let (_server, account) = server(rows, 150).await;
    let mut sink = MemorySink::default();
    sync(&account, &mut sink, None).await.unwrap();
    assert_eq!(
        (sink.stored().len(), sink.entries().len()),
        (600, 600),
        "all of them, none twice"
    );
}

#[tokio::test]
async fn a_payment_on_hold_is_frozen_until_it_is_let_go() {
    let end = now().seconds() - 3 * 3_600;
    let long_ago = end - 70 * DAY;
    let mut rows = vec![
        row("OLDPAY", "T0013", long_ago, "10.00", None),
        row(
            "HOLD1",
            "T1500",
            long_ago + 40 * DAY,
            "-10.00",
            Some("OLDPAY"),
        ),
        row("FREED", "T0013", end - 50 * DAY, "10.00", None),
        row("HOLD2", "T1500", end - 49 * DAY, "-10.00", Some("FREED")),
        row("FREE2", "T1500", end - 5 * DAY, "10.00", Some("FREED")),
    ];
    let (first, account) = server(rows.clone(), usize::MAX).await;
    let mut sink = MemorySink::default();
    sync(&account, &mut sink, None).await.unwrap();
    assert_eq!(
        status(&sink, "OLDPAY"),
        Status::Frozen,
        "the hold stands in a later window than its payment"
    );
    assert_eq!(
        status(&sink, "FREED"),
        Status::Available,
        "held once and let go since"
    );
    drop(first);

    rows.push(row("FREE1", "T1500", end - DAY, "10.00", Some("OLDPAY")));
    let (_server, account) = server(rows, usize::MAX).await;
    sync(&account, &mut sink, None).await.unwrap();
    assert_eq!(
        status(&sink, "OLDPAY"),
        Status::Available,
        "read again although it is older than the window: it was on hold"
    );
    sync(&account, &mut sink, None).await.unwrap();
    let window = sink.ends.last().unwrap().complete.unwrap();
    assert_eq!(window.from.to_string(), "2026-10-22", "and then no longer");
}

#[tokio::test]
async fn a_walk_cut_off_goes_on_below_the_last_window() {
    let end = now().seconds() - 3 * 3_600;
    let rows = (0..500)
        .map(|n| {
            row(
                &format!("D{n:03}"),
                "T0013",
                end - n * 2 * DAY,
                "10.00",
                None,
            )
        })
        .collect();
    let (server, account) = server(rows, usize::MAX).await;
    let cancel = CancellationToken::new();
    let mut sink = MemorySink {
        cancel_after: Some((10, cancel.clone())),
        ..MemorySink::default()
    };
    let error = sync(&account, &mut sink, Some(cancel)).await.unwrap_err();
    assert!(matches!(error, ConnectError::Canceled), "{error}");
    let asked = server.received_requests().await.unwrap().len();
    sink.cancel_after = None;
    sync(&account, &mut sink, None).await.unwrap();
    assert_eq!(sink.stored().len(), 500, "the rest came");
    let requests = server.received_requests().await.unwrap();
    let resumed = requests
        .iter()
        .skip(asked)
        .find(|r| r.url.path().ends_with("transactions"))
        .unwrap();
    assert_eq!(
        query(resumed, "end_date"),
        "2026-01-16T10:00:00Z",
        "ten windows of 31 days were taken"
    );
    let window = sink.ends.last().unwrap().complete.unwrap();
    assert_eq!(
        window.from.to_string(),
        "2026-10-22",
        "only what was walked in this run is called complete"
    );
}

#[tokio::test]
async fn a_missing_permission_names_what_to_tick_and_another_account_is_noticed() {
    let (_server, mut account) = server(vec![], usize::MAX).await;
    account.external_id = Some("FIXTURE2".to_owned());
    let error = sync(&account, &mut MemorySink::default(), None)
        .await
        .unwrap_err();
    assert!(
        matches!(&error, ConnectError::AnotherAccount { found, .. } if found == "FIXTURE1"),
        "{error}"
    );

    let server = MockServer::start().await;
    Mock::given(path("/v1/oauth2/token"))
        .respond_with(
            ResponseTemplate::new(200)
                .set_body_json(json!({"access_token": "at", "expires_in": 60})),
        )
        .mount(&server)
        .await;
    Mock::given(path("/v1/reporting/transactions"))
        .respond_with(
            ResponseTemplate::new(403)
                .set_body_json(json!({"name": "NOT_AUTHORIZED", "message": "…", "debug_id": "x"})),
        )
        .mount(&server)
        .await;
    let account = self::account(Platform::Paypal, &server.uri());
    let summary = sync(&account, &mut MemorySink::default(), None)
        .await
        .unwrap();
    let error = summary.feeds.first().unwrap().error.as_ref().unwrap();
    assert_eq!(
        error.action(),
        Action::Skip,
        "the key is good, the tick is missing"
    );
    assert!(error.to_string().contains("Transaction Search"), "{error}");
}
