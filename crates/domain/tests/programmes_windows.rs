//! Windows that figures answer themselves: months in a row, days from joining, days from publication; and what is derived.
//! Each at its edge: exactly there, one below, unknown, the leap day, the last day of a month.

use domain::CivilDay;
use domain::programmes::{
    Ask, Inquiry, Item, ItemList, Known, MembershipFacts, Metric, MetricFacts, MetricSeries,
    MetricValue, Observation, PostList, Requirement, SettledBy, Truth, Window, verdict,
};

fn day(text: &str) -> CivilDay {
    text.parse().unwrap()
}

fn exact(n: i64) -> Known {
    Known::Exact(MetricValue::Number(n))
}

fn bounds(lower: impl Into<Option<i64>>, upper: impl Into<Option<i64>>) -> Known {
    Known::Bounds {
        lower: lower.into(),
        upper: upper.into(),
    }
}

fn ask(metric: Metric, window: Window, on: &str) -> Ask<'static> {
    Ask {
        platform: "twitch",
        metric,
        window,
        day: day(on),
        scope: None,
        each: &[],
    }
}

fn seen(name: &str, on: CivilDay, value: i64) -> Observation {
    Observation::noted(name, "twitch", on, value, false, "api").unwrap()
}

fn typed(name: &str, on: &str, value: i64) -> Observation {
    Observation::noted(name, "twitch", day(on), value, true, "hand").unwrap()
}

/// The same figure on every day from `from` to `to`.
fn daily(name: &str, from: &str, to: &str, value: i64) -> Vec<Observation> {
    let (from, to) = (day(from), day(to));
    (0..)
        .map(|n| from.plus_days(n))
        .take_while(|on| *on <= to)
        .map(|on| seen(name, on, value))
        .collect()
}

const QUARTER: Window = Window::ConsecutiveMonths { periods: 3 };

#[test]
fn the_lowest_of_several_months_decides() {
    let months = |list: &[(&str, &str, i64)]| -> Vec<Observation> {
        list.iter()
            .flat_map(|(from, to, n)| daily("karma", from, to, *n))
            .collect()
    };
    let whole = [
        ("2023-12-01", "2023-12-31", 10),
        ("2024-01-01", "2024-01-31", 10),
        ("2024-02-01", "2024-02-29", 11),
    ];
    let cases: Vec<(&str, Vec<Observation>, &str, Known)> = vec![
        (
            "31 × 10 is less than 29 × 11, the leap day among them",
            months(&whole),
            "2024-03-30",
            exact(310),
        ),
        (
            "on the leap day itself February is over",
            months(&whole),
            "2024-02-29",
            exact(310),
        ),
        (
            "one day before, it is not, and November is not known",
            months(&whole),
            "2024-02-28",
            bounds(None, 310),
        ),
        (
            "a month with a missing day is a lower bound",
            months(&[whole[0], whole[1], ("2024-02-02", "2024-02-29", 11)]),
            "2024-03-30",
            bounds(308, 310),
        ),
        (
            "typed month by month: the figure of the month that was over that day",
            vec![
                typed("plus_points", "2023-12-31", 400),
                typed("plus_points", "2024-02-03", 350),
                typed("plus_points", "2024-03-01", 390),
            ],
            "2024-03-30",
            exact(350),
        ),
        (
            "a month nobody knows leaves only what the worst of the others allows",
            vec![
                typed("plus_points", "2023-12-31", 400),
                typed("plus_points", "2024-03-01", 349),
            ],
            "2024-03-30",
            bounds(None, 349),
        ),
        ("nothing is known", vec![], "2024-03-30", Known::Unknown),
    ];
    for (why, observations, on, known) in cases {
        let metric = observations.first().map_or(Metric::Karma, |o| o.metric);
        let series = MetricSeries::new(observations);
        assert_eq!(
            series.evidence(&ask(metric, QUARTER, on)).known,
            known,
            "{why}"
        );
    }
}

