//! What should be paid, worked out on figures anybody can check by hand.

use super::super::streams;
use super::*;
use domain::programmes::Registry;
use domain::{Platform, Stream};
use store::Sum;

const EUR: Unit = Unit::Currency(*b"EUR");
const USD: Unit = Unit::Currency(*b"USD");

fn day(text: &str) -> CivilDay {
    text.parse().unwrap()
}

struct Row {
    month: &'static str,
    unit: Unit,
    gross: Option<i64>,
    fee: Option<i64>,
    net: i64,
}

/// Whole units to a row of one entry.
fn row(row: &Row) -> TotalRow {
    let sum = |value: Option<i64>| Sum {
        micros: i128::from(value.unwrap_or(0)) * 1_000_000,
        known: u64::from(value.is_some()),
    };
    TotalRow {
        period: Some(day(row.month)),
        stream: None,
        platform: None,
        account: None,
        status: None,
        brand: None,
        unit: row.unit,
        gross: sum(row.gross),
        fee: sum(row.fee),
        tax: sum(None),
        net: i128::from(row.net) * 1_000_000,
        count: 1,
    }
}

fn of(
    programme: &str,
    platform: Platform,
    stream: Stream,
    rows: &[Row],
    withdrawals: &[Withdrawal],
) -> Vec<EconomicsLine> {
    let registry = Registry::embedded().unwrap();
    let programme = registry.programme(programme).unwrap();
    let link = streams::of(programme.id)
        .find(|l| l.platform == platform && l.stream == stream)
        .unwrap();
    let rows: Vec<TotalRow> = rows.iter().map(row).collect();
    lines(
        &programme,
        link,
        "FR".parse().unwrap(),
        day("2026-11-22"),
        &rows,
        withdrawals,
    )
}

fn text(amount: &Option<Amount>) -> String {
    amount
        .as_ref()
        .map_or("–".to_owned(), |a| format!("{} {}", a.amount, a.unit))
}

#[test]
fn tips_are_the_creators_whole_before_the_payment_service() {
    let rows = [Row {
        month: "2026-10-01",
        unit: EUR,
        gross: Some(1_000),
        fee: Some(30),
        net: 970,
    }];
    let lines = of("tiktok.tips", Platform::Stripe, Stream::Tip, &rows, &[]);
    let [line] = lines.as_slice() else {
        panic!("one unit and one version: {lines:?}")
    };
    assert_eq!(line.share_permille, Some(1_000), "100 % to the creator");
    assert_eq!(text(&line.should), "1000.00 EUR");
    assert_eq!(
        text(&line.paid),
        "1000.00 EUR",
        "before the fee of the payment service"
    );
    assert_eq!(text(&line.fee), "30.00 EUR", "which stands apart");
    assert_eq!(text(&line.difference), "0.00 EUR");
    assert_eq!(line.unknown, None);
}

#[test]
fn a_share_is_held_to_the_gross_and_units_stay_apart() {
    let rows = [
        Row {
            month: "2026-09-01",
            unit: EUR,
            gross: Some(200),
            fee: Some(20),
            net: 170,
        },
        Row {
            month: "2026-10-01",
            unit: EUR,
            gross: Some(100),
            fee: Some(10),
            net: 85,
        },
        Row {
            month: "2026-10-01",
            unit: USD,
            gross: Some(50),
            fee: Some(5),
            net: 45,
        },
    ];
    let lines = of(
        "patreon.membership",
        Platform::Patreon,
        Stream::Subscription,
        &rows,
        &[],
    );
    let told: Vec<(String, String, Option<i64>)> = lines
        .iter()
        .map(|l| (text(&l.should), text(&l.difference), l.difference_permille))
        .collect();
    assert_eq!(
        told,
        [
            ("270.00 EUR".to_owned(), "-15.00 EUR".to_owned(), Some(-55)),
            ("45.00 USD".to_owned(), "0.00 USD".to_owned(), Some(0)),
        ],
        "90 % of each unit by itself"
    );
}

