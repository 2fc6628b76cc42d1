//! A message made flat before it is parsed: messages inside it stay attachments.
//!
//! The rule it protects: a parser that opens messages inside messages needs as much stack as a stranger nests them. A
//! forwarded message is listed like any attachment; its bytes stay in the document.

use std::ops::Range;

/// What nested messages are called in the flat copy: as long as `message`, so that no place moves.
const STAND_IN: &[u8] = b"unknown";

/// A copy in which no `Content-Type` names a message, and no digest implies one.
pub(super) fn flattened(raw: &[u8]) -> Vec<u8> {
    let mut out = raw.to_vec();
    let mut from = 0;
    while let Some(value) = next_type(raw, from) {
        from = value.end;
        replace(&mut out, value.clone(), b"message", STAND_IN);
        replace(&mut out, value, b"digest", b"xigest");
    }
    out
}

/// The media type as the sender named it.
pub(super) fn named(media_type: &str) -> String {
    match media_type.strip_prefix("unknown/") {
        Some(sub) => format!("message/{sub}"),
        None => media_type.to_owned(),
    }
}

/// The value of the next `Content-Type` header, continuation lines included, from a place on.
fn next_type(raw: &[u8], from: usize) -> Option<Range<usize>> {
    const NAME: &[u8] = b"content-type";
    let rest = raw.get(from..)?;
    let at = rest
        .windows(NAME.len())
        .position(|w| w.eq_ignore_ascii_case(NAME))?;
    let start = from + at + NAME.len();
    let mut end = start;
    while let Some(b) = raw.get(end) {
        let folded = matches!(raw.get(end + 1), Some(b' ' | b'\t'));
        if *b == b'\n' && !folded {
            break;
        }
        end += 1;
    }
    Some(start..end)
}

fn replace(out: &mut [u8], range: Range<usize>, word: &[u8], by: &[u8]) {
    let Some(value) = out.get_mut(range) else {
        return;
    };
    let mut from = 0;
    while let Some(at) = value.get(from..).and_then(|v| {
        v.windows(word.len())
            .position(|w| w.eq_ignore_ascii_case(word))
    }) {
        let start = from + at;
        from = start + word.len();
        if let Some(found) = value.get_mut(start..from) {
            found.copy_from_slice(by);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nested_messages_are_renamed_in_headers_only() {
        let raw = b"Content-type:\r\n MESSAGE/rfc822; name=message\r\nSubject: a message\r\nContent-Type: multipart/Digest\r\n\r\nmessage";
        let flat = String::from_utf8(flattened(raw)).unwrap();
        assert_eq!(
            flat,
            "Content-type:\r\n unknown/rfc822; name=unknown\r\nSubject: a message\r\nContent-Type: multipart/xigest\r\n\r\nmessage"
        );
        assert_eq!(flat.len(), raw.len(), "no place moves");
        assert_eq!(named("unknown/rfc822"), "message/rfc822");
        assert_eq!(named("text/plain"), "text/plain");
    }
}
