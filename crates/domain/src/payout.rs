//! Money a platform sent, or says it will send.

use crate::account::UnknownWord;
use crate::entry::words;
use crate::{Amount, CivilDay, Instant, Locator};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

words! {
    /// Where a payout stands.
    PayoutState, "payout state" {
        /// Announced, not sent.
        Pending = "pending",
        /// Sent, not yet arrived.
        InTransit = "in_transit",
        /// The platform says it arrived.
        Paid = "paid",
        /// It came back.
        Failed = "failed",
        /// Called off.
        Canceled = "canceled",
    }
}

/// A payout on its way into the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PayoutDraft {
    /// The platform's own id, unique within the account.
    pub external_id: String,
    /// What was sent; positive on the way to the creator.
    pub amount: Amount,
    /// Where it stands.
    pub state: PayoutState,
    /// When the platform made it.
    pub created: Instant,
    /// The day it reaches the bank, as the platform states it.
    pub arrival: Option<CivilDay>,
    /// Whether the platform lists the entries it pays.
    pub itemised: bool,
    /// The platform's reason when it failed.
    pub failure: Option<String>,
    /// Free text of the platform (bank line text, method).
    pub description: Option<String>,
    /// Where in its document it stands.
    pub locator: Locator,
}
