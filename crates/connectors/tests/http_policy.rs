//! The HTTP policy, observed from outside through Stripe and TikTok: retries, waits, broken answers, renewals, cancel.

mod http_support;

use connectors::{Action, ConnectError, Credentials, connector_for};
use domain::account::Platform;
use domain::reject::RejectReason;
use http_support::*;
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use wiremock::matchers::{body_string_contains, header, path};
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

const KEY: &str = r#"{"api_key":"rk_test_fixture"}"#;
const LEDGER: &str = "/v1/balance_transactions";

fn list(rows: serde_json::Value, more: bool) -> ResponseTemplate {
    ResponseTemplate::new(200)
        .set_body_json(json!({"object": "list", "has_more": more, "data": rows}))
}

fn row(id: &str) -> serde_json::Value {
    json!({"id": id, "amount": 500, "fee": 0, "net": 500, "currency": "eur", "created": 1_794_000_000, "type": "payment",
        "status": "available", "description": "Tip"})
}

/// A Stripe whose ledger gives these answers in turn, the last one for ever; no payouts.
async fn stripe(answers: Vec<ResponseTemplate>) -> MockServer {
    let server = MockServer::start().await;
    let turn = AtomicUsize::new(0);
    Mock::given(path(LEDGER))
        .respond_with(move |_: &Request| {
            let n = turn.fetch_add(1, Ordering::SeqCst).min(answers.len() - 1);
            answers[n].clone()
        })
        .mount(&server)
        .await;
    Mock::given(path("/v1/payouts"))
        .respond_with(list(json!([]), false))
        .mount(&server)
        .await;
    server
}

/// The error of Stripe's ledger feed, which is read behind the payouts.
fn ledger_error(summary: &connectors::Summary) -> Option<&ConnectError> {
    summary
        .feeds
        .iter()
        .find(|f| f.feed == "balance_transactions")
        .and_then(|f| f.error.as_ref())
}

struct Outcome {
    result: Result<connectors::Summary, ConnectError>,
    sink: MemorySink,
    waits: Vec<Duration>,
}

async fn fetch(base: &str, pause: RecordedPause, cancel: CancellationToken) -> Outcome {
    let account = account(Platform::Stripe, base);
    let pause = Arc::new(pause);
    let connector = connector_for(
        &account,
        MemoryVault::of(Platform::Stripe, KEY),
        options(&pause),
    )
    .unwrap();
    let mut job = job(&account);
    job.cancel = cancel;
    let mut sink = MemorySink::default();
    let result = connector.fetch(&job, &mut sink).await;
    let waits = pause.waits.lock().unwrap().clone();
    Outcome {
        result,
        sink,
        waits,
    }
}

async fn plain(answers: Vec<ResponseTemplate>) -> Outcome {
    let server = stripe(answers).await;
    fetch(
        &server.uri(),
        RecordedPause::default(),
        CancellationToken::new(),
    )
    .await
}

#[tokio::test]
async fn a_throttled_request_waits_as_long_as_asked() {
    let busy = |after: &str| {
        ResponseTemplate::new(429)
            .insert_header("retry-after", after)
            .set_body_json(json!({}))
    };
    let got = plain(vec![
        busy("7"),
        busy("2"),
        list(json!([row("txn_1")]), false),
    ])
    .await;
    got.result.unwrap();
    assert_eq!(
        got.waits,
        [Duration::from_secs(7), Duration::from_secs(2)],
        "the platform's own waits, to the second"
    );
    let told: Vec<_> = got
        .sink
        .retries
        .iter()
        .map(|(what, wait, attempt)| (what.as_str(), wait.as_secs(), *attempt))
        .collect();
    assert_eq!(
        told,
        [("429", 7, 1), ("429", 2, 2)],
        "and the sink was told before each"
    );
    assert_eq!(got.sink.entries().len(), 1, "then the rows came");
}

