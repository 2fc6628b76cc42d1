//! How a run went, in numbers that add up: every row handed over is new, revised, same or rejected.

use connectors::ConnectError;
use connectors::source::Note;
use domain::{AccountId, RunState};
use std::collections::BTreeMap;

/// Rows a run touched.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// First seen.
    pub new: u64,
    /// A later version was stored.
    pub revised: u64,
    /// No longer at the source.
    pub vanished: u64,
    /// Seen again, unchanged.
    pub same: u64,
    /// Kept in needs review.
    pub rejected: u64,
    /// Messages first seen, whether an offer stands in them or not. A message is no row of a report: its offer is.
    pub mails: u64,
    /// Messages read before whose marks or place changed.
    pub mail_news: u64,
}

impl Counts {
    /// Adds another part's counts.
    pub fn add(&mut self, other: Self) {
        self.new += other.new;
        self.revised += other.revised;
        self.vanished += other.vanished;
        self.same += other.same;
        self.rejected += other.rejected;
        self.mails += other.mails;
        self.mail_news += other.mail_news;
    }

    /// Rows handed over by the source.
    pub fn rows(self) -> u64 {
        self.new + self.revised + self.same + self.rejected
    }
}

/// One account's part of a sync.
#[derive(Debug)]
pub struct AccountReport {
    /// The account.
    pub account: AccountId,
    /// How it ended.
    pub state: RunState,
    /// Rows touched.
    pub counts: Counts,
    /// Pages stored.
    pub pages: u64,
    /// Tries repeated.
    pub retries: u64,
    /// Milliseconds waited.
    pub waited_ms: u64,
    /// Rows of types that are neither income nor payouts, by the platform's word.
    pub skipped: BTreeMap<String, u64>,
    /// What the account cannot give.
    pub notes: Vec<Note>,
    /// Why it ended early: the first error met.
    pub error: Option<ConnectError>,
}
