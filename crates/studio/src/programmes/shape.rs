//! The engine's answers as the edge shows them.

use super::facts::Facts;
use super::terms::{changes, terms};
use crate::shapes::{
    Lacking, ProgrammeCard, ProgrammeDetail, RequirementNode, RuleSource, RuleVersion,
};
use domain::programmes::{
    Absence, Availability, BoardItem, Judged, JudgedCondition, JudgedGroup, Known, Place, Rule,
    SettledBy, Shown, Threshold, Truth, Verdict, Window,
};
use serde::Serialize;

/// The text a value has in the registry's own vocabulary.
pub(super) fn word(value: impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(text)) => text,
        Ok(other) => other.to_string(),
        Err(_) => String::new(),
    }
}

/// A programme on the board.
pub fn card(item: &BoardItem<'_>, facts: &Facts) -> ProgrammeCard {
    let mut tally = Tally::default();
    if let Some(verdict) = &item.verdict {
        verdict.parts.iter().for_each(|part| tally.count(part));
    }
    let rule = item.rule().or_else(|| item.versions.first().copied());
    ProgrammeCard {
        programme: item.programme.to_owned(),
        name: item.name.to_owned(),
        platform_name: item.platform_name.to_owned(),
        platform: item
            .platform
            .parse::<domain::Platform>()
            .ok()
            .map(Into::into),
        region: facts.country(item.platform).to_string(),
        state: word(item.state),
        connected: facts.connected(item.platform),
        met: tally.met,
        unmet: tally.unmet,
        unknown: tally.unknown,
        lacking: item.verdict.as_ref().and_then(lacking),
        needs: item.verdict.as_ref().map(open_needs).unwrap_or_default(),
        ended_on: match item.selection.absence {
            Some(Absence::Ended { closed }) => closed.map(|day| day.to_string()),
            _ => None,
        },
        check_region: item.selection.availability == Availability::Check,
        disputed: rule.is_some_and(|r| r.disputed),
        confidence: rule.map(|r| word(r.confidence)).unwrap_or_default(),
    }
}

#[derive(Default)]
struct Tally {
    met: i64,
    unmet: i64,
    unknown: i64,
}

impl Tally {
    /// An any-of counts as the one requirement it is to the creator; an all-of as its parts.
    fn count(&mut self, part: &Judged) {
        if let Judged::AllOf(group) = part {
            group.parts.iter().for_each(|inner| self.count(inner));
            return;
        }
        match part.truth() {
            Truth::Met => self.met += 1,
            Truth::Unmet => self.unmet += 1,
            Truth::Unknown => self.unknown += 1,
        }
    }
}

/// What would settle the unknown conditions on the nearest way, each once, in the order of the rule.
fn open_needs(verdict: &Verdict) -> Vec<String> {
    let open = verdict.open();
    let unknown = open.into_iter().filter(|c| c.truth == Truth::Unknown);
    let mut found = Vec::new();
    for need in unknown.filter_map(needs) {
        if !found.contains(&need) {
            found.push(need);
        }
    }
    found
}

/// What would settle one condition.
fn needs(condition: &JudgedCondition) -> Option<String> {
    condition.settled_by.map(|by| match by {
        SettledBy::PlatformItself | SettledBy::Membership => word(by),
        _ => condition.metric.id().to_owned(),
    })
}

/// The unmet numeric condition that is furthest from its threshold, on the nearest way through the alternatives.
fn lacking(verdict: &Verdict) -> Option<Lacking> {
    let numeric = verdict.open().into_iter().filter_map(|condition| {
        let Some(Threshold::Number(threshold)) = condition.threshold else {
            return None;
        };
        let value = condition
            .shown
            .value
            .as_ref()
            .or(condition.shown.lower.as_ref())?
            .parse()
            .ok()?;
        let permille = i64::from(condition.progress?);
        Some(Lacking {
            metric: condition.metric.id().to_owned(),
            value,
            threshold,
            permille,
        })
    });
    numeric.min_by_key(|l| l.permille)
}

/// One programme, opened.
pub fn detail(item: &BoardItem<'_>, facts: &Facts) -> ProgrammeDetail {
    let rule = item.rule();
    let shown = rule.or_else(|| item.versions.first().copied());
    ProgrammeDetail {
        card: card(item, facts),
        rule: rule.map(|r| r.id.clone()),
        regions: shown.map(included).unwrap_or_default(),
        regions_excluded: shown
            .map(|r| r.regions.exclude.iter().map(ToString::to_string).collect())
            .unwrap_or_default(),
        effective_from: rule.and_then(|r| r.effective_from).map(|d| d.to_string()),
        date_precision: rule.map(|r| word(r.date_precision)),
        access: rule.map(|r| word(r.access)),
        verdict: item
            .verdict
            .as_ref()
            .map_or_else(|| word(Truth::Unknown), |v| word(v.truth)),
        requirements: item
            .verdict
            .as_ref()
            .map(|v| nodes("requirements", v))
            .unwrap_or_default(),
        maintenance: item
            .maintenance
            .as_ref()
            .map(|v| nodes("maintenance", v))
            .unwrap_or_default(),
        notes: shown
            .map(|r| r.availability_notes.clone())
            .filter(|n| !n.is_empty()),
        payout: shown.map(|r| terms(&r.payout)).unwrap_or_default(),
        sources: shown
            .map(|r| {
                let source = |s: &domain::programmes::Source| RuleSource {
                    title: s.title.clone(),
                    url: s.url.clone(),
                    date: s.date.map(|d| d.to_string()),
                };
                r.sources.iter().map(source).collect()
            })
            .unwrap_or_default(),
        history: item
            .versions
            .iter()
            .map(|version| history(version, rule, &item.versions))
            .collect(),
    }
}

