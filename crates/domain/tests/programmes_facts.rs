//! The researched rules, frozen beside the registry: all 143, field by field.
//!
//! `frozen/rules-2026-11-22.jsonl` holds one rule version on each line, as it was researched. A registry that leaves one out,
//! or says less about it, fails here with the path of what is gone. A rule that is *meant* to change (closed by a successor)
//! changes here in the same commit, with the reason.

use domain::programmes::{Registry, Rule};
use serde_json::Value;
use std::collections::BTreeMap;

const FROZEN: &str = include_str!("frozen/rules-2026-11-22.jsonl");

/// Every scalar of a document by its path; an empty list or object stands for itself.
fn facts(value: &Value) -> BTreeMap<String, String> {
    fn walk(path: &str, value: &Value, into: &mut BTreeMap<String, String>) {
        match value {
            Value::Array(list) if !list.is_empty() => {
                for (index, inner) in list.iter().enumerate() {
                    walk(&format!("{path}/{index}"), inner, into);
                }
            }
            Value::Object(map) if !map.is_empty() => {
                for (key, inner) in map {
                    walk(&format!("{path}/{key}"), inner, into);
                }
            }
            scalar => {
                into.insert(path.to_owned(), scalar.to_string());
            }
        }
    }
    let mut all = BTreeMap::new();
    walk("", value, &mut all);
    all
}

/// What `rule` no longer says, says otherwise or says beyond the researched facts.
fn differences(researched: &Value, rule: &Value) -> Vec<String> {
    let (was, is) = (facts(researched), facts(rule));
    let gone = was
        .iter()
        .filter(|(path, value)| is.get(*path) != Some(value))
        .map(|(path, value)| format!("{path} was {value}, is {:?}", is.get(path)));
    let beyond = is
        .iter()
        .filter(|(path, _)| !was.contains_key(*path))
        .map(|(path, value)| format!("{path} is {value} and was not researched"));
    gone.chain(beyond).collect()
}

fn frozen() -> Vec<Value> {
    FROZEN
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
fn no_researched_rule_is_dropped_or_simplified() {
    let registry = Registry::embedded().unwrap_or_else(|e| panic!("{e}"));
    let frozen = frozen();
    assert_eq!(frozen.len(), 143, "rule versions researched");
    let mut faults = Vec::new();
    for researched in &frozen {
        let id = researched["id"].as_str().unwrap();
        match registry.rule(id) {
            // As the program holds it: what its types cannot express would be gone here.
            Some(rule) => faults.extend(
                differences(researched, &serde_json::to_value(rule).unwrap())
                    .into_iter()
                    .map(|fault| format!("{id}{fault}")),
            ),
            None => faults.push(format!("{id} is not in the registry")),
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_walk_would_notice_any_fact_that_goes_missing() {
    /// The document without the scalar at `path`.
    fn without(value: &Value, path: &[&str]) -> Value {
        let mut changed = value.clone();
        let (last, way) = path.split_last().unwrap();
        let mut at = &mut changed;
        for step in way {
            at = match at {
                Value::Array(list) => &mut list[step.parse::<usize>().unwrap()],
                other => &mut other[*step],
            };
        }
        match at {
            Value::Array(list) => drop(list.remove(last.parse().unwrap())),
            other => drop(other.as_object_mut().unwrap().remove(*last)),
        }
        changed
    }
    let mut tried = 0;
    for researched in frozen() {
        for path in facts(&researched).keys() {
            let steps: Vec<&str> = path.split('/').skip(1).collect();
            let poorer = without(&researched, &steps);
            assert!(
                !differences(&researched, &poorer).is_empty(),
                "{}: {path} went missing unnoticed",
                researched["id"]
            );
            tried += 1;
        }
    }
    assert!(tried > 6_000, "every fact of every rule: {tried}");
}

#[test]
fn every_researched_line_is_a_rule_by_itself() {
    for researched in frozen() {
        let rule: Rule = serde_json::from_value(researched.clone())
            .unwrap_or_else(|e| panic!("{}: {e}", researched["id"]));
        assert!(!rule.sources.is_empty(), "{} names its sources", rule.id);
    }
}
