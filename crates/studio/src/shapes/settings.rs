//! The Settings screen and the health page.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The creator's choices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Settings {
    /// Name shown for the profile.
    pub name: String,
    /// `en` or `fr`.
    pub locale: String,
    /// `system`, `light`, `dark`, `contrast`.
    pub theme: String,
    /// `normal` or `compact`.
    pub density: String,
    /// A texture for each stream as well as a colour.
    pub patterns: bool,
    /// Whether single-letter keys act.
    pub letter_keys: bool,
    /// ISO 4217 code figures are shown first in.
    pub currency: String,
    /// IANA zone for instants; days of earnings stay in the platform's own.
    pub zone: String,
    /// Country programmes are judged for when an account states none.
    pub region: String,
    /// `today`, `earnings`, `payouts`, `programmes`, `inbox`, `accounts`.
    pub start_screen: String,
}

/// Some of the choices, changed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, optional_fields)]
pub struct SettingsPatch {
    /// See [`Settings`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// See [`Settings`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    /// See [`Settings`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub theme: Option<String>,
    /// See [`Settings`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub density: Option<String>,
    /// See [`Settings`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub patterns: Option<bool>,
    /// See [`Settings`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub letter_keys: Option<bool>,
    /// See [`Settings`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// See [`Settings`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
    /// See [`Settings`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// See [`Settings`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start_screen: Option<String>,
}

/// The health page; it holds no amounts and no names, so it may be shown to others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Health {
    /// Program version.
    pub version: String,
    /// Operating system and processor.
    pub system: String,
    /// Profile folder.
    pub folder: String,
    /// SQLCipher and SQLite versions.
    pub database: String,
    /// Schema version of the profile.
    pub schema: i64,
    /// Size of the database file in bytes.
    pub size: i64,
    /// Whether the file is encrypted (its first bytes are not SQLite's).
    pub encrypted: bool,
    /// `keychain`, `key_file` or `passphrase`.
    pub key_custody: String,
    /// Stored documents.
    pub documents: i64,
    /// Stored entries.
    pub entries: i64,
    /// Date of the rule pack.
    pub rules_of: String,
    /// Its age in days.
    pub rules_age_days: i64,
    /// Last check of the whole cache, and whether it was clean.
    pub verified_at: Option<String>,
    /// Newest backup.
    pub backup_at: Option<String>,
    /// Each check with its result.
    pub checks: Vec<HealthCheck>,
}

/// One line of the health page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct HealthCheck {
    /// `cache`, `documents`, `backup`, `rules`, `keychain`, `accounts`, `review`.
    pub kind: String,
    /// `good`, `attention`, `bad`.
    pub state: String,
    /// A code for the words of the remedy, when there is one.
    pub remedy: Option<String>,
    /// Values for the words.
    pub values: std::collections::BTreeMap<String, String>,
}

/// The result of checking the whole cache.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct VerifyReport {
    /// Whether nothing is wrong.
    pub clean: bool,
    /// Entries whose rollups were recomputed.
    pub entries: i64,
    /// Rollup rows compared.
    pub rollups: i64,
    /// Documents whose hash was recomputed.
    pub documents: i64,
    /// Each problem, in English.
    pub problems: Vec<String>,
}

/// A finished backup, already reopened and checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct BackupReport {
    /// Where it is.
    pub file: String,
    /// Bytes.
    pub size: i64,
    /// Entries in it.
    pub entries: i64,
}
