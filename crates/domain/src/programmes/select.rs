//! Which version of a programme's rule holds for a country on a day.
//!
//! The rule it protects: the version on the screen is the one the sources support. A contested claim is never the default,
//! a country outside the list is not let in, and a day between two versions is shown as in doubt.

use super::lifespan::{Fit, Lifespan, Phase};
use super::registry::Programme;
use super::rule::{Place, Rule, RuleStatus};
use crate::{CivilDay, Region};
use serde::Serialize;
use std::cmp::Reverse;

/// Whether a programme is offered in the country.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Availability {
    /// The captured list is complete and holds the country.
    Offered,
    /// The captured list is not complete: it has to be checked.
    Check,
    /// Not offered there on that day.
    NotOffered,
}

/// How a version's regions hold a country, the most specific last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reach {
    /// Not listed, but the list is known to be incomplete.
    PerhapsUnlisted,
    /// By `*`.
    Everywhere,
    /// By name.
    Listed,
}

/// Why the version shown may not be the one that held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Doubt {
    /// Its first day is not known to the day, and this day may lie before it.
    StartNotKnown,
    /// It was closed or replaced on a day no source gives, and this day may lie after it.
    EndNotKnown,
    /// Another version may have held instead.
    OtherVersionPossible,
    /// No version is known for the country, but one without a date may already have opened there.
    MayHaveOpened,
}

/// Why no version holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Absence {
    /// It opens later.
    NotLaunched {
        /// The first day, as far as known.
        opens: Option<CivilDay>,
    },
    /// It has closed.
    Ended {
        /// The last day, when known.
        closed: Option<CivilDay>,
    },
    /// It runs, but not there.
    NotInRegion,
    /// Only claims that contradict better evidence name this country and day.
    OnlyContested,
}

/// A version that holds, or may hold, for the country on the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Candidate<'a> {
    /// The version.
    pub rule: &'a Rule,
    /// How surely it holds.
    pub fit: Fit,
    /// How it reaches the country.
    pub reach: Reach,
}

/// The outcome for one programme, country and day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Selection<'a> {
    /// The version to show and judge by.
    pub chosen: Option<Candidate<'a>>,
    /// Why there is none.
    pub absence: Option<Absence>,
    /// Whether the programme is offered there.
    pub availability: Availability,
    /// Why the choice is in doubt; empty when it is certain.
    pub doubts: Vec<Doubt>,
    /// Other versions that may hold instead, and contested claims. Never the default.
    pub alternatives: Vec<Candidate<'a>>,
}

/// Finds the version of `programme` that holds for `region` on `day`.
pub fn select<'a>(programme: &Programme<'a>, region: Region, day: CivilDay) -> Selection<'a> {
    let lives: Vec<(&'a Rule, Phase, Option<Reach>, Lifespan)> = programme
        .versions
        .iter()
        .map(|rule| {
            let life = Lifespan::of(rule, &programme.versions, programme.pack);
            (*rule, life.phase(day), reach(rule, region), life)
        })
        .collect();
    let mut contested = Vec::new();
    let mut candidates = Vec::new();
    for (rule, phase, reach, _) in &lives {
        if let (Phase::Holds(fit), Some(reach)) = (phase, reach) {
            let candidate = Candidate {
                rule,
                fit: *fit,
                reach: *reach,
            };
            match rule.status {
                RuleStatus::Contested => contested.push(candidate),
                _ => candidates.push(candidate),
            }
        }
    }
    // A version that follows one still presumed to hold has not begun as far as we know.
    let presumed_elsewhere = |candidate: &Candidate<'_>| {
        candidate.fit < Fit::Certain
            && lives.iter().any(|(rule, phase, _, _)| {
                matches!(phase, Phase::Holds(Fit::Likely | Fit::Certain))
                    && rule.status != RuleStatus::Contested
                    && rule.superseded_by.as_deref() == Some(candidate.rule.id.as_str())
            })
    };
    for candidate in &mut candidates {
        if presumed_elsewhere(candidate) {
            candidate.fit = Fit::Possible;
        }
    }
    candidates.sort_by_key(|c| Reverse(rank(c)));
    let (first, rest) = match candidates.split_first() {
        Some((first, rest)) if !(first.fit == Fit::Possible && presumed_elsewhere(first)) => {
            (first, rest)
        }
        Some(_) => return not_yet_there(candidates, contested),
        None => return absent(&lives, contested),
    };
    let mut alternatives: Vec<_> = rest
        .iter()
        .copied()
        .filter(|c| competes(c, first))
        .collect();
    let doubts = doubts(first, &lives, day, !alternatives.is_empty());
    alternatives.extend(contested);
    Selection {
        chosen: Some(*first),
        absence: None,
        availability: availability(first),
        doubts,
        alternatives,
    }
}

