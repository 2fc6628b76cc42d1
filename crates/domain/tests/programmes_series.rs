//! From a creator's own figures to evidence: what a figure answers, and what it does not.

use domain::CivilDay;
use domain::programmes::{
    Ask, Caveat, Condition, Evidence, Known, Metric, MetricFacts, MetricSeries, MetricValue,
    Observation, PostList, SettledBy, Window, with_overrides,
};

fn day(text: &str) -> CivilDay {
    text.parse().unwrap()
}

fn seen(name: &str, on: &str, value: i64) -> Observation {
    Observation::noted(name, "tiktok", day(on), value, false, "api").unwrap()
}

fn typed(name: &str, on: &str, value: i64) -> Observation {
    Observation::noted(name, "tiktok", day(on), value, true, "typed").unwrap()
}

const TODAY: &str = "2024-03-30";

fn ask<'a>(metric: Metric, window: Window) -> Ask<'a> {
    Ask {
        platform: "tiktok",
        metric,
        window,
        day: day(TODAY),
        scope: None,
        each: &[],
    }
}

fn posts(observed: &str, list: &[(&str, i64)]) -> PostList {
    PostList {
        observed: day(observed),
        posts: list
            .iter()
            .map(|(d, views)| (day(d), Some(*views)))
            .collect(),
        source: "posts".to_owned(),
    }
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

const MONTH: Window = Window::Rolling { days: 30 };

#[test]
fn followers_are_the_latest_reading_of_the_same_platform() {
    let series = MetricSeries::new([
        seen("followers", "2024-03-01", 900),
        seen("followers", "2024-03-20", 1_100),
        seen("followers", "2024-03-31", 9_999),
        Observation::noted(
            "followers",
            "youtube",
            day("2024-03-29"),
            50_000,
            false,
            "api",
        )
        .unwrap(),
    ]);
    let evidence = series.evidence(&ask(Metric::Followers, Window::Now));
    assert_eq!(
        evidence.known,
        exact(1_100),
        "the latest on or before the day, not the future, not YouTube"
    );
    assert_eq!(
        evidence.observed,
        Some(day("2024-03-20")),
        "with its own day, so its age can be shown"
    );
    assert_eq!(evidence.source.as_deref(), Some("api"), "and its source");
    let elsewhere = Ask {
        platform: "x",
        ..ask(Metric::Followers, Window::Now)
    };
    assert_eq!(
        series.evidence(&elsewhere),
        Evidence::unknown(),
        "nothing is known about X"
    );
    assert_eq!(
        series
            .evidence(&ask(Metric::ExternalFollowers, Window::Now))
            .known,
        bounds(50_000, None),
        "on another platform at least these; there may be a larger one"
    );
}

#[test]
fn views_of_a_window() {
    let list = [
        ("2024-01-10", 5_000),
        ("2024-03-10", 700),
        ("2024-03-28", 300),
    ];
    let cases: Vec<(&str, Vec<Observation>, Option<PostList>, Known)> = vec![
        ("nothing is known", vec![], None, Known::Unknown),
        (
            "readings at both ends give the difference",
            vec![
                seen("lifetime_views", "2024-02-29", 4_000),
                seen("lifetime_views", TODAY, 6_500),
            ],
            None,
            exact(2_500),
        ),
        (
            "one reading gives only the most it can be",
            vec![seen("lifetime_views", TODAY, 6_500)],
            None,
            bounds(None, 6_500),
        ),
        (
            "a reading too early bounds above, one too late bounds below",
            vec![
                seen("lifetime_views", "2024-02-20", 4_000),
                seen("lifetime_views", "2024-03-05", 5_000),
                seen("lifetime_views", TODAY, 6_500),
            ],
            None,
            bounds(1_500, 2_500),
        ),
        (
            "posts alone: the new ones at least, all of them at most",
            vec![],
            Some(posts(TODAY, &list)),
            bounds(1_000, 6_000),
        ),
        (
            "only new posts: the bounds meet",
            vec![],
            Some(posts(TODAY, &[("2024-03-10", 700), ("2024-03-28", 800)])),
            exact(1_500),
        ),
        (
            "posts and an older reading: the old posts' growth is bounded",
            vec![seen("lifetime_views", "2024-02-20", 4_800)],
            Some(posts(TODAY, &list)),
            bounds(1_000, 1_200),
        ),
        (
            "the posts' sum is itself a reading",
            vec![seen("lifetime_views", "2024-02-29", 4_800)],
            Some(posts(TODAY, &list)),
            exact(1_200),
        ),
        (
            "a list read later says only what was possible",
            vec![],
            Some(posts("2024-05-01", &list)),
            bounds(None, 6_000),
        ),
        (
            "a counter that shrank because posts were deleted is no negative count",
            vec![
                seen("lifetime_views", "2024-02-29", 9_000),
                seen("lifetime_views", TODAY, 6_000),
            ],
            None,
            exact(0),
        ),
        (
            "daily figures for a part of the window are at least that much",
            vec![
                seen("lifetime_views", TODAY, 6_500),
                seen("lifetime_views", "2024-03-29", 6_100),
            ],
            None,
            bounds(400, 6_500),
        ),
    ];
    for (why, observations, list, known) in cases {
        let mut series = MetricSeries::new(observations);
        if let Some(list) = list {
            series = series.with_posts("tiktok", list);
        }
        let evidence = series.evidence(&ask(Metric::VideoViews, MONTH));
        assert_eq!(evidence.known, known, "{why}");
        if known != Known::Unknown {
            assert_eq!(
                evidence.caveat,
                Some(Caveat::OrdinaryViews),
                "{why}: ordinary counters include paid views"
            );
        }
    }
}

#[test]
fn a_stale_figure_covers_its_own_window_and_then_nothing() {
    let series = MetricSeries::new([
        seen("lifetime_views", "2024-02-19", 4_000),
        seen("lifetime_views", "2024-03-20", 6_500),
    ]);
    let evidence = series.evidence(&ask(Metric::VideoViews, MONTH));
    assert_eq!(
        evidence.known,
        exact(2_500),
        "the 30 days that ended with the last reading"
    );
    let span = evidence.span.unwrap();
    assert_eq!(
        (span.from, span.to),
        (day("2024-02-20"), day("2024-03-20")),
        "and it says which days these are"
    );
    let later = Ask {
        day: day("2024-04-19"),
        ..ask(Metric::VideoViews, MONTH)
    };
    let evidence = series.evidence(&later);
    assert_eq!(
        evidence.known,
        Known::Unknown,
        "30 days later nothing of the window has been seen"
    );
    assert_eq!(
        evidence.settled_by,
        Some(SettledBy::FresherFigure),
        "a newer figure settles it"
    );
}

#[test]
fn uploads_are_counted_in_the_list() {
    let list = posts(
        "2024-03-28",
        &[
            ("2024-02-10", 1),
            ("2024-02-28", 1),
            ("2024-02-29", 1),
            ("2024-03-01", 1),
            ("2024-03-01", 1),
            ("2024-03-28", 1),
        ],
    );
    let series = MetricSeries::new([]).with_posts("tiktok", list);
    let cases = [
        (
            Metric::Uploads,
            MONTH,
            exact(5),
            "in the 30 days that end with the list",
        ),
        (
            Metric::PostingDays,
            MONTH,
            exact(4),
            "two posts of one day are one posting day",
        ),
        (
            Metric::Uploads,
            Window::CalendarMonth,
            exact(3),
            "in February",
        ),
        (
            Metric::Uploads,
            Window::Lifetime,
            exact(6),
            "since the beginning",
        ),
        (Metric::ActiveVideos, Window::Now, exact(6), "published now"),
        (
            Metric::InactivityDays,
            Window::Now,
            bounds(None, 2),
            "since the last video; another post may be younger",
        ),
        (
            Metric::Uploads,
            Window::ConsecutiveMonths { periods: 3 },
            exact(0),
            "in the lowest of three months, December",
        ),
    ];
    for (metric, window, known, why) in cases {
        assert_eq!(
            series.evidence(&ask(metric, window)).known,
            known,
            "{metric} {why}"
        );
    }
    let march = Ask {
        day: day("2024-03-31"),
        ..ask(Metric::Uploads, Window::CalendarMonth)
    };
    assert_eq!(
        series.evidence(&march).known,
        bounds(3, None),
        "March is over, but the list ends on the 28th: at least these"
    );
    assert_eq!(
        MetricSeries::new([]).evidence(&ask(Metric::Uploads, MONTH)),
        Evidence::unknown(),
        "no list is not an empty list"
    );
}

#[test]
fn a_wider_figure_is_only_an_upper_bound() {
    let series = MetricSeries::new([
        seen("effects_published", TODAY, 5),
        typed("qualifying_streams", TODAY, 6),
    ])
    .with_posts(
        "tiktok",
        posts(
            TODAY,
            &[
                ("2024-01-10", 5_000),
                ("2024-03-10", 700),
                ("2024-03-28", 300),
            ],
        ),
    );
    let scoped = Ask {
        scope: Some("subscriber-only"),
        ..ask(Metric::Uploads, MONTH)
    };
    let evidence = series.evidence(&scoped);
    assert_eq!(
        evidence.known,
        bounds(None, 2),
        "two posts are at most two posts for subscribers"
    );
    assert_eq!(
        evidence.caveat,
        Some(Caveat::WiderThanScope),
        "and it says why"
    );
    let all = Ask {
        scope: Some("public posts"),
        ..ask(Metric::Uploads, MONTH)
    };
    assert_eq!(
        series.evidence(&all).known,
        exact(2),
        "the list is just these"
    );
    let spotlight = Ask {
        scope: Some("Spotlight views"),
        ..ask(Metric::VideoViews, MONTH)
    };
    assert_eq!(
        series.evidence(&spotlight).known,
        bounds(None, 6_000),
        "views of one surface are a part of all, and these lie between 1,000 and 6,000"
    );
    let each: Vec<Condition> =
        match serde_json::from_str(r#"{"metric":"avg_concurrent_viewers","op":">=","value":75}"#)
            .unwrap()
        {
            domain::programmes::Requirement::One(c) => vec![c],
            other => panic!("{other:?}"),
        };
    let streams = Ask {
        each: &each,
        ..ask(Metric::QualifyingStreams, MONTH)
    };
    assert_eq!(
        series.evidence(&streams).known,
        exact(6),
        "what the creator typed answers the rule's own question"
    );
}

#[test]
fn daily_figures_add_up_only_when_no_day_is_missing() {
    let week = Window::Rolling { days: 7 };
    let on = |n: u32| format!("2024-03-{n}");
    let all: Vec<_> = (24..=30)
        .map(|n| seen("watch_minutes", &on(n), 10))
        .collect();
    let evidence = MetricSeries::new(all.clone()).evidence(&ask(Metric::WatchMinutes, week));
    assert_eq!(evidence.known, exact(70), "seven days of ten minutes");
    let gap = all.into_iter().filter(|o| o.day != day("2024-03-26"));
    let evidence = MetricSeries::new(gap).evidence(&ask(Metric::WatchMinutes, week));
    assert_eq!(
        evidence.known,
        bounds(60, None),
        "a missing day is not a day without minutes"
    );
    assert_eq!(
        evidence.settled_by, None,
        "the metric itself tells what would settle it"
    );
}

#[test]
fn a_sustained_minimum_needs_every_day() {
    let days = Window::ConsecutiveDays { days: 3 };
    let series = |list: &[(&str, i64)]| {
        MetricSeries::new(list.iter().map(|(d, n)| seen("followers", d, *n)))
    };
    let cases = [
        (
            vec![
                ("2024-03-28", 510),
                ("2024-03-29", 505),
                ("2024-03-30", 520),
            ],
            exact(505),
            "the lowest of all days",
        ),
        (
            vec![("2024-03-28", 510), ("2024-03-30", 520)],
            bounds(None, 510),
            "the day between may have been lower",
        ),
        (
            vec![("2024-03-01", 510)],
            Known::Unknown,
            "no day of the window",
        ),
    ];
    for (list, known, why) in cases {
        assert_eq!(
            series(&list)
                .evidence(&ask(Metric::FollowersSustained, days))
                .known,
            known,
            "{why}"
        );
    }
}

#[test]
fn some_words_grow_older() {
    let cases = [
        (
            "account_age_days",
            "2024-03-20",
            25,
            exact(35),
            "an account ages by the day",
        ),
        ("age_years", TODAY, 17, exact(17), "said today"),
        (
            "age_years",
            "2024-03-20",
            17,
            bounds(17, 18),
            "a birthday may lie between",
        ),
        (
            "age_years",
            "2023-03-30",
            17,
            bounds(18, 19),
            "366 days hold one birthday, perhaps two",
        ),
        (
            "days_since_violation",
            "2024-03-20",
            25,
            bounds(None, 35),
            "another violation may lie between",
        ),
        (
            "active_strikes",
            "2024-03-20",
            0,
            exact(0),
            "nothing makes it grow by itself",
        ),
    ];
    for (name, on, value, known, why) in cases {
        let series = MetricSeries::new([typed(name, on, value)]);
        let metric: Metric = name.parse().unwrap();
        assert_eq!(
            series.evidence(&ask(metric, Window::Now)).known,
            known,
            "{name}: {why}"
        );
    }
    let abroad = Observation::noted("age_years", "youtube", day(TODAY), 30, true, "typed").unwrap();
    assert_eq!(
        MetricSeries::new([abroad])
            .evidence(&ask(Metric::AgeYears, Window::Now))
            .known,
        exact(30),
        "a person is as old on every platform"
    );
}

#[test]
fn what_the_creator_typed_wins_unless_a_newer_figure_is_exact() {
    let both = |typed_on: &str| {
        MetricSeries::new([
            typed("video_views", typed_on, 1_234),
            seen("lifetime_views", "2024-02-19", 4_000),
            seen("lifetime_views", "2024-03-20", 6_500),
        ])
    };
    let month = ask(Metric::VideoViews, MONTH);
    assert_eq!(
        both("2024-03-25").evidence(&month).known,
        exact(1_234),
        "typed after the last reading"
    );
    assert_eq!(
        both("2024-03-10").evidence(&month).known,
        exact(2_500),
        "the reading is newer and exact"
    );
    assert_eq!(
        both("2024-01-10").evidence(&month).known,
        exact(2_500),
        "typed for a window long gone"
    );
    let open = MetricSeries::new([
        typed("video_views", "2024-03-10", 1_234),
        seen("lifetime_views", TODAY, 6_500),
    ]);
    assert_eq!(
        open.evidence(&month).known,
        exact(1_234),
        "a newer figure with open bounds settles nothing"
    );
    let old = MetricSeries::new([typed("video_views", "2024-01-10", 1_234)]).evidence(&month);
    assert_eq!(
        (old.known, old.settled_by),
        (Known::Unknown, Some(SettledBy::FresherFigure)),
        "too old to count"
    );
}

#[test]
fn names_no_rule_uses_and_numbers_that_mean_nothing_are_left_out() {
    for (name, value, why) in [
        ("lifetime_likes", 5, "no rule asks for likes"),
        ("good_standing", 2, "neither yes nor no"),
        ("account_type", 99, "no such word"),
        (
            "programme_membership",
            1,
            "memberships have their own place",
        ),
    ] {
        assert_eq!(
            Observation::noted(name, "tiktok", day(TODAY), value, true, "typed"),
            None,
            "{why}"
        );
    }
}

#[test]
fn what_if_replaces_and_says_so() {
    let series = MetricSeries::new([seen("followers", TODAY, 900)]);
    let assumed = [(Metric::Followers, MetricValue::Number(100_000))];
    let evidence = with_overrides(&series, &assumed).evidence(&ask(Metric::Followers, Window::Now));
    assert_eq!(
        (evidence.known, evidence.source.as_deref()),
        (exact(100_000), Some("what_if")),
        "marked as assumed"
    );
    let other = with_overrides(&series, &assumed)
        .on("youtube")
        .evidence(&ask(Metric::Followers, Window::Now));
    assert_eq!(other.known, exact(900), "assumed for YouTube only");
}
