//! What a file is by its first bytes, and whether it may do harm.
//!
//! The rule it protects: a name and a media type are the sender's claims; what is listed says what the bytes are, and nothing
//! is ever opened to find out.

use domain::offer::Attachment;

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

/// What of a file may do harm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Harm {
    /// A program.
    Program,
    /// A script.
    Script,
    /// An archive, which may hold anything.
    Archive,
    /// An Office document of the old kind, which may carry macros.
    OldOffice,
    /// A shortcut to a program.
    Shortcut,
    /// By its name, a file that runs, unpacks or carries macros.
    Name,
}

impl Harm {
    /// A stable slug for the words of a screen.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Program => "program",
            Self::Script => "script",
            Self::Archive => "archive",
            Self::OldOffice => "old_office",
            Self::Shortcut => "shortcut",
            Self::Name => "name",
        }
    }

    /// What the bytes are, in English, for the line of a finding; nothing when only the name tells.
    pub(super) fn inside(self) -> Option<&'static str> {
        match self {
            Self::Program => Some("a program"),
            Self::Script => Some("a script"),
            Self::Archive => Some("an archive"),
            Self::OldOffice => Some("an old Office document"),
            Self::Shortcut => Some("a shortcut"),
            Self::Name => None,
        }
    }
}

/// First bytes, the media type they mean, and what that is when it may do harm.
const KINDS: &[(&[u8], &str, Option<Harm>)] = &[
    (
        b"MZ",
        "application/vnd.microsoft.portable-executable",
        Some(Harm::Program),
    ),
    (b"\x7FELF", "application/x-executable", Some(Harm::Program)),
    (
        b"\xCF\xFA\xED\xFE",
        "application/x-mach-binary",
        Some(Harm::Program),
    ),
    (
        b"\xCA\xFE\xBA\xBE",
        "application/x-mach-binary",
        Some(Harm::Program),
    ),
    (b"#!", "text/x-shellscript", Some(Harm::Script)),
    (b"PK\x03\x04", "application/zip", Some(Harm::Archive)),
    (b"Rar!", "application/vnd.rar", Some(Harm::Archive)),
    (
        b"7z\xBC\xAF",
        "application/x-7z-compressed",
        Some(Harm::Archive),
    ),
    (b"\x1F\x8B", "application/gzip", Some(Harm::Archive)),
    (
        b"\xD0\xCF\x11\xE0",
        "application/x-ole-storage",
        Some(Harm::OldOffice),
    ),
    (
        b"L\0\0\0\x01\x14\x02\0",
        "application/x-ms-shortcut",
        Some(Harm::Shortcut),
    ),
    (b"%PDF-", "application/pdf", None),
    (b"\x89PNG\r\n\x1A\n", "image/png", None),
    (b"\xFF\xD8\xFF", "image/jpeg", None),
    (b"GIF87a", "image/gif", None),
    (b"GIF89a", "image/gif", None),
    (b"ID3", "audio/mpeg", None),
    (b"OggS", "audio/ogg", None),
    (b"\x1A\x45\xDF\xA3", "video/webm", None),
    (b"BEGIN:VCALENDAR", "text/calendar", None),
    (b"BEGIN:VCARD", "text/vcard", None),
];

/// The media type by the first bytes; `None` when they tell nothing.
pub(super) fn media_type(bytes: &[u8]) -> Option<&'static str> {
    if let Some((_, kind, _)) = KINDS.iter().find(|(magic, ..)| bytes.starts_with(magic)) {
        return Some(kind);
    }
    match (bytes.get(..4), bytes.get(4..8), bytes.get(8..12)) {
        (Some(b"RIFF"), _, Some(b"WEBP")) => return Some("image/webp"),
        (_, Some(b"ftyp"), _) => return Some("video/mp4"),
        _ => {}
    }
    let head = bytes.get(..bytes.len().min(512)).unwrap_or_default();
    let text = String::from_utf8_lossy(head).trim_start().to_lowercase();
    let starts = |mark: &str| text.starts_with(mark);
    if starts("<!doctype html") || starts("<html") || starts("<script") {
        return Some("text/html");
    }
    (starts("<svg") || starts("<?xml") && text.contains("<svg")).then_some("image/svg+xml")
}

/// What of an attachment may do harm, by its bytes and by its name.
#[must_use]
pub fn harm(file: &Attachment) -> Option<Harm> {
    let ending = ending(&file.name);
    let content = file.content_type.as_deref().and_then(|kind| {
        let known = KINDS.iter().find(|(_, name, _)| *name == kind);
        known.and_then(|(_, _, harm)| *harm)
    });
    let office = OFFICE.contains(&ending.as_str());
    content
        .filter(|harm| !(*harm == Harm::Archive && office))
        .or_else(|| DANGEROUS.contains(&ending.as_str()).then_some(Harm::Name))
}

fn ending(name: &str) -> String {
    let lower = name.to_lowercase();
    lower
        .rsplit_once('.')
        .map_or(String::new(), |(_, ending)| ending.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn harm_is_told_by_the_bytes_and_by_the_name() {
        let file = |name: &str, bytes: &[u8]| Attachment {
            name: name.to_owned(),
            media_type: "application/pdf".to_owned(),
            size: bytes.len() as u64,
            content_type: media_type(bytes).map(str::to_owned),
            sha256: String::new(),
        };
        for (name, bytes, kind, harmful, why) in [
            (
                "brief.pdf",
                b"%PDF-1.7".as_slice(),
                Some("application/pdf"),
                false,
                "what it says",
            ),
            (
                "brief.pdf",
                b"MZ\x90\0",
                Some("application/vnd.microsoft.portable-executable"),
                true,
                "a program named otherwise",
            ),
            (
                "brief.docx",
                b"PK\x03\x04",
                Some("application/zip"),
                false,
                "an Office file is a zip",
            ),
            (
                "brief.pdf",
                b"PK\x03\x04",
                Some("application/zip"),
                true,
                "a PDF is none",
            ),
            ("brief.pdf.exe", b"?", None, true, "an ending that runs"),
            (
                "page",
                b"  <!DOCTYPE html><p>",
                Some("text/html"),
                false,
                "a page, told as one",
            ),
            (
                "clip.mp4",
                b"\0\0\0\x20ftypisom",
                Some("video/mp4"),
                false,
                "a film",
            ),
            ("notes", b"plain words", None, false, "nothing to tell by"),
        ] {
            let file = file(name, bytes);
            assert_eq!(file.content_type.as_deref(), kind, "{why}");
            assert_eq!(harm(&file).is_some(), harmful, "{why}");
        }
    }
}
