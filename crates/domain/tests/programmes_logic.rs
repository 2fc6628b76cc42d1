//! Conditions, windows and groups at their edges.

use domain::CivilDay;
use domain::programmes::{
    Ask, Evidence, Inquiry, Judged, Known, Memberships, Metric, MetricFacts, MetricValue,
    Requirement, SettledBy, Truth, Verdict, Window, verdict,
};

/// Answers every question about a metric with what the table says.
struct Table(Vec<(Metric, Known)>);

impl MetricFacts for Table {
    fn evidence(&self, ask: &Ask<'_>) -> Evidence {
        let known = self
            .0
            .iter()
            .find(|(m, _)| *m == ask.metric)
            .map_or(Known::Unknown, |(_, k)| k.clone());
        Evidence {
            known,
            ..Evidence::unknown()
        }
    }
}

fn day(text: &str) -> CivilDay {
    text.parse().unwrap()
}

fn judged(requirements: &str, facts: Vec<(Metric, Known)>) -> Verdict {
    let list: Vec<Requirement> = serde_json::from_str(requirements).unwrap();
    let inquiry = Inquiry {
        platform: "demo",
        day: day("2024-03-31"),
        facts: &Table(facts),
        memberships: &Memberships::new()
            .with("demo.first", true)
            .with("demo.other", false),
    };
    verdict(&list, &inquiry)
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

#[test]
fn operators_at_their_threshold() {
    use Truth::{Met, Unknown, Unmet};
    let cases = [
        (">=", exact(1_000), Met, "at least includes the threshold"),
        (">=", exact(999), Unmet, "one below misses it"),
        (">", exact(1_000), Unmet, "more than excludes it"),
        (">", exact(1_001), Met, "one above meets it"),
        ("<=", exact(1_000), Met, "at most includes it"),
        ("<=", exact(1_001), Unmet, "one above misses it"),
        ("<", exact(1_000), Unmet, "less than excludes it"),
        ("<", exact(999), Met, "one below meets it"),
        ("==", exact(1_000), Met, "exactly"),
        ("==", exact(1_001), Unmet, "not exactly"),
        ("!=", exact(1_000), Unmet, "the one value refused"),
        ("!=", exact(999), Met, "any other"),
        (
            ">=",
            bounds(1_000, None),
            Met,
            "the smallest possible value is enough",
        ),
        (
            ">=",
            bounds(999, None),
            Unknown,
            "it may be one more or not",
        ),
        (
            ">=",
            bounds(None, 999),
            Unmet,
            "the largest possible value is too small",
        ),
        (
            ">=",
            bounds(0, 1_000),
            Unknown,
            "only the largest possible value would do",
        ),
        (
            ">",
            bounds(None, 1_000),
            Unmet,
            "even the largest possible value is not more",
        ),
        (
            ">",
            bounds(1_000, 1_001),
            Unknown,
            "one of the two would do",
        ),
        (
            "<=",
            bounds(0, 1_000),
            Met,
            "the largest possible value is allowed",
        ),
        (
            "<=",
            bounds(1_001, None),
            Unmet,
            "the smallest possible value is not",
        ),
        (
            "==",
            bounds(1_001, 2_000),
            Unmet,
            "the value lies elsewhere",
        ),
        (
            "==",
            bounds(500, 2_000),
            Unknown,
            "the value may be this one",
        ),
        (
            "!=",
            bounds(1_001, None),
            Met,
            "the refused value is out of the question",
        ),
        (">=", Known::Unknown, Unknown, "nothing is known"),
    ];
    for (op, known, truth, why) in cases {
        let text = format!(r#"[{{"metric":"followers","op":"{op}","value":1000}}]"#);
        assert_eq!(
            judged(&text, vec![(Metric::Followers, known)]).truth,
            truth,
            "{op} 1000: {why}"
        );
    }
}

#[test]
fn an_unpublished_threshold_is_unknown_whatever_the_figure() {
    for known in [exact(0), exact(i64::MAX), bounds(0, 1), Known::Unknown] {
        let verdict = judged(
            r#"[{"metric":"followers","op":">=","value":null}]"#,
            vec![(Metric::Followers, known)],
        );
        assert_eq!(
            verdict.truth,
            Truth::Unknown,
            "nobody knows the number to reach"
        );
        let Some(Judged::Condition(c)) = verdict.parts.first() else {
            panic!("a condition")
        };
        assert_eq!(
            c.settled_by,
            Some(SettledBy::PlatformItself),
            "only the platform can tell"
        );
        assert_eq!(c.progress, None, "no share of an unknown number");
    }
}

#[test]
fn units_are_kept_apart() {
    let hours = r#"[{"metric":"watch_hours","op":">=","value":4000,"window_days":365}]"#;
    let cases = [
        (240_000, Truth::Met, "4,000 hours in minutes"),
        (239_999, Truth::Unmet, "one minute short"),
    ];
    for (minutes, truth, why) in cases {
        assert_eq!(
            judged(hours, vec![(Metric::WatchHours, exact(minutes))]).truth,
            truth,
            "{why}"
        );
    }
    let viewers = r#"[{"metric":"avg_concurrent_viewers","op":">","value":3,"window_days":30}]"#;
    assert_eq!(
        judged(viewers, vec![(Metric::AvgConcurrentViewers, exact(3_001))]).truth,
        Truth::Met,
        "an average just above three is more than three"
    );
    let money = r#"[{"metric":"payable_balance","op":">=","value":50}]"#;
    assert_eq!(
        judged(money, vec![(Metric::PayableBalance, exact(49_999_999))]).truth,
        Truth::Unmet,
        "49.999999 is not 50"
    );
}

#[test]
fn words_days_and_answers() {
    use Truth::{Met, Unknown, Unmet};
    let word = |w: &str| Known::Exact(MetricValue::Word(w.to_owned()));
    let on = |d: &str| Known::Exact(MetricValue::Day(day(d)));
    let yes = |b| Known::Exact(MetricValue::YesNo(b));
    let cases = [
        (
            r#""account_type","op":"in","value":["creator","business"]"#,
            Metric::AccountType,
            word("professional"),
            Met,
            "professional is one of the two, and both are named",
        ),
        (
            r#""account_type","op":"not_in","value":["business"]"#,
            Metric::AccountType,
            word("professional"),
            Unknown,
            "professional may be business",
        ),
        (
            r#""account_type","op":"not_in","value":["business"]"#,
            Metric::AccountType,
            word("personal"),
            Met,
            "personal is not business",
        ),
        (
            r#""account_type","op":"in","value":["personal"]"#,
            Metric::AccountType,
            word("business"),
            Unmet,
            "business is not personal",
        ),
        (
            r#""account_visibility","op":"==","value":"public""#,
            Metric::AccountVisibility,
            word("private"),
            Unmet,
            "private is not public",
        ),
        (
            r#""published_on","op":"<","value":"2024-02-29""#,
            Metric::PublishedOn,
            on("2024-02-29"),
            Unmet,
            "the leap day is not before itself",
        ),
        (
            r#""published_on","op":"<","value":"2024-02-29""#,
            Metric::PublishedOn,
            on("2024-02-28"),
            Met,
            "the day before it is",
        ),
        (
            r#""published_on","op":">=","value":"2024-02-29""#,
            Metric::PublishedOn,
            on("2024-02-29"),
            Met,
            "on or after includes the day",
        ),
        (
            r#""made_for_kids","op":"==","value":false"#,
            Metric::MadeForKids,
            yes(true),
            Unmet,
            "a no is wanted",
        ),
        (
            r#""good_standing","op":"==","value":true"#,
            Metric::GoodStanding,
            yes(true),
            Met,
            "a yes is wanted",
        ),
        (
            r#""good_standing","op":"==","value":true"#,
            Metric::GoodStanding,
            exact(1),
            Unknown,
            "a number is no answer to yes or no",
        ),
    ];
    for (condition, metric, known, truth, why) in cases {
        assert_eq!(
            judged(
                &format!(r#"[{{"metric":{condition}}}]"#),
                vec![(metric, known)]
            )
            .truth,
            truth,
            "{why}"
        );
    }
}

#[test]
fn membership_is_answered_by_membership() {
    for (programme, truth, why) in [
        ("demo.first", Truth::Met, "the creator says they are in"),
        ("demo.other", Truth::Unmet, "the creator says they are not"),
        ("demo.third", Truth::Unknown, "nobody said"),
    ] {
        let text =
            format!(r#"[{{"metric":"programme_membership","op":"==","value":"{programme}"}}]"#);
        assert_eq!(judged(&text, vec![]).truth, truth, "{why}");
    }
}

#[test]
fn groups_follow_three_valued_logic() {
    use Truth::{Met, Unknown, Unmet};
    let parts = |a: Truth, b: Truth| {
        let known = |t: Truth| match t {
            Met => exact(10),
            Unmet => exact(1),
            Unknown => Known::Unknown,
        };
        vec![
            (Metric::Followers, known(a)),
            (Metric::VideoViews, known(b)),
        ]
    };
    let both = r#"{"metric":"followers","op":">=","value":10},{"metric":"video_views","op":">=","value":10}"#;
    let cases = [
        (Met, Met, Met, Met),
        (Met, Unmet, Unmet, Met),
        (Met, Unknown, Unknown, Met),
        (Unmet, Unmet, Unmet, Unmet),
        (Unmet, Unknown, Unmet, Unknown),
        (Unknown, Unknown, Unknown, Unknown),
    ];
    for (a, b, all, any) in cases {
        for (a, b) in [(a, b), (b, a)] {
            let of_all = judged(&format!(r#"[{{"all_of":[{both}]}}]"#), parts(a, b)).truth;
            let of_any = judged(&format!(r#"[{{"any_of":[{both}]}}]"#), parts(a, b)).truth;
            assert_eq!((of_all, of_any), (all, any), "{a:?} and/or {b:?}");
        }
    }
}

#[test]
fn the_nearest_alternative_is_marked() {
    let either = r#"[{"any_of":[
        {"metric":"watch_hours","op":">=","value":100},
        {"all_of":[{"metric":"followers","op":">=","value":1000},{"metric":"shorts_views","op":">=","value":100}]},
        {"metric":"external_sales_evidence","op":"==","value":true}]}]"#;
    let with = |hours: i64, followers: i64, shorts: i64, sales: Option<bool>| {
        let mut facts = vec![
            (Metric::WatchHours, exact(hours * 60)),
            (Metric::Followers, exact(followers)),
            (Metric::ShortsViews, exact(shorts)),
        ];
        facts.extend(sales.map(|s| {
            (
                Metric::ExternalSalesEvidence,
                Known::Exact(MetricValue::YesNo(s)),
            )
        }));
        let verdict = judged(either, facts);
        match verdict.parts.first() {
            Some(Judged::AnyOf(group)) => (group.nearest, group.progress),
            other => panic!("{other:?}"),
        }
    };
    let cases = [
        (
            with(50, 900, 90, Some(false)),
            (Some(1), Some(900)),
            "its weakest part is further along",
        ),
        (
            with(95, 900, 90, Some(false)),
            (Some(0), Some(950)),
            "now the hours are",
        ),
        (
            with(95, 1_000, 10, Some(false)),
            (Some(0), Some(950)),
            "a group is as far as its weakest part",
        ),
        (
            with(50, 900, 90, Some(true)),
            (Some(2), Some(1_000)),
            "a met one is nearest of all",
        ),
        (
            with(0, 0, 0, Some(false)),
            (Some(0), Some(0)),
            "a plain no cannot grow, a number can",
        ),
    ];
    for (is, should, why) in cases {
        assert_eq!(is, should, "{why}");
    }
}

#[test]
fn progress_reaches_the_whole_only_when_met() {
    for (known, progress, why) in [
        (exact(0), Some(0), "nothing"),
        (exact(500), Some(500), "half"),
        (exact(999_999), Some(999), "all but one is not all"),
        (exact(1_000_000), Some(1_000), "all"),
        (exact(5_000_000), Some(1_000), "more than all is all"),
        (
            bounds(400_000, 5_000_000),
            Some(400),
            "the smallest possible value counts",
        ),
        (bounds(None, 5_000_000), None, "no smallest value is known"),
    ] {
        let scaled = if why == "half" { exact(500_000) } else { known };
        let verdict = judged(
            r#"[{"metric":"followers","op":">=","value":1000000}]"#,
            vec![(Metric::Followers, scaled)],
        );
        assert_eq!(verdict.progress, progress, "{why}");
    }
}

#[test]
fn windows_name_their_days() {
    let cases = [
        (
            Window::Rolling { days: 30 },
            "2024-03-30",
            Some(("2024-03-01", "2024-03-30")),
            "30 days, today included",
        ),
        (
            Window::Rolling { days: 1 },
            "2024-02-29",
            Some(("2024-02-29", "2024-02-29")),
            "one day is today",
        ),
        (
            Window::Rolling { days: 365 },
            "2024-03-01",
            Some(("2023-03-03", "2024-03-01")),
            "a leap day shortens the reach back",
        ),
        (
            Window::PreviousPeriod {
                days: 30,
                offset: 30,
            },
            "2024-03-30",
            Some(("2024-01-31", "2024-02-29")),
            "the 30 days before the last 30",
        ),
        (
            Window::CalendarMonth,
            "2024-03-15",
            Some(("2024-02-01", "2024-02-29")),
            "the last month that is over, leap day included",
        ),
        (
            Window::CalendarMonth,
            "2024-02-29",
            Some(("2024-02-01", "2024-02-29")),
            "on its last day a month is over",
        ),
        (
            Window::CalendarMonth,
            "2024-01-30",
            Some(("2023-12-01", "2023-12-31")),
            "over the year's end",
        ),
        (
            Window::ConsecutiveMonths { periods: 3 },
            "2024-03-15",
            Some(("2023-12-01", "2024-02-29")),
            "three months that are over",
        ),
        (
            Window::ConsecutiveDays { days: 60 },
            "2024-03-01",
            Some(("2024-01-02", "2024-03-01")),
            "each of 60 days",
        ),
        (Window::Now, "2024-03-01", None, "no window"),
        (
            Window::Lifetime,
            "2024-03-01",
            None,
            "no first day is known",
        ),
    ];
    for (window, on, days, why) in cases {
        let span = window
            .span(day(on))
            .map(|s| (s.from.to_string(), s.to.to_string()));
        assert_eq!(
            span,
            days.map(|(a, b)| (a.to_owned(), b.to_owned())),
            "{why}"
        );
    }
}

#[test]
fn values_are_read_without_rounding() {
    let cases = [
        (Metric::Followers, "12000", Some("12000"), "a count"),
        (Metric::Followers, "12.5", None, "no half followers"),
        (
            Metric::Followers,
            "12,000",
            None,
            "grouping is ambiguous between languages",
        ),
        (Metric::Followers, "1e3", None, "no exponents"),
        (Metric::Followers, "", None, "nothing"),
        (
            Metric::Followers,
            "99999999999999999999",
            None,
            "too many to keep",
        ),
        (
            Metric::WatchHours,
            "3999.5",
            Some("3999.5"),
            "half an hour is thirty minutes",
        ),
        (Metric::WatchHours, "0.001", None, "less than a minute"),
        (
            Metric::AvgConcurrentViewers,
            "74.999",
            Some("74.999"),
            "thousandths are kept",
        ),
        (Metric::PayableBalance, "49.99", Some("49.99"), "cents"),
        (Metric::GoodStanding, "yes", Some("yes"), "an answer"),
        (Metric::GoodStanding, "maybe", None, "no answer"),
        (
            Metric::AccountType,
            "Business",
            Some("business"),
            "a word in any case",
        ),
        (
            Metric::AccountType,
            "shop",
            None,
            "not a word of the vocabulary",
        ),
        (
            Metric::PublishedOn,
            "2024-02-29",
            Some("2024-02-29"),
            "a leap day",
        ),
        (
            Metric::PublishedOn,
            "2023-02-29",
            None,
            "a day that does not exist",
        ),
        (
            Metric::ProgrammeMembership,
            "demo.first",
            None,
            "memberships have their own place",
        ),
    ];
    for (metric, text, shown, why) in cases {
        let value = metric.parse_value(text).ok();
        assert_eq!(
            value.as_ref().map(|v| v.text(metric)).as_deref(),
            shown,
            "{metric} {text}: {why}"
        );
        if let Some(value) = value {
            let stored = value.to_stored(metric).unwrap();
            assert_eq!(
                MetricValue::from_stored(metric, stored),
                Some(value),
                "{metric} {text} survives the cache"
            );
        }
    }
}
