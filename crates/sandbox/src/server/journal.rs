//! What was asked, for tests that prove paging and waiting.
//!
//! Rule protected: bounded memory, whatever the length of a run.

use std::collections::VecDeque;

use serde::Serialize;

/// Entries kept.
const KEPT: usize = 10_000;

/// One request served.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct JournalEntry {
    /// HTTP method.
    pub method: String,
    /// Path with the sandbox's prefix.
    pub path: String,
    /// Raw query, without `?`.
    pub query: String,
    /// HTTP status of the answer; 0 when the connection was closed without one.
    pub status: u16,
    /// When the request arrived: milliseconds of real time since the sandbox started.
    pub at_ms: u64,
}

/// The last requests.
#[derive(Debug, Default)]
pub(crate) struct Journal(VecDeque<JournalEntry>);

impl Journal {
    pub(crate) fn push(&mut self, entry: JournalEntry) {
        if self.0.len() == KEPT {
            self.0.pop_front();
        }
        self.0.push_back(entry);
    }

    pub(crate) fn entries(&self) -> Vec<JournalEntry> {
        self.0.iter().cloned().collect()
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }
}
