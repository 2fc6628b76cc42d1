//! The published schema of rule packs: every pack keeps to it, and it says the same as the program's own reader.
//!
//! The few keywords the schema uses are judged here; another one fails, so that none is passed over in silence.

use domain::programmes::{Metric, PACK_FORMAT, Pack};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../programmes")
}

fn read(path: &Path) -> Value {
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn schema() -> Value {
    read(&folder().join(format!("schema/pack-{PACK_FORMAT}.json")))
}

/// The first place at which `value` breaks `schema`.
fn fault(root: &Value, schema: &Value, value: &Value, at: &str) -> Option<String> {
    let kind = |name: &str| match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => panic!("type {other}"),
    };
    let known = |key: &str| schema["properties"].get(key).is_some();
    for (keyword, rule) in schema.as_object().unwrap() {
        let broken = match keyword.as_str() {
            "$schema" | "$defs" | "title" | "description" => None,
            "$ref" => {
                let name = rule.as_str().unwrap().strip_prefix("#/$defs/").unwrap();
                fault(root, &root["$defs"][name], value, at)
            }
            "type" => {
                let fits = match rule {
                    Value::Array(kinds) => kinds.iter().any(|k| kind(k.as_str().unwrap())),
                    one => kind(one.as_str().unwrap()),
                };
                (!fits).then(|| format!("{at}: {value} is not {rule}"))
            }
            "const" => (value != rule).then(|| format!("{at}: {value} is not {rule}")),
            "enum" => (!rule.as_array().unwrap().contains(value))
                .then(|| format!("{at}: {value} is none of the words")),
            "anyOf" => rule
                .as_array()
                .unwrap()
                .iter()
                .all(|one| fault(root, one, value, at).is_some())
                .then(|| format!("{at}: {value} fits no alternative")),
            "required" => rule
                .as_array()
                .unwrap()
                .iter()
                .find(|key| value.get(key.as_str().unwrap()).is_none())
                .map(|key| format!("{at}: {key} is missing")),
            "properties" => rule.as_object().unwrap().iter().find_map(|(key, inner)| {
                fault(root, inner, value.get(key)?, &format!("{at}/{key}"))
            }),
            "additionalProperties" => value.as_object().and_then(|map| {
                map.iter()
                    .filter(|(key, _)| !known(key))
                    .find_map(|(key, inner)| match rule {
                        Value::Bool(false) => Some(format!("{at}: {key} is unknown")),
                        rule => fault(root, rule, inner, &format!("{at}/{key}")),
                    })
            }),
            "items" => value.as_array().and_then(|list| {
                list.iter()
                    .enumerate()
                    .find_map(|(i, inner)| fault(root, rule, inner, &format!("{at}/{i}")))
            }),
            "minItems" => value
                .as_array()
                .filter(|list| (list.len() as u64) < rule.as_u64().unwrap())
                .map(|_| format!("{at}: too few")),
            "minimum" => value
                .as_i64()
                .filter(|n| *n < rule.as_i64().unwrap())
                .map(|n| format!("{at}: {n} is too small")),
            "pattern" => value
                .as_str()
                .filter(|text| !matches(rule.as_str().unwrap(), text))
                .map(|text| format!("{at}: “{text}” is not {rule}")),
            other => panic!("the schema uses {other}, which nobody judges"),
        };
        if broken.is_some() {
            return broken;
        }
    }
    None
}

