//! The board on real rules: the days around Creator Next, doubts, memberships, and each state.

use domain::programmes::{
    Absence, Access, Availability, BoardItem, Doubt, Fit, Memberships, Metric, MetricSeries,
    MetricValue, Observation, PostList, Reason, Registry, State, Truth, board, board_item,
    with_overrides,
};
use domain::{CivilDay, Region};
use std::sync::LazyLock;

static REGISTRY: LazyLock<Registry> = LazyLock::new(|| Registry::embedded().unwrap());

fn day(text: &str) -> CivilDay {
    text.parse().unwrap()
}

fn region(code: &str) -> Region {
    code.parse().unwrap()
}

/// A TikTok account with 12,000 followers and 1,500 views, all on three posts of the last 30 days, and what its owner said.
fn account(on: &str, said: &[(&str, i64)]) -> MetricSeries {
    let today = day(on);
    let noted = |name: &str, value: i64, by_hand: bool| {
        Observation::noted(
            name,
            "tiktok",
            today,
            value,
            by_hand,
            if by_hand { "typed" } else { "api" },
        )
        .unwrap()
    };
    let said = said.iter().map(|(name, value)| noted(name, *value, true));
    let list = PostList {
        observed: today,
        posts: [(3, 700), (10, 700), (20, 100)]
            .map(|(ago, views)| (today.plus_days(-ago), Some(views)))
            .to_vec(),
        source: "api".to_owned(),
    };
    MetricSeries::new(said.chain([noted("followers", 12_000, false)])).with_posts("tiktok", list)
}

/// Only figures, nothing that the creator has to say.
fn growing(on: &str) -> MetricSeries {
    account(on, &[])
}

/// The same, and everything only a person can say about themselves.
fn outspoken(on: &str) -> MetricSeries {
    account(
        on,
        &[
            ("age_years", 24),
            ("good_standing", 1),
            ("account_type", 0),
            ("payout_account_linked", 1),
            ("account_age_days", 400),
            ("original_content", 1),
        ],
    )
}

fn item(programme: &str, country: &str, on: &str, facts: &MetricSeries) -> BoardItem<'static> {
    board_item(
        &REGISTRY,
        programme,
        region(country),
        day(on),
        facts,
        &Memberships::new(),
    )
    .unwrap()
}

#[test]
fn around_the_launch_of_creator_next() {
    use State::{MayApply, Nearly, NotInRegion, NotYet};
    const NEXT: &str = "tiktok.creator_next";
    const TIPS: &str = "tiktok.tips";
    const GIFTS: &str = "tiktok.video_gifts";
    const MARKET: &str = "tiktok.creator_marketplace";
    let before = "2021-11-15";
    let after = "2021-12-15";
    let cases = [
        (
            NEXT,
            "FR",
            before,
            NotYet,
            None,
            Reason::NotLaunched,
            "it opened on 1 December",
        ),
        (
            NEXT,
            "US",
            before,
            NotYet,
            None,
            Reason::NotLaunched,
            "it opened on 1 December",
        ),
        (
            NEXT,
            "FR",
            after,
            MayApply,
            Some("tiktok.creator_next@2021-12-01"),
            Reason::Requirements,
            "1,000 followers, 1,000 views and 3 posts are there",
        ),
        (
            NEXT,
            "US",
            after,
            MayApply,
            Some("tiktok.creator_next@2021-12-01"),
            Reason::Requirements,
            "the same rule",
        ),
        (
            TIPS,
            "US",
            before,
            NotYet,
            Some("tiktok.tips@2021-10"),
            Reason::Requirements,
            "the test needed 100,000 followers",
        ),
        (
            TIPS,
            "FR",
            before,
            NotYet,
            Some("tiktok.tips@2021-10"),
            Reason::Requirements,
            "the test's country list is incomplete, but 100,000 are missed anyway",
        ),
        (
            TIPS,
            "US",
            after,
            NotYet,
            Some("tiktok.tips@2021-12-01"),
            Reason::Requirements,
            "100,000 followers at launch",
        ),
        (
            TIPS,
            "FR",
            after,
            NotInRegion,
            None,
            Reason::Region,
            "at launch limited to the United States",
        ),
        (
            GIFTS,
            "FR",
            before,
            NotYet,
            None,
            Reason::NotLaunched,
            "it opened with Creator Next",
        ),
        (
            GIFTS,
            "FR",
            after,
            NotYet,
            Some("tiktok.video_gifts@2021-12-01"),
            Reason::Requirements,
            "100,000 followers in the Creator Next era",
        ),
        (
            GIFTS,
            "US",
            after,
            NotYet,
            Some("tiktok.video_gifts@2021-12-01"),
            Reason::Requirements,
            "100,000 followers in the Creator Next era",
        ),
        (
            MARKET,
            "FR",
            before,
            NotYet,
            Some("tiktok.creator_marketplace@pre-2021-12"),
            Reason::Requirements,
            "100,000 followers before the cut",
        ),
        (
            MARKET,
            "US",
            before,
            NotYet,
            Some("tiktok.creator_marketplace@pre-2021-12"),
            Reason::Requirements,
            "100,000 followers before the cut",
        ),
        (
            MARKET,
            "FR",
            after,
            Nearly,
            Some("tiktok.creator_marketplace@2021-12-01"),
            Reason::Requirements,
            "10,000 followers are there; whether they joined Creator Next is their word",
        ),
        (
            MARKET,
            "US",
            after,
            Nearly,
            Some("tiktok.creator_marketplace@2021-12-01"),
            Reason::Requirements,
            "the same",
        ),
    ];
    for (programme, country, on, state, rule, reason, why) in cases {
        let item = item(programme, country, on, &outspoken(on));
        let found = (item.state, item.rule().map(|r| r.id.as_str()), item.reason);
        assert_eq!(
            found,
            (state, rule, reason),
            "{programme} in {country} on {on}: {why}"
        );
    }
}