/// How `rule` reaches `region`, if at all.
pub(super) fn reach(rule: &Rule, region: Region) -> Option<Reach> {
    if rule.regions.exclude.contains(&region) {
        None
    } else if rule.regions.include.contains(&Place::Country(region)) {
        Some(Reach::Listed)
    } else if rule.regions.include.contains(&Place::Everywhere) {
        Some(Reach::Everywhere)
    } else if rule.regions_complete {
        None
    } else {
        Some(Reach::PerhapsUnlisted)
    }
}

/// Presumed before merely possible, then the most specific, then the surest, then the latest, then the shortest list.
fn rank<'a>(
    c: &Candidate<'a>,
) -> (
    bool,
    Reach,
    Fit,
    Option<CivilDay>,
    Reverse<usize>,
    Reverse<&'a str>,
) {
    (
        c.fit >= Fit::Likely,
        c.reach,
        c.fit,
        c.rule.effective_from,
        Reverse(c.rule.regions.include.len()),
        Reverse(c.rule.id.as_str()),
    )
}

/// Whether `other` may hold in the place of `chosen`. A more general version that is merely overridden does not.
fn competes(other: &Candidate<'_>, chosen: &Candidate<'_>) -> bool {
    let linked = |a: &Rule, b: &Rule| a.superseded_by.as_deref() == Some(b.id.as_str());
    other.reach >= chosen.reach
        || linked(chosen.rule, other.rule)
        || linked(other.rule, chosen.rule)
}

fn availability(chosen: &Candidate<'_>) -> Availability {
    if chosen.rule.regions_complete {
        Availability::Offered
    } else {
        Availability::Check
    }
}

fn doubts(
    chosen: &Candidate<'_>,
    lives: &[(&Rule, Phase, Option<Reach>, Lifespan)],
    day: CivilDay,
    others: bool,
) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    let life = lives
        .iter()
        .find(|(rule, ..)| rule.id == chosen.rule.id)
        .map(|(.., life)| life);
    if let Some(life) = life {
        if life.latest_start.is_some_and(|sure| day < sure) {
            doubts.push(Doubt::StartNotKnown);
        }
        if life.earliest_end.is_some_and(|sure| day > sure) {
            doubts.push(Doubt::EndNotKnown);
        }
    }
    if others {
        doubts.push(Doubt::OtherVersionPossible);
    }
    doubts
}

/// The only version that reaches the country follows one that is presumed to hold elsewhere.
fn not_yet_there<'a>(
    candidates: Vec<Candidate<'a>>,
    contested: Vec<Candidate<'a>>,
) -> Selection<'a> {
    Selection {
        chosen: None,
        absence: Some(Absence::NotInRegion),
        availability: Availability::NotOffered,
        doubts: vec![Doubt::MayHaveOpened],
        alternatives: candidates.into_iter().chain(contested).collect(),
    }
}

fn absent<'a>(
    lives: &[(&'a Rule, Phase, Option<Reach>, Lifespan)],
    contested: Vec<Candidate<'a>>,
) -> Selection<'a> {
    let real: Vec<_> = lives
        .iter()
        .filter(|(rule, ..)| rule.status != RuleStatus::Contested)
        .collect();
    let reached: Vec<_> = real
        .iter()
        .copied()
        .filter(|(_, _, reach, _)| reach.is_some())
        .collect();
    let all = |list: &[&(&Rule, Phase, Option<Reach>, Lifespan)], wanted: Phase| {
        !list.is_empty() && list.iter().all(|(_, phase, ..)| *phase == wanted)
    };
    // What ran and does not run now has closed, whether or not a later version opens it again.
    let over = |list: &[&(&Rule, Phase, Option<Reach>, Lifespan)]| {
        let holds = |phase: &Phase| matches!(phase, Phase::Holds(_));
        list.iter().any(|(_, phase, ..)| *phase == Phase::After)
            && !list.iter().any(|(_, phase, ..)| holds(phase))
    };
    let ended_there = reached
        .iter()
        .any(|(rule, ..)| rule.status == RuleStatus::Ended);
    let looked_at = if reached.is_empty() { &real } else { &reached };
    let absence = if !contested.is_empty() {
        Absence::OnlyContested
    } else if (!reached.is_empty() && all(&reached, Phase::Before)) || all(&real, Phase::Before) {
        let opens = looked_at
            .iter()
            .filter(|(_, phase, ..)| *phase == Phase::Before)
            .filter_map(|(rule, ..)| rule.effective_from)
            .min();
        Absence::NotLaunched { opens }
    } else if over(&real) || (over(&reached) && ended_there) {
        Absence::Ended {
            closed: looked_at
                .iter()
                .filter(|(_, phase, ..)| *phase == Phase::After)
                .filter_map(|(rule, ..)| rule.effective_to)
                .max(),
        }
    } else {
        Absence::NotInRegion
    };
    Selection {
        chosen: None,
        absence: Some(absence),
        availability: Availability::NotOffered,
        doubts: Vec::new(),
        alternatives: contested,
    }
}