#[test]
fn posts_are_counted_month_by_month() {
    let list = |observed: &str| PostList {
        observed: day(observed),
        posts: [
            "2024-01-31",
            "2024-02-01",
            "2024-02-29",
            "2024-03-01",
            "2024-03-02",
            "2024-03-03",
        ]
        .iter()
        .map(|on| (day(on), Some(1)))
        .collect(),
        source: "posts".to_owned(),
    };
    let months = |observed, on| {
        MetricSeries::new([])
            .with_posts("twitch", list(observed))
            .evidence(&ask(Metric::Uploads, QUARTER, on))
            .known
    };
    assert_eq!(
        months("2024-04-02", "2024-04-02"),
        exact(1),
        "January has one post"
    );
    assert_eq!(
        months("2024-03-20", "2024-04-02"),
        bounds(1, 1).clone_exact(),
        "March may have more, January decides all the same"
    );
}

/// Bounds that meet are a value.
trait Meet {
    fn clone_exact(&self) -> Known;
}

impl Meet for Known {
    fn clone_exact(&self) -> Known {
        Known::between(self.lower(), self.upper())
    }
}

/// Somebody who joined on a day.
struct Joined(Option<CivilDay>);

impl MembershipFacts for Joined {
    fn belongs(&self, _: &str) -> Option<domain::programmes::Belongs> {
        None
    }

    fn joined(&self) -> Option<CivilDay> {
        self.0
    }
}

#[test]
fn a_window_that_begins_with_joining_has_its_own_days() {
    let rule: Vec<Requirement> = serde_json::from_str(
        r#"[{"metric":"live_minutes","op":">=","value":140,"window_days":14,"window_kind":"membership"}]"#,
    )
    .unwrap();
    let figures = MetricSeries::new(daily("live_minutes", "2024-02-20", "2024-03-31", 10));
    let cases = [
        (
            Some("2024-02-20"),
            "2024-03-04",
            Truth::Met,
            Some("140"),
            "on its fourteenth day, the leap day counted: exactly",
        ),
        (
            Some("2024-02-20"),
            "2024-03-20",
            Truth::Met,
            Some("140"),
            "and it stays so when it is over",
        ),
        (
            Some("2024-02-19"),
            "2024-03-20",
            Truth::Unknown,
            None,
            "its first day was not read",
        ),
        (
            Some("2024-03-25"),
            "2024-03-31",
            Truth::Unknown,
            None,
            "seven days are left",
        ),
        (
            Some("2024-04-02"),
            "2024-03-31",
            Truth::Unknown,
            None,
            "not joined yet",
        ),
        (
            None,
            "2024-03-31",
            Truth::Unknown,
            None,
            "nobody knows when",
        ),
    ];
    for (joined, on, truth, value, why) in cases {
        let joined = Joined(joined.map(day));
        let judged = verdict(
            &rule,
            &Inquiry {
                platform: "twitch",
                day: day(on),
                facts: &figures,
                memberships: &joined,
            },
        );
        assert_eq!(judged.truth, truth, "{why}");
        let domain::programmes::Judged::Condition(condition) = &judged.parts[0] else {
            panic!("a condition");
        };
        assert_eq!(condition.shown.value.as_deref(), value, "{why}");
        if joined.0.is_none() {
            assert_eq!(condition.settled_by, Some(SettledBy::Membership), "{why}");
        }
    }
    let one_less: Vec<Requirement> = serde_json::from_str(
        r#"[{"metric":"live_minutes","op":">","value":140,"window_days":14,"window_kind":"membership"}]"#,
    )
    .unwrap();
    let inquiry = Inquiry {
        platform: "twitch",
        day: day("2024-03-20"),
        facts: &figures,
        memberships: &Joined(Some(day("2024-02-20"))),
    };
    assert_eq!(
        verdict(&one_less, &inquiry).truth,
        Truth::Unmet,
        "more than 140 is not 140"
    );
}

