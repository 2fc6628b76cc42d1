//! What was read of a statement so far, and the pages made of it.
//!
//! The rule it protects: lines and refusals come in pages that share the file's one buffer, with one remark per kind of
//! thing the creator should know.

use super::identity;
use crate::import::{AccountHint, ImportInput, Note, Parsed};
use crate::text::{Text, cut};
use domain::document::DocumentKind;
use domain::{DocumentDraft, LandingDraft, Page, Platform, Reject};
use std::collections::BTreeMap;

/// Lines of a page.
const CHUNK: usize = 5_000;

/// Names listed in one remark at most.
const NAMED: usize = 8;

#[derive(Default)]
pub(super) struct Booked {
    pub landings: Vec<LandingDraft>,
    pub rejects: Vec<Reject>,
    notes: BTreeMap<&'static str, (Vec<String>, u64)>,
    /// Account numbers, as written.
    accounts: Vec<String>,
}

impl Booked {
    /// Takes a line, or its refusal.
    pub fn take(&mut self, read: Result<LandingDraft, Reject>) {
        match read {
            Ok(line) => self.landings.push(line),
            Err(refused) => self.rejects.push(refused),
        }
    }

    /// A remark. The same code counts up, and names each thing once.
    pub fn note(&mut self, code: &'static str, detail: impl Into<String>) {
        let (names, count) = self.notes.entry(code).or_default();
        *count += 1;
        let detail = detail.into();
        if names.len() < NAMED && !detail.is_empty() && !names.contains(&detail) {
            names.push(detail);
        }
    }

    /// An account of the file.
    pub fn account(&mut self, number: &str) {
        if !self.accounts.iter().any(|known| known == number) {
            self.accounts.push(number.to_owned());
        }
    }

    /// The pages. `media_type` is of the whole file.
    pub fn finish(
        mut self,
        input: &ImportInput,
        text: &Text<'_>,
        feed: &str,
        media_type: &str,
    ) -> Parsed {
        let hint = match self.accounts.as_slice() {
            [one] => Some(identity::masked(one)),
            _ => None,
        };
        if self.accounts.len() > 1 {
            let names: Vec<String> = self.accounts.iter().map(|a| identity::masked(a)).collect();
            for name in names {
                self.note("several_accounts", name);
            }
        }
        let mut notes: Vec<Note> = text.note().into_iter().collect();
        notes.extend(self.notes.into_iter().map(|(code, (names, count))| Note {
            code,
            detail: cut(&names.join(", "), 500),
            count,
        }));
        let document = DocumentDraft {
            kind: DocumentKind::File,
            platform: Platform::Bank,
            name: input.name.clone(),
            media_type: media_type.to_owned(),
            bytes: input.bytes.clone(),
            received_at: input.received_at,
        };
        let mut pages = Vec::new();
        let (mut lines, mut rejects) = (self.landings.into_iter(), self.rejects.into_iter());
        loop {
            let mut page = Page::new(feed, document.clone());
            page.landings.extend(lines.by_ref().take(CHUNK));
            page.rejects.extend(rejects.by_ref().take(CHUNK));
            let last = page.rows() == 0;
            if !last || pages.is_empty() {
                pages.push(page);
            }
            if last {
                break;
            }
        }
        Parsed {
            pages,
            account_hint: Some(AccountHint {
                platform: Platform::Bank,
                handle: hint,
                region: None,
            }),
            notes,
        }
    }
}
