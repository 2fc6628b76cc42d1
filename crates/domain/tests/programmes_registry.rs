//! The packs that come with the program: all there, strict, and nothing lost on the way in and out.

use domain::programmes::{Metric, Registry, RegistryError, Requirement};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

fn pack_files() -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../programmes");
    std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "json"))
        .map(|path| {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            (name, std::fs::read_to_string(path).unwrap())
        })
        .collect()
}

#[test]
fn every_researched_rule_is_there() {
    let registry = Registry::embedded().unwrap_or_else(|e| panic!("{e}"));
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (pack, _) in registry.rules() {
        *counts.entry(&pack.platform).or_default() += 1;
    }
    let frozen = [
        ("facebook", 11),
        ("instagram", 11),
        ("kick", 6),
        ("medium", 2),
        ("patreon", 2),
        ("pinterest", 2),
        ("reddit", 1),
        ("rumble", 1),
        ("snapchat", 5),
        ("spotify", 2),
        ("substack", 1),
        ("tiktok", 55),
        ("twitch", 15),
        ("x", 5),
        ("youtube", 24),
    ];
    assert_eq!(
        counts.into_iter().collect::<Vec<_>>(),
        frozen,
        "rule versions per platform"
    );
    assert_eq!(registry.rules().count(), 143, "rule versions in all");
    assert_eq!(registry.programmes().len(), 62, "programmes in all");
    for pack in registry.packs() {
        assert_eq!(
            pack.pack_date.to_string(),
            "2026-11-22",
            "{}: the day the facts were gone through",
            pack.platform
        );
    }
}

#[test]
fn every_pack_file_is_embedded_and_written_back_the_same() {
    let registry = Registry::embedded().unwrap();
    let files = pack_files();
    let embedded: BTreeSet<_> = registry
        .packs()
        .iter()
        .map(|p| p.platform.clone())
        .collect();
    assert_eq!(
        files.keys().cloned().collect::<BTreeSet<_>>(),
        embedded,
        "a file nobody embeds is a rule nobody sees"
    );
    for pack in registry.packs() {
        let raw: Value = serde_json::from_str(&files[&pack.platform]).unwrap();
        let again = serde_json::to_value(pack).unwrap();
        let rules = |v: &Value| v["rules"].as_array().unwrap().clone();
        for (was, is) in rules(&raw).iter().zip(&rules(&again)) {
            assert_eq!(
                is, was,
                "{}: a field was dropped, added or changed",
                was["id"]
            );
        }
        assert_eq!(again, raw, "{}: the envelope too", pack.platform);
    }
}

/// Counts keys over all rules, so that a field lost while a pack is edited shows even though it still round-trips.
#[test]
fn the_facts_are_as_many_as_were_researched() {
    fn walk(value: &Value, counts: &mut BTreeMap<String, usize>) {
        match value {
            Value::Object(map) => {
                for (key, inner) in map {
                    *counts.entry(key.clone()).or_default() += 1;
                    walk(inner, counts);
                }
            }
            Value::Array(list) => list.iter().for_each(|inner| walk(inner, counts)),
            _ => {}
        }
    }
    let mut counts = BTreeMap::new();
    for text in pack_files().values() {
        walk(
            &serde_json::from_str::<Value>(text).unwrap()["rules"],
            &mut counts,
        );
    }
    for (key, count) in [
        ("metric", 671),
        ("any_of", 26),
        ("all_of", 9),
        ("where", 8),
        ("window_days", 141),
        ("window_kind", 34),
        ("offset_days", 1),
        ("periods", 3),
        ("scope", 197),
        ("note", 93),
        ("title", 269),
        ("share", 27),
        ("per_item", 10),
        ("gate", 1),
        ("cap", 1),
        ("minimum", 70),
        ("minimum_by_currency", 14),
    ] {
        assert_eq!(
            counts.get(key),
            Some(&count),
            "how often “{key}” stands in the packs"
        );
    }
}

#[test]
fn the_vocabulary_has_no_twins_and_every_word_is_used_or_explained() {
    let ids: BTreeSet<_> = Metric::ALL.iter().map(|m| m.id()).collect();
    assert_eq!(ids.len(), Metric::ALL.len(), "an id stands for one metric");
    assert_eq!(
        Metric::ALL.len(),
        57,
        "metrics of the researched vocabulary"
    );
    for metric in Metric::ALL {
        assert_eq!(metric.id().parse(), Ok(*metric), "{metric} reads back");
        assert!(!metric.meaning().is_empty(), "{metric} says what it counts");
    }
    let registry = Registry::embedded().unwrap();
    let unpublished = registry
        .rules()
        .flat_map(|(_, r)| &r.requirements)
        .filter(|r| matches!(r, Requirement::One(c) if c.value.is_none()))
        .count();
    assert_eq!(
        unpublished, 13,
        "thresholds that exist but were never published stay null"
    );
}