#[tokio::test]
async fn a_wait_longer_than_patience_ends_the_run_and_says_how_long() {
    let busy = ResponseTemplate::new(429)
        .insert_header("retry-after", "3600")
        .set_body_json(json!({}));
    let got = plain(vec![busy]).await;
    let error = got.result.unwrap_err();
    assert!(
        matches!(error, ConnectError::RateLimited { after: Some(a) } if a.as_secs() == 3600),
        "{error}"
    );
    assert_eq!(
        (error.action(), got.waits.len()),
        (Action::Retry, 0),
        "nobody waits an hour inside a run"
    );
}

#[tokio::test]
async fn failures_that_may_pass_are_repeated_with_growing_waits() {
    let down = ResponseTemplate::new(503).set_body_string("upstream");
    let got = plain(vec![
        down.clone(),
        down.clone(),
        down,
        list(json!([]), false),
    ])
    .await;
    got.result.unwrap();
    assert_eq!(got.waits.len(), 3, "three failures, three waits");
    assert!(
        got.waits.windows(2).all(|w| w[0] < w[1]) && got.waits[0] >= Duration::from_millis(500),
        "from half a second on, growing: {:?}",
        got.waits
    );
}

#[tokio::test]
async fn five_attempts_are_enough() {
    let got = plain(vec![ResponseTemplate::new(500).set_body_json(json!({}))]).await;
    assert!(
        matches!(
            got.result.unwrap_err(),
            ConnectError::Server { status: 500 }
        ),
        "the last failure is the error"
    );
    assert_eq!(got.waits.len(), 4, "four waits between five attempts");
}

#[tokio::test]
async fn the_platform_s_word_on_repeating_wins() {
    let useless = ResponseTemplate::new(500)
        .insert_header("stripe-should-retry", "false")
        .set_body_json(json!({}));
    let got = plain(vec![useless]).await;
    assert!(
        matches!(
            got.result.unwrap_err(),
            ConnectError::Server { status: 500 }
        ),
        "final at once"
    );
    assert_eq!(got.waits.len(), 0, "no second attempt");
    let useful = ResponseTemplate::new(400)
        .insert_header("stripe-should-retry", "true")
        .set_body_json(json!({"error": {"type": "invalid_request_error"}}));
    let got = plain(vec![useful, list(json!([]), false)]).await;
    got.result.unwrap();
    assert_eq!(
        got.waits.len(),
        1,
        "repeated although a 400 is final otherwise"
    );
}

