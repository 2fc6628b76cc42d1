//! The creator's own word on rule versions, and the rules with it in them.
//!
//! The rule it protects: a word wins over every pack, newer ones too; one that no longer finds its condition is shown as idle
//! and changes nothing else.

use super::packs;
use crate::shapes::{OwnRule, OwnRuleDraft};
use crate::{OpenProfile, StudioError};
use domain::programmes::{
    Condition, ConditionPlace, Idle, Metric, MetricKind, Overridden, OwnChange, Registry,
    RuleOverride, Threshold,
};
use domain::{CivilDay, Instant};
use std::borrow::Cow;
use store::{ReadTx, RuleOverrideRow, StoreError};

/// The rules that judge `day`: the program's, the packs added and the creator's words, as they are now or were at `at`.
pub(crate) fn rules_on(
    tx: &ReadTx<'_>,
    day: CivilDay,
    at: Option<Instant>,
) -> Result<Cow<'static, Registry>, StudioError> {
    let in_force = packs::in_force(tx, at)?;
    with_words(tx, in_force.registry, day, at)
}

/// `rules` with the creator's words in them.
pub(super) fn with_words<'r>(
    tx: &ReadTx<'_>,
    rules: Cow<'r, Registry>,
    day: CivilDay,
    at: Option<Instant>,
) -> Result<Cow<'r, Registry>, StudioError> {
    let words = words(&tx.rule_overrides(at)?)?;
    if words.is_empty() {
        return Ok(rules);
    }
    Ok(Cow::Owned(rules.overridden(&words, day).registry))
}

/// Every word that counts, with what the pack says in its place.
///
/// # Errors
/// [`StudioError`].
pub fn list(profile: &OpenProfile) -> Result<Vec<OwnRule>, StudioError> {
    let today = profile.today()?;
    profile.store().read(|tx| {
        let rows = tx.rule_overrides(None)?;
        let words = words(&rows)?;
        let plain = packs::in_force(tx, None)?.registry;
        let Overridden { idle, .. } = plain.overridden(&words, today);
        let shown = rows.iter().zip(&words).enumerate();
        Ok(shown
            .map(|(index, (row, word))| {
                let idle = idle
                    .iter()
                    .find(|(at, _)| *at == index)
                    .map(|(_, why)| *why);
                shape(row, word, &plain, idle)
            })
            .collect())
    })
}

/// Notes a word on a rule version: another threshold, or that it is wrong.
///
/// # Errors
/// [`StudioError::NotFound`] for a version no pack has, [`StudioError::BadRequest`] for a condition or a value that is none,
/// and for a word without a reason.
pub fn set(profile: &OpenProfile, draft: &OwnRuleDraft) -> Result<Vec<OwnRule>, StudioError> {
    let note = draft.note.trim();
    if note.is_empty() {
        return Err(StudioError::bad("note", ""));
    }
    let from = crate::earnings::read_day("from", &draft.from)?;
    let now = profile.now();
    let plain = profile
        .store()
        .read(|tx| packs::in_force(tx, None))?
        .registry;
    let rule = plain
        .rule(&draft.rule)
        .ok_or_else(|| StudioError::NotFound {
            what: "rule",
            id: draft.rule.clone(),
        })?;
    let change = match (&draft.condition, &draft.value) {
        (None, None) => OwnChange::Wrong,
        (Some(condition), Some(value)) => {
            let (place, stands) = find(&rule.places(), condition)
                .ok_or_else(|| StudioError::bad("condition", condition))?;
            let threshold = threshold(stands, value)
                .ok_or_else(|| StudioError::bad(stands.metric.id(), value))?;
            OwnChange::Threshold {
                place,
                metric: stands.metric,
                value: threshold,
            }
        }
        _ => {
            return Err(StudioError::bad(
                "value",
                draft.value.as_deref().unwrap_or(""),
            ));
        }
    };
    let word = RuleOverride {
        rule: draft.rule.clone(),
        change,
        from,
        note: note.to_owned(),
        source: draft
            .source
            .as_deref()
            .map(str::trim)
            .filter(|text| !text.is_empty())
            .map(str::to_owned),
    };
    // Tried before it is kept: a value that does not fit is refused now and not found idle later.
    let tried = RuleOverride {
        from: None,
        ..word.clone()
    };
    if let Some((_, Idle::NotAValue)) = plain.overridden(&[tried], profile.today()?).idle.first() {
        return Err(StudioError::bad(
            "value",
            draft.value.as_deref().unwrap_or(""),
        ));
    }
    let row = row(&word, now)?;
    profile
        .store()
        .write(move |tx| Ok::<_, StudioError>(tx.set_rule_override(&row)?))?;
    list(profile)
}

