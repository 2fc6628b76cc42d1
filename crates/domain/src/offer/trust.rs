//! How far an offer can be trusted: a grade from its findings, and the safe next steps.
//!
//! The rule it protects: a grade is a sum of named findings and never stands without them; no finding is no promise either.

use super::{Finding, FindingKind};
use crate::account::UnknownWord;
use crate::entry::words;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

words! {
    /// How much speaks against an offer.
    Grade, "grade" {
        /// Nothing was found. That proves nothing.
        Clear = "clear",
        /// Something to check before answering.
        Check = "check",
        /// What scams look like.
        LikelyScam = "likely_scam",
    }
}

words! {
    /// What is safe to do next.
    SafeStep, "safe step" {
        /// Send no money, no gift card, no bank login.
        PayNothing = "pay_nothing",
        /// Leave attachments and links closed.
        OpenNothing = "open_nothing",
        /// Ask the brand at an address found by oneself.
        AskTheBrand = "ask_the_brand",
        /// Keep the talk where it leaves a trace.
        StayInMail = "stay_in_mail",
        /// Let the deadline pass.
        TakeYourTime = "take_your_time",
    }
}

/// From which sum on an offer is called a likely scam.
const SCAM: u32 = 3;

/// What one kind of finding weighs. Money asked from a creator is enough by itself; a private mailbox is not.
fn weight(kind: FindingKind) -> u32 {
    match kind {
        FindingKind::PayToJoin | FindingKind::Overpayment => 3,
        FindingKind::LookAlikeDomain
        | FindingKind::AuthenticationFailed
        | FindingKind::DangerousAttachment
        | FindingKind::KnownElsewhere => 2,
        FindingKind::FreeMail
        | FindingKind::ReplyToMismatch
        | FindingKind::OffPlatform
        | FindingKind::HiddenLink
        | FindingKind::Urgency => 1,
    }
}

/// The grade of an offer. Several findings of one kind weigh once.
#[must_use]
pub fn grade(findings: &[Finding]) -> Grade {
    let sum: u32 = FindingKind::ALL
        .iter()
        .filter(|kind| findings.iter().any(|f| f.kind == **kind))
        .map(|kind| weight(*kind))
        .sum();
    match sum {
        0 => Grade::Clear,
        sum if sum < SCAM => Grade::Check,
        _ => Grade::LikelyScam,
    }
}

/// The safe next steps, the most important first, each once. None when nothing was found.
#[must_use]
pub fn safe_steps(findings: &[Finding]) -> Vec<SafeStep> {
    let step = |kind| match kind {
        FindingKind::PayToJoin | FindingKind::Overpayment => SafeStep::PayNothing,
        FindingKind::DangerousAttachment | FindingKind::HiddenLink => SafeStep::OpenNothing,
        FindingKind::LookAlikeDomain
        | FindingKind::FreeMail
        | FindingKind::ReplyToMismatch
        | FindingKind::AuthenticationFailed
        | FindingKind::KnownElsewhere => SafeStep::AskTheBrand,
        FindingKind::OffPlatform => SafeStep::StayInMail,
        FindingKind::Urgency => SafeStep::TakeYourTime,
    };
    SafeStep::ALL
        .iter()
        .copied()
        .filter(|wanted| findings.iter().any(|f| step(f.kind) == *wanted))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(kinds: &[FindingKind]) -> Vec<Finding> {
        kinds
            .iter()
            .map(|kind| Finding {
                kind: *kind,
                line: "as written".into(),
            })
            .collect()
    }

    #[test]
    fn a_grade_is_the_sum_of_its_reasons() {
        use FindingKind::*;
        for (kinds, want, why) in [
            (&[][..], Grade::Clear, "nothing found"),
            (
                &[FreeMail],
                Grade::Check,
                "a small maker has a private mailbox too",
            ),
            (
                &[Urgency, Urgency, Urgency],
                Grade::Check,
                "one kind counts once",
            ),
            (
                &[PayToJoin],
                Grade::LikelyScam,
                "a brand does not charge a creator",
            ),
            (
                &[LookAlikeDomain, Urgency],
                Grade::LikelyScam,
                "an imitation that presses",
            ),
            (
                &[DangerousAttachment],
                Grade::Check,
                "a zip alone may be clumsy",
            ),
        ] {
            assert_eq!(grade(&found(kinds)), want, "{why}");
        }
    }

    #[test]
    fn steps_follow_from_findings_money_first() {
        let steps = safe_steps(&found(&[
            FindingKind::Urgency,
            FindingKind::FreeMail,
            FindingKind::PayToJoin,
        ]));
        assert_eq!(
            steps,
            [
                SafeStep::PayNothing,
                SafeStep::AskTheBrand,
                SafeStep::TakeYourTime
            ]
        );
        assert_eq!(safe_steps(&[]), [], "without a reason there is no advice");
    }
}