#[tokio::test]
async fn broken_bytes_are_repeated_then_kept_for_review() {
    let broken = || {
        ResponseTemplate::new(200)
            .set_body_raw(r#"{"object":"list","data":[{"id":"#, "application/json")
    };
    let got = plain(vec![broken(), list(json!([row("txn_1")]), false)]).await;
    got.result.unwrap();
    assert_eq!(
        (got.sink.entries().len(), got.sink.rejects().len()),
        (1, 0),
        "whole the second time"
    );

    let got = plain(vec![broken()]).await;
    let summary = got.result.unwrap();
    let failed: Vec<_> = summary
        .feeds
        .iter()
        .filter_map(|f| f.error.as_ref().map(|e| (f.feed.as_str(), e.code())))
        .collect();
    assert_eq!(
        failed,
        [("balance_transactions", "malformed")],
        "only this feed failed; the payouts were still read"
    );
    let rejects = got.sink.rejects();
    assert_eq!(
        rejects[0].reason,
        RejectReason::Broken,
        "its bytes wait for review"
    );
    assert!(
        rejects[0].raw.starts_with(r#"{"object":"list""#),
        "as received"
    );
    assert!(
        !got.sink.cursors.contains_key("balance_transactions"),
        "and no cursor passes them"
    );
}

#[tokio::test]
async fn a_repeating_page_is_not_stored_twice() {
    let page = list(json!([row("txn_2"), row("txn_1")]), true);
    let got = plain(vec![page]).await;
    let summary = got.result.unwrap();
    assert!(
        matches!(
            ledger_error(&summary),
            Some(ConnectError::Paging {
                why: "repeated page",
                ..
            })
        ),
        "the walk stops: {:?}",
        ledger_error(&summary)
    );
    assert_eq!(got.sink.entries().len(), 2, "the page was stored once");
}

#[tokio::test]
async fn a_page_that_leads_nowhere_ends_the_walk() {
    let got = plain(vec![
        list(json!([row("txn_2")]), true),
        list(json!([]), true),
    ])
    .await;
    let summary = got.result.unwrap();
    assert!(
        matches!(
            ledger_error(&summary),
            Some(ConnectError::Paging {
                why: "empty page",
                ..
            })
        ),
        "has_more with no row to go on from"
    );
    assert!(
        got.sink
            .ends
            .iter()
            .all(|e| e.feed != "balance_transactions"),
        "and nothing is called complete"
    );
}

#[tokio::test]
async fn shrinking_pages_are_followed_to_the_end() {
    let pages = vec![
        list(json!([row("txn_5"), row("txn_4"), row("txn_3")]), true),
        list(json!([row("txn_2"), row("txn_1")]), true),
        list(json!([row("txn_0")]), false),
    ];
    let got = plain(pages).await;
    assert!(
        !got.result.unwrap().partial(),
        "fewer rows than asked for are no error"
    );
    assert_eq!(got.sink.entries().len(), 6, "each row once");
}

#[tokio::test]
async fn credentials_do_not_follow_a_redirect() {
    let elsewhere = MockServer::start().await;
    let away = ResponseTemplate::new(302)
        .insert_header("location", format!("{}/steal", elsewhere.uri()).as_str());
    let got = plain(vec![away]).await;
    let summary = got.result.unwrap();
    assert!(
        matches!(
            ledger_error(&summary),
            Some(ConnectError::Refused { status: 302, .. })
        ),
        "{:?}",
        ledger_error(&summary)
    );
    assert_eq!(
        elsewhere.received_requests().await.unwrap().len(),
        0,
        "nobody else was asked"
    );
}

#[tokio::test]
async fn refusals_say_what_to_do() {
    let error = |status, body| ResponseTemplate::new(status).set_body_json(body);
    let got = plain(vec![error(401, json!({"error": {"type": "invalid_request_error", "message": "Invalid API Key provided: rk_test_*ture"}}))]).await;
    let refused = got.result.unwrap_err();
    assert_eq!(
        (refused.action(), refused.code()),
        (Action::SignIn, "sign_in"),
        "a bad key"
    );
    assert!(
        !refused.to_string().contains("rk_test"),
        "the key is not repeated: {refused}"
    );
    let missing = json!({"error": {"type": "invalid_request_error", "message": "The provided key 'rk_test_*ture' does not have the required permissions. Having the 'rak_balance_transaction_read' permission would allow this request."}});
    let got = plain(vec![error(403, missing)]).await;
    let summary = got.result.unwrap();
    assert!(
        matches!(ledger_error(&summary), Some(ConnectError::Permission { missing }) if missing == "rak_balance_transaction_read"),
        "a restricted key: the feed is skipped and the permission named: {:?}",
        ledger_error(&summary)
    );
    assert_eq!(
        summary.feeds[0].error.as_ref().map(ConnectError::code),
        None,
        "the payouts were read all the same"
    );
}

#[tokio::test]
async fn cancel_ends_a_wait_at_once() {
    let server = stripe(vec![ResponseTemplate::new(503).set_body_json(json!({}))]).await;
    let cancel = CancellationToken::new();
    let pause = RecordedPause {
        cancel: Some(cancel.clone()),
        ..RecordedPause::default()
    };
    let got = fetch(&server.uri(), pause, cancel).await;
    assert!(
        matches!(got.result.unwrap_err(), ConnectError::Canceled),
        "the wait would never have ended"
    );
    assert_eq!(
        server.received_requests().await.unwrap().len(),
        2,
        "the payouts and the ledger once; nothing was asked after that"
    );
}

/// A server that answers each connection with these raw bytes in turn and hangs up; the last for ever.
async fn raw(answers: Vec<Vec<u8>>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        for n in 0.. {
            let (mut socket, _) = listener.accept().await.unwrap();
            let mut buffer = [0; 4096];
            let _ = socket.read(&mut buffer).await;
            let _ = socket
                .write_all(&answers[usize::min(n, answers.len() - 1)])
                .await;
        }
    });
    base
}

