//! One method for each command about the rules themselves: packs, keys, the creator's own words.

use super::Desk;
use crate::StudioError;
use crate::programmes::{overrides, packs};
use crate::shapes::*;
use std::path::Path;

/// What other rules may change.
const RULES: &[&str] = &["programmes"];

impl Desk {
    /// The rules in force with their age and origin, and whose packs are accepted.
    pub async fn rule_packs(&self) -> Result<RulePacks, StudioError> {
        self.ask(packs::list).await
    }

    /// Looks at a signed pack; writes nothing.
    pub async fn look_at_pack(&self, path: String) -> Result<PackLook, StudioError> {
        self.ask(move |profile| packs::look(profile, Path::new(&path)))
            .await
    }

    /// Accepts the pack that was looked at.
    pub async fn add_pack(&self, path: String, sha256: String) -> Result<RulePacks, StudioError> {
        self.change(RULES, move |profile| {
            packs::add(profile, Path::new(&path), Some(&sha256))?;
            packs::list(profile)
        })
        .await
    }

    /// Removes the pack of a platform.
    pub async fn remove_pack(&self, platform: String) -> Result<RulePacks, StudioError> {
        self.change(RULES, move |profile| packs::remove(profile, &platform))
            .await
    }

    /// Puts a pack back that was removed or replaced.
    pub async fn restore_pack(&self, id: i64) -> Result<RulePacks, StudioError> {
        self.change(RULES, move |profile| packs::restore(profile, id))
            .await
    }

    /// Accepts packs of a key from now on.
    pub async fn trust_key(&self, key: String, name: String) -> Result<RulePacks, StudioError> {
        self.change(RULES, move |profile| packs::trust(profile, &key, &name))
            .await
    }

    /// Accepts packs of a key no longer.
    pub async fn distrust_key(&self, key: String) -> Result<RulePacks, StudioError> {
        self.change(RULES, move |profile| packs::distrust(profile, &key))
            .await
    }

    /// The creator's own words on rules.
    pub async fn own_rules(&self) -> Result<Vec<OwnRule>, StudioError> {
        self.ask(overrides::list).await
    }

    /// Notes a word on a rule version.
    pub async fn set_own_rule(&self, draft: OwnRuleDraft) -> Result<Vec<OwnRule>, StudioError> {
        self.change(RULES, move |profile| overrides::set(profile, &draft))
            .await
    }

    /// Takes a word back.
    pub async fn end_own_rule(&self, id: i64) -> Result<Vec<OwnRule>, StudioError> {
        self.change(RULES, move |profile| overrides::end(profile, id))
            .await
    }

    /// Puts a word back.
    pub async fn restore_own_rule(&self, id: i64) -> Result<Vec<OwnRule>, StudioError> {
        self.change(RULES, move |profile| overrides::restore(profile, id))
            .await
    }
}
