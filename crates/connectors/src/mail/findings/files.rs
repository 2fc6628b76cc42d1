//! Attachments that are programs, scripts, archives or documents with macros, by name and by content.
//!
//! The rule it protects: a name is the sender's claim; the first bytes are looked at too.

use super::finding;
use crate::mail::message::Letter;
use domain::offer::{Finding, FindingKind};

/// Endings that run, unpack or carry macros.
const DANGEROUS: &[&str] = &[
    "7z", "apk", "app", "bat", "cmd", "com", "cpl", "dmg", "docm", "exe", "gz", "hta", "htm",
    "html", "img", "iso", "jar", "js", "jse", "lnk", "msi", "one", "pif", "pkg", "ppam", "pptm",
    "ps1", "rar", "reg", "scr", "sh", "svg", "url", "vbe", "vbs", "wsf", "xlam", "xlsm", "xll",
    "zip",
];
/// Endings of files that are zips inside by design.
const OFFICE: &[&str] = &[
    "docx", "xlsx", "pptx", "odt", "ods", "odp", "pages", "key", "numbers", "epub",
];

pub(super) fn findings(letter: &Letter) -> Vec<Finding> {
    letter
        .files
        .iter()
        .filter_map(|file| {
            let name = file.listed.name.to_lowercase();
            let ending = name.rsplit_once('.').map_or("", |(_, e)| e.trim());
            let content = file
                .content
                .filter(|c| !(*c == "an archive" && OFFICE.contains(&ending)));
            if !DANGEROUS.contains(&ending) && content.is_none() {
                return None;
            }
            let really = content.map(|c| format!(", {c} inside")).unwrap_or_default();
            let line = format!(
                "{} ({}, {} bytes{really})",
                file.listed.name, file.listed.media_type, file.listed.size
            );
            Some(finding(FindingKind::DangerousAttachment, &line))
        })
        .collect()
}
