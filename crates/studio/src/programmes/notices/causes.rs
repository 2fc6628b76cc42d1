//! Why a state changed between two looks.
//!
//! The rule it protects: a cause is a difference that was found, not a guess: another country, another version, another word of
//! the creator, another figure. When none is found, none is given.

use crate::programmes::programme;
use crate::shapes::{BoardQuery, NoticeCause, ProgrammeDetail, RequirementNode};
use crate::{OpenProfile, StudioError};
use domain::{CivilDay, Region};
use store::ProgrammeLook;

/// The differences between the look before and what is found now.
pub(super) fn of(
    profile: &OpenProfile,
    found: &ProgrammeDetail,
    before: &ProgrammeLook,
    region: Region,
    today: CivilDay,
) -> Result<Vec<NoticeCause>, StudioError> {
    let mut causes = Vec::new();
    let cause = |kind: &str, before: Option<String>, after: Option<String>| NoticeCause {
        kind: kind.to_owned(),
        metric: None,
        before,
        after,
        on: None,
    };
    if before.region != region {
        causes.push(cause(
            "region",
            Some(before.region.to_string()),
            Some(region.to_string()),
        ));
    }
    if before.rule != found.rule {
        causes.push(NoticeCause {
            on: found.effective_from.clone(),
            ..cause("rule", before.rule.clone(), found.rule.clone())
        });
    }
    let id = &found.card.programme;
    let noted = profile.store().read(|tx| tx.programme_history(id))?;
    let newest = noted.iter().rfind(|row| row.retired.is_none());
    if (before.state == "in") != (found.card.state == "in") {
        causes.push(NoticeCause {
            on: newest.map(|row| row.status.from.to_string()),
            ..cause(
                "standing",
                None,
                newest.map(|row| row.status.standing.slug().to_owned()),
            )
        });
    }
    if before.day < today {
        // The same rules on the day of the look before: figures that differ are what moved.
        let then = BoardQuery {
            region: Some(region.to_string()),
            on: Some(before.day.to_string()),
            ..BoardQuery::default()
        };
        let then = programme(profile, id, &then)?;
        causes.extend(figures(&then.requirements, &found.requirements));
    }
    Ok(causes)
}

/// Leaves whose verdict changed, with both values.
fn figures(then: &[RequirementNode], now: &[RequirementNode]) -> Vec<NoticeCause> {
    let (then, now) = (leaves(then), leaves(now));
    let value = |node: &RequirementNode| node.value.clone().or_else(|| node.lower.clone());
    now.iter()
        .filter_map(|node| {
            let same = |old: &&&RequirementNode| {
                (&old.metric, old.window_days, &old.window_kind, &old.scope)
                    == (
                        &node.metric,
                        node.window_days,
                        &node.window_kind,
                        &node.scope,
                    )
            };
            let old = then.iter().find(same)?;
            (old.verdict != node.verdict).then(|| NoticeCause {
                kind: "metric".to_owned(),
                metric: node.metric.clone(),
                before: value(old),
                after: value(node),
                on: node.observed.clone(),
            })
        })
        .collect()
}

fn leaves(nodes: &[RequirementNode]) -> Vec<&RequirementNode> {
    let mut found = Vec::new();
    let mut open: Vec<&RequirementNode> = nodes.iter().rev().collect();
    while let Some(node) = open.pop() {
        open.extend(node.children.iter().rev());
        if node.kind == "metric" {
            found.push(node);
        }
    }
    found
}
