//! YouTube's money beyond the shared suite: payments, months by video, and metrics a channel is not given.

mod http_support;

use connectors::source::Connector;
use connectors::{Vault, connector_for};
use domain::account::Platform;
use domain::{Account, Instant, PayoutState};
use http_support::*;
use sandbox::{SandboxHandle, SandboxOptions};
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::Arc;
use wiremock::matchers::{method, path, query_param};
use wiremock::{Mock, MockServer, ResponseTemplate};

async fn start(days: u32) -> SandboxHandle {
    let options = SandboxOptions {
        days,
        ..SandboxOptions::new(now().0)
    };
    sandbox::serve(options).await.unwrap()
}

fn connect(sandbox: &SandboxHandle) -> (Account, Box<dyn Connector>) {
    let offered = sandbox
        .accounts()
        .into_iter()
        .find(|a| a.platform == "youtube")
        .unwrap();
    let account = account(Platform::Youtube, &offered.base_url);
    let vault: Arc<dyn Vault> =
        MemoryVault::of(Platform::Youtube, &offered.credentials.to_string());
    let connector = connector_for(&account, vault, options(&Arc::default())).unwrap();
    (account, connector)
}

#[tokio::test]
async fn payments_and_the_open_figure_are_the_closed_months_to_the_cent() {
    let sandbox = start(1_095).await;
    let (account, connector) = connect(&sandbox);
    let mut sink = MemorySink::default();
    let summary = connector.fetch(&job(&account), &mut sink).await.unwrap();
    assert!(!summary.partial(), "{summary:?}");
    let payouts: Vec<_> = sink.pages.iter().flat_map(|p| &p.page.payouts).collect();
    assert!(
        payouts.len() > 8 && payouts.iter().all(|p| p.state == PayoutState::Paid),
        "years of payments, not {}",
        payouts.len()
    );
    let sent: i64 = payouts.iter().map(|p| p.amount.micros).sum();
    let open: i64 = sink
        .pages
        .iter()
        .flat_map(|p| &p.page.metrics)
        .filter(|m| m.name == "adsense_unpaid_usd_micros")
        .map(|m| m.value)
        .sum();
    // October closed on the tenth of November, and the clock of the test stands on the 22nd
    let closed = "2026-11-01".parse().unwrap();
    let earned: i64 = sink
        .stored()
        .values()
        .filter(|e| e.day < closed)
        .map(|e| e.money.net)
        .sum();
    assert_eq!(
        earned / 10_000 * 10_000,
        sent + open,
        "what was sent and what is open is what the closed months earned, cut to cents"
    );
    assert_eq!(
        summary.skipped,
        BTreeMap::from([("adsense payment for other ads".to_owned(), 1)]),
        "the figure for ads elsewhere is named, not read"
    );
}

#[tokio::test]
async fn a_settled_month_by_video_is_read_once() {
    let sandbox = start(200).await;
    let (account, connector) = connect(&sandbox);
    let mut sink = MemorySink::default();
    connector.fetch(&job(&account), &mut sink).await.unwrap();
    let months = |sink: &MemorySink, from: usize| {
        sink.pages
            .iter()
            .skip(from)
            .filter(|p| p.page.feed == connectors::youtube::BY_VIDEO_FEED)
            .count()
    };
    assert_eq!(
        months(&sink, 0),
        7,
        "from May, when the channel began, to November"
    );
    let seen = sink.pages.len();
    connector.fetch(&job(&account), &mut sink).await.unwrap();
    assert_eq!(
        months(&sink, seen),
        2,
        "October, which is still corrected, and November"
    );
    let mut full = job(&account);
    full.full = true;
    let seen = sink.pages.len();
    connector.fetch(&full, &mut sink).await.unwrap();
    assert_eq!(months(&sink, seen), 7, "all of them when asked to");
    let later = now().0 + chrono::Duration::days(20);
    sandbox.set_now(later);
    let mut job = job(&account);
    job.now = Instant(later);
    let seen = sink.pages.len();
    connector.fetch(&job, &mut sink).await.unwrap();
    assert_eq!(
        months(&sink, seen),
        3,
        "October once more, November and December"
    );
}

fn table(names: &[&str], row: serde_json::Value) -> serde_json::Value {
    let headers: Vec<_> = names.iter().map(|name| json!({"name": name})).collect();
    json!({"columnHeaders": headers, "rows": [row]})
}

