//! The one next thing to do for an offer, with its day and its reason.
//!
//! The rule it protects: one offer asks for one thing. What is late comes before what is due, the earliest day first; a day that
//! nobody stated is not made up.

use super::{Sleep, WakeReason};
use crate::account::UnknownWord;
use crate::entry::words;
use crate::{CivilDay, Stage};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

words! {
    /// A thing to do. The order is that of two things on one day.
    NextKind, "next step" {
        /// Money is past its day: chase it.
        PaymentLate = "payment_late",
        /// It slept and woke: look at it again.
        Woken = "woken",
        /// Say whether a recognised mail is an offer at all.
        Decide = "decide",
        /// Answer the brand.
        Answer = "answer",
        /// Send the draft.
        Draft = "draft",
        /// Publish.
        Publish = "publish",
        /// Write the invoice.
        Invoice = "invoice",
        /// A right ends: take the ad down, or ask for more.
        RightsEnd = "rights_end",
        /// The brand is silent: ask again.
        FollowUp = "follow_up",
    }
}

/// Days without a word after which the creator is told to ask again.
pub const SILENT_DAYS: i32 = 7;

/// A reason to act that another part of the studio knows of: a deliverable's own date, the end of a right, a late invoice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prompt {
    /// What to do.
    pub kind: NextKind,
    /// The day it is about; it may lie ahead (a right that ends in 30 days) or behind (an invoice past its day).
    pub day: CivilDay,
    /// What it is about, in the creator's or the offer's own words (`2nd video`, `2026-014`); may be empty.
    pub what: String,
}

/// What is known of an offer when its next step is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DealFacts {
    /// Where it stands.
    pub stage: Stage,
    /// Since when it stands there.
    pub since: CivilDay,
    /// Recognised in a mail and not yet confirmed.
    pub proposed: bool,
    /// When its thread last moved.
    pub last_activity: CivilDay,
    /// Whether that was after the creator's last word on it: then it is the creator's turn.
    pub brand_wrote_last: bool,
    /// Last day to answer, when stated.
    pub answer_by: Option<CivilDay>,
    /// Day the draft is due, when stated.
    pub draft_by: Option<CivilDay>,
    /// Day of publication, when stated.
    pub publish_on: Option<CivilDay>,
    /// Whether a fee is stated: without one there is nothing to bill.
    pub billable: bool,
    /// Whether an invoice of it was written.
    pub invoiced: bool,
    /// Whether it sleeps, when it was laid aside.
    pub sleep: Option<Sleep>,
    /// What other parts know.
    pub prompts: Vec<Prompt>,
}

/// The one next thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextAction {
    /// What.
    pub kind: NextKind,
    /// By when, when that is known.
    pub day: Option<CivilDay>,
    /// Whether that day is over.
    pub late: bool,
    /// What it is about, when there is more to say than the kind does.
    pub what: Option<String>,
    /// Days since the brand last wrote, for a step that follows from its silence.
    pub silent_days: Option<i32>,
    /// What woke it, when that is the reason.
    pub woken: Option<WakeReason>,
}

impl NextAction {
    fn of(kind: NextKind, day: Option<CivilDay>) -> Self {
        Self {
            kind,
            day,
            late: false,
            what: None,
            silent_days: None,
            woken: None,
        }
    }

    /// The order in which things are to be done: the earliest day first, what has no day last.
    fn rank(&self) -> (bool, Option<CivilDay>, NextKind) {
        (self.day.is_none(), self.day, self.kind)
    }
}

/// The next thing to do for an offer on a day. None for what sleeps, and for what is closed and leaves nothing open.
#[must_use]
pub fn next_action(facts: &DealFacts, today: CivilDay) -> Option<NextAction> {
    if let Some(sleep) = facts.sleep {
        return match sleep {
            Sleep::Asleep => None,
            Sleep::Woken(reason) => Some(NextAction {
                woken: Some(reason),
                ..NextAction::of(NextKind::Woken, Some(today))
            }),
        };
    }
    let mut open = by_stage(facts, today);
    open.extend(facts.prompts.iter().filter_map(|prompt| {
        let closed = matches!(
            facts.stage,
            Stage::Declined | Stage::Expired | Stage::NotOffer
        );
        let what = Some(prompt.what.clone()).filter(|text| !text.is_empty());
        (!closed).then(|| NextAction {
            what,
            ..NextAction::of(prompt.kind, Some(prompt.day))
        })
    }));
    let first = open.into_iter().min_by_key(NextAction::rank)?;
    Some(NextAction {
        late: first.day.is_some_and(|day| day < today),
        ..first
    })
}

fn by_stage(facts: &DealFacts, today: CivilDay) -> Vec<NextAction> {
    let dated = |kind, day: Option<CivilDay>| day.map(|day| NextAction::of(kind, Some(day)));
    let silence = || {
        let heard = facts.last_activity.max(facts.since);
        NextAction {
            silent_days: Some(today.number() - heard.number()),
            ..NextAction::of(NextKind::FollowUp, Some(heard.plus_days(SILENT_DAYS)))
        }
    };
    let bill = |day: CivilDay| {
        let owed = facts.billable && !facts.invoiced;
        owed.then(|| NextAction::of(NextKind::Invoice, Some(day)))
    };
    match facts.stage {
        Stage::New if facts.proposed => vec![NextAction::of(NextKind::Decide, facts.answer_by)],
        Stage::New => vec![NextAction::of(NextKind::Answer, facts.answer_by)],
        // The creator said something since the last mail: then it is the brand's turn, whatever day it once named.
        Stage::Talking if !facts.brand_wrote_last => vec![silence()],
        Stage::Talking => vec![NextAction::of(NextKind::Answer, facts.answer_by)],
        Stage::Agreed | Stage::Making => {
            let draft = dated(NextKind::Draft, facts.draft_by);
            let publish = dated(NextKind::Publish, facts.publish_on);
            let work: Vec<NextAction> = draft.into_iter().chain(publish).collect();
            match work.is_empty() {
                true => bill(facts.since).into_iter().collect(),
                false => work,
            }
        }
        Stage::InReview => dated(NextKind::Publish, facts.publish_on)
            .into_iter()
            .chain([silence()])
            .collect(),
        Stage::Published => bill(facts.since).into_iter().collect(),
        // An invoice that is out is waited for by its own due day, which comes as a prompt.
        Stage::Invoiced | Stage::Paid | Stage::Declined | Stage::Expired | Stage::NotOffer => {
            Vec::new()
        }
    }
}

#[cfg(test)]
#[path = "next_tests.rs"]
mod tests;
