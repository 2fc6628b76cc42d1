//! What a rule version asks otherwise than the one before it, from their two requirement trees.
//!
//! The rule it protects: a difference is said where the trees differ and nowhere else. Order and remarks are no difference,
//! and another route is told apart from another demand: the one opens a door, the other narrows it.

use super::requirement::{Condition, Requirement};
use super::rule::{Place, Rule, RuleStatus};
use super::window::WindowKind;

/// Where in the tree a difference lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangedAt {
    /// Among what everybody has to meet.
    Demand,
    /// A whole alternative of an any-of.
    Route,
    /// Inside one alternative.
    WithinRoute,
}

/// One difference between two versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RequirementChange<'a> {
    /// Only the later version asks it.
    Added(&'a Requirement, ChangedAt),
    /// Only the earlier version asked it.
    Removed(&'a Requirement, ChangedAt),
    /// Both ask about the same metric, and not the same of it.
    Changed {
        /// In the earlier version.
        from: &'a Condition,
        /// In the later one.
        to: &'a Condition,
        /// Where.
        at: ChangedAt,
    },
}

/// What the later list asks otherwise, in the order: changed, removed, added.
pub fn requirement_changes<'a>(
    before: &'a [Requirement],
    after: &'a [Requirement],
) -> Vec<RequirementChange<'a>> {
    let mut found = Vec::new();
    demands(parts(before), parts(after), ChangedAt::Demand, &mut found);
    found
}

/// The version that `rule` took over from: the one that names it as its successor, else the latest earlier one that shares
/// a country with it. An undated version that nothing names took over from none that we know.
pub fn predecessor<'a>(versions: &[&'a Rule], rule: &Rule) -> Option<&'a Rule> {
    let named = versions
        .iter()
        .find(|v| v.superseded_by.as_deref() == Some(rule.id.as_str()));
    let from = rule.effective_from;
    let earlier = || {
        versions
            .iter()
            .filter(|v| v.id != rule.id && v.status != RuleStatus::Contested)
            .filter(|v| v.effective_from.is_some() && v.effective_from < from)
            .filter(|v| share_a_country(v, rule))
            .max_by_key(|v| v.effective_from)
    };
    if rule.status == RuleStatus::Contested {
        return None;
    }
    named.or_else(|| from.and(earlier())).copied()
}

fn share_a_country(a: &Rule, b: &Rule) -> bool {
    let holds = |rule: &Rule, place: &Place| match place {
        Place::Everywhere => true,
        Place::Country(region) => {
            !rule.regions.exclude.contains(region)
                && (rule.regions.include.contains(&Place::Everywhere)
                    || rule.regions.include.contains(place))
        }
    };
    let of = |a: &Rule, b: &Rule| a.regions.include.iter().any(|place| holds(b, place));
    of(a, b) || of(b, a)
}

/// The members of a list in which all are needed, with all-of groups opened.
fn parts(list: &[Requirement]) -> Vec<&Requirement> {
    let mut found = Vec::new();
    for requirement in list {
        match requirement {
            Requirement::AllOf { all_of } => found.extend(parts(all_of)),
            other => found.push(other),
        }
    }
    found
}

fn demands<'a>(
    mut before: Vec<&'a Requirement>,
    mut after: Vec<&'a Requirement>,
    at: ChangedAt,
    found: &mut Vec<RequirementChange<'a>>,
) {
    pair(&mut before, &mut after, same);
    for alike in [same_question, same_window, same_scope, same_metric] {
        for (from, to) in pair(&mut before, &mut after, |a, b| both(a, b, alike)) {
            if let (Requirement::One(from), Requirement::One(to)) = (from, to) {
                found.push(RequirementChange::Changed { from, to, at });
            }
        }
    }
    for (from, to) in pair(&mut before, &mut after, alternatives) {
        routes(branches(from), branches(to), found);
    }
    found.extend(
        before
            .into_iter()
            .map(|r| RequirementChange::Removed(r, at)),
    );
    found.extend(after.into_iter().map(|r| RequirementChange::Added(r, at)));
}

