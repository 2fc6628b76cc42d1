//! A requirement as a rule states it: a leaf (metric, operator, threshold, window) or a group of them.
//!
//! The rule it protects: nothing a source said is lost. What is read here is written back the same, key by key, and a
//! threshold that is not published stays `null`.

use super::metric::Metric;
use super::window::WindowKind;
use serde::{Deserialize, Serialize};

/// How a value is held against its threshold. Platforms distinguish "at least" from "more than"; so do we.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Op {
    /// At least.
    #[serde(rename = ">=")]
    AtLeast,
    /// More than.
    #[serde(rename = ">")]
    MoreThan,
    /// At most.
    #[serde(rename = "<=")]
    AtMost,
    /// Less than.
    #[serde(rename = "<")]
    LessThan,
    /// Exactly.
    #[serde(rename = "==")]
    Equal,
    /// Anything but.
    #[serde(rename = "!=")]
    NotEqual,
    /// One of a list of words.
    #[serde(rename = "in")]
    OneOf,
    /// None of a list of words.
    #[serde(rename = "not_in")]
    NoneOf,
}

impl Op {
    /// Whether more of the metric can only help.
    pub fn wants_more(self) -> bool {
        matches!(self, Self::AtLeast | Self::MoreThan)
    }

    /// Whether it orders numbers or days.
    pub fn is_ordering(self) -> bool {
        matches!(
            self,
            Self::AtLeast | Self::MoreThan | Self::AtMost | Self::LessThan
        )
    }

    /// Whether it compares with a list.
    pub fn is_list(self) -> bool {
        matches!(self, Self::OneOf | Self::NoneOf)
    }
}

/// What a value is held against, in the unit of the rule text (hours for hours, whole currency units for money).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Threshold {
    /// Yes or no.
    YesNo(bool),
    /// A number.
    Number(i64),
    /// A word, a day or a programme id.
    Text(String),
    /// A list of words.
    Words(Vec<String>),
}

/// One condition on one metric.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Condition {
    /// What is looked at.
    pub metric: Metric,
    /// How it is compared.
    pub op: Op,
    /// With what; `None` means a threshold exists but is not published, and no value can settle it.
    pub value: Option<Threshold>,
    /// Length of the window in days; `None` for a value that holds now, or with [`WindowKind::Lifetime`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub window_days: Option<u16>,
    /// What kind of window; a plain rolling one when absent and `window_days` is set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub window_kind: Option<WindowKind>,
    /// For [`WindowKind::PreviousPeriod`]: how many days before now the window ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offset_days: Option<u16>,
    /// For [`WindowKind::ConsecutiveMonths`]: how many calendar months in a row.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub periods: Option<u16>,
    /// What counts, in the source's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<String>,
    /// Conditions that each counted item must satisfy (each stream, each effect).
    #[serde(rename = "where", skip_serializing_if = "Vec::is_empty")]
    pub each: Vec<Condition>,
    /// A remark to show beside it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A condition or a group of requirements.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged, try_from = "Written")]
pub enum Requirement {
    /// One of these is enough.
    AnyOf {
        /// The alternatives, never empty.
        any_of: Vec<Requirement>,
    },
    /// All of these are needed.
    AllOf {
        /// The parts, never empty.
        all_of: Vec<Requirement>,
    },
    /// A single condition.
    One(Condition),
}

impl Requirement {
    /// Calls `visit` for every condition in it, in written order, item conditions not included.
    pub fn each_condition<'a>(&'a self, visit: &mut dyn FnMut(&'a Condition)) {
        match self {
            Self::One(condition) => visit(condition),
            Self::AnyOf { any_of: parts } | Self::AllOf { all_of: parts } => {
                for part in parts {
                    part.each_condition(visit);
                }
            }
        }
    }
}

/// Why a requirement as written is neither a condition nor a group.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadRequirement {
    /// Keys of a group and of a condition together, or of two groups.
    #[error("a requirement is either a condition, an any_of or an all_of, not several at once")]
    Mixed,
    /// A group without members.
    #[error("a group needs at least one member")]
    EmptyGroup,
    /// A condition without one of its three essentials.
    #[error("a condition needs metric, op and value (null when the threshold is not published)")]
    Incomplete,
    /// A group where a single condition is needed.
    #[error("only single conditions may stand in “where”")]
    GroupInWhere,
}

/// The keys as they stand in a pack, before they are sorted into condition or group.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    any_of: Option<Vec<Requirement>>,
    all_of: Option<Vec<Requirement>>,
    metric: Option<Metric>,
    op: Option<Op>,
    #[serde(default, deserialize_with = "present")]
    value: Option<Option<Threshold>>,
    window_days: Option<u16>,
    window_kind: Option<WindowKind>,
    offset_days: Option<u16>,
    periods: Option<u16>,
    scope: Option<String>,
    #[serde(default, rename = "where")]
    each: Vec<Requirement>,
    note: Option<String>,
}

/// Tells a written `null` from an absent key.
fn present<'de, D: serde::Deserializer<'de>>(d: D) -> Result<Option<Option<Threshold>>, D::Error> {
    Option::<Threshold>::deserialize(d).map(Some)
}

impl Written {
    fn has_condition_keys(&self) -> bool {
        self.metric.is_some()
            || self.op.is_some()
            || self.value.is_some()
            || self.window_days.is_some()
            || self.window_kind.is_some()
            || self.offset_days.is_some()
            || self.periods.is_some()
            || self.scope.is_some()
            || self.note.is_some()
            || !self.each.is_empty()
    }
}

impl TryFrom<Written> for Requirement {
    type Error = BadRequirement;
    fn try_from(w: Written) -> Result<Self, BadRequirement> {
        let single = w.has_condition_keys();
        match (w.any_of, w.all_of) {
            (Some(_), Some(_)) => Err(BadRequirement::Mixed),
            (Some(_), None) | (None, Some(_)) if single => Err(BadRequirement::Mixed),
            (Some(parts), None) | (None, Some(parts)) if parts.is_empty() => {
                Err(BadRequirement::EmptyGroup)
            }
            (Some(any_of), None) => Ok(Self::AnyOf { any_of }),
            (None, Some(all_of)) => Ok(Self::AllOf { all_of }),
            (None, None) => {
                let (Some(metric), Some(op), Some(value)) = (w.metric, w.op, w.value) else {
                    return Err(BadRequirement::Incomplete);
                };
                let each = w
                    .each
                    .into_iter()
                    .map(|part| match part {
                        Self::One(condition) => Ok(condition),
                        _ => Err(BadRequirement::GroupInWhere),
                    })
                    .collect::<Result<_, _>>()?;
                Ok(Self::One(Condition {
                    metric,
                    op,
                    value,
                    window_days: w.window_days,
                    window_kind: w.window_kind,
                    offset_days: w.offset_days,
                    periods: w.periods,
                    scope: w.scope,
                    each,
                    note: w.note,
                }))
            }
        }
    }
}
