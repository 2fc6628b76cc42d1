//! What two versions of a rule ask differently.

use domain::programmes::{
    ChangedAt, Condition, Registry, Requirement, RequirementChange, Threshold, predecessor,
    requirement_changes,
};

/// A list of requirements as a pack writes it.
fn list(text: &str) -> Vec<Requirement> {
    serde_json::from_str(text).unwrap()
}

fn leaf(condition: &Condition) -> String {
    let value = match &condition.value {
        Some(Threshold::Number(n)) => n.to_string(),
        other => format!("{other:?}"),
    };
    format!("{} {value}", condition.metric.id())
}

fn text(requirement: &Requirement) -> String {
    let mut leaves = Vec::new();
    requirement.each_condition(&mut |condition| leaves.push(leaf(condition)));
    leaves.join(" + ")
}

fn told(changes: &[RequirementChange<'_>]) -> Vec<String> {
    let place = |at: &ChangedAt| match at {
        ChangedAt::Demand => "",
        ChangedAt::Route => " as a route",
        ChangedAt::WithinRoute => " in a route",
    };
    changes
        .iter()
        .map(|change| match change {
            RequirementChange::Added(what, at) => format!("+ {}{}", text(what), place(at)),
            RequirementChange::Removed(what, at) => format!("- {}{}", text(what), place(at)),
            RequirementChange::Changed { from, to, at } => {
                format!("{} → {}{}", leaf(from), leaf(to), place(at))
            }
        })
        .collect()
}

const FOLLOWERS: &str = r#"{"metric":"followers","op":">=","value":1000}"#;
const MANY: &str = r#"{"metric":"followers","op":">=","value":10000}"#;
const HOURS: &str = r#"{"metric":"watch_hours","op":">=","value":4000,"window_days":365}"#;
const FEWER_HOURS: &str = r#"{"metric":"watch_hours","op":">=","value":3000,"window_days":365}"#;
const SHORTS: &str = r#"{"metric":"shorts_views","op":">=","value":9000,"window_days":90}"#;
const AGE: &str = r#"{"metric":"age_years","op":">=","value":18}"#;

/// Why, what was asked before and after, and the differences expected.
type Case<'a> = (&'a str, Vec<String>, Vec<String>, &'a [&'a str]);

#[test]
fn what_changed_is_named_and_nothing_else() {
    let noted = FOLLOWERS.replace('}', r#","note":"seen in the app"}"#);
    let rolling = HOURS.replace('}', r#","window_kind":"rolling"}"#);
    let longer = HOURS.replace("365", "90");
    let any = |branches: &[&str]| format!(r#"{{"any_of":[{}]}}"#, branches.join(","));
    let all = |parts: &[&str]| format!(r#"{{"all_of":[{}]}}"#, parts.join(","));
    let cases: &[Case<'_>] = &[
        ("nothing", vec![], vec![], &[]),
        (
            "order and remarks are no difference",
            vec![FOLLOWERS.into(), AGE.into()],
            vec![AGE.into(), noted],
            &[],
        ),
        (
            "a length without a kind is a rolling window",
            vec![HOURS.into()],
            vec![rolling],
            &[],
        ),
        (
            "a lower threshold",
            vec![MANY.into(), AGE.into()],
            vec![FOLLOWERS.into(), AGE.into()],
            &["followers 10000 → followers 1000"],
        ),
        (
            "another window of the same figure is a change, not one less and one more",
            vec![HOURS.into()],
            vec![longer],
            &["watch_hours 4000 → watch_hours 4000"],
        ),
        (
            "one less, one more",
            vec![FOLLOWERS.into()],
            vec![AGE.into()],
            &["- followers 1000", "+ age_years 18"],
        ),
        (
            "a group of all is its parts",
            vec![all(&[FOLLOWERS, AGE])],
            vec![MANY.into(), AGE.into()],
            &["followers 1000 → followers 10000"],
        ),
        (
            "another way to the same end opens a route",
            vec![FOLLOWERS.into(), HOURS.into()],
            vec![FOLLOWERS.into(), any(&[HOURS, SHORTS])],
            &["+ shorts_views 9000 as a route"],
        ),
        (
            "and closes it again",
            vec![any(&[HOURS, SHORTS])],
            vec![HOURS.into()],
            &["- shorts_views 9000 as a route"],
        ),
        (
            "within a route",
            vec![any(&[&all(&[FOLLOWERS, HOURS]), SHORTS])],
            vec![any(&[SHORTS, &all(&[FOLLOWERS, FEWER_HOURS, AGE])])],
            &[
                "watch_hours 4000 → watch_hours 3000 in a route",
                "+ age_years 18 in a route",
            ],
        ),
    ];
    for (why, before, after, expected) in cases {
        let read = |parts: &[String]| list(&format!("[{}]", parts.join(",")));
        let (before, after) = (read(before), read(after));
        assert_eq!(
            told(&requirement_changes(&before, &after)),
            *expected,
            "{why}"
        );
        let back = requirement_changes(&after, &before).len();
        assert_eq!(back, expected.len(), "{why}, the other way");
    }
}

#[test]
fn every_version_differs_from_the_one_before_in_what_the_packs_say() {
    let rules = Registry::embedded().unwrap();
    for programme in rules.programmes() {
        for version in &programme.versions {
            assert!(
                requirement_changes(&version.requirements, &version.requirements).is_empty(),
                "{} against itself",
                version.id
            );
        }
    }
    let of = |id: &str| {
        let rule = rules.rule(id).unwrap();
        let programme = rules.programme(&rule.programme).unwrap();
        let before = predecessor(&programme.versions, rule)?;
        let changes = requirement_changes(&before.requirements, &rule.requirements);
        Some((before.id.clone(), told(&changes)))
    };
    let (before, changes) = of("tiktok.tips@2021-12-01").unwrap();
    assert_eq!(before, "tiktok.tips@2021-10");
    assert!(
        !changes.is_empty(),
        "the launch asked other things than the test"
    );
    assert_eq!(
        of("tiktok.tips@2021-10"),
        None,
        "the first version took over from none"
    );
}
