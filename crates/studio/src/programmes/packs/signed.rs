//! A rule pack as a signed text file: three lines, an empty one, and the pack as anybody may read it.
//!
//! ```text
//! creator-studio-rules 1
//! key 6623471d…            (64 hexadecimal digits)
//! signature 90ab…          (128 hexadecimal digits)
//!
//! { "format": 1, "pack_date": …
//! ```
//!
//! The rule it protects: not one byte of a pack counts before its signature (Ed25519, RFC 8032) has been checked over the
//! first line and all bytes after the empty one. Who may sign is decided elsewhere.

use ring::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};
use sha2::{Digest, Sha256};

/// First line of every signed pack. Part of what is signed, so that no other text signed by the same key is a pack.
const HEAD: &str = "creator-studio-rules 1";
/// A pack is a few hundred kilobytes at most.
const LARGEST: usize = 4 * 1024 * 1024;

/// A pack whose signature is right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Signed<'t> {
    /// Who signed it, 64 hexadecimal digits.
    pub key: String,
    /// The pack's own text.
    pub body: &'t str,
}

/// Why a text is no signed pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NotSigned {
    /// It has not the three lines.
    NoSignature,
    /// Not the text that was signed.
    Wrong,
    /// Larger than any pack.
    TooLarge,
}

/// Reads a signed pack and checks its signature by the key it names.
pub(super) fn open(text: &str) -> Result<Signed<'_>, NotSigned> {
    if text.len() > LARGEST {
        return Err(NotSigned::TooLarge);
    }
    let rest = text
        .strip_prefix(HEAD)
        .and_then(|rest| rest.strip_prefix("\nkey "))
        .ok_or(NotSigned::NoSignature)?;
    let (key, rest) = rest
        .split_once("\nsignature ")
        .ok_or(NotSigned::NoSignature)?;
    let (signature, body) = rest.split_once("\n\n").ok_or(NotSigned::NoSignature)?;
    let bytes = |hex: &str| hex::decode(hex).map_err(|_| NotSigned::NoSignature);
    UnparsedPublicKey::new(&ED25519, bytes(key)?)
        .verify(&signed_bytes(body), &bytes(signature)?)
        .map_err(|_| NotSigned::Wrong)?;
    Ok(Signed {
        key: key.to_ascii_lowercase(),
        body,
    })
}

/// Signs a pack's text with the private key that `seed` (32 bytes) stands for; `None` when the seed is not one.
pub(super) fn sign(body: &str, seed: &[u8]) -> Option<String> {
    let pair = Ed25519KeyPair::from_seed_unchecked(seed).ok()?;
    let key = hex::encode(pair.public_key().as_ref());
    let signature = hex::encode(pair.sign(&signed_bytes(body)).as_ref());
    Some(format!(
        "{HEAD}\nkey {key}\nsignature {signature}\n\n{body}"
    ))
}

/// What a person compares before they trust a key: the first half of its SHA-256, in groups of four digits.
pub(super) fn fingerprint(key: &str) -> String {
    let digest = hex::encode(Sha256::digest(hex::decode(key).unwrap_or_default()));
    let groups: Vec<String> = digest
        .chars()
        .take(32)
        .collect::<Vec<char>>()
        .chunks(4)
        .map(|group| group.iter().collect())
        .collect();
    groups.join(" ")
}

/// SHA-256 of a file's text, hexadecimal: what was looked at is what is accepted.
pub(super) fn digest(text: &str) -> String {
    hex::encode(Sha256::digest(text.as_bytes()))
}

/// Whether a text is a public key: 64 hexadecimal digits.
pub(super) fn is_key(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| b.is_ascii_hexdigit())
}

fn signed_bytes(body: &str) -> Vec<u8> {
    format!("{HEAD}\n{body}").into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEED: [u8; 32] = [7; 32];

    #[test]
    fn a_signature_holds_every_byte() {
        let text = sign("{\"format\": 1}\n", &SEED).unwrap();
        let signed = open(&text).unwrap();
        assert_eq!(signed.body, "{\"format\": 1}\n");
        assert!(is_key(&signed.key), "{}", signed.key);
        for at in 0..text.len() {
            let mut bytes = text.clone().into_bytes();
            bytes[at] = if bytes[at] == b'7' { b'8' } else { b'7' };
            let changed = String::from_utf8(bytes).unwrap();
            assert!(open(&changed).is_err(), "byte {at} was changed");
        }
        assert_eq!(
            open(&text.replace('\n', "\r\n")),
            Err(NotSigned::NoSignature),
            "an editor that changes line ends breaks it"
        );
        assert_eq!(open("{\"format\": 1}"), Err(NotSigned::NoSignature));
        assert_eq!(open(&" ".repeat(LARGEST + 1)), Err(NotSigned::TooLarge));
    }

    #[test]
    fn a_key_has_one_fingerprint() {
        let key = open(&sign("x", &SEED).unwrap()).unwrap().key;
        let shown = fingerprint(&key);
        assert_eq!(shown.len(), 39, "eight groups of four: {shown}");
        assert_eq!(shown, fingerprint(&key.to_uppercase()), "case says nothing");
        assert_ne!(shown, fingerprint(&"0".repeat(64)));
    }
}
