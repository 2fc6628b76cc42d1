//! The parsers on answers of the real format.

use super::*;
use domain::Instant;
use domain::reject::RejectReason;

const ME: &[u8] = include_bytes!("../../fixtures/instagram/me.json");
const MEDIA: &[u8] = include_bytes!("../../fixtures/instagram/media.json");
const REACH: &[u8] = include_bytes!("../../fixtures/instagram/reach.json");

fn now() -> Instant {
    "2026-11-22T06:00:00Z".parse().unwrap()
}

#[test]
fn the_profile_states_its_figures() {
    let (page, who) = parse_profile("GET /me", &ME.into(), now()).unwrap();
    assert_eq!(
        (who.external_id.as_str(), who.handle.as_str()),
        ("17841400000000001", "camille.atelier"),
        "the account's id, not the one of the app's view of it"
    );
    let got: Vec<_> = page
        .metrics
        .iter()
        .map(|m| (m.name.as_str(), m.value, m.day.to_string()))
        .collect();
    let day = "2026-11-21".to_owned();
    assert_eq!(
        got,
        [("followers", 5_310, day.clone()), ("media_count", 214, day)],
        "on the Pacific day of reading"
    );
    assert_eq!(
        page.rejects[0].reason,
        RejectReason::NotANumber,
        "text is no count"
    );
    assert!(
        parse_profile("x", &br#"{"id":"1"}"#[..].into(), now()).is_err(),
        "nobody is nobody's profile"
    );
}

#[test]
fn media_keep_what_is_stated() {
    let parsed = parse_media("GET media", &MEDIA.into(), now()).unwrap();
    let got: Vec<_> = parsed
        .page
        .posts
        .iter()
        .map(|p| (p.title.as_str(), p.likes, p.comments, p.views))
        .collect();
    assert_eq!(
        got,
        [
            ("Avant, après", Some(210), Some(9), None),
            ("", None, Some(2), None)
        ],
        "the first line of the caption; hidden likes and views not asked for are unknown"
    );
    assert_eq!(
        parsed.page.posts[0].published.to_string(),
        "2026-11-18T12:04:09Z",
        "an offset without a colon"
    );
    let reasons: Vec<_> = parsed
        .page
        .rejects
        .iter()
        .map(|r| r.reason.clone())
        .collect();
    assert_eq!(
        reasons,
        [RejectReason::NotADate, RejectReason::MissingField],
        "a time that is none, and no id"
    );
    assert_eq!(parsed.next.as_deref(), Some("QVFIb"), "it goes on");
    let last = br#"{"data":[],"paging":{"cursors":{"after":"QVFIb"}}}"#;
    let parsed = parse_media("x", &last[..].into(), now()).unwrap();
    assert_eq!(parsed.next, None, "a cursor without a next page is the end");
}

#[test]
fn an_empty_set_is_unknown_and_zero_is_zero() {
    let (page, newest) = parse_series("GET insights", &REACH.into(), now()).unwrap();
    let got: Vec<_> = page
        .metrics
        .iter()
        .map(|m| (m.name.as_str(), m.value, m.day.to_string()))
        .collect();
    assert_eq!(
        got,
        [
            ("reach_by_day", 812, "2026-11-18".to_owned()),
            ("reach_by_day", 0, "2026-11-19".to_owned())
        ],
        "each value on the day its end closes; a stated zero is a zero"
    );
    assert_eq!(newest.unwrap().to_string(), "2026-11-19", "the last value");
    let reasons: Vec<_> = page.rejects.iter().map(|r| r.reason.clone()).collect();
    assert_eq!(
        reasons,
        [RejectReason::NotADate, RejectReason::NotANumber],
        "an end that is none, a value that is none"
    );
    let none = br#"{"data":[]}"#;
    let (page, newest) = parse_series("x", &none[..].into(), now()).unwrap();
    assert_eq!(
        (page.rows(), newest),
        (0, None),
        "an empty set says nothing"
    );
    let figures = parse_media_insights(
        "x",
        &br#"{"data":[{"name":"views","values":[{"value":7}]},{"name":"shares","values":[]}]}"#[..]
            .into(),
    )
    .unwrap();
    assert_eq!(
        (figures.get("views"), figures.get("shares")),
        (Some(&7), None),
        "and so it is for one media"
    );
}

#[test]
fn totals_belong_to_the_day_asked_for() {
    let body = br#"{"data":[{"name":"views","period":"day","total_value":{"value":1380}},{"name":"profile_views","total_value":{}},{"name":"total_interactions"}]}"#;
    let day = "2026-11-19".parse().unwrap();
    let page = parse_totals("x", &body[..].into(), day, now()).unwrap();
    let got: Vec<_> = page
        .metrics
        .iter()
        .map(|m| (m.name.as_str(), m.value, m.day.to_string()))
        .collect();
    assert_eq!(
        got,
        [("views_by_day", 1_380, "2026-11-19".to_owned())],
        "what is stated, nothing else"
    );
}
