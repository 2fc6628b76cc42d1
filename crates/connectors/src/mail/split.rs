//! Telling mail from other text, and cutting a mailbox into messages.
//!
//! The rule it protects: a body line that begins “From ” does not start a message, and quoting is undone for reading only;
//! places count the mailbox's own bytes.

use crate::import::{Detected, Format};
use domain::Locator;
use domain::document::Place;

/// Recognises a message by its headers, a mailbox by its separator line.
pub(crate) fn recognise(bytes: &[u8]) -> Option<Detected> {
    let mut lines = bytes.split(|b| *b == b'\n');
    let first = lines.next()?;
    if separator(first) {
        let next = lines.next().and_then(header_name)?;
        let line = String::from_utf8_lossy(first)
            .trim_end()
            .chars()
            .take(60)
            .collect::<String>();
        return Some(Detected {
            format: Format::Mbox,
            why: format!("a separator line “{line}” before {next}"),
            why_code: "mbox_separators",
            why_params: vec![("line", line)],
        });
    }
    const KNOWN: &[&str] = &[
        "from",
        "to",
        "date",
        "subject",
        "message-id",
        "received",
        "return-path",
        "mime-version",
        "delivered-to",
        "reply-to",
        "dkim-signature",
        "authentication-results",
        "content-type",
    ];
    let mut found: Vec<String> = Vec::new();
    for line in bytes.split(|b| *b == b'\n').take(200) {
        if line.starts_with(b" ") || line.starts_with(b"\t") {
            continue;
        }
        let Some(name) = header_name(line) else { break };
        if KNOWN.contains(&name.to_lowercase().as_str()) && !found.contains(&name) {
            found.push(name);
        }
    }
    let sender = found
        .iter()
        .any(|n| ["from", "received", "return-path"].contains(&n.to_lowercase().as_str()));
    if found.len() < 2 || !sender {
        return None;
    }
    found.truncate(5);
    let headers = found.join(", ");
    Some(Detected {
        format: Format::Mail,
        why: format!("mail headers {headers}"),
        why_code: "mail_headers",
        why_params: vec![("headers", headers)],
    })
}

/// The name of a header line `Name: value`.
fn header_name(line: &[u8]) -> Option<String> {
    let colon = line.iter().position(|b| *b == b':')?;
    let name = line.get(..colon)?;
    let proper = !name.is_empty() && name.len() <= 76 && name.iter().all(|b| b.is_ascii_graphic());
    proper.then(|| String::from_utf8_lossy(name).into_owned())
}

/// Whether a line separates messages: `From sender Tue Oct  6 10:00:00 2026`. The time is what a sentence lacks.
fn separator(line: &[u8]) -> bool {
    line.starts_with(b"From ")
        && line.windows(5).any(
            |w| matches!(w, [a, b, b':', c, d] if [a, b, c, d].into_iter().all(u8::is_ascii_digit)),
        )
}

/// The messages of a mailbox with their places, quoting undone.
pub(super) fn messages(bytes: &[u8]) -> Vec<(Locator, Vec<u8>)> {
    let mut starts: Vec<(usize, usize, u64)> = Vec::new();
    let (mut at, mut blank, mut number) = (0, true, 1u64);
    for line in bytes.split_inclusive(|b| *b == b'\n') {
        if blank && separator(line) {
            starts.push((at, at + line.len(), number));
        }
        blank = line.iter().all(|b| matches!(b, b'\r' | b'\n'));
        at += line.len();
        number += 1;
    }
    let ends = starts
        .iter()
        .skip(1)
        .map(|(at, _, _)| *at)
        .chain([bytes.len()]);
    starts
        .iter()
        .zip(ends)
        .map(|((_, start, line), end)| {
            let raw = bytes.get(*start..end).unwrap_or_default();
            let locator = Locator {
                start: *start as u64,
                len: raw.len() as u64,
                place: Place::Line(line + 1),
            };
            (locator, unquoted(raw))
        })
        .collect()
}

/// `>From ` and `>>From ` lose one mark.
pub(super) fn unquoted(raw: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(raw.len());
    for line in raw.split_inclusive(|b| *b == b'\n') {
        let marks = line.iter().take_while(|b| **b == b'>').count();
        let quoted = marks > 0
            && line
                .get(marks..)
                .is_some_and(|rest| rest.starts_with(b"From "));
        out.extend_from_slice(line.get(usize::from(quoted)..).unwrap_or_default());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mailbox_is_cut_at_separators_only() {
        let mbox = b"From a@b.example Tue Oct  6 10:00:00 2026\nSubject: one\n\nFrom the start we said\n\n\
                     >From me\n>>From deeper\n\nFrom c@d.example Wed Oct  7 10:00:00 2026\nSubject: two\n\nbody\n";
        let all = messages(mbox);
        assert_eq!(
            all.len(),
            2,
            "a sentence that begins with From starts no message"
        );
        let text = String::from_utf8(all[0].1.clone()).unwrap();
        assert!(
            text.contains("\nFrom me\n>From deeper\n"),
            "one mark is taken away: {text}"
        );
        let place = &all[1].0;
        let slice = &mbox[place.start as usize..(place.start + place.len) as usize];
        assert_eq!(
            slice, b"Subject: two\n\nbody\n",
            "the place is the message in the mailbox"
        );
        assert_eq!(place.place, Place::Line(10));
    }

    #[test]
    fn mail_is_told_from_text_with_colons() {
        let format = |text: &str| recognise(text.as_bytes()).map(|d| d.format);
        assert_eq!(
            format("Return-Path: <a@b.example>\r\nFrom: a@b.example\r\n\r\nhi"),
            Some(Format::Mail)
        );
        assert_eq!(
            format("From a@b.example Tue Oct  6 10:00:00 2026\nSubject: x\n"),
            Some(Format::Mbox)
        );
        assert_eq!(format("Note: from: to:\nsomething"), None);
        assert_eq!(format("From here 10:00 on\nit rains"), None);
        assert_eq!(format("{\"From\": 1}"), None);
    }
}
