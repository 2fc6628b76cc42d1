//! Stripe against a scripted server: paging, resuming, opening payouts.

mod http_support;

use connectors::{ConnectError, connector_for};
use domain::account::Platform;
use domain::{Account, Status};
use http_support::*;
use serde_json::{Value, json};
use std::sync::Arc;
use tokio_util::sync::CancellationToken;
use wiremock::matchers::path;
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

const KEY: &str = r#"{"api_key":"rk_test_fixture"}"#;

/// A ledger of `n` tips, newest first, served as Stripe does.
fn ledger(n: usize) -> Vec<Value> {
    (0..n)
        .map(|i| {
            let created = 1_795_000_000 - (i as i64) * 3_600;
            json!({"id": format!("txn_{i:04}"), "object": "balance_transaction", "amount": 500, "fee": 0, "net": 500,
                "currency": "eur", "created": created, "available_on": created + 86_400, "status": "available",
                "type": "payment", "description": "Tip", "fee_details": []})
        })
        .collect()
}

fn query(request: &Request, name: &str) -> Option<String> {
    request
        .url
        .query_pairs()
        .find(|(k, _)| k == name)
        .map(|(_, v)| v.into_owned())
}

fn list_of(rows: &[Value], request: &Request) -> Value {
    let limit: usize = query(request, "limit").unwrap().parse().unwrap();
    let gte: i64 = query(request, "created[gte]").map_or(0, |g| g.parse().unwrap());
    let rows: Vec<&Value> = rows
        .iter()
        .filter(|r| r["created"].as_i64().unwrap() >= gte)
        .collect();
    let start = query(request, "starting_after").map_or(0, |after| {
        rows.iter().position(|r| r["id"] == after.as_str()).unwrap() + 1
    });
    let page: Vec<_> = rows.iter().skip(start).take(limit).collect();
    json!({"object": "list", "url": request.url.path(), "has_more": start + page.len() < rows.len(), "data": page})
}

