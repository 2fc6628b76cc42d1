//! The Programmes screen: a board, and one rule opened into its requirements with evidence.

use super::{
    Amount, AskedRequirement, PayoutCap, PayoutPart, PayoutTier, PlatformName, RuleChange,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// For whom and when the board is worked out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, optional_fields)]
pub struct BoardQuery {
    /// Country; absent for each account's own, else the profile's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// Day; absent for today.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<String>,
    /// Judged by what was known at the end of this day (UTC), which is also the day judged unless `on` names another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known_on: Option<String>,
    /// Account judged where a platform has several; absent for the one with the most followers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<i64>,
    /// Values put in place of the measured ones: what if.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub set: Option<Vec<MetricOverride>>,
}

/// A value put in place of a measured one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MetricOverride {
    /// Metric of the registry's vocabulary.
    pub metric: String,
    /// The value as text in the unit of the rule: `12000`, `3999.5` hours, `yes`, `business`, `2025-08-04`.
    pub value: String,
}

/// The board.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Board {
    /// Country it holds for, but for cards that name another.
    pub region: String,
    /// Day it holds for.
    pub on: String,
    /// Date of the rule pack.
    pub rules_of: String,
    /// One card for each programme.
    pub cards: Vec<ProgrammeCard>,
    /// Countries that any rule names, for the choice.
    pub regions: Vec<String>,
}

/// A programme on the board.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ProgrammeCard {
    /// Registry id.
    pub programme: String,
    /// Name as the platform writes it.
    pub name: String,
    /// Platform as the registry writes it (`TikTok`, `YouTube`, `Kick`).
    pub platform_name: String,
    /// Whose it is, when the studio knows the platform.
    pub platform: Option<PlatformName>,
    /// Country it is judged for: the account's own where it states one and no country was asked for.
    pub region: String,
    /// `in`, `may_apply`, `nearly`, `not_yet`, `not_in_region`, `ended`, `unknown`.
    pub state: String,
    /// Whether an account of that platform is connected.
    pub connected: bool,
    /// Requirements met, of all.
    pub met: i64,
    /// Requirements not met.
    pub unmet: i64,
    /// Requirements that cannot be told.
    pub unknown: i64,
    /// The requirement that lacks most, if numeric.
    pub lacking: Option<Lacking>,
    /// What would settle the unknown ones, each once: metric names, `platform_itself`, `membership`.
    pub needs: Vec<String>,
    /// Last day it was in force, when ended.
    pub ended_on: Option<String>,
    /// Whether the country list of the rule is incomplete: availability has to be checked.
    pub check_region: bool,
    /// Whether sources contradict each other.
    pub disputed: bool,
    /// `official`, `press`, `reported`.
    pub confidence: String,
}

/// A numeric requirement that is not met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Lacking {
    /// Metric.
    pub metric: String,
    /// Present value.
    pub value: i64,
    /// Needed value.
    pub threshold: i64,
    /// Share reached, 0 to 1000.
    pub permille: i64,
}

/// One programme, opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ProgrammeDetail {
    /// Its card.
    pub card: ProgrammeCard,
    /// Rule version judged, `null` when none is in force there.
    pub rule: Option<String>,
    /// Countries of the rule: codes, `*` for everywhere.
    pub regions: Vec<String>,
    /// Countries left out.
    pub regions_excluded: Vec<String>,
    /// First day in force, when known.
    pub effective_from: Option<String>,
    /// `day`, `month`, `year`, `unknown`.
    pub date_precision: Option<String>,
    /// `apply`, `automatic`, `invite`.
    pub access: Option<String>,
    /// `met`, `unmet`, `unknown`.
    pub verdict: String,
    /// The requirement tree, all needed together.
    pub requirements: Vec<RequirementNode>,
    /// Rules to stay in.
    pub maintenance: Vec<RequirementNode>,
    /// The registry's remarks, in English.
    pub notes: Option<String>,
    /// What it pays, as data.
    pub payout: PayoutTerms,
    /// Where the rule was seen.
    pub sources: Vec<RuleSource>,
    /// Every version, newest first.
    pub history: Vec<RuleVersion>,
}

