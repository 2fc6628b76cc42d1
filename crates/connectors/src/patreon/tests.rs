//! What Patreon's resources become.

use super::*;
use domain::{Instant, Status, Stream};

const CAMPAIGNS: &[u8] = include_bytes!("../../fixtures/patreon/campaigns.json");
const MEMBERS: &[u8] = include_bytes!("../../fixtures/patreon/members.json");

fn now() -> Instant {
    "2026-11-22T10:00:00Z".parse().unwrap()
}

fn members(body: &[u8]) -> MembersPage {
    parse_members("GET members", &body.into(), now()).unwrap()
}

#[test]
fn a_campaign_gives_its_name_and_its_patrons() {
    let parsed = parse_campaigns("GET campaigns", &CAMPAIGNS.into(), now()).unwrap();
    let campaign = parsed.campaigns.first().unwrap();
    assert_eq!(
        (campaign.id.as_str(), campaign.name.as_str()),
        ("1234560", "fixtureatelier"),
        "known by its vanity"
    );
    let metric = parsed.page.metrics.first().unwrap();
    assert_eq!(
        (metric.name.as_str(), metric.value, metric.day.to_string()),
        ("patrons", 148, "2026-11-22".to_owned()),
        "as of the day it was read"
    );
}

#[test]
fn charges_are_read_in_the_patrons_currency() {
    let parsed = members(MEMBERS);
    assert_eq!(parsed.page.rejects, [], "every charge is read");
    let seen: Vec<_> = parsed
        .page
        .entries
        .iter()
        .map(|e| {
            assert_eq!(
                (e.stream, e.money.fee, e.money.tax),
                (Stream::Subscription, None, None),
                "fees and tax are unknown, not zero"
            );
            assert_eq!(
                e.money.gross,
                Some(e.money.net),
                "what the patron paid is all that is known"
            );
            (
                e.external_id.as_deref().unwrap(),
                e.title.as_str(),
                e.money.net_amount().to_string(),
                e.status,
            )
        })
        .collect();
    let text = |s: &str| s.to_owned();
    assert_eq!(
        seen,
        [
            (
                "subscription:900001",
                "Bobine",
                text("5.00 EUR"),
                Status::Confirmed
            ),
            (
                "subscription:900002",
                "Bobine",
                text("5.00 EUR"),
                Status::Reversed
            ),
            (
                "subscription:900003",
                "Membership",
                text("12.00 USD"),
                Status::Estimated
            ),
            (
                "subscription:900004",
                "Membership",
                text("12.00 USD"),
                Status::Ineligible
            ),
            (
                "subscription:900005",
                "Membership",
                text("12.00 USD"),
                Status::Estimated
            ),
        ],
        "one line a charge; what is left of a partial refund is not stated, so not final"
    );
    let skipped: Vec<_> = parsed.skipped.into_iter().collect();
    assert_eq!(
        skipped,
        [(text("pledge_start"), 1), (text("uncharged"), 1)],
        "a start and a free trial are no money, and counted"
    );
    assert_eq!(parsed.next.as_deref(), Some("fixturecursor"), "the way on");
}

#[test]
fn a_charge_that_does_not_fit_waits_for_review() {
    let event = |change: (&str, &str)| {
        let attributes = r#"{"amount_cents":500,"currency_code":"EUR","date":"2026-11-01T08:00:00.000+00:00","payment_status":"Paid","type":"subscription"}"#
            .replace(change.0, change.1);
        format!(
            r#"{{"data":[],"included":[{{"id":"subscription:1","type":"pledge-event","attributes":{attributes}}}]}}"#
        )
    };
    assert_eq!(
        members(event(("", "")).as_bytes()).page.entries.len(),
        1,
        "the charge itself is good"
    );
    let cases = [
        (("500", "5.5"), "a fraction of a cent"),
        (("\"amount_cents\":500,", ""), "no amount"),
        (("\"EUR\"", "null"), "no currency"),
        (
            ("EUR", "JPY"),
            "cents of a currency without cents: a factor of a hundred is not guessed",
        ),
        (("EUR", "KWD"), "nor of one with a thousand"),
        (("Paid", "Vanished"), "a status nobody has met"),
        (("2026-11-01T08:00:00.000+00:00", "yesterday"), "no date"),
    ];
    for (change, why) in cases {
        let page = members(event(change).as_bytes()).page;
        assert_eq!((page.entries.len(), page.rejects.len()), (0, 1), "{why}");
    }
    let none = members(event(("\"Paid\"", "null")).as_bytes());
    assert_eq!(
        (none.page.rows(), none.skipped.get("uncharged")),
        (0, Some(&1)),
        "no payment, no line"
    );
}
