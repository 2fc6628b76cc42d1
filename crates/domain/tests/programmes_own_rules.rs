//! The creator's own words on rules, newer packs, and what made a verdict change.

use domain::programmes::{
    ConditionPlace, Difference, Idle, Memberships, Metric, MetricSeries, Observation, OwnChange,
    Pack, Registry, RuleOverride, State, Threshold, View, board_item, explain,
};
use domain::{CivilDay, Region};
use std::sync::LazyLock;

static RULES: LazyLock<Registry> = LazyLock::new(|| Registry::embedded().unwrap());

fn day(text: &str) -> CivilDay {
    text.parse().unwrap()
}

fn country(code: &str) -> Region {
    code.parse().unwrap()
}

/// 12,000 followers and 1,500 views in 30 days, and everything the creator can say about themselves.
fn creator(on: &str) -> MetricSeries {
    let said = [
        ("followers", 12_000),
        ("video_views", 1_500),
        ("uploads", 4),
        ("age_years", 24),
        ("good_standing", 1),
        ("account_type", 0),
        ("payout_account_linked", 1),
    ];
    let noted = said
        .iter()
        .map(|(name, n)| Observation::noted(name, "tiktok", day(on), *n, true, "hand").unwrap());
    MetricSeries::new(noted)
}

fn threshold(rule: &str, place: &str, metric: Metric, value: i64) -> RuleOverride {
    RuleOverride {
        rule: rule.to_owned(),
        change: OwnChange::Threshold {
            place: place.parse().unwrap(),
            metric,
            value: Threshold::Number(value),
        },
        from: None,
        note: "the app shows another number".to_owned(),
        source: Some("https://help.example/tips".to_owned()),
    }
}

fn state(registry: &Registry, programme: &str, on: &str) -> State {
    let facts = creator(on);
    let joined = Memberships::new().with("tiktok.creator_next", true);
    board_item(registry, programme, country("US"), day(on), &facts, &joined)
        .unwrap()
        .state
}

const TIPS: &str = "tiktok.tips@2021-12-01";

/// Where the version of Tips asks for followers.
fn followers() -> String {
    let places = RULES.rule(TIPS).unwrap().places();
    let at = places.iter().find(|(_, c)| c.metric == Metric::Followers);
    at.unwrap().0.to_string()
}

#[test]
fn a_threshold_by_the_creators_word_judges() {
    let on = "2021-12-15";
    assert_eq!(
        state(&RULES, "tiktok.tips", on),
        State::NotYet,
        "100,000 by the pack"
    );
    let cases = [
        (12_000, State::MayApply, "exactly there"),
        (12_001, State::Nearly, "one more than there is"),
    ];
    for (n, expected, why) in cases {
        let word = threshold(TIPS, &followers(), Metric::Followers, n);
        let own = RULES.overridden(&[word], day(on));
        assert_eq!(own.idle, [], "{why}");
        assert_eq!(state(&own.registry, "tiktok.tips", on), expected, "{why}");
        assert_eq!(
            own.registry.own_words(TIPS).count(),
            1,
            "{why}: and it is shown"
        );
    }
    let later = RuleOverride {
        from: Some(day("2021-12-16")),
        ..threshold(TIPS, &followers(), Metric::Followers, 10)
    };
    let own = RULES.overridden(&[later], day(on));
    assert_eq!(
        own.idle,
        [(0, Idle::NotYet)],
        "it holds from the next day on"
    );
    assert_eq!(state(&own.registry, "tiktok.tips", on), State::NotYet);
}

#[test]
fn a_version_called_wrong_is_shown_and_never_judged_by() {
    let on = "2021-12-15";
    let wrong = RuleOverride {
        change: OwnChange::Wrong,
        ..threshold(TIPS, &followers(), Metric::Followers, 1)
    };
    let own = RULES.overridden(&[wrong], day(on)).registry;
    let facts = creator(on);
    let item = board_item(
        &own,
        "tiktok.tips",
        country("US"),
        day(on),
        &facts,
        &Memberships::new(),
    )
    .unwrap();
    assert_eq!(
        item.rule().map(|r| r.id.as_str()),
        Some("tiktok.tips@help-page"),
        "the other version that may have held judges"
    );
    assert!(item.uncertain, "and says that it is in doubt");
    assert!(
        item.versions.iter().any(|r| r.id == TIPS),
        "it stays in the history"
    );
}

