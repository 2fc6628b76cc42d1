//! Where an issued invoice stands: what came in for it, what is open, since when it is late.
//!
//! The rule it protects: the state is computed from payments and days, never stored, so it cannot disagree with them.

use crate::account::UnknownWord;
use crate::entry::words;
use crate::{Amount, CivilDay};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

words! {
    /// Where an invoice stands.
    Standing, "invoice state" {
        /// Not issued: no number, may be changed.
        Draft = "draft",
        /// Has its number.
        Issued = "issued",
        /// Went to the client.
        Sent = "sent",
        /// A part came in.
        PartPaid = "part_paid",
        /// Past its day with something open.
        Late = "late",
        /// Nothing is open.
        Paid = "paid",
        /// Taken back whole by credit notes.
        Credited = "credited",
    }
}

/// What decides where an invoice stands. All amounts in its currency, in millionths.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Receipt {
    /// What was to pay.
    pub due: Amount,
    /// What came in.
    pub paid: i64,
    /// What credit notes took back.
    pub credited: i64,
    /// The last day to pay.
    pub due_on: Option<CivilDay>,
    /// Whether it went to the client.
    pub sent: bool,
}

impl Receipt {
    /// What is still open; below zero when too much came in.
    pub fn open(&self) -> i64 {
        self.due
            .micros
            .saturating_sub(self.credited)
            .saturating_sub(self.paid)
    }

    /// Days past the last day to pay, when something is open.
    pub fn days_late(&self, today: CivilDay) -> i32 {
        let days = self
            .due_on
            .map_or(0, |due| today.number().saturating_sub(due.number()));
        if self.open() > 0 { days.max(0) } else { 0 }
    }
}

/// Where an issued invoice stands today.
pub fn standing(receipt: &Receipt, today: CivilDay) -> Standing {
    if receipt.open() <= 0 {
        return if receipt.credited > 0 && receipt.credited >= receipt.due.micros {
            Standing::Credited
        } else {
            Standing::Paid
        };
    }
    if receipt.days_late(today) > 0 {
        Standing::Late
    } else if receipt.paid > 0 {
        Standing::PartPaid
    } else if receipt.sent {
        Standing::Sent
    } else {
        Standing::Issued
    }
}
