//! One creator in one country on one day, and what their programmes say about each other.
//!
//! The rule it protects: membership is the creator's word. It follows from figures only where a programme opens by itself;
//! and a programme is not near while the one it builds on is far.

use super::board::place;
use super::evaluate::Inquiry;
use super::evidence::{AUTOMATIC, Belongs, MembershipFacts, Memberships, MetricFacts};
use super::metric::Metric;
use super::registry::Registry;
use super::requirement::Threshold;
use super::rule::Access;
use super::select::Availability;
use super::state::State;
use super::truth::Truth;
use super::verdict::Verdict;
use crate::{CivilDay, Region};

/// Everything a verdict may ask about a creator.
#[derive(Clone)]
pub(super) struct Creator<'a> {
    pub registry: &'a Registry,
    pub region: Region,
    pub day: CivilDay,
    pub facts: &'a dyn MetricFacts,
    pub memberships: &'a Memberships,
    /// The programmes on the way to this question, so that a circle of prerequisites ends as unknown.
    asked: Vec<String>,
}

impl<'a> Creator<'a> {
    pub(super) fn new(
        registry: &'a Registry,
        region: Region,
        day: CivilDay,
        facts: &'a dyn MetricFacts,
        memberships: &'a Memberships,
    ) -> Self {
        Self {
            registry,
            region,
            day,
            facts,
            memberships,
            asked: Vec::new(),
        }
    }

    /// The same, while `programme` is being judged.
    pub(super) fn asking(&self, programme: &str) -> Self {
        let mut deeper = self.clone();
        deeper.asked.push(programme.to_owned());
        deeper
    }

    pub(super) fn inquiry<'b>(&'b self, platform: &'b str) -> Inquiry<'b> {
        Inquiry {
            platform,
            day: self.day,
            facts: self.facts,
            memberships: self,
        }
    }

    /// The state of `programme` for this creator, unless it is already being asked for.
    fn item(&self, programme: &str) -> Option<super::BoardItem<'a>> {
        if self.asked.iter().any(|asked| asked == programme) {
            return None;
        }
        let programme = self.registry.programme(programme)?;
        Some(place(&programme, &self.asking(programme.id)))
    }

    /// The state that a verdict's open prerequisites hold it to: not yet when one of them is out of reach, unknown when one
    /// of them is. `None` when all of them are near.
    pub(super) fn held_back_by_prerequisite(&self, verdict: &Verdict) -> Option<State> {
        let states = verdict
            .open()
            .into_iter()
            .filter(|c| c.metric == Metric::ProgrammeMembership)
            .filter_map(|c| match &c.threshold {
                Some(Threshold::Text(programme)) => self.item(programme),
                _ => None,
            })
            .map(|item| item.state);
        states.fold(None, |worst, state| match (worst, state) {
            (Some(State::NotYet), _) | (_, State::NotYet | State::NotInRegion | State::Ended) => {
                Some(State::NotYet)
            }
            (_, State::Unknown) => Some(State::Unknown),
            _ => worst,
        })
    }
}

impl MembershipFacts for Creator<'_> {
    fn joined(&self) -> Option<CivilDay> {
        self.memberships.joined_on(self.asked.last()?)
    }

    fn belongs(&self, programme: &str) -> Option<Belongs> {
        if let Some(said) = self.memberships.belongs(programme) {
            return Some(said);
        }
        let item = self.item(programme)?;
        // In doubt about the version or the country, meeting the numbers does not mean being in.
        let certain = item.selection.doubts.is_empty();
        let offered = certain && item.selection.availability == Availability::Offered;
        let automatic = item
            .rule()
            .is_some_and(|rule| rule.access == Access::Automatic);
        let follows = |admitted| {
            Some(Belongs {
                admitted,
                source: AUTOMATIC.to_owned(),
            })
        };
        match item.verdict.map(|verdict| verdict.truth) {
            Some(Truth::Met) if automatic && offered => follows(true),
            Some(Truth::Unmet) if automatic && certain => follows(false),
            _ => None,
        }
    }
}
