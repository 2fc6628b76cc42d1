//! Attachments that are programs, scripts, archives or documents with macros, by name and by content.
//!
//! The rule it protects: a name is the sender's claim; the first bytes are looked at too.

use super::finding;
use crate::mail::content::harm;
use crate::mail::message::Letter;
use domain::offer::{Finding, FindingKind};

pub(super) fn findings(letter: &Letter) -> Vec<Finding> {
    let files = letter.draft.attachments.iter();
    files
        .filter_map(|file| {
            let inside = harm(file)?.inside();
            let really = inside.map_or(String::new(), |what| format!(", {what} inside"));
            let line = format!(
                "{} ({}, {} bytes{really})",
                file.name, file.media_type, file.size
            );
            Some(finding(FindingKind::DangerousAttachment, &line))
        })
        .collect()
}
