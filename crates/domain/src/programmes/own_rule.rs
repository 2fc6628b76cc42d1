//! The creator's own word on a rule version: a threshold that is another, or a version that is wrong.
//!
//! The rule it protects: the creator's word wins over the pack, and never silently: a word that no longer finds its
//! condition in a newer pack is not applied to another one, but reported as idle.

use super::metric::Metric;
use super::registry::Registry;
use super::requirement::{Condition, Requirement, Threshold};
use super::rule::{Rule, RuleStatus};
use super::validate;
use crate::CivilDay;
use serde::Serialize;
use std::fmt;
use std::str::FromStr;

/// One word of the creator on one rule version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RuleOverride {
    /// Id of the rule version.
    pub rule: String,
    /// What they say.
    pub change: OwnChange,
    /// The first day judged by it; `None` for every day on which the version holds.
    pub from: Option<CivilDay>,
    /// Why, in their words.
    pub note: String,
    /// Where they read it.
    pub source: Option<String>,
}

/// What the creator says about a version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum OwnChange {
    /// It is wrong: it is shown, and never judged by.
    Wrong,
    /// One of its thresholds is another.
    Threshold {
        /// Where it stands.
        place: ConditionPlace,
        /// What must stand there; guards against a newer pack that moved its conditions.
        metric: Metric,
        /// The threshold instead, in the unit of the rule text.
        value: Threshold,
    },
}

/// Which list of a rule a condition stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RuleList {
    /// Those to get in.
    Requirements,
    /// Those to stay in.
    Maintenance,
}

/// The way to a condition: a list of the rule, then the place in it and in each nested group, from 0. Text form
/// `requirements.1` or `requirements.2.0`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ConditionPlace {
    /// The list.
    pub list: RuleList,
    /// Place in the list, then in each group on the way; never empty.
    pub path: Vec<usize>,
}

impl fmt::Display for ConditionPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.list {
            RuleList::Requirements => "requirements",
            RuleList::Maintenance => "maintenance",
        })?;
        self.path.iter().try_for_each(|step| write!(f, ".{step}"))
    }
}

/// A text that is no way to a condition.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a place in a rule (requirements.1, maintenance.0.2)")]
pub struct NotAPlace(pub String);

impl FromStr for ConditionPlace {
    type Err = NotAPlace;
    fn from_str(text: &str) -> Result<Self, NotAPlace> {
        let refuse = || NotAPlace(text.to_owned());
        let mut steps = text.split('.');
        let list = match steps.next() {
            Some("requirements") => RuleList::Requirements,
            Some("maintenance") => RuleList::Maintenance,
            _ => return Err(refuse()),
        };
        let path: Vec<usize> = steps
            .map(|step| step.parse().map_err(|_| refuse()))
            .collect::<Result<_, _>>()?;
        if path.is_empty() {
            return Err(refuse());
        }
        Ok(Self { list, path })
    }
}

impl Serialize for ConditionPlace {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

/// Why a word of the creator changes nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Idle {
    /// No pack has this version any more.
    NoSuchRule,
    /// The condition is not there, or another metric stands in its place.
    NoSuchCondition,
    /// The value is none of this metric.
    NotAValue,
    /// It holds from a later day on.
    NotYet,
}

/// A registry with the creator's words in it, and the words that found nothing to change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overridden {
    /// The rules as the creator has them.
    pub registry: Registry,
    /// Words that change nothing, by their place in what was given.
    pub idle: Vec<(usize, Idle)>,
}

impl Registry {
    /// These rules with the creator's words that hold on `day`, in the order given: the later of two on one condition wins.
    pub fn overridden(&self, words: &[RuleOverride], day: CivilDay) -> Overridden {
        let mut registry = self.clone();
        let mut idle = Vec::new();
        for (index, word) in words.iter().enumerate() {
            match apply(&mut registry, word, day) {
                Ok(()) => registry.own.push(word.clone()),
                Err(why) => idle.push((index, why)),
            }
        }
        Overridden { registry, idle }
    }

