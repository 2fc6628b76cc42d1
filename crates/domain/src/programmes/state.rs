//! In which column of the board a programme stands, and why.
//!
//! The rule it protects: a state is never better than its verdict, nor than the state of a programme it builds on.

use super::lifespan::Fit;
use super::select::{Absence, Candidate, Reach, Selection};
use super::truth::Truth;
use super::verdict::Verdict;
use serde::{Deserialize, Serialize};

/// From which progress on, in thousandths, a missed number counts as nearly.
pub const NEARLY: u16 = 800;

/// The columns of the board.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// The creator says they are in.
    In,
    /// All requirements are met. With automatic access it is open; with invite access one may be considered.
    MayApply,
    /// What is open is a number at 80 % or more, or only the creator's own word.
    Nearly,
    /// Something is missed, or the programme opens later.
    NotYet,
    /// It runs, but not in this country.
    NotInRegion,
    /// It has closed.
    Ended,
    /// The inputs, the rule or its availability do not allow an answer.
    Unknown,
}

/// What made the state, for the words beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The creator's own word.
    OwnWord,
    /// The verdict on the requirements.
    Requirements,
    /// Figures are missing.
    MissingFigures,
    /// A programme this one builds on is itself out of reach or in doubt.
    Prerequisite,
    /// A threshold on the way is not published.
    Unpublished,
    /// The version in force on that day is not established.
    RuleInDoubt,
    /// The country list is incomplete and the country is not on it.
    AvailabilityUnknown,
    /// It opens later.
    NotLaunched,
    /// It has closed.
    Closed,
    /// The country is not on the list.
    Region,
    /// Only a contested claim covers this country and day.
    OnlyContested,
}

/// The state of a programme of which no version is judged; `None` when one is chosen.
pub(super) fn without_rule(selection: &Selection<'_>) -> Option<(State, Reason)> {
    match (selection.chosen, selection.absence) {
        (Some(_), _) => None,
        (None, Some(Absence::NotLaunched { .. })) => Some((State::NotYet, Reason::NotLaunched)),
        (None, Some(Absence::Ended { .. })) => Some((State::Ended, Reason::Closed)),
        (None, Some(Absence::NotInRegion)) => Some((State::NotInRegion, Reason::Region)),
        (None, Some(Absence::OnlyContested) | None) => {
            Some((State::Unknown, Reason::OnlyContested))
        }
    }
}

/// The state that a verdict on a version gives.
pub(super) fn by_verdict(verdict: &Verdict, reach: Reach) -> (State, Reason) {
    if reach == Reach::PerhapsUnlisted && verdict.truth != Truth::Unmet {
        return (State::Unknown, Reason::AvailabilityUnknown);
    }
    let open = verdict.open();
    match verdict.truth {
        Truth::Met => (State::MayApply, Reason::Requirements),
        _ if open
            .iter()
            .all(|c| c.awaits_own_word() || c.progress.is_some_and(|p| p >= NEARLY)) =>
        {
            (State::Nearly, Reason::Requirements)
        }
        Truth::Unmet => (State::NotYet, Reason::Requirements),
        Truth::Unknown if open.iter().any(|c| c.threshold.is_none()) => {
            (State::Unknown, Reason::Unpublished)
        }
        Truth::Unknown => (State::Unknown, Reason::MissingFigures),
    }
}

/// The state over all versions that may hold. A version that is only possible counts only where its predecessor or
/// successor, one of which surely held, gives the same state.
pub(super) fn over_versions(
    chosen: &Candidate<'_>,
    by_chosen: (State, Reason),
    others: &[(Candidate<'_>, State)],
) -> (State, Reason) {
    if chosen.fit > Fit::Possible {
        return by_chosen;
    }
    let linked = |a: &Candidate<'_>, b: &Candidate<'_>| {
        a.rule.superseded_by.as_deref() == Some(b.rule.id.as_str())
    };
    let mut bridge = others
        .iter()
        .filter(|(other, _)| linked(chosen, other) || linked(other, chosen))
        .peekable();
    if bridge.peek().is_some() && bridge.all(|(_, state)| *state == by_chosen.0) {
        by_chosen
    } else {
        (State::Unknown, Reason::RuleInDoubt)
    }
}
