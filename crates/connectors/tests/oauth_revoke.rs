//! Giving grants back: in each platform's own form, and every way it can end.

mod http_support;

use connectors::oauth::give_back;
use connectors::{ConnectError, Credentials};
use domain::account::Platform;
use http_support::*;
use std::collections::BTreeMap;
use std::sync::Arc;
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

const GRANT: &str =
    r#"{"client_id":"id-1","client_secret":"cs-1","access_token":"at-1","refresh_token":"rt-1"}"#;

async fn ended(platform: Platform, text: &str, server: &MockServer) -> Result<bool, ConnectError> {
    let job = job(&account(platform, &server.uri()));
    let credentials = Credentials::from_json(platform, text).unwrap();
    let pause = Arc::new(RecordedPause::default());
    give_back(&credentials, options(&pause), &job).await
}

#[tokio::test]
async fn each_platform_is_asked_in_its_own_form() {
    for (platform, place, form) in [
        (
            Platform::Tiktok,
            "/v2/oauth/revoke/",
            &[
                ("token", "at-1"),
                ("client_key", "id-1"),
                ("client_secret", "cs-1"),
            ][..],
        ),
        (Platform::Youtube, "/revoke", &[("token", "rt-1")]),
    ] {
        let server = MockServer::start().await;
        Mock::given(method("POST"))
            .and(path(place))
            .respond_with(ResponseTemplate::new(200))
            .mount(&server)
            .await;
        let told = ended(platform, GRANT, &server).await.unwrap();
        assert!(told, "{platform}: an empty answer is a success");
        let asked = server.received_requests().await.unwrap();
        assert_eq!(asked.len(), 1, "{platform}: asked once");
        let sent: BTreeMap<String, String> = url::form_urlencoded::parse(&asked[0].body)
            .into_owned()
            .collect();
        let want = form.iter().map(|(k, v)| (k.to_string(), v.to_string()));
        assert_eq!(sent, want.collect(), "{platform}: what is sent");
    }
}

#[tokio::test]
async fn only_a_live_grant_that_stands_is_an_error() {
    for (status, body, good, why) in [
        (200, "{}", true, "an object says nothing more"),
        (
            400,
            r#"{"error":"invalid_token"}"#,
            true,
            "it was dead already",
        ),
        (
            400,
            r#"{"error":"invalid_client"}"#,
            false,
            "the app's secret is wrong",
        ),
        (
            200,
            r#"{"error":"access_denied"}"#,
            false,
            "a refusal with a good status",
        ),
        (404, "<html>", false, "no such place"),
        (503, "", false, "the platform is down"),
    ] {
        let server = MockServer::start().await;
        Mock::given(path("/revoke"))
            .respond_with(ResponseTemplate::new(status).set_body_string(body))
            .mount(&server)
            .await;
        let told = ended(Platform::Youtube, GRANT, &server).await;
        assert_eq!(told.is_ok(), good, "{why}: {told:?}");
        let words = format!("{told:?}");
        assert!(
            !words.contains("rt-1") && !words.contains("cs-1"),
            "{words}"
        );
    }
}

#[tokio::test]
async fn nothing_is_sent_where_there_is_nothing_to_give_back() {
    let server = MockServer::start().await;
    for (platform, text) in [
        (Platform::Stripe, "rk_test_1"),
        (Platform::Twitch, GRANT),
        (Platform::Gumroad, r#"{"access_token":"at-1"}"#),
    ] {
        let told = ended(platform, text, &server).await.unwrap();
        assert!(!told, "{platform} has a key, or no known place");
    }
    assert_eq!(server.received_requests().await.unwrap().len(), 0);
}
