//! The three clocks and how they are taken together, on a creator made for the question.

use domain::CivilDay;
use domain::forecast::{
    Dates, Figure, Figures, History, Outlook, RuleOutlook, Why, all_of, any_of, outlook,
};
use domain::programmes::{
    Inquiry, Memberships, Metric, MetricSeries, Observation, Requirement, verdict,
};
use std::collections::BTreeMap;

fn day(text: &str) -> CivilDay {
    text.parse().expect("a day")
}

const TODAY: &str = "2026-10-22";

struct Creator {
    observations: Vec<Observation>,
    figures: BTreeMap<Metric, Figure>,
}

impl Figures for Creator {
    fn figure(&self, _: &str, metric: Metric) -> Option<&Figure> {
        self.figures.get(&metric)
    }
}

impl Creator {
    fn new() -> Self {
        Self {
            observations: Vec::new(),
            figures: BTreeMap::new(),
        }
    }

    /// A stock or fact that holds today.
    fn with(mut self, name: &str, stored: i64) -> Self {
        let seen = Observation::noted(name, "tiktok", day(TODAY), stored, true, "hand");
        self.observations
            .push(seen.expect("a metric of the vocabulary"));
        self
    }

    /// Followers that grew by `daily` on each of `days` days, up to `now` today.
    fn followers(self, now: i64, daily: i64, days: i32) -> Self {
        let levels: BTreeMap<CivilDay, i64> = (0..=days)
            .map(|back| (day(TODAY).plus_days(-back), now - daily * i64::from(back)))
            .collect();
        let history = History::of(&levels, &BTreeMap::new()).expect("a history");
        let mut creator = self.with("followers", now);
        creator
            .figures
            .insert(Metric::Followers, Figure::new(history, Some(now)));
        creator
    }

    /// What each of the last days brought of a metric that is counted by day, oldest first.
    fn daily(mut self, name: &str, amounts: &[i64]) -> Self {
        let metric: Metric = name.parse().expect("a metric");
        let mut days = BTreeMap::new();
        for (back, amount) in amounts.iter().rev().enumerate() {
            let on = day(TODAY).plus_days(-i32::try_from(back).expect("a short series"));
            days.insert(on, *amount);
            let seen = Observation::noted(name, "tiktok", on, *amount, false, "api");
            self.observations
                .push(seen.expect("a metric of the vocabulary"));
        }
        let history = History::of(&BTreeMap::new(), &days).expect("a history");
        self.figures.insert(metric, Figure::new(history, None));
        self
    }

    fn asks(&self, requirements: &str) -> RuleOutlook {
        let rule: Vec<Requirement> = serde_json::from_str(requirements).expect("requirements");
        let series = MetricSeries::new(self.observations.clone());
        let judged = verdict(
            &rule,
            &Inquiry {
                platform: "tiktok",
                day: day(TODAY),
                facts: &series,
                memberships: &Memberships::new(),
            },
        );
        outlook(&judged, "tiktok", day(TODAY), self)
    }
}

fn on(outlook: Outlook) -> Dates {
    match outlook {
        Outlook::On(dates) => dates,
        other => panic!("a date was expected, not {other:?}"),
    }
}

const FOLLOWERS: &str = r#"[{"metric":"followers","op":">=","value":10000}]"#;

#[test]
fn growth_reaches_a_threshold_on_its_day() {
    let found = Creator::new().followers(9_500, 50, 120).asks(FOLLOWERS);
    let dates = on(found.combined.outlook);
    assert_eq!(dates.day, day("2026-11-01"), "500 missing at 50 a day");
    assert!(dates.earliest <= dates.day && dates.latest.is_some_and(|last| last >= dates.day));
}