fn routes<'a>(
    mut before: Vec<&'a Requirement>,
    mut after: Vec<&'a Requirement>,
    found: &mut Vec<RequirementChange<'a>>,
) {
    pair(&mut before, &mut after, same);
    let most = before.iter().map(|r| metrics(r).len()).max().unwrap_or(0);
    for least in (1..=most).rev() {
        for (from, to) in pair(&mut before, &mut after, |a, b| shared(a, b) >= least) {
            let opened = |r: &'a Requirement| parts(std::slice::from_ref(r));
            demands(opened(from), opened(to), ChangedAt::WithinRoute, found);
        }
    }
    let at = ChangedAt::Route;
    found.extend(
        before
            .into_iter()
            .map(|r| RequirementChange::Removed(r, at)),
    );
    found.extend(after.into_iter().map(|r| RequirementChange::Added(r, at)));
}

/// Takes out of both lists, in written order, what `alike` puts together.
fn pair<'a>(
    before: &mut Vec<&'a Requirement>,
    after: &mut Vec<&'a Requirement>,
    alike: impl Fn(&Requirement, &Requirement) -> bool,
) -> Vec<(&'a Requirement, &'a Requirement)> {
    let mut pairs = Vec::new();
    before.retain(|a| match after.iter().position(|b| alike(a, b)) {
        Some(index) => {
            pairs.push((*a, after.remove(index)));
            false
        }
        None => true,
    });
    pairs
}

/// Whether two ask the same, whatever their order and remarks.
fn same(a: &Requirement, b: &Requirement) -> bool {
    let alike = |a: &[Requirement], b: &[Requirement]| {
        a.len() == b.len() && a.iter().all(|x| b.iter().any(|y| same(x, y)))
    };
    match (a, b) {
        (Requirement::One(a), Requirement::One(b)) => same_condition(a, b),
        (Requirement::AnyOf { any_of: a }, Requirement::AnyOf { any_of: b })
        | (Requirement::AllOf { all_of: a }, Requirement::AllOf { all_of: b }) => alike(a, b),
        _ => false,
    }
}

fn same_condition(a: &Condition, b: &Condition) -> bool {
    same_question(a, b)
        && (a.op, &a.value) == (b.op, &b.value)
        && a.each.len() == b.each.len()
        && a.each
            .iter()
            .zip(&b.each)
            .all(|(a, b)| same_condition(a, b))
}

fn both(a: &Requirement, b: &Requirement, alike: fn(&Condition, &Condition) -> bool) -> bool {
    matches!((a, b), (Requirement::One(a), Requirement::One(b)) if alike(a, b))
}

fn same_question(a: &Condition, b: &Condition) -> bool {
    same_window(a, b) && a.scope == b.scope
}

fn same_window(a: &Condition, b: &Condition) -> bool {
    let window = |c: &Condition| {
        // A length without a kind is a rolling window.
        let kind = c
            .window_kind
            .or(c.window_days.and(Some(WindowKind::Rolling)));
        (c.window_days, kind, c.offset_days, c.periods)
    };
    same_metric(a, b) && window(a) == window(b)
}

fn same_scope(a: &Condition, b: &Condition) -> bool {
    same_metric(a, b) && a.scope == b.scope
}

fn same_metric(a: &Condition, b: &Condition) -> bool {
    a.metric == b.metric
}

/// Whether two are alternatives to the same end: two groups that share a metric, or a group and a condition that is one of
/// its branches but for the threshold.
fn alternatives(a: &Requirement, b: &Requirement) -> bool {
    let group = |r: &Requirement| matches!(r, Requirement::AnyOf { .. });
    let has = |group: &Requirement, one: &Requirement| {
        branches(group)
            .into_iter()
            .any(|branch| both(branch, one, same_metric))
    };
    match (group(a), group(b)) {
        (true, true) => shared(a, b) > 0,
        (true, false) => has(a, b),
        (false, true) => has(b, a),
        (false, false) => false,
    }
}

/// The alternatives of an any-of; anything else is its own only one.
fn branches(requirement: &Requirement) -> Vec<&Requirement> {
    match requirement {
        Requirement::AnyOf { any_of } => any_of.iter().collect(),
        other => vec![other],
    }
}

/// How many metrics two name both.
fn shared(a: &Requirement, b: &Requirement) -> usize {
    let theirs = metrics(b);
    metrics(a)
        .into_iter()
        .filter(|id| theirs.contains(id))
        .count()
}

fn metrics(requirement: &Requirement) -> Vec<&'static str> {
    let mut found = Vec::new();
    requirement.each_condition(&mut |condition| {
        let id = condition.metric.id();
        if !found.contains(&id) {
            found.push(id);
        }
    });
    found
}
