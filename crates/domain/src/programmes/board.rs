//! The board: every programme of the registry in its place for one creator, country and day.
//!
//! The rule it protects: the creator's own word on being in wins, and what is in doubt says so.

use super::creator::Creator;
use super::evaluate::verdict;
use super::evidence::{Memberships, MetricFacts};
use super::registry::{Programme, Registry};
use super::rule::Rule;
use super::select::{Candidate, Selection, reach, select};
use super::state::{Reason, State, by_verdict, over_versions, without_rule};
use super::truth::Truth;
use super::verdict::Verdict;
use crate::{CivilDay, Region};
use serde::Serialize;

/// One programme on the board.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BoardItem<'a> {
    /// Programme id.
    pub programme: &'a str,
    /// Platform slug.
    pub platform: &'a str,
    /// Platform name as people write it.
    pub platform_name: &'a str,
    /// Name of the version shown, or of the nearest one that concerns the country when none holds.
    pub name: &'a str,
    /// The day the rules were last gone through.
    pub pack_date: CivilDay,
    /// The column.
    pub state: State,
    /// What made it.
    pub reason: Reason,
    /// Whether the choice of version is in doubt.
    pub uncertain: bool,
    /// Which version was chosen, with doubts and alternatives.
    pub selection: Selection<'a>,
    /// The requirements to get in, judged; `None` when no version holds.
    pub verdict: Option<Verdict>,
    /// The requirements to stay in, judged; `None` when there are none or no version holds.
    pub maintenance: Option<Verdict>,
    /// What must hold before money can leave the platform, judged; `None` when nothing is stated.
    pub payout_gate: Option<Verdict>,
    /// The outcome under each alternative version, in the order of `selection.alternatives`.
    pub otherwise: Vec<Otherwise<'a>>,
    /// All versions, oldest first; undated ones where their end or last sighting puts them.
    pub versions: Vec<&'a Rule>,
}

/// What another version that may hold would say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Otherwise<'a> {
    /// The version's id.
    pub rule: &'a str,
    /// Its verdict.
    pub truth: Truth,
    /// The state it would give.
    pub state: State,
}

impl<'a> BoardItem<'a> {
    /// The version shown.
    pub fn rule(&self) -> Option<&'a Rule> {
        self.selection.chosen.map(|c| c.rule)
    }
}

/// Every programme that has a rule, judged for one creator in `region` on `day`, in the order of the packs.
pub fn board<'a>(
    registry: &'a Registry,
    region: Region,
    day: CivilDay,
    facts: &dyn MetricFacts,
    memberships: &Memberships,
) -> Vec<BoardItem<'a>> {
    board_by(registry, |_| region, day, facts, memberships)
}

/// The same for a creator whose accounts are in several countries: `country` names that of a platform's account. A programme
/// builds only on programmes of its own platform, so each is judged in one country.
pub fn board_by<'a>(
    registry: &'a Registry,
    country: impl Fn(&str) -> Region,
    day: CivilDay,
    facts: &dyn MetricFacts,
    memberships: &Memberships,
) -> Vec<BoardItem<'a>> {
    let place_of = |programme: &Programme<'a>| {
        let region = country(&programme.pack.platform);
        let creator = Creator::new(registry, region, day, facts, memberships);
        place(programme, &creator.asking(programme.id))
    };
    registry.programmes().iter().map(place_of).collect()
}

/// One programme of the board; `None` when no rule names it.
pub fn board_item<'a>(
    registry: &'a Registry,
    programme: &str,
    region: Region,
    day: CivilDay,
    facts: &dyn MetricFacts,
    memberships: &Memberships,
) -> Option<BoardItem<'a>> {
    let programme = registry.programme(programme)?;
    let creator = Creator::new(registry, region, day, facts, memberships).asking(programme.id);
    Some(place(&programme, &creator))
}

/// Puts one programme in its place for `creator`, who is asking about it.
pub(super) fn place<'a>(programme: &Programme<'a>, creator: &Creator<'_>) -> BoardItem<'a> {
    let platform = programme.pack.platform.as_str();
    let inquiry = creator.inquiry(platform);
    let selection = select(programme, creator.region, creator.day);
    let judge = |c: &Candidate<'_>| {
        let verdict = verdict(&c.rule.requirements, &inquiry);
        let outcome = match by_verdict(&verdict, c.reach) {
            (State::Nearly, reason) => creator
                .held_back_by_prerequisite(&verdict)
                .map_or((State::Nearly, reason), |held| (held, Reason::Prerequisite)),
            outcome => outcome,
        };
        (verdict, outcome)
    };
    let others: Vec<(Candidate<'_>, Verdict, State)> = selection
        .alternatives
        .iter()
        .map(|c| {
            let (verdict, (state, _)) = judge(c);
            (*c, verdict, state)
        })
        .collect();
    let judged = selection.chosen.map(|c| (c, judge(&c)));
    let (mut state, mut reason) = match &judged {
        Some((chosen, (_, outcome))) => {
            let states: Vec<_> = others.iter().map(|(c, _, state)| (*c, *state)).collect();
            over_versions(chosen, *outcome, &states)
        }
        None => without_rule(&selection).unwrap_or((State::Unknown, Reason::RuleInDoubt)),
    };
    if state != State::Ended && creator.memberships.noted(programme.id) == Some(true) {
        (state, reason) = (State::In, Reason::OwnWord);
    }
    let versions = history(programme);
    let rule = selection.chosen.map(|c| c.rule);
    let optional =
        |list: &[super::Requirement]| (!list.is_empty()).then(|| verdict(list, &inquiry));
    BoardItem {
        programme: programme.id,
        platform,
        platform_name: &programme.pack.platform_name,
        name: rule
            .or_else(|| nearest_there(&versions, creator))
            .map_or(programme.id, |r| r.name.as_str()),
        pack_date: programme.pack.pack_date,
        state,
        reason,
        uncertain: !selection.doubts.is_empty(),
        maintenance: rule.and_then(|rule| optional(&rule.maintenance)),
        payout_gate: rule.and_then(|rule| optional(&rule.payout.gate)),
        otherwise: others
            .into_iter()
            .map(|(c, verdict, state)| Otherwise {
                rule: &c.rule.id,
                truth: verdict.truth,
                state,
            })
            .collect(),
        verdict: judged.map(|(_, (verdict, _))| verdict),
        selection,
        versions,
    }
}

/// Where no version holds: the last one that concerns the country, so that nobody reads another country's special name.
fn nearest_there<'a>(versions: &[&'a Rule], creator: &Creator<'_>) -> Option<&'a Rule> {
    let usable = |rule: &&&'a Rule| rule.status != super::RuleStatus::Contested;
    let there = |rule: &&&'a Rule| reach(rule, creator.region).is_some();
    let next = |rule: &&&'a Rule| rule.effective_from.is_some_and(|from| from > creator.day);
    let all = || versions.iter().filter(usable);
    all()
        .filter(there)
        .find(next)
        .or_else(|| all().rfind(there))
        .or_else(|| all().next_back())
        .or(versions.last())
        .copied()
}

/// All versions of a programme, oldest first.
fn history<'a>(programme: &Programme<'a>) -> Vec<&'a Rule> {
    let mut versions = programme.versions.clone();
    versions.sort_by_key(|rule| {
        let sighted = rule.seen_on.map(super::PartialDate::first_day);
        let day = rule
            .effective_from
            .or(rule.effective_to)
            .or(sighted)
            .unwrap_or(programme.pack.pack_date);
        (day, &rule.id)
    });
    versions
}
