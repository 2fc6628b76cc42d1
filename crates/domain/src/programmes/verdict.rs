//! A judged tree: every requirement with its evidence, so a screen can open each verdict down to its inputs.
//!
//! The rule it protects: no verdict without the value, the threshold, the window and the source that made it.

use super::evidence::{Caveat, Known, SettledBy};
use super::metric::{KnownBy, Metric};
use super::requirement::{Condition, Op, Threshold};
use super::truth::Truth;
use super::window::{Span, Window};
use crate::CivilDay;
use serde::Serialize;

/// The judgement of a list of requirements that are all needed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// All together.
    pub truth: Truth,
    /// Of the weakest part that can be measured, in thousandths: below 1000 while anything is open.
    pub progress: Option<u16>,
    /// The requirements in written order.
    pub parts: Vec<Judged>,
}

/// A judged requirement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Judged {
    /// All parts are needed.
    AllOf(JudgedGroup),
    /// One part is enough.
    AnyOf(JudgedGroup),
    /// A single condition.
    Condition(Box<JudgedCondition>),
}

/// A judged group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct JudgedGroup {
    /// All together, or the best of them.
    pub truth: Truth,
    /// Of the weakest part, or of the nearest alternative.
    pub progress: Option<u16>,
    /// In an any-of: the place of the alternative to show first, from 0.
    pub nearest: Option<usize>,
    /// The parts in written order.
    pub parts: Vec<Judged>,
}

/// A judged condition with everything it was judged by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct JudgedCondition {
    /// The outcome.
    pub truth: Truth,
    /// What was looked at.
    pub metric: Metric,
    /// How it was compared.
    pub op: Op,
    /// With what, in the unit of the rule text; `None` when not published.
    pub threshold: Option<Threshold>,
    /// Over which window.
    pub window: Window,
    /// The days that the figure covers, where the calendar tells.
    pub span: Option<Span>,
    /// What counts, in the source's words.
    pub scope: Option<String>,
    /// What each counted item must satisfy.
    pub each: Vec<Condition>,
    /// The rule's remark.
    pub note: Option<String>,
    /// What is known, in base units.
    pub known: Known,
    /// What is known, as text in the unit of the rule.
    pub shown: Shown,
    /// Where the figure comes from.
    pub source: Option<String>,
    /// The day the figure held.
    pub observed: Option<CivilDay>,
    /// How many days older than the day of evaluation the figure is; `None` without a figure.
    pub age_days: Option<u32>,
    /// Why it may not be quite what the rule counts.
    pub caveat: Option<Caveat>,
    /// For conditions that want more: thousandths of the threshold, 1000 exactly when met.
    pub progress: Option<u16>,
    /// For an unknown: what would settle it.
    pub settled_by: Option<SettledBy>,
}

/// A known value or its bounds, as text in the unit of the rule.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Shown {
    /// The value, when exact.
    pub value: Option<String>,
    /// At least this, when only bounds are known.
    pub lower: Option<String>,
    /// At most this, when only bounds are known.
    pub upper: Option<String>,
}

impl Judged {
    /// Its outcome.
    pub fn truth(&self) -> Truth {
        match self {
            Self::AllOf(group) | Self::AnyOf(group) => group.truth,
            Self::Condition(condition) => condition.truth,
        }
    }

    /// Its progress in thousandths.
    pub fn progress(&self) -> Option<u16> {
        match self {
            Self::AllOf(group) | Self::AnyOf(group) => group.progress,
            Self::Condition(condition) if condition.truth == Truth::Met => Some(1_000),
            Self::Condition(condition) => condition.progress,
        }
    }

    /// The conditions in it that still stand in the way, on the nearest way through the alternatives.
    pub fn open(&self) -> Vec<&JudgedCondition> {
        let mut list = Vec::new();
        self.collect_open(&mut list);
        list
    }

    /// Adds the conditions that still stand in the way: of an any-of only those of the nearest alternative.
    fn collect_open<'a>(&'a self, list: &mut Vec<&'a JudgedCondition>) {
        match self {
            part if part.truth() == Truth::Met => {}
            Self::Condition(condition) => list.push(condition),
            Self::AllOf(group) => group.parts.iter().for_each(|part| part.collect_open(list)),
            Self::AnyOf(group) => {
                if let Some(part) = group.nearest.and_then(|i| group.parts.get(i)) {
                    part.collect_open(list);
                }
            }
        }
    }
}

impl Verdict {
    /// The conditions that still stand in the way, on the nearest way through the alternatives.
    pub fn open(&self) -> Vec<&JudgedCondition> {
        let mut list = Vec::new();
        self.parts
            .iter()
            .for_each(|part| part.collect_open(&mut list));
        list
    }

    /// The metrics whose value would settle something unknown, without repeats.
    pub fn missing(&self) -> Vec<Metric> {
        let mut metrics: Vec<Metric> = Vec::new();
        for condition in self.open() {
            if condition.truth == Truth::Unknown && !metrics.contains(&condition.metric) {
                metrics.push(condition.metric);
            }
        }
        metrics
    }
}

impl JudgedCondition {
    /// Whether only the creator's own word is missing.
    pub fn awaits_own_word(&self) -> bool {
        self.truth == Truth::Unknown
            && self.threshold.is_some()
            && self.metric.known_by() == KnownBy::Declared
    }
}
