//! The identity of a row within its account and feed.
//!
//! The rule it protects: the platform's id first; without one, the fingerprint of the row's meaning and an occurrence
//! number, so that real twins stay two and a re-import stays one.

use domain::{EntryDraft, LandingDraft, fingerprint};
use std::collections::HashMap;

/// Counts twins within one document. Keep one for each document, over all its pages.
#[derive(Debug, Default)]
pub struct Occurrences {
    seen: HashMap<String, u32>,
}

impl Occurrences {
    /// The key of `draft`: its own id, or `fp:<fingerprint>:<occurrence from 1>`.
    pub fn key(&mut self, draft: &EntryDraft) -> String {
        match &draft.external_id {
            Some(id) => id.clone(),
            None => {
                let print = fingerprint::of_entry(draft);
                self.numbered(print)
            }
        }
    }

    /// The key of a bank line, made in the same way.
    pub fn landing_key(&mut self, draft: &LandingDraft) -> String {
        match &draft.external_id {
            Some(id) => id.clone(),
            None => {
                let print = fingerprint::of_landing(draft);
                self.numbered(print)
            }
        }
    }

    fn numbered(&mut self, print: String) -> String {
        let count = self.seen.entry(print.clone()).or_insert(0);
        *count += 1;
        format!("fp:{print}:{count}")
    }
}
