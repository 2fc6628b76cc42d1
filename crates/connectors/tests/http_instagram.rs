//! Instagram's token, which renews itself while it lives, and what is kept of an account with little to tell.

mod http_support;

use connectors::source::Connector;
use connectors::{Action, ConnectError, Vault, connector_for};
use domain::account::Platform;
use domain::{Account, Instant};
use http_support::*;
use sandbox::{SandboxHandle, SandboxOptions};
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;
use wiremock::matchers::{path, query_param};
use wiremock::{Mock, MockServer, ResponseTemplate};

struct Seat {
    account: Account,
    vault: Arc<MemoryVault>,
    pause: Arc<RecordedPause>,
    connector: Box<dyn Connector>,
}

fn seat(base: &str, credentials: &str) -> Seat {
    let account = account(Platform::Instagram, base);
    let vault = MemoryVault::of(Platform::Instagram, credentials);
    let pause = Arc::new(RecordedPause::default());
    let held: Arc<dyn Vault> = Arc::<MemoryVault>::clone(&vault);
    let connector = connector_for(&account, held, options(&pause)).unwrap();
    Seat {
        account,
        vault,
        pause,
        connector,
    }
}

async fn start() -> (SandboxHandle, Seat) {
    let options = SandboxOptions {
        days: 120,
        ..SandboxOptions::new(now().0)
    };
    let sandbox = sandbox::serve(options).await.unwrap();
    let offered = sandbox
        .accounts()
        .into_iter()
        .find(|a| a.platform == "instagram")
        .unwrap();
    let seat = seat(&offered.base_url, &offered.credentials.to_string());
    (sandbox, seat)
}

async fn fetch(
    seat: &Seat,
    at: Instant,
) -> Result<(connectors::Summary, MemorySink), ConnectError> {
    let mut job = job(&seat.account);
    job.now = at;
    let mut sink = MemorySink::default();
    let summary = seat.connector.fetch(&job, &mut sink).await?;
    Ok((summary, sink))
}

fn later(days: i64) -> Instant {
    Instant(now().0 + chrono::Duration::days(days))
}

#[tokio::test]
async fn the_token_is_renewed_weekly_while_it_lives_and_never_afterwards() {
    let (sandbox, seat) = start().await;
    let token = || {
        seat.vault.json()["access_token"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    let pasted = token();
    fetch(&seat, now()).await.unwrap();
    assert_eq!(
        token(),
        pasted,
        "a token that is no day old is good as it is"
    );
    sandbox.set_now(later(2).0);
    fetch(&seat, later(2)).await.unwrap();
    let second = token();
    assert_ne!(second, pasted, "two days later it was renewed");
    let end = seat.vault.json()["expires_at"].as_str().unwrap().to_owned();
    assert_eq!(end, later(62).to_string(), "for another sixty days");
    sandbox.set_now(later(5).0);
    fetch(&seat, later(5)).await.unwrap();
    assert_eq!(token(), second, "not again within the week");
    sandbox.set_now(later(80).0);
    let error = fetch(&seat, later(80)).await.err().unwrap();
    assert_eq!(
        error.action(),
        Action::SignIn,
        "once dead it cannot be renewed: {error}"
    );
    assert_eq!(token(), second, "and nothing is put in its place");
}

#[tokio::test]
async fn the_newest_posts_have_views_and_the_rest_is_unknown() {
    let (_sandbox, seat) = start().await;
    let (summary, sink) = fetch(&seat, now()).await.unwrap();
    assert!(!summary.partial(), "{summary:?}");
    let notes: Vec<_> = summary
        .notes
        .iter()
        .map(|n| (n.code, n.detail.as_str()))
        .collect();
    assert_eq!(
        notes,
        [("money_by_file", "instagram")],
        "money is not here, and it is said where it is"
    );
    let posts: Vec<_> = sink.pages.iter().flat_map(|p| &p.page.posts).collect();
    assert!(posts.len() > 25, "more than are asked for views");
    let fresh = later(-2);
    for (n, post) in posts.iter().enumerate() {
        let told = n < 25 && post.published < fresh;
        assert_eq!(
            post.views.is_some(),
            told,
            "{n} {}: within two days, and behind the newest, unknown",
            post.published
        );
    }
    let views = sink
        .pages
        .iter()
        .flat_map(|p| &p.page.metrics)
        .filter(|m| m.name == "reach_by_day")
        .map(|m| m.day)
        .max()
        .unwrap();
    assert_eq!(
        views.to_string(),
        "2026-11-20",
        "two Pacific days behind the clock"
    );
}

#[tokio::test]
async fn a_refused_metric_and_a_throttle_leave_the_rest() {
    let server = MockServer::start().await;
    let me = json!({"user_id": "1", "username": "a", "followers_count": 80, "id": "2"});
    Mock::given(path("/v25.0/me"))
        .respond_with(ResponseTemplate::new(200).set_body_json(me))
        .mount(&server)
        .await;
    Mock::given(path("/v25.0/1/media"))
        .respond_with(ResponseTemplate::new(200).set_body_json(json!({"data": []})))
        .mount(&server)
        .await;
    let error = |code: i64| {
        ResponseTemplate::new(400).set_body_json(json!({"error": {"code": code, "message": "x"}}))
    };
    Mock::given(path("/v25.0/1/insights"))
        .and(query_param("metric", "reach"))
        .respond_with(error(4).insert_header(
            "x-business-use-case-usage",
            r#"{"1":[{"estimated_time_to_regain_access":2}]}"#,
        ))
        .up_to_n_times(1)
        .mount(&server)
        .await;
    Mock::given(path("/v25.0/1/insights"))
        .and(query_param("metric", "follower_count"))
        .respond_with(error(10))
        .mount(&server)
        .await;
    Mock::given(path("/v25.0/1/insights"))
        .respond_with(ResponseTemplate::new(200).set_body_json(json!({"data": []})))
        .mount(&server)
        .await;
    let renewed = r#"{"access_token":"IGAAinvented","renew_at":"2026-12-01T00:00:00Z"}"#;
    let seat = seat(&server.uri(), renewed);
    let (summary, sink) = fetch(&seat, now()).await.unwrap();
    assert!(!summary.partial(), "{summary:?}");
    assert_eq!(
        *seat.pause.waits.lock().unwrap(),
        [Duration::from_secs(120)],
        "waited the two minutes Meta named"
    );
    let notes: Vec<_> = summary.notes.iter().map(|n| n.detail.as_str()).collect();
    assert_eq!(
        notes,
        ["instagram", "follower_count"],
        "below a hundred followers that one is not told"
    );
    let names: Vec<_> = sink
        .pages
        .iter()
        .flat_map(|p| &p.page.metrics)
        .map(|m| m.name.as_str())
        .collect();
    assert_eq!(names, ["followers"], "no zero is made up");
}