/// A channel of which `likes`-like metrics may be refused; everything not mounted answers 404.
async fn channel(server: &MockServer) {
    let body = json!({"items": [{
        "id": "UCinvented000000000000a",
        "snippet": {"title": "Atelier", "publishedAt": "2026-10-20T10:00:00Z"},
        "statistics": {"subscriberCount": "12"},
    }]});
    Mock::given(path("/youtube/v3/channels"))
        .respond_with(ResponseTemplate::new(200).set_body_json(body))
        .mount(server)
        .await;
}

fn refusal(status: u16, reason: &str) -> ResponseTemplate {
    ResponseTemplate::new(status)
        .set_body_json(json!({"error": {"code": status, "errors": [{"reason": reason}]}}))
}

async fn fetch(server: &MockServer) -> (connectors::Summary, MemorySink) {
    let account = account(Platform::Youtube, &server.uri());
    let vault: Arc<dyn Vault> = MemoryVault::of(
        Platform::Youtube,
        r#"{"client_id":"a","client_secret":"b","access_token":"c","refresh_token":"d"}"#,
    );
    let connector = connector_for(&account, vault, options(&Arc::default())).unwrap();
    let mut sink = MemorySink::default();
    let summary = connector.fetch(&job(&account), &mut sink).await.unwrap();
    (summary, sink)
}

#[tokio::test]
async fn one_metric_that_is_refused_does_not_take_the_others_along() {
    let server = MockServer::start().await;
    channel(&server).await;
    for metric in ["views", "estimatedMinutesWatched", "subscribersGained"] {
        Mock::given(path("/v2/reports"))
            .and(query_param("metrics", metric))
            .respond_with(
                ResponseTemplate::new(200)
                    .set_body_json(table(&["day", metric], json!(["2026-11-18", 7]))),
            )
            .mount(&server)
            .await;
    }
    Mock::given(path("/v2/reports"))
        .and(query_param("metrics", "estimatedRevenue"))
        .respond_with(refusal(403, "forbidden"))
        .mount(&server)
        .await;
    Mock::given(path("/v2/reports"))
        .respond_with(refusal(400, "badRequest"))
        .mount(&server)
        .await;
    Mock::given(method("GET"))
        .and(path("/v2/accounts"))
        .respond_with(refusal(403, "insufficientPermissions"))
        .mount(&server)
        .await;
    let (summary, sink) = fetch(&server).await;
    assert!(!summary.partial(), "nothing failed: {summary:?}");
    let notes: Vec<_> = summary
        .notes
        .iter()
        .map(|n| (n.code, n.detail.as_str()))
        .collect();
    assert_eq!(
        notes,
        [
            ("metric_refused", "subscribersLost"),
            ("monetary_unavailable", "forbidden"),
            ("adsense_unavailable", "insufficientPermissions"),
        ],
        "each thing that cannot be had is said once"
    );
    let names: Vec<_> = sink
        .pages
        .iter()
        .flat_map(|p| &p.page.metrics)
        .filter(|m| m.day.to_string() == "2026-11-18")
        .map(|m| m.name.as_str())
        .collect();
    assert_eq!(
        names,
        [
            "views_by_day",
            "minutes_watched_by_day",
            "subscribers_gained_by_day"
        ],
        "the metrics that are given are read"
    );
}

#[tokio::test]
async fn a_google_account_without_adsense_is_no_failure() {
    let server = MockServer::start().await;
    channel(&server).await;
    Mock::given(path("/v2/reports"))
        .respond_with(ResponseTemplate::new(200).set_body_json(json!({"columnHeaders": []})))
        .mount(&server)
        .await;
    Mock::given(path("/v2/accounts"))
        .respond_with(ResponseTemplate::new(200).set_body_json(json!({})))
        .mount(&server)
        .await;
    let (summary, sink) = fetch(&server).await;
    assert!(!summary.partial(), "{summary:?}");
    let notes: Vec<_> = summary
        .notes
        .iter()
        .map(|n| (n.code, n.detail.as_str()))
        .collect();
    assert_eq!(notes, [("adsense_unavailable", "no account")], "it is said");
    assert!(
        sink.entries().is_empty() && sink.ends.iter().all(|e| e.complete.is_none()),
        "days without rows are not called complete"
    );
}
