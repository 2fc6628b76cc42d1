//! Names of folders in IMAP's own UTF-7 (RFC 3501, 5.1.3).
//!
//! The rule it protects: whatever a server calls a folder, the name reads or stays as it came; no name stops a listing.
//! `UTF8=ACCEPT` (RFC 6855) is never enabled, so every server sends and takes names in this form.

use base64::Engine;
use base64::alphabet::IMAP_MUTF7;
use base64::engine::{GeneralPurpose, general_purpose::NO_PAD};

const BASE64: GeneralPurpose = GeneralPurpose::new(&IMAP_MUTF7, NO_PAD);

/// The name as people read it. What is no proper UTF-7 stays as it is.
pub(super) fn decoded(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut rest = name;
    while let Some((plain, behind)) = rest.split_once('&') {
        out.push_str(plain);
        let Some((shifted, after)) = behind.split_once('-') else {
            return name.to_owned();
        };
        match shifted {
            "" => out.push('&'),
            shifted => match letters(shifted) {
                Some(letters) => out.push_str(&letters),
                None => return name.to_owned(),
            },
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

fn letters(shifted: &str) -> Option<String> {
    let bytes = BASE64.decode(shifted).ok()?;
    let (pairs, rest) = bytes.as_chunks::<2>();
    if !rest.is_empty() {
        return None;
    }
    let units: Vec<u16> = pairs.iter().map(|pair| u16::from_be_bytes(*pair)).collect();
    String::from_utf16(&units).ok()
}

/// The name as a server takes it.
pub(super) fn encoded(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut shifted = String::new();
    for letter in name.chars() {
        if matches!(letter, ' '..='~') {
            shift(&mut out, &mut shifted);
            out.push(letter);
            if letter == '&' {
                out.push('-');
            }
        } else {
            shifted.push(letter);
        }
    }
    shift(&mut out, &mut shifted);
    out
}

fn shift(out: &mut String, letters: &mut String) {
    if letters.is_empty() {
        return;
    }
    let bytes: Vec<u8> = letters.encode_utf16().flat_map(u16::to_be_bytes).collect();
    out.push('&');
    out.push_str(&BASE64.encode(bytes));
    out.push('-');
    letters.clear();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_and_travel() {
        for (wire, read) in [
            ("INBOX", "INBOX"),
            ("Propositions re&AOc-ues", "Propositions reçues"),
            ("R&-D", "R&D"),
            // RFC 3501's own example
            ("~peter/mail/&U,BTFw-/&ZeVnLIqe-", "~peter/mail/台北/日本語"),
            ("&2D3cjA-", "🎁".replace('🎁', "\u{1F48C}").as_str()),
        ] {
            assert_eq!(decoded(wire), read, "{wire}");
            assert_eq!(encoded(read), wire, "{read}");
        }
    }

    #[test]
    fn a_broken_name_stays_as_it_came() {
        for name in ["&", "&!!!-", "&AOc", "a&A-b", "&2D0-", "Boîte"] {
            assert_eq!(decoded(name), name, "“{name}” is no proper UTF-7");
        }
    }
}
