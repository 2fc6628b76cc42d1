//! Why a match was proposed, as it is kept with the decision.
//!
//! The rule it protects: what the creator was shown when deciding can be read again later, whatever the scores are by then. A
//! decision of an older version has no reasons, and none are made up for it.

use super::ground::{Decided, Ground, key, line_key};
use super::known::Known;
use crate::shapes::MatchReason;
use domain::LandingId;
use domain::PayoutId;
use domain::matching::{Proposal, propose};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use store::{MatchLink, ReadTx, StoreError};

/// Score and reasons of a proposal; without a score the creator laid the sides together by hand.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Basis {
    /// 0 to 1000.
    pub(super) score: Option<i64>,
    /// Strongest first.
    pub(super) reasons: Vec<MatchReason>,
}

impl Basis {
    /// Of what is proposed.
    pub(super) fn of(proposal: &Proposal) -> Self {
        let reason = |f: &domain::matching::Finding| MatchReason {
            reason: f.reason.slug().to_owned(),
            points: i64::from(f.points),
        };
        Self {
            score: Some(i64::from(proposal.score)),
            reasons: proposal.findings.iter().map(reason).collect(),
        }
    }

    /// As kept; nothing for a text that says nothing.
    pub(super) fn read(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_default()
    }

    /// To be kept.
    pub(super) fn text(&self) -> String {
        // A number and words always serialise.
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl Ground {
    /// Why these would be proposed by themselves; empty when they would not.
    pub(super) fn basis(
        &self,
        tx: &ReadTx<'_>,
        decided: &Decided,
        links: &[MatchLink],
    ) -> Result<Basis, StoreError> {
        let pays: BTreeSet<_> = links.iter().filter_map(|l| l.payout.clone()).collect();
        let lines: BTreeSet<_> = links.iter().map(|l| l.landing.clone()).collect();
        let pays: BTreeSet<PayoutId> = self
            .payouts
            .iter()
            .filter(|p| pays.contains(&key(p)))
            .map(|p| p.id)
            .collect();
        let lines: BTreeSet<LandingId> = self
            .landings
            .iter()
            .filter(|l| lines.contains(&line_key(l)))
            .map(|l| l.id)
            .collect();
        let mut waiting = self.waiting(tx, &Known::default(), decided)?;
        waiting.retain(|side| pays.contains(&side.id));
        let mut sides = self.lines(decided);
        sides.retain(|side| lines.contains(&side.id));
        let proposals = propose(&waiting, &sides, &Default::default(), &mut |_, _| true);
        let same = |p: &&Proposal| {
            p.parts.iter().all(|part| pays.contains(&part.payout))
                && lines
                    .iter()
                    .all(|line| p.parts.iter().any(|part| part.landing == *line))
        };
        let found = proposals.unwrap_or_default();
        Ok(found.iter().find(same).map(Basis::of).unwrap_or_default())
    }
}
