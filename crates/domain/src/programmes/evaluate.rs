//! Judges the requirements of a rule against a creator's figures. Pure: the day is passed in.
//!
//! The rule it protects: groups follow three-valued logic, and every leaf keeps the evidence that decided it.

use super::evidence::{Ask, Evidence, Known, MembershipFacts, MetricFacts, SettledBy};
use super::judge::{judge, progress};
use super::metric::{KnownBy, Metric};
use super::requirement::{Condition, Requirement, Threshold};
use super::rule::Rule;
use super::truth::Truth;
use super::value::MetricValue;
use super::verdict::{Judged, JudgedCondition, JudgedGroup, Shown, Verdict};
use super::window::{Span, Window};
use crate::CivilDay;
use std::cmp::Reverse;

/// Who is asked, about which platform, as of which day.
#[derive(Clone, Copy)]
pub struct Inquiry<'a> {
    /// Slug of the platform whose rules are judged.
    pub platform: &'a str,
    /// As of which day.
    pub day: CivilDay,
    /// Answers for figures.
    pub facts: &'a dyn MetricFacts,
    /// Answers for memberships.
    pub memberships: &'a dyn MembershipFacts,
}

/// Whether a creator meets the requirements to get in.
pub fn evaluate(
    rule: &Rule,
    day: CivilDay,
    facts: &dyn MetricFacts,
    memberships: &dyn MembershipFacts,
) -> Verdict {
    let platform = rule.programme.split('.').next().unwrap_or_default();
    verdict(
        &rule.requirements,
        &Inquiry {
            platform,
            day,
            facts,
            memberships,
        },
    )
}

/// Judges a list of requirements that are all needed: those to get in, to stay in, to be paid.
pub fn verdict(requirements: &[Requirement], inquiry: &Inquiry<'_>) -> Verdict {
    let parts: Vec<Judged> = requirements
        .iter()
        .map(|r| requirement(r, inquiry))
        .collect();
    Verdict {
        truth: Truth::all(parts.iter().map(Judged::truth)),
        progress: weakest(&parts),
        parts,
    }
}

fn requirement(requirement: &Requirement, inquiry: &Inquiry<'_>) -> Judged {
    let judged = |parts: &[Requirement]| -> Vec<Judged> {
        parts
            .iter()
            .map(|part| self::requirement(part, inquiry))
            .collect()
    };
    match requirement {
        Requirement::One(c) => Judged::Condition(Box::new(condition(c, inquiry))),
        Requirement::AllOf { all_of } => {
            let parts = judged(all_of);
            Judged::AllOf(JudgedGroup {
                truth: Truth::all(parts.iter().map(Judged::truth)),
                progress: weakest(&parts),
                nearest: None,
                parts,
            })
        }
        Requirement::AnyOf { any_of } => {
            let parts = judged(any_of);
            let nearest = nearest(&parts);
            Judged::AnyOf(JudgedGroup {
                truth: Truth::any(parts.iter().map(Judged::truth)),
                progress: nearest
                    .and_then(|i| parts.get(i))
                    .and_then(Judged::progress),
                nearest,
                parts,
            })
        }
    }
}

/// Progress of the weakest part that can be measured, below 1000 while any part is open; `None` when no part can be.
fn weakest(parts: &[Judged]) -> Option<u16> {
    let least = parts.iter().filter_map(Judged::progress).min()?;
    let done = parts.iter().all(|part| part.truth() == Truth::Met);
    Some(if done { least } else { least.min(999) })
}

/// The alternative to show first: a met one, else one without a dead end (an unmet condition that no growth can change),
/// else the furthest along, else one where nothing is lost yet. The first wins a tie.
fn nearest(parts: &[Judged]) -> Option<usize> {
    let dead_end = |part: &Judged| {
        part.open()
            .iter()
            .any(|c| c.truth == Truth::Unmet && c.progress.is_none())
    };
    parts
        .iter()
        .enumerate()
        .max_by_key(|(place, part)| {
            (
                part.truth() == Truth::Met,
                !dead_end(part),
                part.progress().unwrap_or(0),
                part.truth() == Truth::Unknown,
                Reverse(*place),
            )
        })
        .map(|(place, _)| place)
}