#[test]
fn a_word_that_finds_nothing_changes_nothing() {
    let cases = [
        (
            threshold("tiktok.tips@never", &followers(), Metric::Followers, 1),
            Idle::NoSuchRule,
            "no such version",
        ),
        (
            threshold(TIPS, &followers(), Metric::Karma, 1),
            Idle::NoSuchCondition,
            "another metric stands there",
        ),
        (
            threshold(TIPS, "requirements.99", Metric::Followers, 1),
            Idle::NoSuchCondition,
            "past the end",
        ),
        (
            threshold(TIPS, &followers(), Metric::Followers, -1),
            Idle::NotAValue,
            "a negative number of followers",
        ),
        (
            RuleOverride {
                change: OwnChange::Threshold {
                    place: followers().parse().unwrap(),
                    metric: Metric::Followers,
                    value: Threshold::YesNo(true),
                },
                ..threshold(TIPS, &followers(), Metric::Followers, 1)
            },
            Idle::NotAValue,
            "yes is no number",
        ),
    ];
    for (word, idle, why) in cases {
        let own = RULES.overridden(&[word], day("2021-12-15"));
        assert_eq!(own.idle, [(0, idle)], "{why}");
        assert_eq!(own.registry, *RULES, "{why}: the rules are as they were");
    }
}

#[test]
fn places_are_written_and_read_the_same() {
    for (_, rule) in RULES.rules() {
        for (place, condition) in rule.places() {
            let again: ConditionPlace = place.to_string().parse().unwrap();
            assert_eq!(again, place, "{}", rule.id);
            assert_eq!(
                rule.condition_at(&again),
                Some(condition),
                "{} {place}",
                rule.id
            );
        }
    }
    for bad in [
        "",
        "requirements",
        "requirements.",
        "requirements.a",
        "payout.0",
        "requirements.-1",
    ] {
        assert!(
            bad.parse::<ConditionPlace>().is_err(),
            "{bad:?} is no place"
        );
    }
}

/// The same figures on both sides.
fn sides<'a>(
    registry: (&'a Registry, &'a Registry),
    facts: (&'a MetricSeries, &'a MetricSeries),
    memberships: &'a Memberships,
    days: (&str, &str),
    countries: (&str, &str),
) -> (View<'a>, View<'a>) {
    let view = |registry, facts, on: &str, code: &str| View {
        registry,
        region: country(code),
        day: day(on),
        facts,
        memberships,
    };
    (
        view(registry.0, facts.0, days.0, countries.0),
        view(registry.1, facts.1, days.1, countries.1),
    )
}