/// The patterns of the schema, each by what it means.
fn matches(pattern: &str, text: &str) -> bool {
    let digits = |s: &str, n: usize| s.len() == n && s.bytes().all(|b| b.is_ascii_digit());
    let slug = |s: &str| {
        s.bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
            && !s.is_empty()
    };
    let begins_low = |s: &str| s.starts_with(|c: char| c.is_ascii_lowercase());
    let parts: Vec<&str> = text.split('-').collect();
    let capitals = |n: usize| text.len() == n && text.bytes().all(|b| b.is_ascii_uppercase());
    match pattern {
        "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" => {
            matches!(parts[..], [y, m, d] if digits(y, 4) && digits(m, 2) && digits(d, 2))
        }
        "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$" => match parts[..] {
            [y] => digits(y, 4),
            [y, m] => digits(y, 4) && digits(m, 2),
            [y, m, d] => digits(y, 4) && digits(m, 2) && digits(d, 2),
            _ => false,
        },
        "^[0-9]+(\\.[0-9]{1,6})?$" => text.parse::<domain::programmes::Decimal>().is_ok(),
        "^[A-Z]{3}$" => capitals(3),
        "^[A-Z]{2}$" => capitals(2),
        "^[^@]+@[^@]+$" => {
            matches!(text.split('@').collect::<Vec<_>>()[..], [a, b] if !a.is_empty() && !b.is_empty())
        }
        "^[a-z][a-z0-9_]*$" => slug(text) && begins_low(text),
        "^[a-z][a-z0-9_]*\\.[a-z0-9_]+$" => {
            begins_low(text)
                && text
                    .split_once('.')
                    .is_some_and(|(a, b)| slug(a) && slug(b))
        }
        "^https?://" => text.starts_with("https://") || text.starts_with("http://"),
        other => panic!("the schema uses the pattern {other}"),
    }
}

#[test]
fn every_pack_keeps_to_the_schema() {
    let schema = schema();
    let mut packs = 0;
    for file in std::fs::read_dir(folder()).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_some_and(|e| e == "json") {
            assert_eq!(
                fault(&schema, &schema, &read(&path), ""),
                None,
                "{}",
                path.display()
            );
            packs += 1;
        }
    }
    assert_eq!(packs, 15, "one pack for each platform");
}

#[test]
fn schema_and_program_know_the_same_words() {
    let schema = schema();
    let metrics: Vec<&str> = Metric::ALL.iter().map(|m| m.id()).collect();
    assert_eq!(
        schema["$defs"]["condition"]["properties"]["metric"]["enum"],
        json!(metrics),
        "metrics"
    );
    assert_eq!(schema["properties"]["format"]["const"], json!(PACK_FORMAT));
}

#[test]
fn what_the_schema_refuses_the_program_refuses() {
    let schema = schema();
    let good = read(&folder().join("reddit.json"));
    let cases: [(&str, &[&str], Value); 12] = [
        ("another format", &["format"], json!(2)),
        ("a day that is none", &["pack_date"], json!("2026-11")),
        ("no rules", &["rules"], json!({})),
        (
            "a status nobody knows",
            &["rules", "0", "status"],
            json!("gone"),
        ),
        (
            "a country in words",
            &["rules", "0", "regions", "include", "0"],
            json!("France"),
        ),
        (
            "a float where money ends",
            &["rules", "0", "payout", "creator_share"],
            json!(0.9),
        ),
        (
            "a misspelt metric",
            &["rules", "0", "requirements", "0", "metric"],
            json!("follower"),
        ),
        (
            "an operator nobody knows",
            &["rules", "0", "requirements", "0", "op"],
            json!("=>"),
        ),
        (
            "an empty group",
            &["rules", "0", "requirements", "0"],
            json!({ "any_of": [] }),
        ),
        (
            "a condition without a value",
            &["rules", "0", "requirements", "0"],
            json!({ "metric": "karma", "op": ">=" }),
        ),
        (
            "a key nobody knows",
            &["rules", "0", "requirments"],
            json!([]),
        ),
        (
            "a source without its date key",
            &["rules", "0", "sources", "0"],
            json!({ "title": "x", "url": null }),
        ),
    ];
    for (why, path, value) in cases {
        let mut bad = good.clone();
        let mut at = &mut bad;
        for step in path {
            at = match at {
                Value::Array(list) => &mut list[step.parse::<usize>().unwrap()],
                other => &mut other[*step],
            };
        }
        *at = value;
        assert!(fault(&schema, &schema, &bad, "").is_some(), "schema: {why}");
        assert!(Pack::read(&bad.to_string()).is_err(), "program: {why}");
    }
}