pub(super) fn included(rule: &Rule) -> Vec<String> {
    let place = |place: &Place| match place {
        Place::Everywhere => "*".to_owned(),
        Place::Country(region) => region.to_string(),
    };
    rule.regions.include.iter().map(place).collect()
}

fn history(version: &Rule, judged: Option<&Rule>, all: &[&Rule]) -> RuleVersion {
    let (compared_with, changes) = changes(all, version);
    RuleVersion {
        rule: version.id.clone(),
        name: version.name.clone(),
        from: version.effective_from.map(|d| d.to_string()),
        to: version.effective_to.map(|d| d.to_string()),
        status: word(version.status),
        confidence: word(version.confidence),
        regions: included(version),
        judged: judged.is_some_and(|rule| rule.id == version.id),
        notes: Some(version.availability_notes.clone()).filter(|n| !n.is_empty()),
        compared_with,
        changes,
    }
}

fn nodes(list: &str, verdict: &Verdict) -> Vec<RequirementNode> {
    let parts = verdict.parts.iter().enumerate();
    parts
        .map(|(index, part)| node(part, false, &format!("{list}.{index}")))
        .collect()
}

fn node(part: &Judged, nearest: bool, place: &str) -> RequirementNode {
    match part {
        Judged::AllOf(group) => branch("all_of", group, nearest, place),
        Judged::AnyOf(group) => branch("any_of", group, nearest, place),
        Judged::Condition(condition) => RequirementNode {
            place: Some(place.to_owned()),
            ..leaf(condition, nearest)
        },
    }
}

fn empty(kind: &str, truth: Truth, nearest: bool) -> RequirementNode {
    RequirementNode {
        kind: kind.to_owned(),
        verdict: word(truth),
        children: Vec::new(),
        nearest,
        metric: None,
        op: None,
        threshold: None,
        value: None,
        lower: None,
        upper: None,
        permille: None,
        window_days: None,
        window_kind: None,
        scope: None,
        note: None,
        source: None,
        observed: None,
        needs: None,
        place: None,
    }
}

fn branch(kind: &str, group: &JudgedGroup, nearest: bool, place: &str) -> RequirementNode {
    let child = |(index, part): (usize, &Judged)| {
        let nearest = kind == "any_of" && group.nearest == Some(index);
        node(part, nearest, &format!("{place}.{index}"))
    };
    RequirementNode {
        children: group.parts.iter().enumerate().map(child).collect(),
        permille: group.progress.map(i64::from),
        ..empty(kind, group.truth, nearest)
    }
}

fn leaf(condition: &JudgedCondition, nearest: bool) -> RequirementNode {
    let threshold = condition.threshold.as_ref().map(threshold);
    let bounds = matches!(condition.known, Known::Bounds { .. });
    RequirementNode {
        metric: Some(condition.metric.id().to_owned()),
        op: Some(word(condition.op)),
        threshold,
        value: condition.shown.value.clone(),
        lower: condition.shown.lower.clone().filter(|_| bounds),
        upper: condition.shown.upper.clone().filter(|_| bounds),
        permille: condition.progress.map(i64::from),
        window_days: days(condition.window),
        window_kind: window_kind(condition.window).map(str::to_owned),
        scope: condition.scope.clone(),
        note: condition.note.clone(),
        source: condition.source.clone(),
        observed: condition.observed.map(|d| d.to_string()),
        needs: needs(condition),
        ..empty("metric", condition.truth, nearest)
    }
}

/// A threshold as text.
pub(super) fn threshold(threshold: &Threshold) -> String {
    match threshold {
        Threshold::YesNo(yes) => yes.to_string(),
        Threshold::Number(number) => number.to_string(),
        Threshold::Text(text) => text.clone(),
        Threshold::Words(words) => words.join(", "),
    }
}

/// A value, or its bounds; `None` when nothing is known.
pub(super) fn known(shown: &Shown) -> Option<String> {
    let bounds = || match (&shown.lower, &shown.upper) {
        (None, None) => None,
        (Some(lower), None) => Some(format!("≥ {lower}")),
        (None, Some(upper)) => Some(format!("≤ {upper}")),
        (Some(lower), Some(upper)) => Some(format!("{lower} … {upper}")),
    };
    shown.value.clone().or_else(bounds)
}

pub(super) fn days(window: Window) -> Option<i64> {
    match window {
        Window::Rolling { days }
        | Window::PreviousPeriod { days, .. }
        | Window::ConsecutiveDays { days }
        | Window::SincePublication { days }
        | Window::Membership { days } => Some(i64::from(days)),
        Window::ConsecutiveMonths { periods } => Some(i64::from(periods)),
        Window::Now | Window::Lifetime | Window::CalendarMonth => None,
    }
}

pub(super) fn window_kind(window: Window) -> Option<&'static str> {
    Some(match window {
        Window::Now => return None,
        Window::Lifetime => "lifetime",
        Window::Rolling { .. } => "rolling",
        Window::PreviousPeriod { .. } => "previous_period",
        Window::CalendarMonth => "calendar_month",
        Window::ConsecutiveDays { .. } => "consecutive_days",
        Window::ConsecutiveMonths { .. } => "consecutive_months",
        Window::SincePublication { .. } => "since_publication",
        Window::Membership { .. } => "membership",
    })
}