#[test]
fn membership_opens_what_builds_on_it() {
    let on = "2021-12-15";
    let market = |memberships: Memberships| {
        board_item(
            &REGISTRY,
            "tiktok.creator_marketplace",
            region("FR"),
            day(on),
            &outspoken(on),
            &memberships,
        )
        .unwrap()
    };
    let joined = market(Memberships::new().with("tiktok.creator_next", true));
    assert_eq!(
        joined.state,
        State::MayApply,
        "12,000 of 10,000 followers, of age, and in Creator Next"
    );
    let refused = market(Memberships::new().with("tiktok.creator_next", false));
    assert_eq!(
        refused.state,
        State::NotYet,
        "without Creator Next there was no marketplace"
    );
    let member = market(Memberships::new().with("tiktok.creator_marketplace", true));
    assert_eq!(
        (member.state, member.reason),
        (State::In, Reason::OwnWord),
        "the creator's word on being in wins"
    );
}

#[test]
fn figures_without_the_creators_word_are_nearly() {
    let on = "2021-12-15";
    let item = item("tiktok.creator_next", "FR", on, &growing(on));
    assert_eq!(
        item.state,
        State::Nearly,
        "the numbers are met, the rest is the creator's to say"
    );
    let verdict = item.verdict.unwrap();
    assert_eq!(verdict.truth, Truth::Unknown, "unknown is not met");
    assert_eq!(
        verdict.missing(),
        [Metric::AgeYears, Metric::GoodStanding, Metric::AccountType],
        "it says which inputs are missing"
    );
}

#[test]
fn a_missed_number_is_nearly_from_eighty_percent() {
    let on = "2026-11-22";
    let with = |followers: i64| {
        let facts = outspoken(on);
        let facts = with_overrides(
            facts,
            &[(Metric::Followers, MetricValue::Number(followers))],
        );
        board_item(
            &REGISTRY,
            "tiktok.creator_marketplace",
            region("FR"),
            day(on),
            &facts,
            &Memberships::new(),
        )
        .map(|item| item.state)
        .unwrap()
    };
    for (followers, state, why) in [
        (10_000, State::MayApply, "the threshold itself"),
        (9_999, State::Nearly, "one short"),
        (8_000, State::Nearly, "80 %"),
        (7_999, State::NotYet, "just under 80 %"),
    ] {
        assert_eq!(with(followers), state, "{followers} followers: {why}");
    }
}

