//! A line of a bank statement or wallet: where a payout lands.
//!
//! The rule it protects: a landing is never income by itself. It is matched with a payout, or stays a bank line.

use crate::{Amount, CivilDay, Locator};

/// A bank line on its way into the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LandingDraft {
    /// The bank's own id of the line (`FITID`, `AcctSvcrRef`). `None`: identified by its meaning and occurrence number.
    pub external_id: Option<String>,
    /// The booking day, as the bank states it.
    pub day: CivilDay,
    /// The value day, when stated.
    pub value_day: Option<CivilDay>,
    /// Positive when money came in, negative when it went out.
    pub amount: Amount,
    /// The bank's text, all parts joined by a space. Plain text, at most 300 characters.
    pub text: String,
    /// Who sent or received it, when a field of its own states it.
    pub counterparty: Option<String>,
    /// End-to-end reference, check number or the like.
    pub reference: Option<String>,
    /// Where in its document it stands.
    pub locator: Locator,
}
