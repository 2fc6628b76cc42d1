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

#[test]
fn payments_are_payouts_only_when_sent_for_youtube() {
    const PAYMENTS: &[u8] = include_bytes!("../../fixtures/youtube/payments.json");
    let (page, elsewhere) = parse_payments("GET payments", &PAYMENTS.into(), now()).unwrap();
    let got: Vec<_> = page
        .payouts
        .iter()
        .map(|p| {
            (
                p.external_id.rsplit('/').next().unwrap(),
                p.amount.to_string(),
                p.created.to_string(),
                p.arrival.unwrap().to_string(),
            )
        })
        .collect();
    assert_eq!(
        got,
        [
            (
                "youtube-2026-10-21",
                "1234.57 USD".to_owned(),
                "2026-10-21T07:00:00Z".to_owned(),
                "2026-10-21".to_owned()
            ),
            (
                "youtube-2026-09-21",
                "1235 JPY".to_owned(),
                "2026-09-21T07:00:00Z".to_owned(),
                "2026-09-21".to_owned()
            ),
        ],
        "sent for YouTube, from midnight of the Pacific day; the running figure is no payout"
    );
    let open: Vec<_> = page
        .metrics
        .iter()
        .map(|m| (m.name.as_str(), m.value, m.day.to_string()))
        .collect();
    assert_eq!(
        open,
        [(
            "adsense_unpaid_usd_micros",
            1_043_200_000,
            "2026-11-21".to_owned()
        )],
        "what is not yet sent, as of the Pacific day of asking"
    );
    assert_eq!(elsewhere, 2, "money for ads elsewhere is counted, not read");
    let reasons: Vec<_> = page.rejects.iter().map(|r| r.reason.clone()).collect();
    assert_eq!(
        reasons,
        [
            RejectReason::NotADate,
            RejectReason::NotAUnit,
            RejectReason::MissingField
        ],
        "a day that does not exist, a symbol of several currencies, no amount"
    );
    let none = br#"{}"#;
    let (page, _) = parse_payments("x", &none[..].into(), now()).unwrap();
    assert_eq!(page.rows(), 0, "nothing was ever paid");
}

#[test]
fn an_account_name_that_is_no_plain_name_never_becomes_a_path() {
    let body = br#"{"accounts":[{"name":"accounts/pub-7000000000000001"},{"name":"accounts/../../token"},{"name":"accounts/"},{"name":"pub-1"}]}"#;
    assert_eq!(
        parse_accounts("x", &body[..].into()).unwrap(),
        ["accounts/pub-7000000000000001"],
        "only the well-formed one is asked for payments"
    );
    assert!(
        parse_accounts("x", &br#"{}"#[..].into())
            .unwrap()
            .is_empty(),
        "no account at all"
    );
}

#[test]
fn a_month_by_video_is_figures_and_never_money_twice() {
    const BY_VIDEO: &[u8] = include_bytes!("../../fixtures/youtube/by_video.json");
    let month = "2026-10-01".parse().unwrap();
    let page = parse_by_video("GET /v2/reports", &BY_VIDEO.into(), month, now()).unwrap();
    assert!(page.entries.is_empty(), "the day's entry has that money");
    let got: Vec<_> = page
        .metrics
        .iter()
        .map(|m| (m.name.as_str(), m.value, m.day.to_string()))
        .collect();
    let day = "2026-10-01".to_owned();
    assert_eq!(
        got,
        [
            (
                "video_revenue_usd_micros:vid0000001a",
                12_345_000,
                day.clone()
            ),
            ("video_views:vid0000001a", 4_210, day.clone()),
            ("video_revenue_usd_micros:vid0000002b", 400, day.clone()),
            ("video_views:vid0000002b", 3, day),
        ],
        "exact millionths, dated on the month"
    );
    let reasons: Vec<_> = page.rejects.iter().map(|r| r.reason.clone()).collect();
    assert_eq!(
        reasons,
        [
            RejectReason::Ragged,
            RejectReason::NotANumber,
            RejectReason::MissingField
        ],
        "a short row, text in place of money, no video"
    );
}
