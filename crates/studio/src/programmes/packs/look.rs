//! A pack looked at before it is accepted: whose it is, and what it would change, version by version.
//!
//! The rule it protects: the creator accepts what they were shown. The whole pack is checked first; every field that says
//! something else is in the list, and nothing is written.

use super::signed::{digest, fingerprint};
use super::{PROJECT_KEY, accept, in_force, name_of, signed, signer, updated};
use crate::programmes::facts::Facts;
use crate::programmes::overrides::with_words;
use crate::programmes::{shape, terms};
use crate::shapes::{BoardQuery, FieldDiff, PackLook, PackOutcome, VersionDiff};
use crate::{OpenProfile, StudioError};
use domain::programmes::{Pack, PackChanges, Registry, Rule};
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;
use store::TrustedKey;

/// Looks at the pack in a file. One by a key that is not trusted is shown with its fingerprint, and cannot be accepted yet.
///
/// # Errors
/// [`StudioError::Pack`] with the reason when it would be refused for anything but its key, [`StudioError::File`] when it
/// cannot be read.
pub fn look(profile: &OpenProfile, file: &Path) -> Result<PackLook, StudioError> {
    let text = std::fs::read_to_string(file).map_err(|e| StudioError::file(file, e))?;
    let key = signed::open(&text).map_err(super::PackRefusal::from)?.key;
    let (trusted, held) = profile
        .store()
        .read(|tx| Ok::<_, StudioError>((tx.trusted_keys()?, in_force(tx, None)?)))?;
    let known = key == PROJECT_KEY || trusted.iter().any(|trusted| trusted.key == key);
    let asking = TrustedKey {
        key: key.clone(),
        name: String::new(),
        trusted: profile.now(),
    };
    let (pack, _, changes) = accept(&text, &held.registry, &[asking])?;
    let newer = updated(&held.registry, &text)?;
    Ok(PackLook {
        path: file.display().to_string(),
        file: name_of(file),
        sha256: digest(&text),
        platform: pack.platform.clone(),
        platform_name: pack.platform_name.clone(),
        pack_date: pack.pack_date.to_string(),
        in_force: held
            .registry
            .pack(&pack.platform)
            .map(|held| held.pack_date.to_string()),
        fingerprint: fingerprint(&key),
        signed_by: known.then(|| signer(&key, &trusted)),
        key,
        versions: versions(&pack, &changes, held.registry.pack(&pack.platform)),
        outcomes: outcomes(profile, newer)?,
    })
}

/// The programmes whose state by `newer` is another than now, on the creator's figures of today.
fn outcomes(profile: &OpenProfile, newer: Registry) -> Result<Vec<PackOutcome>, StudioError> {
    let facts = Facts::gather(profile, &BoardQuery::default())?;
    let newer = profile
        .store()
        .read(|tx| with_words(tx, Cow::Owned(newer), facts.day, None))?;
    let now = facts.board();
    let now: BTreeMap<&str, _> = now
        .iter()
        .map(|item| (item.programme, item.state))
        .collect();
    let then = facts.board_by(&newer);
    let elsewhere = then.iter().filter_map(|item| {
        let before = now.get(item.programme).copied();
        (before != Some(item.state)).then(|| PackOutcome {
            programme: item.programme.to_owned(),
            name: item.name.to_owned(),
            before: before.map(shape::word),
            after: shape::word(item.state),
        })
    });
    Ok(elsewhere.collect())
}

fn versions(pack: &Pack, changes: &PackChanges, held: Option<&Pack>) -> Vec<VersionDiff> {
    let named = |list: &[String], rule: &Rule| list.contains(&rule.id);
    let before = |rule: &Rule| held?.rules.iter().find(|held| held.id == rule.id);
    let siblings = |rule: &Rule| -> Vec<&Rule> {
        let of_programme = |other: &&Rule| other.programme == rule.programme;
        pack.rules.iter().filter(of_programme).collect()
    };
    let found = pack.rules.iter().filter_map(|rule| {
        let (kind, (compared_with, asked), fields) = if named(&changes.added, rule) {
            let asked = terms::changes(&siblings(rule), rule);
            ("added", asked, Vec::new())
        } else if named(&changes.changed, rule) {
            let old = before(rule)?;
            let asked = (Some(old.id.clone()), terms::between(old, rule));
            ("changed", asked, fields(old, rule))
        } else {
            return None;
        };
        Some(VersionDiff {
            rule: rule.id.clone(),
            programme: rule.programme.clone(),
            name: rule.name.clone(),
            kind: kind.to_owned(),
            from: rule.effective_from.map(|day| day.to_string()),
            to: rule.effective_to.map(|day| day.to_string()),
            status: shape::word(rule.status),
            regions: shape::included(rule),
            compared_with,
            changes: asked,
            fields,
        })
    });
    found.collect()
}

/// Keys that the requirement trees tell better.
const TREES: [&str; 2] = ["requirements", "maintenance"];

/// Every other field that differs, by its key in the pack; payout terms and countries one by one.
fn fields(before: &Rule, after: &Rule) -> Vec<FieldDiff> {
    let (before, after) = (flat(before), flat(after));
    let mut keys: Vec<&String> = before.keys().chain(after.keys()).collect();
    keys.sort_unstable();
    keys.dedup();
    keys.into_iter()
        .filter(|key| before.get(*key) != after.get(*key))
        .map(|key| FieldDiff {
            field: key.clone(),
            before: before.get(key).and_then(text),
            after: after.get(key).and_then(text),
        })
        .collect()
}

fn flat(rule: &Rule) -> Map<String, Value> {
    let Ok(Value::Object(whole)) = serde_json::to_value(rule) else {
        return Map::new();
    };
    let mut found = Map::new();
    for (key, value) in whole {
        match value {
            _ if TREES.contains(&key.as_str()) => {}
            Value::Object(inner) => found.extend(
                inner
                    .into_iter()
                    .map(|(name, value)| (format!("{key}.{name}"), value)),
            ),
            value => drop(found.insert(key, value)),
        }
    }
    found
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        Value::Array(list) if list.iter().all(Value::is_string) => {
            let words: Vec<&str> = list.iter().filter_map(Value::as_str).collect();
            Some(words.join(", "))
        }
        other => Some(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::programmes::Registry;

    #[test]
    fn every_field_that_says_something_else_is_named() {
        let registry = Registry::embedded().unwrap();
        let (_, rule) = registry
            .rules()
            .find(|(_, rule)| rule.id == "tiktok.creator_rewards@2024-03-18")
            .unwrap();
        let mut other = rule.clone();
        assert_eq!(fields(rule, &other), [], "nothing differs");
        other.effective_to = "2026-12-31".parse().ok();
        other.disputed = !rule.disputed;
        other.payout.delay_days = Some(99);
        other.regions.exclude.push("FR".parse().unwrap());
        other.requirements.clear();
        let found = fields(rule, &other);
        let names: Vec<&str> = found.iter().map(|f| f.field.as_str()).collect();
        assert_eq!(
            names,
            [
                "disputed",
                "effective_to",
                "payout.delay_days",
                "regions.exclude"
            ],
            "requirements are told by their trees"
        );
        let to = found.iter().find(|f| f.field == "effective_to").unwrap();
        assert_eq!(
            (to.before.as_deref(), to.after.as_deref()),
            (None, Some("2026-12-31"))
        );
    }
}