#[test]
fn what_is_not_stated_is_not_made_up() {
    let net_only = [Row {
        month: "2026-10-01",
        unit: USD,
        gross: None,
        fee: None,
        net: 55,
    }];
    let ads = of(
        "youtube.ypp",
        Platform::Youtube,
        Stream::AdShare,
        &net_only,
        &[],
    );
    assert_eq!(
        ads[0].unknown.as_deref(),
        Some("gross_unknown"),
        "the platform reports the creator's part"
    );
    assert_eq!(text(&ads[0].should), "–");
    assert_eq!(text(&ads[0].implied), "100.00 USD", "of which 55 % are 55");
    let rewards = of(
        "tiktok.creator_rewards",
        Platform::Tiktok,
        Stream::CreatorReward,
        &net_only,
        &[],
    );
    assert_eq!(rewards[0].unknown.as_deref(), Some("rate_unpublished"));
    let deals = of(
        "tiktok.creator_marketplace",
        Platform::Tiktok,
        Stream::BrandDeal,
        &net_only,
        &[],
    );
    assert_eq!(deals[0].unknown.as_deref(), Some("negotiated"));
    let pledged = [Row {
        month: "2026-10-01",
        unit: EUR,
        gross: Some(100),
        fee: None,
        net: 100,
    }];
    let patreon = of(
        "patreon.membership",
        Platform::Patreon,
        Stream::Subscription,
        &pledged,
        &[],
    );
    assert_eq!(text(&patreon[0].should), "90.00 EUR", "by the rule");
    assert_eq!(
        patreon[0].unknown.as_deref(),
        Some("paid_unknown"),
        "what arrived is not in the source"
    );
    assert_eq!(text(&patreon[0].difference), "–", "so nothing is compared");
}

#[test]
fn diamonds_are_held_to_what_withdrawals_brought() {
    let rows = [Row {
        month: "2026-10-01",
        unit: Unit::Diamond,
        gross: None,
        fee: None,
        net: 30_000,
    }];
    let waiting = of(
        "tiktok.live_gifts",
        Platform::Tiktok,
        Stream::LiveGift,
        &rows,
        &[],
    );
    assert_eq!(waiting[0].unknown.as_deref(), Some("not_withdrawn"));
    assert_eq!(
        text(&waiting[0].should),
        "150.00 USD",
        "half a cent for each of 30,000"
    );
    let withdrawn = |unit| Withdrawal {
        month: day("2026-10-01"),
        tokens: 20_000,
        paid: 90_000_000,
        unit,
    };
    let paid = of(
        "tiktok.live_gifts",
        Platform::Tiktok,
        Stream::LiveGift,
        &rows,
        &[withdrawn(USD)],
    );
    assert_eq!(
        text(&paid[0].base),
        "20000 diamond",
        "as many as were behind it"
    );
    assert_eq!(text(&paid[0].should), "100.00 USD");
    assert_eq!(text(&paid[0].difference), "-10.00 USD");
    assert!(paid[0].approximate, "the rule itself says about");
    let euros = of(
        "tiktok.live_gifts",
        Platform::Tiktok,
        Stream::LiveGift,
        &rows,
        &[withdrawn(EUR)],
    );
    assert_eq!(
        euros[0].unknown.as_deref(),
        Some("unlike_units"),
        "euros are not dollars"
    );
}

#[test]
fn each_month_is_held_to_its_own_version() {
    let rows = [
        Row {
            month: "2021-10-01",
            unit: USD,
            gross: Some(10),
            fee: Some(0),
            net: 10,
        },
        Row {
            month: "2021-12-01",
            unit: USD,
            gross: Some(10),
            fee: Some(0),
            net: 10,
        },
    ];
    let lines = of("tiktok.tips", Platform::Tiktok, Stream::Tip, &rows, &[]);
    let rules: Vec<Option<&str>> = lines.iter().map(|l| l.rule.as_deref()).collect();
    assert_eq!(lines.len(), 2, "two versions, two lines: {rules:?}");
    assert_ne!(rules[0], rules[1], "each by its own");
}