/// Takes a word back; the pack's rule holds again.
///
/// # Errors
/// [`StudioError::Store`] when none that counts has this id.
pub fn end(profile: &OpenProfile, id: i64) -> Result<Vec<OwnRule>, StudioError> {
    let now = profile.now();
    profile
        .store()
        .write(move |tx| Ok::<_, StudioError>(tx.end_rule_override(id, now)?))?;
    list(profile)
}

/// Puts a word back that was taken back or replaced.
///
/// # Errors
/// [`StudioError::Store`] when there is none.
pub fn restore(profile: &OpenProfile, id: i64) -> Result<Vec<OwnRule>, StudioError> {
    let now = profile.now();
    profile
        .store()
        .write(move |tx| Ok::<_, StudioError>(tx.restore_rule_override(id, now)?))?;
    list(profile)
}

/// The condition meant: by its place, or by its metric where only one condition asks for it.
fn find<'a>(
    places: &[(ConditionPlace, &'a Condition)],
    meant: &str,
) -> Option<(ConditionPlace, &'a Condition)> {
    if let Ok(place) = meant.parse::<ConditionPlace>() {
        return places.iter().find(|(at, _)| *at == place).cloned();
    }
    let metric: Metric = meant.parse().ok()?;
    let mut of_metric = places.iter().filter(|(_, c)| c.metric == metric);
    let only = of_metric.next()?;
    of_metric.next().is_none().then(|| only.clone())
}

/// A threshold as typed: whole numbers in the unit of the rule, yes or no, words parted by commas, a day.
fn threshold(condition: &Condition, text: &str) -> Option<Threshold> {
    let text = text.trim();
    Some(match condition.metric.kind() {
        MetricKind::YesNo => match text {
            "yes" | "true" => Threshold::YesNo(true),
            "no" | "false" => Threshold::YesNo(false),
            _ => return None,
        },
        MetricKind::Word if condition.op.is_list() => {
            Threshold::Words(text.split(',').map(|w| w.trim().to_owned()).collect())
        }
        MetricKind::Word | MetricKind::Date | MetricKind::Programme => {
            Threshold::Text(text.to_owned())
        }
        _ => Threshold::Number(text.parse().ok()?),
    })
}

fn words(rows: &[RuleOverrideRow]) -> Result<Vec<RuleOverride>, StudioError> {
    rows.iter()
        .map(|row| {
            let bad = |value: &str| StoreError::Unreadable {
                what: "rule override",
                value: value.to_owned(),
            };
            let change = match (&row.place, &row.metric, &row.value) {
                (Some(place), Some(metric), Some(value)) => OwnChange::Threshold {
                    place: place.parse().map_err(|_| bad(place))?,
                    metric: metric.parse().map_err(|_| bad(metric))?,
                    value: serde_json::from_str(value).map_err(|_| bad(value))?,
                },
                _ => OwnChange::Wrong,
            };
            Ok(RuleOverride {
                rule: row.rule.clone(),
                change,
                from: row.from,
                note: row.note.clone(),
                source: row.source.clone(),
            })
        })
        .collect()
}

fn row(word: &RuleOverride, now: Instant) -> Result<RuleOverrideRow, StudioError> {
    let (place, metric, value) = match &word.change {
        OwnChange::Wrong => (None, None, None),
        OwnChange::Threshold {
            place,
            metric,
            value,
        } => {
            let value =
                serde_json::to_string(value).map_err(|e| StudioError::Internal(e.to_string()))?;
            (
                Some(place.to_string()),
                Some(metric.id().to_owned()),
                Some(value),
            )
        }
    };
    Ok(RuleOverrideRow {
        id: 0,
        rule: word.rule.clone(),
        place,
        metric,
        value,
        from: word.from,
        note: word.note.clone(),
        source: word.source.clone(),
        noted: now,
        until: None,
    })
}

fn shape(
    row: &RuleOverrideRow,
    word: &RuleOverride,
    plain: &Registry,
    idle: Option<Idle>,
) -> OwnRule {
    let (condition, metric, value, instead_of) = match &word.change {
        OwnChange::Wrong => (None, None, None, None),
        OwnChange::Threshold {
            place,
            metric,
            value,
        } => {
            let stands = plain.rule(&word.rule).and_then(|r| r.condition_at(place));
            (
                Some(place.to_string()),
                Some(metric.id().to_owned()),
                Some(super::shape::threshold(value)),
                stands.and_then(|c| c.value.as_ref().map(super::shape::threshold)),
            )
        }
    };
    OwnRule {
        id: row.id,
        rule: word.rule.clone(),
        programme: plain.rule(&word.rule).map(|rule| rule.programme.clone()),
        condition,
        metric,
        value,
        instead_of,
        from: word.from.map(|day| day.to_string()),
        note: word.note.clone(),
        source: word.source.clone(),
        noted_at: row.noted.to_string(),
        idle: idle.map(super::shape::word),
    }
}