/// A requirement or a group of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RequirementNode {
    /// `all_of`, `any_of` or `metric`.
    pub kind: String,
    /// `met`, `unmet`, `unknown`.
    pub verdict: String,
    /// Branches of a group.
    pub children: Vec<RequirementNode>,
    /// Whether this branch of an any-of is the nearest.
    pub nearest: bool,
    /// Metric of the vocabulary, for a leaf.
    pub metric: Option<String>,
    /// `>=`, `>`, `==`, `in`, …
    pub op: Option<String>,
    /// Threshold in words of the data (`1000`, `true`, `business`); `null` when it is not published.
    pub threshold: Option<String>,
    /// Present value, when exactly known.
    pub value: Option<String>,
    /// Lower bound, when only bounds are known.
    pub lower: Option<String>,
    /// Upper bound.
    pub upper: Option<String>,
    /// Share reached, 0 to 1000, for numeric thresholds.
    pub permille: Option<i64>,
    /// Days of the window.
    pub window_days: Option<i64>,
    /// `rolling`, `calendar_month`, `lifetime`, …
    pub window_kind: Option<String>,
    /// What is counted, in the registry's words.
    pub scope: Option<String>,
    /// Remark of the registry.
    pub note: Option<String>,
    /// Where the value comes from: `api`, `file`, `hand`, `derived`.
    pub source: Option<String>,
    /// Day the value held.
    pub observed: Option<String>,
    /// What would settle an unknown, as a metric name.
    pub needs: Option<String>,
    /// The way to it in the rule (`requirements.1`), by which the creator can put another threshold in its place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub place: Option<String>,
}

/// What a programme pays.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PayoutTerms {
    /// Creator's share in tenths of a percent, when it is a share.
    pub share_permille: Option<i64>,
    /// The figure as decimal text, when it is an amount in `unit` and no share.
    pub figure: Option<String>,
    /// What it is a share of, or the unit of a fixed figure, in the registry's words.
    pub unit: Option<String>,
    /// Smallest balance paid, as text with its currency.
    pub minimum: Option<String>,
    /// Smallest balance paid in each currency, where sources state several.
    pub minimums: Vec<Amount>,
    /// Days after the earning month.
    pub delay_days: Option<i64>,
    /// How it is paid, in the registry's words.
    pub method: Option<String>,
    /// Different shares for different income.
    pub components: Vec<PayoutPart>,
    /// Other shares when more is met.
    pub tiers: Vec<PayoutTier>,
    /// A limit above which the share drops.
    pub cap: Option<PayoutCap>,
    /// What each video, effect or stream must meet to earn.
    pub per_item: Vec<AskedRequirement>,
    /// What each paid month must meet.
    pub per_period: Vec<AskedRequirement>,
    /// What must hold before money can leave the platform.
    pub gate: Vec<AskedRequirement>,
    /// Remark of the registry on the terms.
    pub note: Option<String>,
}

/// A source of a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RuleSource {
    /// Title.
    pub title: String,
    /// Address, when it has one.
    pub url: Option<String>,
    /// Its date, as precise as known.
    pub date: Option<String>,
}

/// A version in the history of a programme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RuleVersion {
    /// Rule id.
    pub rule: String,
    /// Name it had.
    pub name: String,
    /// First day, when known.
    pub from: Option<String>,
    /// Last day, when known.
    pub to: Option<String>,
    /// `current`, `superseded`, `ended`, `unknown`, `contested`.
    pub status: String,
    /// `official`, `press`, `reported`.
    pub confidence: String,
    /// Countries.
    pub regions: Vec<String>,
    /// Whether it is the version judged.
    pub judged: bool,
    /// Remark of the registry.
    pub notes: Option<String>,
    /// The version it took over from; `null` when none is known.
    pub compared_with: Option<String>,
    /// What it asks otherwise than that one.
    pub changes: Vec<RuleChange>,
}