async fn server(
    rows: Vec<Value>,
    payouts: Vec<Value>,
    items: Vec<(&'static str, Vec<Value>)>,
) -> (MockServer, Account) {
    let server = MockServer::start().await;
    Mock::given(path("/stripe/v1/balance_transactions"))
        .respond_with(move |request: &Request| {
            let listed = match query(request, "payout") {
                Some(id) => items
                    .iter()
                    .find(|(p, _)| *p == id)
                    .map(|(_, rows)| rows.clone())
                    .unwrap(),
                None => rows.clone(),
            };
            ResponseTemplate::new(200).set_body_json(list_of(&listed, request))
        })
        .mount(&server)
        .await;
    Mock::given(path("/stripe/v1/payouts"))
        .respond_with(move |request: &Request| {
            ResponseTemplate::new(200).set_body_json(list_of(&payouts, request))
        })
        .mount(&server)
        .await;
    let account = account(Platform::Stripe, &format!("{}/stripe", server.uri()));
    (server, account)
}

/// The ends of one feed, in order.
fn ended<'a>(sink: &'a MemorySink, feed: &'a str) -> impl Iterator<Item = &'a connectors::FeedEnd> {
    sink.ends.iter().filter(move |end| end.feed == feed)
}

async fn sync(
    account: &Account,
    sink: &mut MemorySink,
    full: bool,
    cancel: Option<CancellationToken>,
) -> Result<connectors::Summary, ConnectError> {
    let pause = Arc::new(RecordedPause::default());
    let connector = connector_for(
        account,
        MemoryVault::of(Platform::Stripe, KEY),
        options(&pause),
    )
    .unwrap();
    let mut job = job(account);
    job.full = full;
    if let Some(cancel) = cancel {
        job.cancel = cancel;
    }
    connector.fetch(&job, sink).await
}

#[tokio::test]
async fn a_first_sync_walks_everything_and_the_next_only_the_overlap() {
    let (server, account) = server(ledger(450), vec![], vec![]).await;
    let mut sink = MemorySink::default();
    let summary = sync(&account, &mut sink, false, None).await.unwrap();
    assert!(!summary.partial(), "nothing failed: {summary:?}");
    assert_eq!(sink.stored().len(), 450, "every row once");
    assert_eq!(sink.entries().len(), 450, "and none twice");
    let end = ended(&sink, "balance_transactions").next().unwrap();
    assert_eq!(
        end.complete.unwrap().from.number(),
        0,
        "the first walk covers all days"
    );

    server.reset().await;
    let (server, account) = self::server(ledger(450), vec![], vec![]).await;
    let before = sink.pages.len();
    sync(&account, &mut sink, false, None).await.unwrap();
    let again: usize = sink
        .pages
        .iter()
        .skip(before)
        .map(|p| p.page.entries.len())
        .sum();
    // 1_795_000_000 is 11:06 UTC; seven days back, at midnight: 7 × 24 hours, eleven more, and the newest row itself
    assert_eq!(
        again,
        7 * 24 + 12,
        "seven days back from the newest row, from midnight"
    );
    assert_eq!(sink.stored().len(), 450, "nothing new");
    let window = ended(&sink, "balance_transactions").last().unwrap();
    assert_eq!(
        window.complete.unwrap().from.to_string(),
        "2026-11-11",
        "only these days are called complete"
    );
    assert!(
        server.received_requests().await.unwrap().iter().all(|r| {
            r.headers.get("authorization").unwrap() == "Bearer rk_test_fixture"
                && r.headers.get("stripe-version").is_some()
        }),
        "each request signs in and names the version"
    );
}

#[tokio::test]
async fn a_walk_cut_off_goes_on_where_it_stopped() {
    let (server, account) = server(ledger(450), vec![], vec![]).await;
    let cancel = CancellationToken::new();
    let mut sink = MemorySink {
        // the page of payouts and two of the ledger
        cancel_after: Some((3, cancel.clone())),
        ..MemorySink::default()
    };
    let error = sync(&account, &mut sink, false, Some(cancel))
        .await
        .unwrap_err();
    assert!(
        matches!(error, ConnectError::Canceled),
        "canceled after two pages: {error}"
    );
    assert_eq!(sink.entries().len(), 200, "two pages were taken");

    sink.cancel_after = None;
    sync(&account, &mut sink, false, None).await.unwrap();
    assert_eq!(sink.stored().len(), 450, "the rest came");
    let requests = server.received_requests().await.unwrap();
    let resumed = requests.get(4).unwrap();
    assert_eq!(
        query(resumed, "starting_after").as_deref(),
        Some("txn_0199"),
        "from the row it stopped at"
    );
    let end = ended(&sink, "balance_transactions").next().unwrap();
    let end = end.complete.unwrap();
    assert!(
        end.from.number() > 0,
        "a resumed walk does not claim the days it walked in another run"
    );
}

fn payout(id: &str, state: &str, reconciliation: &str) -> Value {
    json!({"id": id, "object": "payout", "amount": 1000, "currency": "eur", "status": state, "created": 1_794_900_000,
        "arrival_date": 1_795_046_400, "automatic": true, "reconciliation_status": reconciliation})
}

#[tokio::test]
async fn a_completed_payout_marks_its_lines_paid_once() {
    let rows = ledger(3);
    let (_server, account) = server(
        rows.clone(),
        vec![
            payout("po_2", "in_transit", "in_progress"),
            payout("po_1", "paid", "completed"),
        ],
        vec![("po_1", rows.into_iter().skip(1).collect())],
    )
    .await;
    let mut sink = MemorySink::default();
    sync(&account, &mut sink, false, None).await.unwrap();
    let stored = sink.stored();
    let status: Vec<_> = stored
        .values()
        .map(|e| (e.status, e.payout_external_id.as_deref()))
        .collect();
    assert_eq!(
        status,
        [
            (Status::Available, None),
            (Status::Paid, Some("po_1")),
            (Status::Paid, Some("po_1"))
        ],
        "two of three lines stand in the payout, and the rows are the ledger's own"
    );
    let pages = sink.pages.len();
    sync(&account, &mut sink, false, None).await.unwrap();
    assert_eq!(
        sink.pages.len() - pages,
        2,
        "the second run reads the ledger and the payouts, and opens nothing again"
    );
    let pages = sink.pages.len();
    sync(&account, &mut sink, true, None).await.unwrap();
    assert_eq!(sink.pages.len() - pages, 3, "a full run opens it again");
}

#[tokio::test]
async fn a_store_that_refuses_ends_the_fetch() {
    let (server, account) = server(ledger(450), vec![], vec![]).await;
    let mut sink = MemorySink {
        refuse_from: Some(1),
        ..MemorySink::default()
    };
    let error = sync(&account, &mut sink, false, None).await.unwrap_err();
    assert!(
        matches!(error, ConnectError::Sink(_)),
        "the store's refusal is final: {error}"
    );
    assert_eq!(
        server.received_requests().await.unwrap().len(),
        2,
        "and nothing more is asked"
    );
}

#[tokio::test]
async fn a_key_names_every_permission_it_lacks_at_once() {
    let server = MockServer::start().await;
    let closed = json!({"error": {"type": "invalid_request_error", "message": "The provided key does not have the required permissions"}});
    for (resource, status) in [
        ("account", 200),
        ("balance_transactions", 403),
        ("payouts", 403),
    ] {
        let body = if status == 200 {
            json!({"id": "acct_1"})
        } else {
            closed.clone()
        };
        Mock::given(path(format!("/v1/{resource}")))
            .respond_with(ResponseTemplate::new(status).set_body_json(body))
            .mount(&server)
            .await;
    }
    let account = account(Platform::Stripe, &server.uri());
    let vault = MemoryVault::of(Platform::Stripe, KEY);
    let connector = connector_for(&account, vault, options(&Arc::default())).unwrap();
    assert_eq!(
        connector.missing(&job(&account)).await.unwrap(),
        ["Balance transactions", "Payouts"],
        "named as the Dashboard's page of the key names them"
    );
}
