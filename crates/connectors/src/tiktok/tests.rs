//! The parsers and the sign-in address, on answers of the real format.

use super::*;
use crate::oauth::{Challenge, pkce};
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

#[test]
fn the_sign_in_address_has_what_tiktok_asks_for() {
    let pair = pkce(&[7; 32], Challenge::Hex);
    let url = authorize_url(
        None,
        "awfixture",
        &["user.info.basic", "video.list"],
        "http://127.0.0.1:4711/callback/",
        "s1",
        &pair,
    )
    .unwrap();
    assert!(
        url.as_str()
            .starts_with("https://www.tiktok.com/v2/auth/authorize/?"),
        "the trailing slash stays: {url}"
    );
    let query: std::collections::BTreeMap<_, _> = url.query_pairs().collect();
    assert_eq!(
        query["scope"], "user.info.basic,video.list",
        "scopes are comma separated"
    );
    assert_eq!(query["code_challenge"].len(), 64, "the challenge is hex");
    assert_eq!(
        query["code_challenge_method"], "S256",
        "and still called S256"
    );
    assert!(
        !url.as_str().contains(pair.verifier.expose()),
        "the verifier stays here"
    );
}
