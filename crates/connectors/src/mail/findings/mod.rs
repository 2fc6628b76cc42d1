//! Reasons to distrust an offer, each with the line that shows it.
//!
//! The rule it protects: a finding is a fact of the message, not a verdict; the creator sees the line and judges.

mod files;
mod links;
pub(super) mod sender;
mod words;

use super::message::Letter;
use crate::text::cut;
use domain::offer::{Finding, FindingKind};

/// All findings of one message, without repeats.
pub(super) fn findings(letter: &Letter) -> Vec<Finding> {
    let mut all = sender::findings(letter);
    all.extend(links::findings(letter));
    all.extend(files::findings(letter));
    all.extend(words::findings(letter));
    let mut out: Vec<Finding> = Vec::new();
    for finding in all {
        if !out.contains(&finding) {
            out.push(finding);
        }
    }
    out
}

fn finding(kind: FindingKind, line: &str) -> Finding {
    Finding {
        kind,
        line: cut(line.trim(), 300),
    }
}