fn http(body: &str, length: usize) -> Vec<u8> {
    format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}").into_bytes()
}

#[tokio::test]
async fn a_cut_connection_is_tried_again() {
    let good = r#"{"object":"list","has_more":false,"data":[]}"#;
    for (name, first, why) in [
        (
            "truncated body",
            http(&good[..10], good.len()),
            "half of a body",
        ),
        ("connection reset", Vec::new(), "no answer at all"),
    ] {
        let base = raw(vec![first, http(good, good.len())]).await;
        let got = fetch(&base, RecordedPause::default(), CancellationToken::new()).await;
        got.result.unwrap();
        assert_eq!(got.sink.retries[0].0, name, "{why} is repeated and named");
    }
}

#[tokio::test]
async fn an_endless_body_is_given_up() {
    let account = account(
        Platform::Stripe,
        &raw(vec![http(&"x".repeat(5_000), 5_000)]).await,
    );
    let pause = Arc::new(RecordedPause::default());
    let mut options = options(&pause);
    options.body_limit = 1_000;
    let connector =
        connector_for(&account, MemoryVault::of(Platform::Stripe, KEY), options).unwrap();
    let summary = connector
        .fetch(&job(&account), &mut MemorySink::default())
        .await
        .unwrap();
    assert!(
        matches!(ledger_error(&summary), Some(ConnectError::Malformed { detail, .. }) if detail.contains("1000")),
        "{:?}",
        ledger_error(&summary)
    );
    assert_eq!(
        pause.waits.lock().unwrap().len(),
        0,
        "a longer body is not asked for again"
    );
}

#[tokio::test]
async fn nobody_there_is_unreachable_after_three_attempts() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let got = fetch(&base, RecordedPause::default(), CancellationToken::new()).await;
    let error = got.result.unwrap_err();
    assert!(
        matches!(&error, ConnectError::Unreachable { host, .. } if host == "127.0.0.1"),
        "{error}"
    );
    assert_eq!(
        (error.action(), got.waits.len()),
        (Action::Retry, 2),
        "offline is not cured by asking"
    );
}

const GRANT: &str = r#"{"client_key":"ck","client_secret":"cs","access_token":"at-old","refresh_token":"rt-old","scope":"user.info.basic"}"#;

/// A TikTok that knows only the access token `at-new`, given out once for `rt-old`.
async fn tiktok() -> MockServer {
    let server = MockServer::start().await;
    let invalid = json!({"data": {}, "error": {"code": "access_token_invalid", "message": "", "log_id": "1"}});
    let user = json!({"data": {"user": {"open_id": "o1", "display_name": "Camille"}}, "error": {"code": "ok", "message": "", "log_id": "2"}});
    Mock::given(path("/v2/user/info/"))
        .and(header("authorization", "Bearer at-new"))
        .respond_with(ResponseTemplate::new(200).set_body_json(user))
        .mount(&server)
        .await;
    Mock::given(path("/v2/user/info/"))
        .respond_with(ResponseTemplate::new(401).set_body_json(invalid))
        .with_priority(9)
        .mount(&server)
        .await;
    let tokens = json!({"open_id": "o1", "scope": "user.info.basic", "access_token": "at-new", "expires_in": 7200,
        "refresh_token": "rt-new", "refresh_expires_in": 9, "token_type": "Bearer"});
    Mock::given(path("/v2/oauth/token/"))
        .and(body_string_contains("refresh_token=rt-old"))
        .respond_with(ResponseTemplate::new(200).set_body_json(tokens))
        .up_to_n_times(1)
        .mount(&server)
        .await;
    let dead = json!({"error": "invalid_grant", "error_description": "", "log_id": "3"});
    Mock::given(path("/v2/oauth/token/"))
        .respond_with(ResponseTemplate::new(400).set_body_json(dead))
        .with_priority(9)
        .mount(&server)
        .await;
    server
}