#[test]
fn a_rule_that_changed_is_named_with_its_day() {
    let facts = creator("2021-11-15");
    let nobody = Memberships::new();
    let days = ("2021-11-15", "2021-12-10");
    for code in ["FR", "US"] {
        let (before, after) = sides(
            (&RULES, &RULES),
            (&facts, &facts),
            &nobody,
            days,
            (code, code),
        );
        let market = explain("tiktok.creator_marketplace", &before, &after).unwrap();
        assert!(market.differs());
        assert_eq!(
            market.causes.len(),
            1,
            "{code}: nothing but the rule: {:?}",
            market.causes
        );
        let cause = &market.causes[0];
        assert_eq!(
            (cause.before, cause.after),
            (Some(State::NotYet), Some(State::Nearly))
        );
        match &cause.what {
            Difference::RuleVersion {
                from, to, switched, ..
            } => {
                assert_eq!(
                    from.as_deref(),
                    Some("tiktok.creator_marketplace@pre-2021-12")
                );
                assert_eq!(to.as_deref(), Some("tiktok.creator_marketplace@2021-12-01"));
                assert_eq!(*switched, Some(day("2021-12-01")));
            }
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn each_cause_is_told_from_the_others() {
    let on = "2021-12-15";
    let facts = creator("2021-11-15");
    let more = MetricSeries::new(
        [Observation::noted(
            "followers",
            "tiktok",
            day("2021-11-15"),
            120_000,
            true,
            "hand",
        )
        .unwrap()]
        .into_iter()
        .chain(
            [
                "video_views",
                "uploads",
                "age_years",
                "good_standing",
                "payout_account_linked",
            ]
            .map(|name| {
                let n = match name {
                    "video_views" => 1_500,
                    "uploads" => 4,
                    "age_years" => 24,
                    _ => 1,
                };
                Observation::noted(name, "tiktok", day("2021-11-15"), n, true, "hand").unwrap()
            }),
        )
        .chain([
            Observation::noted("account_type", "tiktok", day("2021-11-15"), 0, true, "hand")
                .unwrap(),
        ]),
    );
    let nobody = Memberships::new();
    let own = RULES
        .overridden(
            &[threshold(TIPS, &followers(), Metric::Followers, 12_000)],
            day(on),
        )
        .registry;
    let kinds = |before: &View<'_>, after: &View<'_>, programme: &str| -> Vec<String> {
        let causes = explain(programme, before, after).unwrap().causes;
        let kind = |what: &Difference| match what {
            Difference::Region { .. } => "region".to_owned(),
            Difference::OwnRule { .. } => "own_rule".to_owned(),
            Difference::Figure { metric, .. } => format!("figure {metric}"),
            Difference::RuleVersion { .. } => "rule_version".to_owned(),
            Difference::Prerequisite { programme, .. } => format!("prerequisite {programme}"),
            other => format!("{other:?}"),
        };
        causes.iter().map(|cause| kind(&cause.what)).collect()
    };
    let same = (on, on);
    let us = ("US", "US");
    let (a, b) = sides((&RULES, &RULES), (&facts, &facts), &nobody, same, us);
    assert_eq!(kinds(&a, &b, "tiktok.tips"), [""; 0], "nothing differs");
    let (a, b) = sides(
        (&RULES, &RULES),
        (&facts, &facts),
        &nobody,
        same,
        ("US", "FR"),
    );
    assert_eq!(
        kinds(&a, &b, "tiktok.tips"),
        ["region"],
        "launched in one country"
    );
    let (a, b) = sides((&RULES, &own), (&facts, &facts), &nobody, same, us);
    assert_eq!(
        kinds(&a, &b, "tiktok.tips"),
        ["own_rule"],
        "the creator's word on the threshold"
    );
    let (a, b) = sides((&RULES, &RULES), (&facts, &more), &nobody, same, us);
    assert_eq!(
        kinds(&a, &b, "tiktok.tips"),
        ["figure followers"],
        "more followers"
    );
    let (a, b) = sides(
        (&RULES, &RULES),
        (&facts, &more),
        &nobody,
        ("2021-11-15", on),
        us,
    );
    assert_eq!(
        kinds(&a, &b, "tiktok.creator_marketplace"),
        ["rule_version"],
        "the rule alone does it; the followers add nothing"
    );
}

#[test]
fn a_prerequisite_that_was_met_is_a_cause() {
    let (was, is) = (
        Memberships::new().with("tiktok.creator_next", false),
        Memberships::new().with("tiktok.creator_next", true),
    );
    let facts = creator("2021-12-15");
    let view = |memberships| View {
        registry: &RULES,
        region: country("FR"),
        day: day("2021-12-15"),
        facts: &facts,
        memberships,
    };
    let market = explain("tiktok.creator_marketplace", &view(&was), &view(&is)).unwrap();
    assert!(
        matches!(
            &market.causes[..],
            [cause] if matches!(&cause.what, Difference::Prerequisite { programme, .. } if programme == "tiktok.creator_next")
        ),
        "{:?}",
        market.causes
    );
}

#[test]
fn a_newer_pack_says_what_it_changes() {
    let text = std::fs::read_to_string(
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../programmes/reddit.json"),
    )
    .unwrap();
    let held = RULES.pack("reddit").unwrap();
    let newer = text
        .replace(
            "\"pack_date\": \"2026-11-22\"",
            "\"pack_date\": \"2026-12-01\"",
        )
        .replace(
            "reddit.contributor@2023-09-25",
            "reddit.contributor@2023-09",
        );
    let changes = Pack::read(&newer).unwrap().since(held);
    assert_eq!(changes.added, ["reddit.contributor@2023-09"]);
    assert_eq!(
        changes.dropped,
        ["reddit.contributor@2023-09-25"],
        "past days were judged by it"
    );
    let corrected = text.replace(
        "\"availability_notes\": \"",
        "\"availability_notes\": \"Seen again. ",
    );
    let changes = Pack::read(&corrected).unwrap().since(held);
    assert_eq!((changes.added.len(), changes.dropped.len()), (0, 0));
    assert_eq!(changes.changed, ["reddit.contributor@2023-09-25"]);
}
