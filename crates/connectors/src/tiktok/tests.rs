//! The parsers and the sign-in address, on answers of the real format.

use super::*;
use crate::oauth::{BrowserSignIn, Challenge, Client, SignInOptions, pkce};
use crate::secret::Secret;
use domain::Instant;
use domain::reject::RejectReason;

const USER: &[u8] = include_bytes!("../../fixtures/tiktok/user_info.json");
const VIDEOS: &[u8] = include_bytes!("../../fixtures/tiktok/video_list.json");

fn now() -> Instant {
    "2026-11-22T10:00:00Z".parse().unwrap()
}

#[test]
fn the_profile_states_figures_or_nothing() {
    let (page, who) = parse_user_info("GET /v2/user/info/", &USER.into(), now()).unwrap();
    assert_eq!(
        (who.external_id.as_str(), who.handle.as_str()),
        ("-000FixtureOpenId", "camille.atelier"),
        "the handle is the user name"
    );
    let got: Vec<_> = page
        .metrics
        .iter()
        .map(|m| (m.name.as_str(), m.value, m.day.to_string()))
        .collect();
    assert_eq!(
        got,
        [("followers", 12_480, "2026-11-22".to_owned())],
        "null likes are unknown, not zero"
    );
    let at = page.metrics[0].locator.as_ref().unwrap();
    assert_eq!(
        &USER[at.start as usize..][..at.len as usize],
        b"12480",
        "the locator is the number itself"
    );
    assert_eq!(
        page.rejects[0].reason,
        RejectReason::NotANumber,
        "a word for a count waits for review"
    );
}

#[test]
fn videos_become_posts_with_what_is_stated() {
    let list = parse_videos("POST /v2/video/list/, page 1", &VIDEOS.into(), now()).unwrap();
    assert_eq!(
        (list.has_more, list.cursor),
        (true, Some(1_794_800_000_000)),
        "the cursor is in milliseconds"
    );
    let got: Vec<_> = list
        .page
        .posts
        .iter()
        .map(|p| {
            (
                p.external_id.as_deref().unwrap(),
                p.title.as_str(),
                p.published.seconds(),
                p.views,
                p.likes,
            )
        })
        .collect();
    assert_eq!(
        got,
        [
            (
                "7300000000000000002",
                "Mon atelier de 9 m² 🧵",
                1_795_000_000,
                Some(71_000),
                Some(3_100)
            ),
            (
                "7300000000000000001",
                "Hemming, slowly",
                1_794_900_000,
                Some(900),
                None
            ),
        ],
        "an empty title gives way to the description; a missing counter is unknown"
    );
    assert_eq!(
        list.page.rejects[0].reason,
        RejectReason::MissingField,
        "a video without id waits for review"
    );
}

#[tokio::test]
async fn the_sign_in_address_has_what_tiktok_asks_for() {
    let options = SignInOptions {
        provider: &SIGN_IN,
        client: Client {
            id: "awfixture".to_owned(),
            secret: Some(Secret::new("hidden")),
            testing: false,
        },
        http: HttpOptions::default(),
    };
    let account = domain::Account {
        id: domain::AccountId(1),
        platform: Platform::Tiktok,
        handle: String::new(),
        region: None,
        base_url: None,
        external_id: None,
        manual: false,
        added_at: now(),
    };
    let job = crate::Job {
        account,
        now: now(),
        full: false,
        cancel: Default::default(),
    };
    let mut random = [7; 64];
    random[32..].fill(8);
    let ask = BrowserSignIn::begin(options, &random, &job).await.unwrap();
    let url = ask.address();
    assert!(
        url.as_str()
            .starts_with("https://www.tiktok.com/v2/auth/authorize/?"),
        "the trailing slash stays: {url}"
    );
    let query: std::collections::BTreeMap<_, _> = url.query_pairs().collect();
    assert_eq!(query["client_key"], "awfixture", "TikTok's name for the id");
    assert_eq!(
        query["scope"], "user.info.basic,user.info.profile,user.info.stats,video.list",
        "scopes are comma separated"
    );
    assert_eq!(query["code_challenge"].len(), 64, "the challenge is hex");
    assert_eq!(
        query["code_challenge_method"], "S256",
        "and still called S256"
    );
    let back = url::Url::parse(&query["redirect_uri"]).unwrap();
    assert_eq!(back.host_str(), Some("127.0.0.1"), "back to this machine");
    assert!(back.port().is_some(), "TikTok wants the port written");
    assert_eq!(back.path(), "/callback/", "as registered");
    let verifier = pkce(&[7; 32], Challenge::Hex).verifier;
    for secret in [verifier.expose(), "hidden"] {
        assert!(!url.as_str().contains(secret), "no secret leaves");
    }
}