#[test]
fn the_best_item_answers_for_its_first_days() {
    let item = |published: &str, readings: &[(&str, i64)]| Item {
        published: day(published),
        readings: readings.iter().map(|(on, n)| (day(on), *n)).collect(),
    };
    let window = Window::SincePublication { days: 30 };
    let cases = [
        (
            vec![item(
                "2024-02-01",
                &[("2024-03-01", 5_000), ("2024-03-20", 9_000)],
            )],
            exact(5_000),
            "read on its thirtieth day, the leap day among them; later uses do not count",
        ),
        (
            vec![item(
                "2024-02-01",
                &[("2024-02-20", 4_000), ("2024-03-20", 9_000)],
            )],
            bounds(4_000, 9_000),
            "between the reading before its thirtieth day and the one after",
        ),
        (
            vec![item("2024-03-20", &[("2024-03-30", 700)])],
            exact(700),
            "still running: so far",
        ),
        (
            vec![item("2024-03-20", &[("2024-03-25", 700)])],
            bounds(700, None),
            "read five days ago",
        ),
        (
            vec![
                item("2024-02-01", &[("2024-03-01", 200)]),
                item("2024-02-02", &[("2024-03-02", 300)]),
            ],
            exact(300),
            "the best of them",
        ),
        (
            vec![item("2024-04-01", &[("2024-04-20", 900)])],
            Known::Unknown,
            "published later",
        ),
    ];
    for (items, known, why) in cases {
        let series = MetricSeries::new([]).with_items(
            "twitch",
            ItemList {
                metric: Metric::EffectVideoUses,
                items,
                source: "file".to_owned(),
            },
        );
        let found = series.evidence(&ask(Metric::EffectVideoUses, window, "2024-03-30"));
        assert_eq!(found.known, known, "{why}");
    }
}

#[test]
fn average_viewers_are_weighed_by_minutes() {
    let week = Window::Rolling { days: 7 };
    let minutes = |list: [i64; 7]| -> Vec<Observation> {
        let first = day("2024-02-26");
        list.iter()
            .zip(0..)
            .map(|(n, at)| seen("live_minutes", first.plus_days(at), *n))
            .collect()
    };
    let viewers = |list: &[(&str, i64)]| -> Vec<Observation> {
        list.iter()
            .map(|(on, n)| seen("avg_concurrent_viewers", day(on), n * 1_000))
            .collect()
    };
    let cases = [
        (
            [60, 0, 0, 180, 0, 0, 0],
            vec![("2024-02-26", 100), ("2024-02-29", 20)],
            exact(40_000),
            "(60 × 100 + 180 × 20) ÷ 240, and not (100 + 20) ÷ 2",
        ),
        (
            [60, 0, 0, 120, 0, 0, 0],
            vec![("2024-02-26", 75), ("2024-02-29", 74)],
            bounds(74_333, 74_334),
            "a third is no whole thousandth",
        ),
        (
            [60, 0, 0, 180, 0, 0, 0],
            vec![("2024-02-26", 100)],
            Known::Unknown,
            "a day with a stream lacks its average",
        ),
        ([0; 7], vec![], Known::Unknown, "no stream has no average"),
    ];
    for (streamed, watched, known, why) in cases {
        let all = minutes(streamed).into_iter().chain(viewers(&watched));
        let found =
            MetricSeries::new(all).evidence(&ask(Metric::AvgConcurrentViewers, week, "2024-03-03"));
        assert_eq!(found.known, known, "{why}");
    }
    let streams = |figures: Vec<Observation>| {
        MetricSeries::new(figures)
            .evidence(&ask(Metric::StreamDays, week, "2024-03-03"))
            .known
    };
    let all = minutes([60, 0, 0, 180, 0, 0, 5]);
    assert_eq!(streams(all.clone()), exact(3), "days with minutes");
    let gap = all
        .into_iter()
        .filter(|o| o.day != day("2024-02-27"))
        .collect();
    assert_eq!(
        streams(gap),
        bounds(3, None),
        "a day without a figure may have had a stream"
    );
}

#[test]
fn an_account_is_at_least_as_old_as_the_first_thing_known_of_it() {
    let list = PostList {
        observed: day("2024-03-30"),
        posts: vec![(day("2024-02-29"), Some(1))],
        source: "posts".to_owned(),
    };
    let age = |series: MetricSeries| {
        series
            .evidence(&ask(Metric::AccountAgeDays, Window::Now, "2024-03-30"))
            .known
    };
    assert_eq!(
        age(MetricSeries::new([]).with_posts("twitch", list.clone())),
        bounds(30, None),
        "thirty days since the leap day"
    );
    assert_eq!(
        age(MetricSeries::new([seen("followers", day("2024-02-28"), 5)])
            .with_posts("twitch", list.clone())),
        bounds(31, None),
        "a figure of the day before"
    );
    assert_eq!(
        age(
            MetricSeries::new([typed("account_age_days", "2024-03-20", 400)])
                .with_posts("twitch", list)
        ),
        exact(410),
        "what was said wins"
    );
    assert_eq!(
        age(MetricSeries::new([])),
        Known::Unknown,
        "nothing is known"
    );
}
