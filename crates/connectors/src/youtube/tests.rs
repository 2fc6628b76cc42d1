//! The parsers on answers of the real format.

use super::*;
use domain::reject::RejectReason;
use domain::{Instant, Status};

const CHANNEL: &[u8] = include_bytes!("../../fixtures/youtube/channels.json");
const VIDEOS: &[u8] = include_bytes!("../../fixtures/youtube/videos.json");
const REVENUE: &[u8] = include_bytes!("../../fixtures/youtube/revenue.json");

fn now() -> Instant {
    "2026-11-22T06:00:00Z".parse().unwrap()
}

#[test]
fn counters_are_strings_and_days_are_pacific() {
    let (page, channel) =
        parse_channel("GET /youtube/v3/channels", &CHANNEL.into(), now()).unwrap();
    let got: Vec<_> = page
        .metrics
        .iter()
        .map(|m| (m.name.as_str(), m.value, m.day.to_string()))
        .collect();
    let day = "2026-11-21".to_owned();
    assert_eq!(
        got,
        [
            ("followers", 3_920, day.clone()),
            ("lifetime_views", 812_345, day.clone()),
            ("active_videos", 61, day)
        ],
        "six in the morning UTC is still the day before in California"
    );
    assert_eq!(
        channel.identity.handle, "camilleatelier",
        "the handle without its sign"
    );
    assert_eq!(
        channel.identity.region.unwrap().to_string(),
        "FR",
        "the channel's country"
    );
    assert_eq!(
        channel.first_day.unwrap().to_string(),
        "2023-11-30",
        "made in the evening before, Pacific"
    );
    let hidden = String::from_utf8_lossy(CHANNEL).replace(
        "\"hiddenSubscriberCount\": false",
        "\"hiddenSubscriberCount\": true",
    );
    let (page, _) = parse_channel("x", &hidden.as_bytes().into(), now()).unwrap();
    assert!(
        page.metrics.iter().all(|m| m.name != "followers"),
        "a hidden count is unknown"
    );
}

#[test]
fn videos_keep_what_is_stated() {
    let page = parse_videos("GET /youtube/v3/videos, page 1", &VIDEOS.into(), now()).unwrap();
    let video = &page.posts[0];
    assert_eq!(
        (video.views, video.likes, video.comments),
        (Some(1_204), None, Some(7)),
        "hidden likes are unknown"
    );
    assert_eq!(
        (video.seconds, video.public),
        (Some(273), Some(false)),
        "unlisted is not public"
    );
    assert_eq!(
        page.rejects[0].reason,
        RejectReason::NotADate,
        "a date that is none waits for review"
    );
}

#[test]
fn revenue_is_one_estimate_per_pacific_day() {
    let (page, newest) = parse_revenue("GET /v2/reports", &REVENUE.into(), now()).unwrap();
    let got: Vec<_> = page
        .entries
        .iter()
        .map(|e| {
            (
                e.external_id.as_deref().unwrap(),
                e.money.net_amount().to_string(),
                e.status,
            )
        })
        .collect();
    assert_eq!(
        got,
        [
            ("2026-11-16:USD", "39.859 USD".to_owned(), Status::Estimated),
            ("2026-11-17:USD", "0.00 USD".to_owned(), Status::Estimated),
            ("2026-11-18:USD", "100.00 USD".to_owned(), Status::Estimated)
        ],
        "exact decimals, also behind an exponent; a stated zero is a zero"
    );
    assert_eq!(
        page.entries[0].zone,
        domain::Zone::PACIFIC,
        "the zone of the day is kept"
    );
    let reasons: Vec<_> = page.rejects.iter().map(|r| r.reason.clone()).collect();
    assert_eq!(
        reasons,
        [
            RejectReason::NotADate,
            RejectReason::Ragged,
            RejectReason::NumberRange
        ],
        "a day that does not exist, a short row, more precision than money has"
    );
    assert_eq!(
        newest.unwrap().to_string(),
        "2026-11-19",
        "the last day with a readable row"
    );
}

#[test]
fn no_data_has_no_rows_key() {
    let body = br#"{"kind":"youtubeAnalytics#resultTable","columnHeaders":[{"name":"day"},{"name":"estimatedRevenue"}]}"#;
    let (page, newest) = parse_revenue("x", &body[..].into(), now()).unwrap();
    assert_eq!(
        (page.rows(), newest),
        (0, None),
        "an empty table, not an error"
    );
    let other = br#"{"columnHeaders":[{"name":"day"},{"name":"views"}],"rows":[["2026-11-16",1]]}"#;
    assert!(
        parse_revenue("x", &other[..].into(), now()).is_err(),
        "rows without the column asked for are malformed"
    );
}