async fn sign_in(
    server: &MockServer,
    vault: &Arc<MemoryVault>,
) -> Result<connectors::Identity, ConnectError> {
    let account = account(Platform::Tiktok, &server.uri());
    let pause = Arc::new(RecordedPause::default());
    let vault = Arc::clone(vault) as Arc<dyn connectors::Vault>;
    connector_for(&account, vault, options(&pause))
        .unwrap()
        .identify(&job(&account))
        .await
}

#[tokio::test]
async fn an_expired_token_is_renewed_and_saved_before_use() {
    let server = tiktok().await;
    let vault = MemoryVault::of(Platform::Tiktok, GRANT);
    let who = sign_in(&server, &vault).await.unwrap();
    assert_eq!(who.external_id, "o1", "the second attempt got through");
    assert_eq!(
        vault.json()["refresh_token"],
        "rt-new",
        "the rotated token is safe"
    );
    assert_eq!(
        vault.json()["expires_at"],
        "2026-11-22T12:00:00Z",
        "with the end of its life"
    );
    sign_in(&server, &vault).await.unwrap();
    assert_eq!(
        *vault.saves.lock().unwrap(),
        1,
        "nothing is renewed while the token lives"
    );
}

#[tokio::test]
async fn a_token_that_cannot_be_saved_is_not_used() {
    let server = tiktok().await;
    let vault = Arc::new(MemoryVault {
        held: Credentials::from_json(Platform::Tiktok, GRANT)
            .unwrap()
            .into(),
        saves: 0.into(),
        locked: true,
    });
    let error = sign_in(&server, &vault).await.unwrap_err();
    assert!(matches!(error, ConnectError::Vault(_)), "{error}");
    let used = server
        .received_requests()
        .await
        .unwrap()
        .iter()
        .filter(|r| {
            r.headers
                .get("authorization")
                .is_some_and(|h| h == "Bearer at-new")
        })
        .count();
    assert_eq!(used, 0, "the new access token was never sent");
}

#[tokio::test]
async fn a_dead_refresh_token_asks_for_a_sign_in() {
    let server = tiktok().await;
    let vault = MemoryVault::of(Platform::Tiktok, &GRANT.replace("rt-old", "rt-dead"));
    let error = sign_in(&server, &vault).await.unwrap_err();
    assert!(
        matches!(&error, ConnectError::SignIn { reason, .. } if reason == "ended"),
        "nothing states how long it was to live: {error}"
    );
    assert!(
        vault.json()["renewing_since"].is_null(),
        "the server's answer is known: no doubt stays on record"
    );
}

#[tokio::test]
async fn credentials_of_another_account_are_refused() {
    let server = tiktok().await;
    let mut account = account(Platform::Tiktok, &server.uri());
    account.external_id = Some("o2".to_owned());
    let pause = Arc::new(RecordedPause::default());
    let connector = connector_for(
        &account,
        MemoryVault::of(Platform::Tiktok, GRANT),
        options(&pause),
    )
    .unwrap();
    let mut sink = MemorySink::default();
    let error = connector
        .fetch(&job(&account), &mut sink)
        .await
        .unwrap_err();
    assert!(
        matches!(&error, ConnectError::AnotherAccount { expected, found } if expected == "o2" && found == "o1"),
        "{error}"
    );
    assert!(sink.pages.is_empty(), "and nothing of it is stored");
}
