//! When a rule version held, as far as its sources tell.
//!
//! The rule it protects: an undated help page and a rule replaced "some day" are not given invented dates. Each end is a
//! pair of days, and a day between them is in doubt.

use super::dates::{DateBasis, PartialDate};
use super::registry::Pack;
use super::rule::{Rule, RuleStatus};
use crate::CivilDay;
use serde::Serialize;

/// How long before the first or after the last certain day a version is still presumed to hold, in days. A choice of ours
/// for what to show first; such a result is marked as in doubt.
pub const PRESUMED_DAYS: i32 = 365;

/// How surely a version holds on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fit {
    /// It may hold: the day lies between the earliest and the latest switch.
    Possible,
    /// As possible, but within [`PRESUMED_DAYS`] of a day on which it surely held.
    Likely,
    /// It holds.
    Certain,
}

/// Where a day lies in a version's life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Phase {
    Before,
    Holds(Fit),
    After,
}

/// Earliest and latest first and last day, all inclusive; `None` is without limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Lifespan {
    pub earliest_start: Option<CivilDay>,
    pub latest_start: Option<CivilDay>,
    pub earliest_end: Option<CivilDay>,
    pub latest_end: Option<CivilDay>,
}

impl Lifespan {
    /// The life of `rule` among all versions of its programme, in `pack`.
    pub(super) fn of(rule: &Rule, versions: &[&Rule], pack: &Pack) -> Self {
        let (earliest_start, latest_start) = start(rule, versions, pack);
        let (earliest_end, latest_end) = end(rule, versions, pack, latest_start);
        Self {
            earliest_start,
            latest_start,
            earliest_end,
            latest_end,
        }
    }

    pub(super) fn phase(&self, day: CivilDay) -> Phase {
        if self.earliest_start.is_some_and(|start| day < start) {
            return Phase::Before;
        }
        if self.latest_end.is_some_and(|end| day > end) {
            return Phase::After;
        }
        let early = self
            .latest_start
            .map_or(0, |sure| sure.number().saturating_sub(day.number()));
        let late = self
            .earliest_end
            .map_or(0, |sure| day.number().saturating_sub(sure.number()));
        Phase::Holds(match early.max(late) {
            ..=0 => Fit::Certain,
            1..=PRESUMED_DAYS => Fit::Likely,
            _ => Fit::Possible,
        })
    }
}

fn start(rule: &Rule, versions: &[&Rule], pack: &Pack) -> (Option<CivilDay>, Option<CivilDay>) {
    let Some(from) = rule.effective_from else {
        let told = pack.first_told(&rule.id);
        let before = |earlier: &&&Rule| earlier.superseded_by.as_deref() == Some(rule.id.as_str());
        let earliest = versions
            .iter()
            .filter(before)
            .filter_map(|earlier| {
                earlier
                    .effective_from
                    .max(earlier.seen_on.map(PartialDate::first_day))
            })
            .max()
            .map(|day| day.plus_days(1));
        let replaced = successor(rule, versions)
            .and_then(|next| next.effective_from)
            .map(|day| day.plus_days(-1));
        let sighted = rule.seen_on.map(PartialDate::last_day);
        let latest = sighted.or(rule.effective_to).or(replaced).unwrap_or(told);
        return (earliest, Some(latest.min(told)));
    };
    let latest = rule.date_precision.last_day_of(from);
    let follows_on = versions.iter().any(|other| {
        other
            .effective_to
            .is_some_and(|end| end.plus_days(1) == from)
    });
    match rule.date_basis {
        DateBasis::FirstSeen if !follows_on => (None, Some(latest)),
        _ => (Some(from), Some(latest)),
    }
}

/// The version that replaced `rule`, when it names one.
fn successor<'a>(rule: &Rule, versions: &[&'a Rule]) -> Option<&'a Rule> {
    let id = rule.superseded_by.as_deref()?;
    versions.iter().copied().find(|version| version.id == id)
}

fn end(
    rule: &Rule,
    versions: &[&Rule],
    pack: &Pack,
    latest_start: Option<CivilDay>,
) -> (Option<CivilDay>, Option<CivilDay>) {
    if let Some(to) = rule.effective_to {
        return (Some(to), Some(to));
    }
    if rule.status == RuleStatus::Current {
        return (None, None);
    }
    let seen = rule.seen_on.map(PartialDate::first_day);
    let sure = seen
        .max(rule.effective_from.and(latest_start))
        .max(pack.last_current(&rule.id));
    let latest = match (rule.status, &rule.superseded_by) {
        (RuleStatus::Unknown | RuleStatus::Contested, _) => None,
        (_, Some(_)) => successor(rule, versions)
            .and_then(|next| next.effective_from.or(start(next, versions, pack).1))
            .map(|day| day.plus_days(-1)),
        (_, None) => Some(pack.pack_date.plus_days(-1)),
    };
    // Without any sure day, the version is in doubt for its whole life.
    (sure.or(Some(CivilDay(chrono::NaiveDate::MIN))), latest)
}
