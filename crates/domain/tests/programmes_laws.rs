//! Laws that hold for every rule of the registry and any figures.

use domain::CivilDay;
use domain::programmes::{
    Ask, BoardItem, Condition, Evidence, Known, MembershipFacts, Memberships, Metric, MetricFacts,
    MetricKind, MetricSeries, MetricValue, Observation, PostList, Registry, Rule, Truth, Window,
    board, evaluate,
};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::LazyLock;

static REGISTRY: LazyLock<Registry> = LazyLock::new(|| Registry::embedded().unwrap());

fn today() -> CivilDay {
    "2026-11-22".parse().unwrap()
}

/// One known value per metric, whatever the window.
#[derive(Clone, Debug, Default)]
struct Figures(BTreeMap<Metric, Known>);

impl MetricFacts for Figures {
    fn evidence(&self, ask: &Ask<'_>) -> Evidence {
        let known = self.0.get(&ask.metric).cloned().unwrap_or(Known::Unknown);
        Evidence {
            known,
            ..Evidence::unknown()
        }
    }
}

/// Belongs to everything, nothing, or nobody knows.
struct Everything(Option<bool>);

impl MembershipFacts for Everything {
    fn belongs(&self, programme: &str) -> Option<domain::programmes::Belongs> {
        self.0.and_then(|admitted| {
            Memberships::new()
                .with(programme, admitted)
                .belongs(programme)
        })
    }
}

fn conditions(rule: &Rule) -> Vec<&Condition> {
    let mut list = Vec::new();
    for requirement in &rule.requirements {
        requirement.each_condition(&mut |c| list.push(c));
    }
    list
}

fn value_of(metric: Metric, seed: u64) -> MetricValue {
    match metric.kind() {
        MetricKind::YesNo => MetricValue::YesNo(seed.is_multiple_of(2)),
        MetricKind::Word => {
            let words = metric.words();
            MetricValue::Word(words[usize::try_from(seed).unwrap() % words.len()].to_owned())
        }
        MetricKind::Date => {
            MetricValue::Day(today().plus_days(-i32::try_from(seed % 4_000).unwrap()))
        }
        // Steps of ten: thresholds are round, so all sides of each are met.
        _ => MetricValue::Number(
            10_i64.pow(u32::try_from(seed % 9).unwrap()) * i64::try_from(seed % 7).unwrap(),
        ),
    }
}

fn figures() -> impl Strategy<Value = Figures> {
    let known = prop_oneof![
        2 => any::<u32>().prop_map(|seed| (0, seed)),
        1 => any::<u32>().prop_map(|seed| (1, seed)),
        1 => Just((2, 0)),
    ];
    proptest::collection::vec(known, Metric::ALL.len()).prop_map(|choices| {
        let known =
            |metric: Metric, how: u8, seed: u32| match (how, value_of(metric, u64::from(seed))) {
                (0, value) => Some(Known::Exact(value)),
                (1, MetricValue::Number(n)) => Some(Known::between(
                    Some(n / 2),
                    (!seed.is_multiple_of(3)).then_some(n),
                )),
                _ => None,
            };
        Figures(
            Metric::ALL
                .iter()
                .zip(choices)
                .filter_map(|(m, (how, seed))| Some((*m, known(*m, how, seed)?)))
                .collect(),
        )
    })
}

