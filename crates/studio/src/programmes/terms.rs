//! What a rule pays, and what it asks otherwise than the version before it, as the edge shows them.
//!
//! The rule it protects: every term that a source states is shown, as a share only where it is one.

use super::shape::{days, threshold, window_kind, word};
use crate::shapes::{
    Amount, AskedRequirement, PayoutCap, PayoutPart, PayoutTerms, PayoutTier, RuleChange,
};
use domain::Unit;
use domain::programmes::{
    ChangedAt, Condition, Decimal, Requirement, RequirementChange, Rule, Terms, Window,
    predecessor, requirement_changes,
};

/// Every payout term of a rule.
pub(super) fn terms(terms: &Terms) -> PayoutTerms {
    let unit = terms.unit.as_deref();
    let (share_permille, figure) = match terms.creator_share {
        Some(share) => rated(share, unit),
        None => (None, None),
    };
    let minimum = terms.minimum.map(|minimum| {
        let unit = terms
            .currency
            .as_deref()
            .or(terms.unit_minimum.as_deref())
            .unwrap_or_default();
        format!("{minimum} {unit}").trim_end().to_owned()
    });
    PayoutTerms {
        share_permille,
        figure,
        unit: terms.unit.clone(),
        minimum,
        minimums: terms
            .minimum_by_currency
            .iter()
            .filter_map(|(code, minimum)| amount(*minimum, code))
            .collect(),
        delay_days: terms.delay_days.map(i64::from),
        method: terms.method.clone(),
        components: terms
            .components
            .iter()
            .map(|part| {
                let (share_permille, figure) = rated(part.share, part.unit.as_deref());
                PayoutPart {
                    name: part.name.clone(),
                    share_permille,
                    figure,
                    unit: part.unit.clone(),
                }
            })
            .collect(),
        tiers: terms
            .tiers
            .iter()
            .map(|tier| {
                let (share_permille, figure) = rated(tier.share, unit);
                PayoutTier {
                    share_permille,
                    figure,
                    when: all(&tier.when),
                }
            })
            .collect(),
        cap: terms.cap.as_ref().and_then(|cap| {
            Some(PayoutCap {
                amount: amount(cap.amount, &cap.currency)?,
                per: cap.per.clone(),
                after_permille: cap.after_share.millionths() / 1_000,
            })
        }),
        per_item: all(&terms.per_item),
        per_period: all(&terms.per_period),
        gate: all(&terms.gate),
        note: terms.note.clone(),
    }
}

/// A figure as a share in tenths of a percent, or as text when its unit says that it is an amount for each of something.
fn rated(figure: Decimal, unit: Option<&str>) -> (Option<i64>, Option<String>) {
    if unit.is_some_and(|unit| unit.contains("per ")) || figure.millionths() > 1_000_000 {
        (None, Some(figure.to_string()))
    } else {
        (Some(figure.millionths() / 1_000), None)
    }
}

fn amount(figure: Decimal, code: &str) -> Option<Amount> {
    let unit = Unit::currency(code).ok()?;
    Some(Amount::of_sum(i128::from(figure.millionths()), unit))
}

/// What the version asks otherwise than the one it took over from, with the id of that one.
pub(super) fn changes(versions: &[&Rule], version: &Rule) -> (Option<String>, Vec<RuleChange>) {
    let Some(before) = predecessor(versions, version) else {
        return (None, Vec::new());
    };
    (Some(before.id.clone()), between(before, version))
}

/// What `after` asks otherwise than `before`.
pub(super) fn between(before: &Rule, after: &Rule) -> Vec<RuleChange> {
    let lists = [
        ("requirements", &before.requirements, &after.requirements),
        ("maintenance", &before.maintenance, &after.maintenance),
    ];
    let found = lists.into_iter().flat_map(|(list, from, to)| {
        requirement_changes(from, to)
            .into_iter()
            .map(move |change| told(list, change))
    });
    found.collect()
}

fn told(list: &str, change: RequirementChange<'_>) -> RuleChange {
    let (before, after, at) = match change {
        RequirementChange::Added(what, at) => (None, Some(asked(what)), at),
        RequirementChange::Removed(what, at) => (Some(asked(what)), None, at),
        RequirementChange::Changed { from, to, at } => (Some(leaf(from)), Some(leaf(to)), at),
    };
    let place = match at {
        ChangedAt::Demand => "demand",
        ChangedAt::Route => "route",
        ChangedAt::WithinRoute => "within_route",
    };
    RuleChange {
        list: list.to_owned(),
        place: place.to_owned(),
        before,
        after,
    }
}

fn all(list: &[Requirement]) -> Vec<AskedRequirement> {
    list.iter().map(asked).collect()
}

fn asked(requirement: &Requirement) -> AskedRequirement {
    let group = |kind: &str, parts: &[Requirement]| AskedRequirement {
        kind: kind.to_owned(),
        children: all(parts),
        metric: None,
        op: None,
        threshold: None,
        window_days: None,
        window_kind: None,
        scope: None,
    };
    match requirement {
        Requirement::AnyOf { any_of } => group("any_of", any_of),
        Requirement::AllOf { all_of } => group("all_of", all_of),
        Requirement::One(condition) => leaf(condition),
    }
}

fn leaf(condition: &Condition) -> AskedRequirement {
    // A loaded registry holds no window whose keys contradict each other.
    let window = Window::of(condition).unwrap_or(Window::Now);
    AskedRequirement {
        kind: "metric".to_owned(),
        children: condition.each.iter().map(leaf).collect(),
        metric: Some(condition.metric.id().to_owned()),
        op: Some(word(condition.op)),
        threshold: condition.value.as_ref().map(threshold),
        window_days: days(window),
        window_kind: window_kind(window).map(str::to_owned),
        scope: condition.scope.clone(),
    }
}
