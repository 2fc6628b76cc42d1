//! Patreon against a scripted server: pages, waits in the body, tokens that cannot be renewed.

mod http_support;

use connectors::{Action, ConnectError, connector_for};
use domain::Account;
use domain::account::Platform;
use http_support::*;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;
use wiremock::matchers::path;
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

const TOKEN: &str = r#"{"access_token":"at-fixture"}"#;

fn query(request: &Request, name: &str) -> Option<String> {
    let pair = request.url.query_pairs().find(|(k, _)| k == name);
    pair.map(|(_, v)| v.into_owned())
}

fn page(n: usize, next: Option<&str>) -> Value {
    let member = format!("member-{n}");
    json!({"data": [{"id": member, "type": "member", "attributes": {}}],
        "included": [{"id": format!("subscription:{n}"), "type": "pledge-event", "attributes": {"amount_cents": 500, "currency_code": "EUR",
            "date": "2026-11-01T08:00:00.000+00:00", "payment_status": "Paid", "type": "subscription"}}],
        "meta": {"pagination": {"cursors": {"next": next}, "total": 3}}})
}

async fn server() -> (MockServer, Account) {
    let server = MockServer::start().await;
    Mock::given(path("/api/oauth2/v2/campaigns"))
        .respond_with(ResponseTemplate::new(200).set_body_raw(
            include_bytes!("../fixtures/patreon/campaigns.json").to_vec(),
            "application/json",
        ))
        .mount(&server)
        .await;
    let account = account(Platform::Patreon, &server.uri());
    (server, account)
}

async fn sync(
    account: &Account,
    sink: &mut MemorySink,
) -> (Result<connectors::Summary, ConnectError>, Vec<Duration>) {
    let pause = Arc::new(RecordedPause::default());
    let connector = connector_for(
        account,
        MemoryVault::of(Platform::Patreon, TOKEN),
        options(&pause),
    )
    .unwrap();
    let result = connector.fetch(&job(account), sink).await;
    let waits = pause.waits.lock().unwrap().clone();
    (result, waits)
}

#[tokio::test]
async fn members_are_walked_to_the_last_cursor_each_time() {
    let (server, account) = server().await;
    Mock::given(path("/api/oauth2/v2/campaigns/1234560/members"))
        .respond_with(|request: &Request| {
            let body = match query(request, "page[cursor]").as_deref() {
                None => page(1, Some("two")),
                Some("two") => page(2, Some("three")),
                _ => page(3, None),
            };
            ResponseTemplate::new(200).set_body_json(body)
        })
        .mount(&server)
        .await;
    let mut sink = MemorySink::default();
    let (result, _) = sync(&account, &mut sink).await;
    let summary = result.unwrap();
    assert_eq!(sink.stored().len(), 3, "a charge of each member");
    let end = sink.ends.last().unwrap().complete.unwrap();
    assert_eq!(
        end.from.number(),
        0,
        "everything was shown, so what is missing is gone"
    );
    let notes: Vec<_> = summary
        .notes
        .iter()
        .map(|n| (n.code, n.detail.as_str()))
        .collect();
    assert_eq!(
        notes,
        [("not_given", "fees, tax, payouts")],
        "what Patreon does not give is said"
    );
    let requests = server.received_requests().await.unwrap();
    let raw = requests.last().unwrap().url.query().unwrap();
    assert!(
        raw.contains("fields%5Bpledge-event%5D="),
        "brackets are percent-encoded: {raw}"
    );
    assert!(
        !raw.contains("full_name") && !raw.contains("email"),
        "no member's name is asked for: {raw}"
    );
    assert!(
        requests
            .iter()
            .all(|r| r.headers.get("user-agent").is_some()),
        "each request names its sender"
    );
}

#[tokio::test]
async fn a_wait_that_stands_in_the_body_is_honoured() {
    let (server, account) = server().await;
    Mock::given(path("/api/oauth2/v2/campaigns/1234560/members"))
        .respond_with(ResponseTemplate::new(429).set_body_json(json!({"errors": [{"code_name": "RequestThrottled", "status": "429", "retry_after_seconds": 7}]})))
        .up_to_n_times(1)
        .mount(&server)
        .await;
    Mock::given(path("/api/oauth2/v2/campaigns/1234560/members"))
        .respond_with(ResponseTemplate::new(200).set_body_json(page(1, None)))
        .mount(&server)
        .await;
    let mut sink = MemorySink::default();
    let (result, waits) = sync(&account, &mut sink).await;
    assert!(!result.unwrap().partial(), "it passed");
    assert_eq!(waits, [Duration::from_secs(7)], "seven seconds, as asked");
}

#[tokio::test]
async fn refusals_say_what_to_do() {
    let cases = [
        (
            401,
            "Unauthorized",
            Action::SignIn,
            "a token at its end, with nothing to renew it",
        ),
        (403, "Forbidden", Action::Skip, "a scope that is missing"),
        (400, "BadRequest", Action::Skip, "a wrong request"),
    ];
    for (status, name, action, why) in cases {
        let (server, account) = server().await;
        Mock::given(path("/api/oauth2/v2/campaigns/1234560/members"))
            .respond_with(ResponseTemplate::new(status).set_body_json(
                json!({"errors": [{"code_name": name, "status": status.to_string()}]}),
            ))
            .mount(&server)
            .await;
        let mut sink = MemorySink::default();
        let (result, _) = sync(&account, &mut sink).await;
        let error = match result {
            Ok(summary) => summary.feeds.into_iter().find_map(|f| f.error).unwrap(),
            Err(error) => error,
        };
        assert_eq!(error.action(), action, "{why}: {error}");
        assert!(sink.ends.is_empty(), "{why}: nothing is called complete");
    }
}

#[tokio::test]
async fn a_token_that_may_not_read_all_is_told_which_permissions_it_lacks() {
    for (campaigns, members, missing) in [
        (200, 200, vec![]),
        (200, 403, vec!["campaigns.members"]),
        (403, 403, vec!["campaigns"]),
    ] {
        let server = MockServer::start().await;
        let answer = |status: u16, body: &[u8]| match status {
            200 => ResponseTemplate::new(200).set_body_raw(body.to_vec(), "application/json"),
            _ => ResponseTemplate::new(status)
                .set_body_json(json!({"errors": [{"code_name": "Forbidden", "status": "403"}]})),
        };
        let fixture = include_bytes!("../fixtures/patreon/campaigns.json");
        Mock::given(path("/api/oauth2/v2/campaigns"))
            .respond_with(answer(campaigns, fixture))
            .mount(&server)
            .await;
        Mock::given(path("/api/oauth2/v2/campaigns/1234560/members"))
            .respond_with(answer(members, br#"{"data": []}"#))
            .mount(&server)
            .await;
        let account = account(Platform::Patreon, &server.uri());
        let vault = MemoryVault::of(Platform::Patreon, TOKEN);
        let pause = Arc::new(RecordedPause::default());
        let connector = connector_for(&account, vault, options(&pause)).unwrap();
        let found = connector.missing(&job(&account)).await.unwrap();
        assert_eq!(
            found, missing,
            "campaigns answer {campaigns}, members {members}"
        );
    }
}