const RULE: &str = r#"{
  "id": "demo.fund@2020", "programme": "demo.fund", "platform": "Demo", "name": "Fund",
  "regions": {"include": ["FR"], "exclude": []}, "regions_complete": true,
  "effective_from": "2020-01-01", "effective_to": null, "date_precision": "day", "date_basis": "in_force",
  "seen_on": null, "status": "current", "superseded_by": null, "disputed": false, "access": "apply",
  "requirements": [
    {"metric": "followers", "op": ">=", "value": 1000}
  ],
  "maintenance": [], "availability_notes": "", "payout": {}, "confidence": "official", "sources": []
}"#;

fn pack(rules: &str) -> String {
    format!(
        "{{\"format\": 1, \"pack_date\": \"2026-11-22\", \"platform\": \"demo\",\n\"platform_name\": \"Demo\", \"rules\": [\n{rules}\n]}}"
    )
}

#[test]
fn a_faulty_rule_is_refused_with_its_line_and_id() {
    let cases = [
        (
            "\"seen_on\"",
            "\"seenon\"",
            "unknown field `seenon`",
            "a misspelt key",
        ),
        (
            ", \"disputed\": false",
            "",
            "missing field `disputed`",
            "a missing key",
        ),
        (
            "\"followers\"",
            "\"folowers\"",
            "not a metric of the vocabulary",
            "an unknown metric",
        ),
        (
            "\"op\": \">=\"",
            "\"op\": \"=>\"",
            "unknown variant `=>`",
            "an unknown operator",
        ),
        (
            ", \"value\": 1000",
            "",
            "needs metric, op and value",
            "a condition without a value key",
        ),
        (
            "\"value\": 1000",
            "\"value\": true",
            "does not fit a metric of this kind",
            "a yes where a number is due",
        ),
        (
            "\"value\": 1000",
            "\"value\": -1",
            "does not fit a metric of this kind",
            "a threshold below nothing",
        ),
        (
            "\">=\"",
            "\"in\"",
            "operator OneOf does not fit",
            "a list operator on a number",
        ),
        (
            "1000}",
            "1000, \"window_kind\": \"rolling\"}",
            "needs window_days",
            "a window without a length",
        ),
        (
            "1000}",
            "1000, \"window_days\": 0}",
            "needs window_days",
            "a window of no days",
        ),
        (
            "1000}",
            "1000, \"offset_days\": 30}",
            "offset_days belongs to previous_period",
            "an offset without its kind",
        ),
        (
            "1000}",
            "1000, \"periods\": 3}",
            "periods belongs to consecutive_months",
            "periods without their kind",
        ),
        (
            "1000}",
            "1000, \"any_of\": []}",
            "not several at once",
            "a condition and a group in one",
        ),
        (
            "{\"metric\": \"followers\", \"op\": \">=\", \"value\": 1000}",
            "{\"any_of\": []}",
            "at least one member",
            "an empty group",
        ),
        (
            "\"followers\", \"op\": \">=\", \"value\": 1000",
            "\"account_type\", \"op\": \"in\", \"value\": [\"busines\"]",
            "not one of its words",
            "a misspelt word",
        ),
        (
            "\"followers\", \"op\": \">=\", \"value\": 1000",
            "\"programme_membership\", \"op\": \"==\", \"value\": \"demo.gone\"",
            "has no rule in any pack",
            "a prerequisite nobody knows",
        ),
        (
            "\"superseded_by\": null",
            "\"superseded_by\": \"demo.fund@2021\"",
            "no other version of this programme",
            "a successor nobody knows",
        ),
        (
            "\"superseded_by\": null",
            "\"superseded_by\": \"demo.fund@2020\"",
            "no other version of this programme",
            "its own successor",
        ),
        (
            "\"effective_to\": null",
            "\"effective_to\": \"2019-12-31\"",
            "ends before it begins",
            "a life that runs backwards",
        ),
        (
            "\"effective_from\": \"2020-01-01\"",
            "\"effective_from\": null",
            "date_precision must be unknown",
            "a precision of no date",
        ),
        (
            "\"2020-01-01\"",
            "\"2021-02-29\"",
            "line 6",
            "a day that does not exist",
        ),
        ("[\"FR\"]", "[]", "names no region", "no region"),
        (
            "[\"FR\"]",
            "[\"FRA\"]",
            "not a known country",
            "a country that is no code",
        ),
        (
            "\"payout\": {}",
            "\"payout\": {\"minimum\": \"10\"}",
            "needs a currency",
            "money without a currency",
        ),
        (
            "\"payout\": {}",
            "\"payout\": {\"creator_share\": \"0.5555555\"}",
            "at most six places",
            "a share too fine to keep",
        ),
        (
            "\"programme\": \"demo.fund\"",
            "\"programme\": \"demos.fund\"",
            "does not belong",
            "a programme of another pack",
        ),
        (
            "\"id\": \"demo.fund@2020\"",
            "\"id\": \"demo.fund\"",
            "programme@version",
            "an id without a version",
        ),
    ];
    assert!(
        Registry::from_packs(&[&pack(RULE)]).is_ok(),
        "the rule the cases start from is sound"
    );
    for (from, to, says, why) in cases {
        assert!(RULE.contains(from), "{why}: the case replaces something");
        let error = Registry::from_packs(&[&pack(&RULE.replace(from, to))]).expect_err(why);
        let text = error.to_string();
        assert!(text.contains(says), "{why}: “{text}” should say “{says}”");
        assert!(
            text.contains("demo.fund") && text.contains("line "),
            "{why}: “{text}” should name rule and line"
        );
    }
}