fn rank(truth: Truth) -> u8 {
    match truth {
        Truth::Unmet => 0,
        Truth::Unknown => 1,
        Truth::Met => 2,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn more_never_worsens_a_rule_that_wants_more(
        figures in figures(), which in 0..Metric::ALL.len(), more in 1_i64..1_000_000_000, member in any::<Option<bool>>(),
    ) {
        let metric = Metric::ALL[which];
        let raised = match figures.0.get(&metric) {
            Some(Known::Exact(MetricValue::Number(n))) => Known::Exact(MetricValue::Number(n + more)),
            Some(Known::Bounds { lower, upper }) => {
                Known::Bounds { lower: lower.map(|n| n + more), upper: upper.map(|n| n + more) }
            }
            _ => return Ok(()),
        };
        let mut better = figures.clone();
        better.0.insert(metric, raised);
        for (_, rule) in REGISTRY.rules() {
            if conditions(rule).iter().any(|c| c.metric == metric && !c.op.wants_more()) {
                continue;
            }
            let before = evaluate(rule, today(), &figures, &Everything(member));
            let after = evaluate(rule, today(), &better, &Everything(member));
            prop_assert!(rank(after.truth) >= rank(before.truth), "{}: more {metric} made it worse", rule.id);
        }
    }

    #[test]
    fn forgetting_a_figure_never_settles_or_flips_a_verdict(figures in figures(), which in 0..Metric::ALL.len()) {
        let mut less = figures.clone();
        less.0.remove(&Metric::ALL[which]);
        for (_, rule) in REGISTRY.rules() {
            let known = evaluate(rule, today(), &figures, &Everything(Some(true))).truth;
            let forgotten = evaluate(rule, today(), &less, &Everything(Some(true))).truth;
            prop_assert!(
                forgotten == known || forgotten == Truth::Unknown,
                "{}: {known:?} became {forgotten:?} by knowing less", rule.id
            );
        }
    }

    #[test]
    fn unknown_never_becomes_met(figures in figures()) {
        for (_, rule) in REGISTRY.rules() {
            let nothing = evaluate(rule, today(), &Figures::default(), &Everything(None));
            prop_assert!(
                rule.requirements.is_empty() || nothing.truth == Truth::Unknown,
                "{}: nothing is known, so it is unknown", rule.id
            );
            let unpublished = rule.requirements.iter().any(|r| {
                matches!(r, domain::programmes::Requirement::One(c) if c.value.is_none())
            });
            let verdict = evaluate(rule, today(), &figures, &Everything(Some(true)));
            prop_assert!(!unpublished || verdict.truth != Truth::Met, "{}: met a number nobody knows", rule.id);
            prop_assert!(verdict.truth != Truth::Met || verdict.open().is_empty(), "{}: met, yet open", rule.id);
        }
    }

    /// A made-up account whose views of every day are known: whatever readings of it we have, the true count of the window
    /// lies within the evidence.
    #[test]
    fn the_true_count_of_a_window_lies_within_the_bounds(
        daily in proptest::collection::vec((0_i32..90, proptest::collection::vec(0_i64..50, 90)), 0..6),
        readings in proptest::collection::btree_set(0_i32..90, 0..6),
        listed in any::<bool>(),
        days in 1_u16..60,
    ) {
        let start = today().plus_days(-89);
        // A post has views from its own day on.
        let views_until = |(born, views): &(i32, Vec<i64>), until: i32| -> i64 {
            (*born..=until).filter_map(|d| views.get(usize::try_from(d).ok()?)).sum()
        };
        let total = |until: i32| daily.iter().map(|p| views_until(p, until)).sum::<i64>();
        let observations = readings.iter().map(|d| {
            Observation::noted("lifetime_views", "tiktok", start.plus_days(*d), total(*d), false, "api").unwrap()
        });
        let mut series = MetricSeries::new(observations);
        if listed {
            let posts = daily.iter().map(|p| (start.plus_days(p.0), Some(views_until(p, 89)))).collect();
            series = series.with_posts("tiktok", PostList { observed: today(), posts, source: "api".to_owned() });
        }
        let window = Window::Rolling { days };
        let ask = Ask {
            platform: "tiktok", metric: Metric::VideoViews, window, day: today(), scope: None, each: &[],
        };
        let evidence = series.evidence(&ask);
        if let Some(span) = evidence.span {
            let last = span.to.number() - start.number();
            let truth = total(last) - total(last - i32::from(days));
            prop_assert!(evidence.known.lower().is_none_or(|n| n <= truth), "{truth} is below {:?}", evidence.known);
            prop_assert!(evidence.known.upper().is_none_or(|n| n >= truth), "{truth} is above {:?}", evidence.known);
        }
    }

    /// A newer pack closes one version and adds its successor, with or without a day: days before the older pack are judged
    /// as they were.
    #[test]
    fn a_newer_rule_never_changes_a_past_verdict(
        figures in figures(), which in 0_usize..143, dated in any::<bool>(), back in 1_i32..2_500,
        country in prop_oneof![Just("US"), Just("FR"), Just("KR"), Just("JP"), Just("BR")],
    ) {
        let (pack, rule) = REGISTRY.rules().nth(which).unwrap();
        let mut text = serde_json::to_value(pack).unwrap();
        text["pack_date"] = "2027-11-22".into();
        let rules = text["rules"].as_array_mut().unwrap();
        let old = rules.iter_mut().find(|r| r["id"] == rule.id.as_str()).unwrap();
        let mut next = old.clone();
        let id = format!("{}-next", rule.id);
        if old["status"] == "current" {
            old["status"] = "superseded".into();
            if dated {
                old["effective_to"] = "2027-02-28".into();
            } else {
                old["superseded_by"] = id.clone().into();
            }
        }
        next["id"] = id.into();
        next["effective_from"] = "2027-03-01".into();
        next["effective_to"] = serde_json::Value::Null;
        next["superseded_by"] = serde_json::Value::Null;
        next["date_precision"] = "day".into();
        next["date_basis"] = "in_force".into();
        next["seen_on"] = serde_json::Value::Null;
        next["status"] = "current".into();
        next["requirements"] = serde_json::json!([]);
        rules.push(next);
        let newer = REGISTRY.updated(&[&text.to_string()]).unwrap();
        let (region, day) = (country.parse().unwrap(), today().plus_days(-back));
        let nobody = Memberships::new();
        let before = board(&REGISTRY, region, day, &figures, &nobody);
        let after = board(&newer, region, day, &figures, &nobody);
        for (before, after) in before.iter().zip(&after) {
            prop_assert_eq!(before.programme, after.programme);
            let outcome = |item: &BoardItem<'_>| {
                (item.state, item.reason, item.uncertain, item.rule().map(|r| r.id.clone()), item.verdict.clone())
            };
            prop_assert_eq!(outcome(before), outcome(after), "{} on {} in {}", before.programme, day, country);
        }
    }
}