#[test]
fn doubts_are_shown() {
    let on = "2021-12-15";
    let gifts = item("tiktok.video_gifts", "FR", on, &outspoken(on));
    assert!(gifts.uncertain, "its end was never published");
    assert_eq!(
        gifts.otherwise.iter().map(|o| o.rule).collect::<Vec<_>>(),
        ["tiktok.video_gifts@help-page"],
        "the undated help page is shown as the other possibility"
    );
    let later = item(
        "tiktok.video_gifts",
        "FR",
        "2023-11-15",
        &outspoken("2023-11-15"),
    );
    assert_eq!(
        (later.state, later.reason),
        (State::Unknown, Reason::RuleInDoubt),
        "two years on, 100,000 and 10,000 are both possible, and 12,000 lies between"
    );
    let now = item(
        "tiktok.video_gifts",
        "FR",
        "2026-11-22",
        &outspoken("2026-11-22"),
    );
    assert_eq!(
        now.rule().map(|r| r.id.as_str()),
        Some("tiktok.video_gifts@help-page"),
        "seen in 2025"
    );
    assert!(!now.uncertain, "and in force on the day of the pack");
    let fund = item(
        "tiktok.creator_fund",
        "US",
        "2022-06-15",
        &outspoken("2022-06-15"),
    );
    assert_eq!(
        fund.state,
        State::NotYet,
        "10,000 or 100,000 views: 1,500 miss both, whichever held"
    );
    assert!(fund.uncertain, "but which one held is not known");
    let market = item(
        "tiktok.creator_marketplace",
        "BR",
        "2024-06-01",
        &outspoken("2024-06-01"),
    );
    assert_eq!(
        (market.state, market.reason),
        (State::Unknown, Reason::RuleInDoubt),
        "the old version needs Creator Next, which Brazil never had; the undated one does not"
    );
    let tips = item("tiktok.tips", "FR", on, &outspoken(on));
    assert_eq!(
        tips.selection.doubts,
        [Doubt::MayHaveOpened],
        "the undated help page names no country"
    );
    let next = item(
        "tiktok.creator_next",
        "FR",
        "2026-11-22",
        &outspoken("2026-11-22"),
    );
    assert_eq!(
        (next.state, next.selection.chosen.map(|c| c.fit)),
        (State::Unknown, Some(Fit::Possible)),
        "last seen in 2021; nobody knows whether it still runs"
    );
}

#[test]
fn a_contested_claim_is_never_the_default() {
    for on in ["2021-12-15", "2022-06-01", "2024-01-01", "2026-11-22"] {
        for country in ["US", "FR", "JP", "KR", "IN", "BR"] {
            for item in board(
                &REGISTRY,
                region(country),
                day(on),
                &MetricSeries::default(),
                &Memberships::new(),
            ) {
                let contested = item
                    .rule()
                    .is_some_and(|r| r.status == domain::programmes::RuleStatus::Contested);
                assert!(!contested, "{} in {country} on {on}", item.programme);
            }
        }
    }
    let on = "2021-12-15";
    let next = item("tiktok.creator_next", "FR", on, &outspoken(on));
    assert!(
        next.otherwise
            .iter()
            .any(|o| o.rule == "tiktok.creator_next@2021-12-01-alt" && o.truth == Truth::Unmet),
        "the press figure of 100,000 is shown beside it"
    );
    assert!(
        next.rule().is_some_and(|r| r.disputed),
        "and the number is marked as disputed"
    );
}

#[test]
fn the_most_specific_country_wins() {
    for (country, rule) in [
        ("KR", Some("tiktok.live_gifts@help-page-KR")),
        ("FR", Some("tiktok.live_gifts@help-page")),
    ] {
        let on = "2026-11-22";
        let item = item("tiktok.live_gifts", country, on, &outspoken(on));
        assert_eq!(
            item.rule().map(|r| r.id.as_str()),
            rule,
            "{country} has its own age rule or not"
        );
    }
}

#[test]
fn an_incomplete_country_list_has_to_be_checked() {
    let on = "2026-11-22";
    let market = item("tiktok.creator_marketplace", "FR", on, &outspoken(on));
    assert_eq!(
        market.selection.availability,
        Availability::Check,
        "everywhere, but the list was not captured"
    );
    let shop = item("tiktok.shop_affiliate", "BR", on, &outspoken(on));
    assert_eq!(
        (shop.selection.availability, shop.state),
        (Availability::Check, State::Unknown),
        "not on a list that is known to be incomplete: neither in nor out"
    );
    let seller = item("tiktok.shop_seller", "FR", on, &outspoken(on));
    assert_eq!(
        (seller.state, seller.reason),
        (State::NotInRegion, Reason::Region),
        "a complete list without France"
    );
}

#[test]
fn closed_programmes_are_ended_even_for_their_members() {
    let on = "2026-11-22";
    let memberships = Memberships::new().with("tiktok.creator_fund", true);
    let fund = board_item(
        &REGISTRY,
        "tiktok.creator_fund",
        region("FR"),
        day(on),
        &outspoken(on),
        &memberships,
    )
    .unwrap();
    assert_eq!(
        fund.state,
        State::Ended,
        "the fund closed on 15 December 2023"
    );
    assert_eq!(
        fund.selection.absence,
        Some(Absence::Ended {
            closed: Some(day("2023-12-15"))
        }),
        "and says when"
    );
    assert!(fund.versions.len() >= 4, "its history stays readable");
}

