//! The parsers on answers of the real format.

use super::*;
use domain::Instant;
use domain::reject::RejectReason;

const USERS: &[u8] = include_bytes!("../../fixtures/twitch/users.json");
const SUBSCRIPTIONS: &[u8] = include_bytes!("../../fixtures/twitch/subscriptions.json");
const VIDEOS: &[u8] = include_bytes!("../../fixtures/twitch/videos.json");

fn now() -> Instant {
    "2026-11-22T06:00:00Z".parse().unwrap()
}

#[test]
fn the_user_is_the_account_and_only_some_have_subscribers() {
    let user = parse_user("GET /helix/users", &USERS.into()).unwrap();
    assert_eq!(
        (
            user.identity.external_id.as_str(),
            user.identity.handle.as_str()
        ),
        ("700000001", "camille_atelier"),
        "the id stays when the login changes"
    );
    assert!(user.monetised, "an affiliate has subscribers");
    let plain = String::from_utf8_lossy(USERS).replace("\"affiliate\"", "\"\"");
    let user = parse_user("x", &plain.as_bytes().into()).unwrap();
    assert!(!user.monetised, "neither affiliate nor partner");
    let nobody = br#"{"data":[]}"#;
    assert!(
        parse_user("x", &nobody[..].into()).is_err(),
        "a token without a user is malformed"
    );
}

#[test]
fn followers_and_viewers_are_stated_or_left_out() {
    let followers = br#"{"total":862,"data":[],"pagination":{}}"#;
    let page = parse_followers("x", &followers[..].into(), now()).unwrap();
    let got: Vec<_> = page
        .metrics
        .iter()
        .map(|m| (m.name.as_str(), m.value, m.day.to_string()))
        .collect();
    assert_eq!(got, [("followers", 862, "2026-11-22".to_owned())], "in UTC");
    let odd = br#"{"total":"many"}"#;
    let page = parse_followers("x", &odd[..].into(), now()).unwrap();
    assert_eq!(
        page.rejects[0].reason,
        RejectReason::NotANumber,
        "text is no count"
    );
    for (body, want) in [
        (r#"{"data":[{"viewer_count":41}]}"#, vec![41]),
        (r#"{"data":[]}"#, vec![]),
    ] {
        let page = parse_stream("x", &body.as_bytes().into(), now()).unwrap();
        let got: Vec<_> = page.metrics.iter().map(|m| m.value).collect();
        assert_eq!(got, want, "{body}: offline is not zero viewers");
    }
}

#[test]
fn subscriptions_are_counted_by_tier() {
    let parsed = parse_subscriptions("x", &SUBSCRIPTIONS.into(), now()).unwrap();
    let got: Vec<_> = parsed
        .page
        .metrics
        .iter()
        .map(|m| (m.name.as_str(), m.value))
        .collect();
    assert_eq!(
        got,
        [("subscribers", 13), ("subscriber_points", 21)],
        "what Twitch states as a whole"
    );
    assert_eq!(
        (parsed.tiers.paid, parsed.tiers.gifts),
        ([1, 0, 1], 1),
        "the rows of this page"
    );
    let reasons: Vec<_> = parsed
        .page
        .rejects
        .iter()
        .map(|r| r.reason.clone())
        .collect();
    assert_eq!(
        reasons,
        [RejectReason::Broken, RejectReason::MissingField],
        "a tier nobody knows, and none at all"
    );
    assert_eq!(parsed.next.as_deref(), Some("eyJiIjpudWxsfQ"), "it goes on");
}

#[test]
fn videos_keep_what_is_stated() {
    let parsed = parse_videos("x", &VIDEOS.into(), now()).unwrap();
    let got: Vec<_> = parsed
        .page
        .posts
        .iter()
        .map(|p| (p.external_id.as_deref().unwrap(), p.seconds, p.views))
        .collect();
    assert_eq!(
        got,
        [
            ("2200000001", Some(10_941), Some(312)),
            ("2200000002", None, Some(44)),
        ],
        "a length that cannot be read is unknown"
    );
    assert_eq!(
        parsed.page.rejects[0].reason,
        RejectReason::NotADate,
        "a date that is none waits for review"
    );
    assert_eq!(parsed.next, None, "an empty pagination is the end");
}
