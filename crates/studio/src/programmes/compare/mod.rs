//! What would open, close or change if the creator lived in another country.
//!
//! The rules it protects: both countries are judged on the same figures and the same day; what cannot be told in one of them is
//! said as unknown and never counted as opening.

use super::details;
use crate::shapes::{
    Asked, BoardQuery, CompareDifference, CompareRow, ProgrammeDetail, RegionCompare,
    RequirementNode,
};
use crate::{OpenProfile, StudioError};
use domain::Region;
use std::collections::BTreeMap;

/// Every programme in two countries. `query` gives the day and what is assumed; its own country is not used.
///
/// # Errors
/// [`StudioError::BadRequest`] for a country, day or assumed value that is none.
pub fn view(
    profile: &OpenProfile,
    from: &str,
    to: &str,
    query: &BoardQuery,
) -> Result<RegionCompare, StudioError> {
    let place = |field: &str, text: &str| {
        text.parse::<Region>()
            .map(|region| region.to_string())
            .map_err(|_| StudioError::bad(field, text))
    };
    let (from, to) = (place("from", from)?, place("to", to)?);
    let within = |region: &str| BoardQuery {
        region: Some(region.to_owned()),
        ..query.clone()
    };
    let before = details(profile, &within(&from))?;
    let after = details(profile, &within(&to))?;
    let mut theirs: BTreeMap<String, ProgrammeDetail> = after
        .into_iter()
        .map(|detail| (detail.card.programme.clone(), detail))
        .collect();
    let mut rows: Vec<CompareRow> = before
        .iter()
        .filter_map(|ours| Some(row(ours, &theirs.remove(&ours.card.programme)?)))
        .collect();
    rows.sort_by_key(|row| (rank(&row.kind), !row.connected));
    let count = |kind: &str| {
        i64::try_from(rows.iter().filter(|row| row.kind == kind).count()).unwrap_or(i64::MAX)
    };
    let on = match (&query.on, &query.known_on) {
        (Some(day), _) | (None, Some(day)) => day.clone(),
        (None, None) => profile.today()?.to_string(),
    };
    Ok(RegionCompare {
        on,
        opens: count("opens"),
        closes: count("closes"),
        changes: count("changes"),
        unknown: count("unknown"),
        same: count("same"),
        from,
        to,
        rows,
    })
}

fn rank(kind: &str) -> usize {
    ["opens", "closes", "changes", "unknown", "same"]
        .iter()
        .position(|k| *k == kind)
        .unwrap_or(usize::MAX)
}

/// How far a programme is open to the creator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Open {
    /// Not offered, or over.
    Gone,
    /// Offered, and not reached.
    Ahead,
    /// Reached.
    Reached,
}

/// `None` where it cannot be told. Being in is the creator's word and goes along; whether the programme runs there does not.
fn open(detail: &ProgrammeDetail) -> Option<Open> {
    match detail.card.state.as_str() {
        "in" if detail.rule.is_none() => Some(Open::Gone),
        "in" | "may_apply" => Some(Open::Reached),
        "nearly" | "not_yet" => Some(Open::Ahead),
        "not_in_region" | "ended" => Some(Open::Gone),
        _ => None,
    }
}

fn state(detail: &ProgrammeDetail) -> String {
    match detail.card.state.as_str() {
        "in" if detail.rule.is_none() => "not_in_region".to_owned(),
        other => other.to_owned(),
    }
}

fn row(ours: &ProgrammeDetail, theirs: &ProgrammeDetail) -> CompareRow {
    let both = ours.rule.is_some() && theirs.rule.is_some();
    let differences = if both {
        differences(&ours.requirements, &theirs.requirements)
    } else {
        Vec::new()
    };
    let (state_before, state_after) = (state(ours), state(theirs));
    let kind = match (open(ours), open(theirs)) {
        _ if state_before == state_after && differences.is_empty() => "same",
        (Some(a), Some(b)) if b == Open::Reached && a < b => "opens",
        (Some(Open::Gone), Some(b)) if b > Open::Gone => "opens",
        (Some(a), Some(b)) if a == Open::Reached && b < a => "closes",
        (Some(a), Some(Open::Gone)) if a > Open::Gone => "closes",
        (Some(_), Some(_)) => "changes",
        (None, None) => "changes",
        // What is gone for certain closes, whatever could be told before; what could not be told may have been gone as well.
        (None, Some(_)) | (Some(_), None) => "unknown",
    };
    CompareRow {
        programme: ours.card.programme.clone(),
        name: theirs.card.name.clone(),
        platform_name: ours.card.platform_name.clone(),
        platform: ours.card.platform,
        kind: kind.to_owned(),
        state_before,
        state_after,
        rule_before: ours.rule.clone(),
        rule_after: theirs.rule.clone(),
        check_region: theirs.card.check_region,
        differences,
        connected: ours.card.connected,
    }
}

/// What a leaf is about: two of the same key are the same question.
type Question = (String, Option<i64>, Option<String>);

fn differences(ours: &[RequirementNode], theirs: &[RequirementNode]) -> Vec<CompareDifference> {
    let (ours, theirs) = (questions(ours), questions(theirs));
    let mut keys: Vec<&Question> = ours.keys().chain(theirs.keys()).collect();
    keys.sort_unstable();
    keys.dedup();
    keys.into_iter()
        .filter(|key| ours.get(key) != theirs.get(key))
        .flat_map(|key| {
            let (a, b) = (ours.get(key), theirs.get(key));
            let length = a.map_or(0, Vec::len).max(b.map_or(0, Vec::len));
            (0..length).filter_map(move |n| {
                let (before, after) = (a.and_then(|a| a.get(n)), b.and_then(|b| b.get(n)));
                (before != after).then(|| CompareDifference {
                    metric: key.0.clone(),
                    window_days: key.1,
                    window_kind: key.2.clone(),
                    before: before.cloned(),
                    after: after.cloned(),
                })
            })
        })
        .collect()
}

/// What is asked, by question; alternatives that ask the same figure for different thresholds stand in the order of the rule.
fn questions(nodes: &[RequirementNode]) -> BTreeMap<Question, Vec<Asked>> {
    let mut found: BTreeMap<Question, Vec<Asked>> = BTreeMap::new();
    let mut open: Vec<&RequirementNode> = nodes.iter().rev().collect();
    while let Some(node) = open.pop() {
        open.extend(node.children.iter().rev());
        if let Some(metric) = &node.metric {
            let key = (metric.clone(), node.window_days, node.window_kind.clone());
            found.entry(key).or_default().push(Asked {
                op: node.op.clone().unwrap_or_default(),
                threshold: node.threshold.clone(),
            });
        }
    }
    found
}
