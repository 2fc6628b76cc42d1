//! The rules themselves: packs with their age and origin, the creator's own words on them, and why a verdict changed.

use super::RuleChange;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The rules in force and whose packs are accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RulePacks {
    /// One for each platform.
    pub packs: Vec<RulePack>,
    /// Keys whose packs are accepted, the project's first.
    pub keys: Vec<SigningKey>,
}

/// The rules of one platform.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RulePack {
    /// The platform's slug in the registry.
    pub platform: String,
    /// Its name as people write it.
    pub platform_name: String,
    /// The day the rules were gone through.
    pub pack_date: String,
    /// Days since then.
    pub age_days: i64,
    /// Rule versions in it.
    pub versions: i64,
    /// `built_in` or `added`.
    pub origin: String,
    /// Row of the pack that was added, by which it can be put back after it was removed.
    pub id: Option<i64>,
    /// Name of the file it came in, when one was added.
    pub file: Option<String>,
    /// When it was added.
    pub added_at: Option<String>,
    /// Who signed it: the project, or the name the creator gave the key.
    pub signed_by: Option<String>,
    /// Fingerprint of that key.
    pub fingerprint: Option<String>,
    /// Why an added pack does not count now: `not_newer`, `untrusted_key`, `faulty`, …; the built-in rules hold then.
    pub unused: Option<String>,
}

/// A key that may sign packs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SigningKey {
    /// 64 hexadecimal digits.
    pub key: String,
    /// What to compare with what its owner publishes.
    pub fingerprint: String,
    /// Whose it is.
    pub name: String,
    /// Whether it is the project's own.
    pub project: bool,
}

/// A pack that took effect.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PackAdded {
    /// The platform's slug.
    pub platform: String,
    /// Its name.
    pub platform_name: String,
    /// The day its rules were gone through.
    pub pack_date: String,
    /// Rule versions that are new.
    pub added: Vec<String>,
    /// Rule versions that say something else than before: closed, or corrected.
    pub changed: Vec<String>,
}

/// A signed pack looked at before it is accepted: whose it is, and what it would change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PackLook {
    /// The file as it was chosen.
    pub path: String,
    /// Its name.
    pub file: String,
    /// SHA-256 of what was looked at; accepting names it.
    pub sha256: String,
    /// The platform's slug.
    pub platform: String,
    /// Its name.
    pub platform_name: String,
    /// The day its rules were gone through.
    pub pack_date: String,
    /// The day of the rules in force; `null` for a platform without any.
    pub in_force: Option<String>,
    /// The key it is signed by.
    pub key: String,
    /// What to compare with what the key's owner publishes.
    pub fingerprint: String,
    /// Whose the key is; `null` while it is not trusted, and then the pack cannot be accepted.
    pub signed_by: Option<String>,
    /// Rule versions that are new or say something else, in the order of the pack.
    pub versions: Vec<VersionDiff>,
    /// Programmes that would stand elsewhere today.
    pub outcomes: Vec<PackOutcome>,
}

/// What a pack says otherwise about one rule version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct VersionDiff {
    /// The rule version.
    pub rule: String,
    /// Its programme.
    pub programme: String,
    /// Its name.
    pub name: String,
    /// `added` or `changed`.
    pub kind: String,
    /// First day in force, when known.
    pub from: Option<String>,
    /// Last day in force, when known.
    pub to: Option<String>,
    /// `current`, `superseded`, `ended`, `unknown`, `contested`.
    pub status: String,
    /// Countries, `*` for everywhere.
    pub regions: Vec<String>,
    /// What its requirements are compared with: the version it takes over from, or itself as it is in force.
    pub compared_with: Option<String>,
    /// What it asks otherwise.
    pub changes: Vec<RuleChange>,
    /// Everything else that a changed version says otherwise.
    pub fields: Vec<FieldDiff>,
}

/// One field of a rule version that says something else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FieldDiff {
    /// The key of the pack: `status`, `effective_to`, `payout.creator_share`.
    pub field: String,
    /// As it is in force; `null` when nothing is said.
    pub before: Option<String>,
    /// As the pack has it.
    pub after: Option<String>,
}

/// A programme that would stand elsewhere today by a pack's rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PackOutcome {
    /// Registry id.
    pub programme: String,
    /// Its name.
    pub name: String,
    /// Its state now; `null` for one that is new.
    pub before: Option<String>,
    /// Its state by the pack.
    pub after: String,
}

/// The creator's word on a rule version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct OwnRule {
    /// Id of the word.
    pub id: i64,
    /// The rule version.
    pub rule: String,
    /// Its programme; `null` when no pack has the version any more.
    pub programme: Option<String>,
    /// Place of the condition (`requirements.1`); `null` says that the whole version is wrong.
    pub condition: Option<String>,
    /// Its metric.
    pub metric: Option<String>,
    /// The threshold by their word.
    pub value: Option<String>,
    /// The threshold of the pack; `null` when it is not published.
    pub instead_of: Option<String>,
    /// The first day judged by it; `null` for every day.
    pub from: Option<String>,
    /// Why.
    pub note: String,
    /// Where they read it.
    pub source: Option<String>,
    /// When it was typed.
    pub noted_at: String,
    /// Why it changes nothing: `no_such_rule`, `no_such_condition`, `not_a_value`, `not_yet`.
    pub idle: Option<String>,
}

/// A word to note.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, optional_fields)]
pub struct OwnRuleDraft {
    /// The rule version.
    pub rule: String,
    /// Place of the condition, or its metric where only one asks for it; absent to say that the version is wrong.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<String>,
    /// The threshold instead, in the unit of the rule; words parted by commas.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// The first day judged by it; absent for every day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Why; never empty.
    pub note: String,
    /// Where they read it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// A programme whose outcome differs between two questions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ProgrammeChange {
    /// Registry id.
    pub programme: String,
    /// Its name.
    pub name: String,
    /// Before; `null` when no rule named it.
    pub before: Option<ProgrammeSide>,
    /// After; `null` when no rule names it.
    pub after: Option<ProgrammeSide>,
    /// What made the difference, in the order tried.
    pub causes: Vec<ProgrammeCause>,
}

/// One side of a comparison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ProgrammeSide {
    /// Day.
    pub on: String,
    /// Country.
    pub region: String,
    /// Rule version judged.
    pub rule: Option<String>,
    /// State.
    pub state: String,
    /// `met`, `unmet`, `unknown`; `null` when no version holds.
    pub verdict: Option<String>,
    /// Whether the choice of version is in doubt.
    pub uncertain: bool,
}

/// One thing that made a difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ProgrammeCause {
    /// `region`, `pack`, `own_rule`, `rule_version`, `own_word`, `prerequisite`, `figure`.
    pub kind: String,
    /// State before this step.
    pub before: Option<String>,
    /// State after it.
    pub after: Option<String>,
    /// Country, pack date, rule version, word, outcome or figure before.
    pub from: Option<String>,
    /// And after.
    pub to: Option<String>,
    /// The day a rule version switched, when a source gives it.
    pub on: Option<String>,
    /// How exactly that day is known: `day`, `month`, `year`, `unknown`.
    pub precision: Option<String>,
    /// The figure's metric.
    pub metric: Option<String>,
    /// How it is compared.
    pub op: Option<String>,
    /// With what.
    pub threshold: Option<String>,
    /// The programme built on.
    pub programme: Option<String>,
    /// The creator's note on an own rule.
    pub note: Option<String>,
}