#[test]
fn a_programme_is_not_near_while_its_prerequisite_is_far() {
    let on = "2026-11-22";
    let youtube = |followers: i64| {
        let seen = |name: &str, value: i64, by_hand: bool| {
            Observation::noted(name, "youtube", day(on), value, by_hand, "test").unwrap()
        };
        let facts = MetricSeries::new([
            seen("followers", followers, false),
            seen("watch_hours", 10, true),
            seen("shorts_views", 10, true),
            seen("uploads", 1, true),
        ]);
        board_item(
            &REGISTRY,
            "youtube.supers",
            region("FR"),
            day(on),
            &facts,
            &Memberships::new(),
        )
        .unwrap()
    };
    let far = youtube(20);
    assert_eq!(
        (far.state, far.reason),
        (State::NotYet, Reason::Prerequisite),
        "the partner programme is out of reach"
    );
    let blank = item("youtube.supers", "FR", on, &MetricSeries::default());
    assert_eq!(
        (blank.state, blank.reason),
        (State::Unknown, Reason::Prerequisite),
        "nothing is known about YouTube"
    );
}

#[test]
fn an_automatic_programme_is_its_own_membership() {
    let on = "2022-01-15";
    let gifts = |followers: i64| {
        let facts = with_overrides(
            outspoken(on),
            &[(Metric::Followers, MetricValue::Number(followers))],
        );
        board_item(
            &REGISTRY,
            "tiktok.live",
            region("FR"),
            day(on),
            &facts,
            &Memberships::new(),
        )
        .unwrap()
    };
    let live = gifts(12_000);
    assert_eq!(
        live.state,
        State::MayApply,
        "1,000 followers open LIVE by themselves"
    );
    assert_eq!(
        live.rule().map(|r| r.access),
        Some(Access::Automatic),
        "the screen words it"
    );
    let on = "2026-11-22";
    let facts = with_overrides(
        outspoken(on),
        &[(Metric::Followers, MetricValue::Number(10))],
    );
    let gifts = board_item(
        &REGISTRY,
        "tiktok.live_gifts",
        region("FR"),
        day(on),
        &facts,
        &Memberships::new(),
    )
    .unwrap();
    assert_eq!(
        gifts.state,
        State::NotYet,
        "without 1,000 followers no LIVE, so no gifts in LIVE"
    );
}

#[test]
fn every_programme_has_a_place_on_every_board_and_it_serialises() {
    for on in [
        "2017-01-01",
        "2020-02-29",
        "2021-11-30",
        "2021-12-01",
        "2024-02-29",
        "2026-11-22",
        "2030-01-01",
    ] {
        for country in ["US", "FR", "KR", "ZZ"] {
            let items = board(
                &REGISTRY,
                region(country),
                day(on),
                &MetricSeries::default(),
                &Memberships::new(),
            );
            assert_eq!(items.len(), 62, "one per programme in {country} on {on}");
            for item in &items {
                assert!(
                    !matches!(item.state, State::In),
                    "{}: nobody is in anything without saying so",
                    item.programme
                );
                if item.state == State::MayApply {
                    let rule = item.rule().unwrap();
                    assert!(
                        rule.requirements.is_empty(),
                        "{}: nothing is known, so nothing is met",
                        rule.id
                    );
                }
                assert_eq!(
                    item.verdict.is_some(),
                    item.selection.absence.is_none(),
                    "{}: judged or absent, never both",
                    item.programme
                );
            }
        }
    }
    let on = "2021-12-15";
    let json = serde_json::to_value(item("tiktok.creator_next", "FR", on, &outspoken(on))).unwrap();
    assert_eq!(json["state"], "may_apply", "stable words in snake case");
    let followers = &json["verdict"]["parts"][1];
    assert_eq!(followers["kind"], "condition", "each leaf opens");
    assert_eq!(followers["shown"]["value"], "12000", "to its value");
    assert_eq!(followers["threshold"], 1_000, "its threshold");
    assert_eq!(followers["source"], "api", "its source");
    assert_eq!(followers["age_days"], 0, "and its age");
    let views = &json["verdict"]["parts"][2];
    assert_eq!(views["window"]["kind"], "rolling", "and its window");
    assert_eq!(views["span"]["from"], "2021-11-16", "with its days");
}