    /// The creator's words that hold for a rule version.
    pub fn own_words<'a>(&'a self, rule: &'a str) -> impl Iterator<Item = &'a RuleOverride> {
        self.own.iter().filter(move |word| word.rule == rule)
    }
}

impl Rule {
    /// The condition at a place of this rule.
    pub fn condition_at(&self, place: &ConditionPlace) -> Option<&Condition> {
        let list = match place.list {
            RuleList::Requirements => &self.requirements,
            RuleList::Maintenance => &self.maintenance,
        };
        let (first, rest) = place.path.split_first()?;
        let mut at = list.get(*first)?;
        for step in rest {
            at = match at {
                Requirement::AnyOf { any_of: parts } | Requirement::AllOf { all_of: parts } => {
                    parts.get(*step)?
                }
                Requirement::One(_) => return None,
            };
        }
        match at {
            Requirement::One(condition) => Some(condition),
            _ => None,
        }
    }

    /// Every condition to get in and to stay in, with its place, in written order.
    pub fn places(&self) -> Vec<(ConditionPlace, &Condition)> {
        let mut all = Vec::new();
        for (list, parts) in [
            (RuleList::Requirements, &self.requirements),
            (RuleList::Maintenance, &self.maintenance),
        ] {
            collect(list, &mut Vec::new(), parts, &mut all);
        }
        all
    }

    fn condition_at_mut(&mut self, place: &ConditionPlace) -> Option<&mut Condition> {
        let list = match place.list {
            RuleList::Requirements => &mut self.requirements,
            RuleList::Maintenance => &mut self.maintenance,
        };
        let (first, rest) = place.path.split_first()?;
        let mut at = list.get_mut(*first)?;
        for step in rest {
            at = match at {
                Requirement::AnyOf { any_of: parts } | Requirement::AllOf { all_of: parts } => {
                    parts.get_mut(*step)?
                }
                Requirement::One(_) => return None,
            };
        }
        match at {
            Requirement::One(condition) => Some(condition),
            _ => None,
        }
    }
}

fn collect<'a>(
    list: RuleList,
    path: &mut Vec<usize>,
    parts: &'a [Requirement],
    all: &mut Vec<(ConditionPlace, &'a Condition)>,
) {
    for (index, part) in parts.iter().enumerate() {
        path.push(index);
        match part {
            Requirement::One(condition) => {
                let path = path.clone();
                all.push((ConditionPlace { list, path }, condition));
            }
            Requirement::AnyOf { any_of: inner } | Requirement::AllOf { all_of: inner } => {
                collect(list, path, inner, all);
            }
        }
        path.pop();
    }
}

fn apply(registry: &mut Registry, word: &RuleOverride, day: CivilDay) -> Result<(), Idle> {
    let rule = registry.rule(&word.rule).ok_or(Idle::NoSuchRule)?;
    if word.from.is_some_and(|from| day < from) {
        return Err(Idle::NotYet);
    }
    match &word.change {
        // As a claim that better evidence contradicts: shown beside, never the default.
        OwnChange::Wrong => {
            let rule = registry.rule_mut(&word.rule).ok_or(Idle::NoSuchRule)?;
            rule.status = RuleStatus::Contested;
        }
        OwnChange::Threshold {
            place,
            metric,
            value,
        } => {
            let stands = rule.condition_at(place).filter(|c| c.metric == *metric);
            let changed = Condition {
                value: Some(value.clone()),
                ..stands.ok_or(Idle::NoSuchCondition)?.clone()
            };
            let programmes = registry.rules().map(|(_, r)| r.programme.as_str());
            validate::threshold_fits(&changed, programmes).map_err(|_| Idle::NotAValue)?;
            let stands = registry
                .rule_mut(&word.rule)
                .and_then(|rule| rule.condition_at_mut(place));
            *stands.ok_or(Idle::NoSuchCondition)? = changed;
        }
    }
    Ok(())
}