fn condition(condition: &Condition, inquiry: &Inquiry<'_>) -> JudgedCondition {
    let window = Window::of(condition).unwrap_or(Window::Now);
    let evidence = match (condition.metric, &condition.value) {
        (Metric::ProgrammeMembership, Some(Threshold::Text(programme))) => {
            membership(programme, inquiry)
        }
        _ => asked(condition, window, inquiry),
    };
    let truth = judge_any(condition, &evidence.known);
    let age = evidence
        .observed
        .map(|seen| inquiry.day.number().saturating_sub(seen.number()));
    JudgedCondition {
        truth,
        metric: condition.metric,
        op: condition.op,
        threshold: condition.value.clone(),
        window,
        span: evidence.span.or_else(|| window.span(inquiry.day)),
        scope: condition.scope.clone(),
        each: condition.each.clone(),
        note: condition.note.clone(),
        progress: progress(condition, &evidence.known, truth),
        settled_by: (truth == Truth::Unknown).then(|| settled_by(condition, &evidence)),
        shown: shown(condition.metric, &evidence.known),
        known: evidence.known,
        source: evidence.source,
        observed: evidence.observed,
        age_days: age.map(|days| u32::try_from(days).unwrap_or(0)),
        caveat: evidence.caveat,
    }
}

/// What the figures say about a condition. A window that begins with joining is asked for as the days it stands for, unless
/// the creator typed the answer or the day of joining is not known.
fn asked(condition: &Condition, window: Window, inquiry: &Inquiry<'_>) -> Evidence {
    let ask = |window| {
        inquiry.facts.evidence(&Ask {
            platform: inquiry.platform,
            metric: condition.metric,
            window,
            day: inquiry.day,
            scope: condition.scope.as_deref(),
            each: &condition.each,
        })
    };
    let evidence = ask(window);
    let (Window::Membership { days }, Known::Unknown) = (window, &evidence.known) else {
        return evidence;
    };
    let Some(joined) = inquiry
        .memberships
        .joined()
        .filter(|day| *day <= inquiry.day)
    else {
        return Evidence {
            settled_by: Some(SettledBy::Membership),
            ..evidence
        };
    };
    let gone = inquiry.day.number().saturating_sub(joined.number());
    let over = gone.saturating_sub(i32::from(days)).saturating_add(1);
    let span = Some(Span {
        from: joined,
        to: joined.plus_days(i32::from(days) - 1),
    });
    match (u16::try_from(over), u16::try_from(gone.saturating_add(1))) {
        (Ok(0), _) => Evidence {
            span,
            ..ask(Window::Rolling { days })
        },
        (Ok(offset), _) => Evidence {
            span,
            ..ask(Window::PreviousPeriod { days, offset })
        },
        // Still running: there is time for more.
        (Err(_), Ok(so_far)) => {
            let evidence = ask(Window::Rolling { days: so_far });
            Evidence {
                known: Known::between(evidence.known.lower(), None),
                span,
                settled_by: Some(SettledBy::MoreHistory),
                ..evidence
            }
        }
        _ => evidence,
    }
}

/// Membership evidence is already yes or no for the programme that the threshold names.
fn judge_any(condition: &Condition, known: &Known) -> Truth {
    match (condition.metric, known) {
        (Metric::ProgrammeMembership, Known::Exact(MetricValue::YesNo(admitted))) => {
            Truth::of(*admitted)
        }
        _ => judge(condition, known),
    }
}

fn membership(programme: &str, inquiry: &Inquiry<'_>) -> Evidence {
    match inquiry.memberships.belongs(programme) {
        Some(belongs) => Evidence {
            known: Known::Exact(MetricValue::YesNo(belongs.admitted)),
            source: Some(belongs.source),
            ..Evidence::unknown()
        },
        None => Evidence::unknown(),
    }
}

fn settled_by(condition: &Condition, evidence: &Evidence) -> SettledBy {
    if condition.value.is_none() {
        return SettledBy::PlatformItself;
    }
    if condition.metric == Metric::ProgrammeMembership {
        return SettledBy::Membership;
    }
    evidence
        .settled_by
        .unwrap_or(match (condition.metric.known_by(), &evidence.known) {
            (KnownBy::Declared, _) => SettledBy::OwnWord,
            (KnownBy::Measured, Known::Bounds { .. }) => SettledBy::MoreHistory,
            (KnownBy::Measured, _) => SettledBy::Figure,
        })
}

fn shown(metric: Metric, known: &Known) -> Shown {
    let text = |n: Option<i64>| n.map(|n| MetricValue::Number(n).text(metric));
    match known {
        Known::Exact(value) => Shown {
            value: Some(value.text(metric)),
            ..Shown::default()
        },
        Known::Bounds { lower, upper } => Shown {
            value: None,
            lower: text(*lower),
            upper: text(*upper),
        },
        Known::Unknown => Shown::default(),
    }
}