#[test]
fn lines_are_counted_in_the_file_not_in_the_rule() {
    let second = RULE
        .replace("@2020", "@2021")
        .replace("\"op\": \">=\"", "\"op\": \"=>\"");
    let error = Registry::from_packs(&[&pack(&format!("{RULE},\n{second}"))]).unwrap_err();
    let RegistryError::NotARule { line, rule, .. } = &error else {
        panic!("{error}")
    };
    assert_eq!(
        (*line, rule.as_str()),
        (19, "demo.fund@2021"),
        "line of the wrong operator, seen from the top"
    );
}

#[test]
fn ids_are_unique_over_all_packs_and_formats_are_known() {
    let twice = pack(&format!("{RULE},\n{RULE}"));
    let error = Registry::from_packs(&[&twice]).unwrap_err().to_string();
    assert!(
        error.contains("used twice") && error.contains("line 13"),
        "{error}"
    );
    let newer = pack(RULE).replace("\"format\": 1", "\"format\": 2");
    let error = Registry::from_packs(&[&newer]).unwrap_err().to_string();
    assert!(
        error.contains("format 2") && error.contains("reads format 1"),
        "{error}"
    );
    for broken in ["", "[]", "{\"format\": 1", "\u{feff}{}"] {
        assert!(
            matches!(
                Registry::from_packs(&[broken]),
                Err(RegistryError::NotAPack { .. })
            ),
            "“{broken}” is no pack"
        );
    }
}

#[test]
fn a_newer_pack_takes_the_place_of_its_platforms() {
    let registry = Registry::from_packs(&[&pack(RULE)]).unwrap();
    let newer = pack(&RULE.replace("1000", "500")).replace("2026-11-22", "2027-01-01");
    let followers = |r: &Registry| match r.rule("demo.fund@2020").unwrap().requirements.first() {
        Some(Requirement::One(c)) => serde_json::to_value(&c.value).unwrap(),
        other => panic!("{other:?}"),
    };
    let updated = registry.updated(&[&newer]).unwrap();
    assert_eq!(followers(&updated), 500, "the newer rule holds");
    assert_eq!(updated.rules().count(), 1, "and the older one is gone");
    assert_eq!(
        followers(&updated.updated(&[&pack(RULE)]).unwrap()),
        1_000 / 2,
        "an older pack changes nothing"
    );
    assert!(
        registry
            .updated(&[&newer.replace("followers", "folowers")])
            .is_err(),
        "a faulty update is refused"
    );
    let embedded = Registry::embedded().unwrap();
    let kick_without_rules = r#"{"format":1,"pack_date":"2027-01-01","platform":"kick","platform_name":"Kick","rules":[]}"#;
    assert_eq!(
        embedded
            .updated(&[kick_without_rules])
            .unwrap()
            .rules()
            .count(),
        143 - 6,
        "a pack is taken whole: rules it no longer holds are gone"
    );
}
