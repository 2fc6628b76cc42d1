//! Why programmes stand elsewhere than they did: two questions to the board, compared.
//!
//! The rule it protects: a cause is named only where it alone, put in place of what was, changes the outcome; the domain
//! tries them one by one.

use super::facts::Facts;
use super::shape::{self, word};
use crate::shapes::{BoardQuery, ProgrammeCause, ProgrammeChange, ProgrammeSide};
use crate::{OpenProfile, StudioError};
use domain::programmes::{BoardItem, Cause, Difference, View, explain};

/// What differs between the answers to two questions, programme by programme in the order of the packs; for one programme
/// when `id` names it. A programme whose outcome is the same is left out, unless it was named.
///
/// # Errors
/// [`StudioError::NotFound`] when `id` is in the rules of neither side, and whatever gathering the figures says.
pub fn changes(
    profile: &OpenProfile,
    id: Option<&str>,
    before: &BoardQuery,
    after: &BoardQuery,
) -> Result<Vec<ProgrammeChange>, StudioError> {
    let was = Facts::gather(profile, before)?;
    let is = Facts::gather(profile, after)?;
    let mut ids: Vec<&str> = is.rules.programmes().iter().map(|p| p.id).collect();
    for programme in was.rules.programmes() {
        if !ids.contains(&programme.id) {
            ids.push(programme.id);
        }
    }
    if let Some(id) = id {
        ids.retain(|known| *known == id);
        if ids.is_empty() {
            return Err(StudioError::NotFound {
                what: "programme",
                id: id.to_owned(),
            });
        }
    }
    let explained = ids.into_iter().filter_map(|known| {
        let (was, is) = (view(&was, known), view(&is, known));
        let explanation = explain(known, &was, &is)?;
        (id.is_some() || explanation.differs()).then(|| ProgrammeChange {
            programme: known.to_owned(),
            name: explanation
                .after
                .as_ref()
                .or(explanation.before.as_ref())
                .map(|item| item.name.to_owned())
                .unwrap_or_default(),
            before: explanation.before.as_ref().map(|item| side(item, &was)),
            after: explanation.after.as_ref().map(|item| side(item, &is)),
            causes: explanation.causes.iter().map(cause).collect(),
        })
    });
    Ok(explained.collect())
}

fn view<'f>(facts: &'f Facts, programme: &str) -> View<'f> {
    let platform = programme.split('.').next().unwrap_or_default();
    View {
        registry: &facts.rules,
        region: facts.country(platform),
        day: facts.day,
        facts: &facts.figures,
        memberships: &facts.memberships,
    }
}

fn side(item: &BoardItem<'_>, view: &View<'_>) -> ProgrammeSide {
    ProgrammeSide {
        on: view.day.to_string(),
        region: view.region.to_string(),
        rule: item.rule().map(|rule| rule.id.clone()),
        state: word(item.state),
        verdict: item.verdict.as_ref().map(|verdict| word(verdict.truth)),
        uncertain: item.uncertain,
    }
}

fn cause(cause: &Cause) -> ProgrammeCause {
    let mut shown = ProgrammeCause {
        kind: String::new(),
        before: cause.before.map(word),
        after: cause.after.map(word),
        from: None,
        to: None,
        on: None,
        precision: None,
        metric: None,
        op: None,
        threshold: None,
        programme: None,
        note: None,
    };
    match &cause.what {
        Difference::Region { from, to } => {
            shown.kind = "region".to_owned();
            (shown.from, shown.to) = (Some(from.to_string()), Some(to.to_string()));
        }
        Difference::Pack { from, to, .. } => {
            shown.kind = "pack".to_owned();
            shown.from = from.map(|day| day.to_string());
            shown.to = to.map(|day| day.to_string());
        }
        Difference::OwnRule { rule, note } => {
            shown.kind = "own_rule".to_owned();
            shown.to = Some(rule.clone());
            shown.note.clone_from(note);
        }
        Difference::RuleVersion {
            from,
            to,
            switched,
            precision,
        } => {
            shown.kind = "rule_version".to_owned();
            (shown.from, shown.to) = (from.clone(), to.clone());
            shown.on = switched.map(|day| day.to_string());
            shown.precision = Some(word(precision));
        }
        Difference::OwnWord { from, to } => {
            shown.kind = "own_word".to_owned();
            let said =
                |word: &Option<bool>| word.map(|is| if is { "in" } else { "left" }.to_owned());
            (shown.from, shown.to) = (said(from), said(to));
        }
        Difference::Prerequisite {
            programme,
            from,
            to,
        } => {
            shown.kind = "prerequisite".to_owned();
            shown.programme = Some(programme.clone());
            (shown.from, shown.to) = (Some(word(from)), Some(word(to)));
        }
        Difference::Figure {
            metric,
            op,
            threshold,
            from,
            to,
            ..
        } => {
            shown.kind = "figure".to_owned();
            shown.metric = Some(metric.id().to_owned());
            shown.op = Some(word(op));
            shown.threshold = threshold.as_ref().map(shape::threshold);
            (shown.from, shown.to) = (shape::known(from), shape::known(to));
        }
    }
    shown
}
