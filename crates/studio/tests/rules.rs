//! Rules newer than the program's and the creator's own words on them, at their boundary.

mod common;

use common::open;
use std::path::{Path, PathBuf};
use studio::programmes::{overrides, packs, programme};
use studio::shapes::*;
use studio::{OpenProfile, StudioError};

const NOW: &str = "2026-11-22T09:00:00Z";
const LATER: &str = "2026-12-02T09:00:00Z";
/// A private key nobody uses.
const SEED: &str = "0707070707070707070707070707070707070707070707070707070707070707";
const MEDIUM: &str = include_str!("../../../programmes/medium.json");

/// The pack of a small platform, newer by a day, with its first threshold that is a number changed.
fn newer(folder: &Path) -> PathBuf {
    let mut pack: serde_json::Value = serde_json::from_str(MEDIUM).unwrap();
    pack["pack_date"] = "2026-11-23".into();
    let rules = pack["rules"].as_array_mut().unwrap();
    let rule = rules.last_mut().unwrap();
    rule["payout"]["delay_days"] = 77.into();
    rule["confidence"] = "press".into();
    let body = serde_json::to_string_pretty(&pack).unwrap();
    let file = folder.join("medium.rules");
    std::fs::write(&file, packs::sign(&body, SEED).unwrap()).unwrap();
    file
}

fn medium(packs: &RulePacks) -> &RulePack {
    packs.packs.iter().find(|p| p.platform == "medium").unwrap()
}

fn trusting(profile: &OpenProfile, look: &PackLook) {
    packs::trust(profile, &look.key, "A friend").unwrap();
}

#[test]
fn a_pack_is_looked_at_before_it_is_accepted() {
    let folder = tempfile::tempdir().unwrap();
    let profile = open(&folder.path().join("profile"), false, LATER);
    let file = newer(folder.path());
    let look = packs::look(&profile, &file).unwrap();
    assert_eq!(look.signed_by, None, "nobody said whose the key is");
    assert_eq!(look.pack_date, "2026-11-23");
    assert_eq!(look.in_force.as_deref(), Some("2026-11-22"));
    let fields: Vec<(&str, Option<&str>)> = look
        .versions
        .iter()
        .flat_map(|version| &version.fields)
        .map(|field| (field.field.as_str(), field.after.as_deref()))
        .collect();
    assert_eq!(
        fields,
        [
            ("confidence", Some("press")),
            ("payout.delay_days", Some("77"))
        ],
        "what the pack says otherwise, and nothing else"
    );
    let listed = packs::list(&profile).unwrap();
    assert_eq!(medium(&listed).origin, "built_in", "a look writes nothing");
    let refused = packs::add(&profile, &file, Some(&look.sha256)).unwrap_err();
    assert!(
        refused.to_string().contains(&look.fingerprint),
        "the key is not trusted yet: {refused}"
    );
    trusting(&profile, &look);
    let again = packs::look(&profile, &file).unwrap();
    assert_eq!(again.signed_by.as_deref(), Some("A friend"));
    packs::add(&profile, &file, Some(&look.sha256)).unwrap();
    let held = packs::list(&profile).unwrap();
    assert_eq!(medium(&held).origin, "added");
    let id = medium(&held).id.unwrap();
    assert_eq!(
        medium(&packs::remove(&profile, "medium").unwrap()).origin,
        "built_in"
    );
    let back = packs::restore(&profile, id).unwrap();
    assert_eq!(
        (medium(&back).origin.as_str(), medium(&back).age_days),
        ("added", 9),
        "put back, checked anew, and its age told"
    );
}

#[test]
fn what_was_not_looked_at_is_not_accepted() {
    let folder = tempfile::tempdir().unwrap();
    let profile = open(&folder.path().join("profile"), false, LATER);
    let file = newer(folder.path());
    let look = packs::look(&profile, &file).unwrap();
    trusting(&profile, &look);
    let text = std::fs::read_to_string(&file).unwrap();
    let (_, body) = text.split_once("\n\n").unwrap();
    let other = packs::sign(
        &body.replace("\"delay_days\": 77", "\"delay_days\": 78"),
        SEED,
    );
    std::fs::write(&file, other.unwrap()).unwrap();
    let refused = packs::add(&profile, &file, Some(&look.sha256)).unwrap_err();
    assert_eq!(
        refused.shape().details.get("reason").map(String::as_str),
        Some("changed_since"),
        "another text by the same key: {refused}"
    );
    std::fs::write(&file, body).unwrap();
    let unsigned = packs::look(&profile, &file).unwrap_err();
    assert_eq!(
        unsigned.shape().details.get("reason").map(String::as_str),
        Some("no_signature")
    );
}

#[test]
fn a_word_taken_back_can_be_put_back() {
    let folder = tempfile::tempdir().unwrap();
    let profile = open(folder.path(), false, NOW);
    let rule = "tiktok.creator_rewards@2024-03-18";
    let word = |value: &str| OwnRuleDraft {
        rule: rule.to_owned(),
        condition: Some("followers".to_owned()),
        value: Some(value.to_owned()),
        note: "the app says so".to_owned(),
        ..OwnRuleDraft::default()
    };
    let threshold = || -> Option<String> {
        let query = BoardQuery {
            region: Some("FR".to_owned()),
            ..BoardQuery::default()
        };
        let detail = programme(&profile, "tiktok.creator_rewards", &query).unwrap();
        let followers = |node: &&RequirementNode| node.metric.as_deref() == Some("followers");
        let node = detail.requirements.iter().find(followers)?;
        node.threshold.clone()
    };
    assert_eq!(threshold().as_deref(), Some("10000"), "by the pack");
    let first = overrides::set(&profile, &word("9000")).unwrap();
    assert_eq!(threshold().as_deref(), Some("9000"));
    assert_eq!(first[0].instead_of.as_deref(), Some("10000"));
    let second = overrides::set(&profile, &word("8000")).unwrap();
    assert_eq!(second.len(), 1, "one word for one condition");
    let back = overrides::restore(&profile, first[0].id).unwrap();
    assert_eq!(
        (back.len(), threshold().as_deref()),
        (1, Some("9000")),
        "the word that was replaced takes its place again"
    );
    assert!(overrides::end(&profile, back[0].id).unwrap().is_empty());
    assert_eq!(threshold().as_deref(), Some("10000"), "the pack's again");
    overrides::restore(&profile, back[0].id).unwrap();
    assert_eq!(threshold().as_deref(), Some("9000"));
    let none = overrides::restore(&profile, 4711).unwrap_err();
    assert!(matches!(none, StudioError::Store(_)), "{none}");
}