#[test]
fn more_than_asks_for_one_more() {
    let creator = Creator::new().followers(9_500, 50, 120);
    let strict = creator.asks(r#"[{"metric":"followers","op":">","value":10000}]"#);
    assert_eq!(
        on(strict.combined.outlook).day,
        day("2026-11-02"),
        "10,000 is not more than 10,000"
    );
}

#[test]
fn no_date_is_given_without_enough_history() {
    for (days, why) in [
        (20, "below the stated minimum"),
        (27, "one day short of it"),
    ] {
        let found = Creator::new().followers(9_500, 50, days).asks(FOLLOWERS);
        let expected = Outlook::Unknown {
            why: Why::ShortHistory,
        };
        assert_eq!(found.combined.outlook, expected, "{days} days: {why}");
    }
    let found = Creator::new().followers(9_500, 50, 28).asks(FOLLOWERS);
    assert!(
        matches!(found.combined.outlook, Outlook::On(_)),
        "28 days are enough"
    );
}

#[test]
fn a_standstill_is_not_at_this_pace() {
    let found = Creator::new().followers(9_500, 0, 200).asks(FOLLOWERS);
    assert!(
        matches!(
            found.combined.outlook,
            Outlook::NotAtThisPace { best: None, .. }
        ),
        "nothing ever came: {:?}",
        found.combined.outlook
    );
}

#[test]
fn what_leaves_a_window_is_known_to_leave_it() {
    // 40 a day for long, then nothing for 25 days: 30-day views fall below 150 when the last good days leave.
    let mut amounts = vec![40; 120];
    amounts.extend([0; 26]);
    let creator = Creator::new().daily("live_minutes", &amounts);
    let rule = r#"[{"metric":"live_minutes","op":">=","value":150,"window_days":30}]"#;
    match creator.asks(rule).combined.outlook {
        Outlook::FallsBelow(dates) => {
            assert!(dates.day > day(TODAY), "today it still holds");
            assert!(
                dates.earliest <= day("2026-10-24"),
                "two of four good days gone leave 80"
            );
        }
        other => panic!("{other:?}: 160 now, and no new minutes"),
    }
}

#[test]
fn the_calendar_is_certain_and_a_birthday_is_a_year_wide() {
    let creator = Creator::new()
        .with("account_age_days", 20)
        .with("age_years", 17);
    let age = creator.asks(r#"[{"metric":"account_age_days","op":">=","value":30}]"#);
    assert_eq!(on(age.combined.outlook), Dates::certain(day("2026-11-01")));
    let years = on(creator
        .asks(r#"[{"metric":"age_years","op":">=","value":18}]"#)
        .combined
        .outlook);
    assert_eq!(years.earliest, day("2026-10-23"), "it may be tomorrow");
    assert_eq!(
        years.latest,
        Some(day("2027-10-23")),
        "and at the latest in a year"
    );
}

#[test]
fn a_deadline_of_activity_counts_down() {
    let creator = Creator::new().with("inactivity_days", 170);
    let found = creator.asks(r#"[{"metric":"inactivity_days","op":"<=","value":180}]"#);
    let expected = Outlook::FallsBelow(Dates::certain(day("2026-11-02")));
    assert_eq!(
        found.combined.outlook, expected,
        "on the 181st day it is lost"
    );
}

#[test]
fn held_for_days_in_a_row_comes_that_much_later() {
    let creator = Creator::new().followers(9_500, 50, 120);
    let found = creator.asks(
        r#"[{"metric":"followers_sustained","op":">=","value":10000,"window_days":30,"window_kind":"consecutive_days"}]"#,
    );
    assert_eq!(
        on(found.combined.outlook).day,
        day("2026-11-30"),
        "from 1 November on, 30 days"
    );
}

#[test]
fn an_unknown_stays_unknown_and_the_rest_is_told_apart() {
    let creator = Creator::new().followers(9_500, 50, 120);
    let found = creator.asks(
        r#"[{"metric":"followers","op":">=","value":10000},{"metric":"good_standing","op":"==","value":true}]"#,
    );
    assert_eq!(
        found.combined.outlook,
        Outlook::Unknown { why: Why::OwnWord }
    );
    assert_eq!(on(found.combined.provided).day, day("2026-11-01"));
    assert_eq!(found.combined.unknown, [Metric::GoodStanding]);
}

#[test]
fn an_unpublished_threshold_has_no_date() {
    let creator = Creator::new().followers(9_500, 50, 120);
    let found = creator.asks(r#"[{"metric":"followers","op":">=","value":null}]"#);
    assert_eq!(
        found.combined.outlook,
        Outlook::Unknown {
            why: Why::Unpublished
        }
    );
}

#[test]
fn what_no_time_changes_says_so() {
    let creator = Creator::new()
        .followers(9_500, 50, 120)
        .with("good_standing", 0);
    let found = creator.asks(
        r#"[{"metric":"followers","op":">=","value":10000},{"metric":"good_standing","op":"==","value":true}]"#,
    );
    assert_eq!(found.combined.outlook, Outlook::NotByTime);
}

#[test]
fn all_wait_for_the_last_and_any_for_the_first() {
    let at = |text: &str| Outlook::On(Dates::certain(day(text)));
    let (early, late) = (at("2026-11-01"), at("2026-12-01"));
    let pace = Outlook::NotAtThisPace {
        seen_until: day("2028-01-01"),
        best: None,
    };
    let unknown = Outlook::Unknown { why: Why::NoFigure };
    let falls = |text: &str| Outlook::FallsBelow(Dates::certain(day(text)));
    let cases = [
        ("all: the last", all_of([early, late]), late),
        ("any: the first", any_of([early, late]), early),
        ("all with an unknown", all_of([early, unknown]), unknown),
        (
            "any with an unknown: the known day is the latest",
            any_of([early, unknown]),
            early,
        ),
        ("all with one out of reach", all_of([unknown, pace]), pace),
        ("any with one out of reach", any_of([pace, late]), late),
        (
            "any of unknown and out of reach",
            any_of([pace, unknown]),
            unknown,
        ),
        (
            "all met",
            all_of([Outlook::Met, Outlook::Met]),
            Outlook::Met,
        ),
        (
            "all with one to be lost",
            all_of([Outlook::Met, falls("2026-11-05")]),
            falls("2026-11-05"),
        ),
        (
            "any with one to be lost",
            any_of([Outlook::Met, falls("2026-11-05")]),
            Outlook::Met,
        ),
        (
            "any: another way opens in time",
            any_of([falls("2026-11-05"), early]),
            Outlook::Met,
        ),
        (
            "any: it opens too late",
            any_of([falls("2026-11-05"), late]),
            falls("2026-11-05"),
        ),
        ("all of nothing", all_of([]), Outlook::Met),
        ("any of nothing", any_of([]), Outlook::NotByTime),
    ];
    for (case, found, expected) in cases {
        assert_eq!(found, expected, "{case}");
    }
    let lost = all_of([late, falls("2026-11-05")]);
    assert!(
        matches!(lost, Outlook::NotAtThisPace { .. }),
        "what is met today is lost before the rest is there: {lost:?}"
    );
}

#[test]
fn gaps_are_shown_and_share_what_came_in() {
    let levels: BTreeMap<CivilDay, i64> = [
        ("2026-10-01", 100),
        ("2026-10-02", 110),
        ("2026-10-06", 150),
    ]
    .map(|(on, level)| (day(on), level))
    .into();
    let history = History::of(&levels, &BTreeMap::new()).expect("a history");
    let gaps = history.gaps();
    let gap = gaps.first().expect("a gap");
    assert_eq!(
        (gaps.len(), gap.from, gap.to),
        (1, day("2026-10-03"), day("2026-10-06"))
    );
    assert_eq!(
        history.over(day("2026-10-03"), day("2026-10-04")),
        20,
        "40 shared by four days"
    );
}
