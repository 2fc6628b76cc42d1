//! A profile's key, wrapped by a passphrase of the creator.
//!
//! The rules it protects: the passphrase is nowhere kept; guessing it costs memory and time at each try (Argon2id,
//! RFC 9106); a wrong one is told from a damaged note before anything is opened; the key itself never changes, so cache
//! and backups stay as they are.

use crate::{Key, KeyError};
use argon2::{Algorithm, Argon2, Params, Version};
use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use std::fmt;
use zeroize::Zeroizing;

/// Fewer characters than this are refused as too easy to guess.
pub const SHORTEST: usize = 8;

/// The second recommended setting of RFC 9106: 64 MiB, three passes, four lanes.
const COST: Cost = Cost {
    memory_kib: 64 * 1024,
    passes: 3,
    lanes: 4,
};

/// More than this no note of ours asks for; a forged one could only stop the machine.
const MOST_MEMORY_KIB: u32 = 1024 * 1024;
const MOST_PASSES: u32 = 64;
const MOST_LANES: u32 = 64;

/// Stands in front of what is authenticated, so that the tag means nothing anywhere else.
const PURPOSE: &[u8] = b"creator-studio profile key 1";

/// What the creator types to open a profile. Prints as redacted, is wiped when dropped.
#[derive(Clone)]
pub struct Passphrase(Zeroizing<String>);

impl Passphrase {
    /// Takes the text over, without the line end a file has.
    pub fn new(text: &str) -> Self {
        Self(Zeroizing::new(
            text.trim_end_matches(['\r', '\n']).to_owned(),
        ))
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase([redacted])")
    }
}

/// What one guess costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Cost {
    memory_kib: u32,
    passes: u32,
    lanes: u32,
}

/// The wrapped key, as `profile.json` keeps it. Bytes are hex.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrappedKey {
    /// Always `argon2id`.
    kdf: String,
    #[serde(flatten)]
    cost: Cost,
    salt: String,
    /// The key under a pad that is used for nothing else: salt and pad are new at each wrapping.
    key: String,
    tag: String,
}

impl WrappedKey {
    /// Wraps a key.
    ///
    /// # Errors
    /// [`KeyError::PassphraseShort`], and [`KeyError::Random`] when the system has no random bytes to give.
    pub(crate) fn seal(passphrase: &Passphrase, key: &Key) -> Result<Self, KeyError> {
        if passphrase.0.chars().count() < SHORTEST {
            return Err(KeyError::PassphraseShort { least: SHORTEST });
        }
        let mut salt = [0; 16];
        getrandom::fill(&mut salt).map_err(|_| KeyError::Random)?;
        let derived = derive(passphrase, &salt, COST)?;
        let sealed = padded(key.bytes(), derived.pad());
        let tag = tag(&derived, COST, &salt, &sealed)?.finalize().into_bytes();
        Ok(Self {
            kdf: "argon2id".to_owned(),
            cost: COST,
            salt: hex::encode(salt),
            key: hex::encode(sealed),
            tag: hex::encode(tag),
        })
    }

    /// The key.
    ///
    /// # Errors
    /// [`KeyError::PassphraseWrong`], and [`KeyError::NotAKey`] for a note that cannot be one.
    pub(crate) fn open(&self, passphrase: &Passphrase) -> Result<Key, KeyError> {
        let damaged = || KeyError::NotAKey("profile.json".to_owned());
        let modest = self.cost.memory_kib <= MOST_MEMORY_KIB
            && self.cost.passes <= MOST_PASSES
            && self.cost.lanes <= MOST_LANES;
        if self.kdf != "argon2id" || !modest {
            return Err(damaged());
        }
        let mut sealed = [0; 32];
        hex::decode_to_slice(&self.key, &mut sealed).map_err(|_| damaged())?;
        let salt = hex::decode(&self.salt).map_err(|_| damaged())?;
        let told = hex::decode(&self.tag).map_err(|_| damaged())?;
        let derived = derive(passphrase, &salt, self.cost)?;
        tag(&derived, self.cost, &salt, &sealed)?
            .verify_slice(&told)
            .map_err(|_| KeyError::PassphraseWrong)?;
        Ok(Key::from_bytes(*padded(&sealed, derived.pad())))
    }
}

/// What a passphrase gives: a pad for the key and a key for the tag.
struct Derived(Zeroizing<[u8; 64]>);

impl Derived {
    fn pad(&self) -> impl Iterator<Item = u8> + '_ {
        self.0.iter().copied().take(32)
    }

    fn mac(&self) -> impl Iterator<Item = u8> + '_ {
        self.0.iter().copied().skip(32)
    }
}

fn derive(passphrase: &Passphrase, salt: &[u8], cost: Cost) -> Result<Derived, KeyError> {
    let damaged = |_| KeyError::NotAKey("profile.json".to_owned());
    let params =
        Params::new(cost.memory_kib, cost.passes, cost.lanes, Some(64)).map_err(damaged)?;
    let mut out = Zeroizing::new([0; 64]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(passphrase.0.as_bytes(), salt, &mut *out)
        .map_err(damaged)?;
    Ok(Derived(out))
}

fn padded(bytes: &[u8; 32], pad: impl Iterator<Item = u8>) -> Zeroizing<[u8; 32]> {
    let mut out = Zeroizing::new(*bytes);
    for (byte, pad) in out.iter_mut().zip(pad) {
        *byte ^= pad;
    }
    out
}

fn tag(
    derived: &Derived,
    cost: Cost,
    salt: &[u8],
    sealed: &[u8; 32],
) -> Result<Hmac<Sha256>, KeyError> {
    let key: Zeroizing<Vec<u8>> = Zeroizing::new(derived.mac().collect());
    let mut mac = Hmac::<Sha256>::new_from_slice(&key)
        .map_err(|_| KeyError::NotAKey("profile.json".to_owned()))?;
    mac.update(PURPOSE);
    for number in [cost.memory_kib, cost.passes, cost.lanes] {
        mac.update(&number.to_be_bytes());
    }
    mac.update(salt);
    mac.update(sealed);
    Ok(mac)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_passphrase_opens_the_key_and_any_change_is_noticed() {
        let key = Key::from_bytes([7; 32]);
        let right = Passphrase::new("glazed bowl, blue\n");
        let wrapped = WrappedKey::seal(&right, &key).unwrap();
        assert_eq!(
            wrapped
                .open(&Passphrase::new("glazed bowl, blue"))
                .unwrap()
                .hex(),
            key.hex(),
            "a line end is no part of it"
        );
        assert!(
            !wrapped.key.contains(&hex::encode([7; 4])),
            "the key is not in the clear"
        );
        let wrong = Passphrase::new("glazed bowl, Blue");
        assert!(matches!(
            wrapped.open(&wrong),
            Err(KeyError::PassphraseWrong)
        ));
        let flipped = |text: &str| {
            let mut bytes = hex::decode(text).unwrap();
            bytes[0] ^= 1;
            hex::encode(bytes)
        };
        let cases = [
            WrappedKey {
                key: flipped(&wrapped.key),
                ..wrapped.clone()
            },
            WrappedKey {
                salt: flipped(&wrapped.salt),
                ..wrapped.clone()
            },
            WrappedKey {
                tag: flipped(&wrapped.tag),
                ..wrapped.clone()
            },
        ];
        for case in cases {
            assert!(
                matches!(case.open(&right), Err(KeyError::PassphraseWrong)),
                "{case:?}"
            );
        }
        let greedy = Cost {
            memory_kib: u32::MAX,
            ..COST
        };
        let case = WrappedKey {
            cost: greedy,
            ..wrapped.clone()
        };
        assert!(
            matches!(case.open(&right), Err(KeyError::NotAKey(_))),
            "a forged cost"
        );
        let again = WrappedKey::seal(&right, &key).unwrap();
        assert_ne!(again.key, wrapped.key, "salt and pad are new each time");
    }

    #[test]
    fn a_short_one_is_refused_and_none_prints() {
        let key = Key::from_bytes([7; 32]);
        let short = WrappedKey::seal(&Passphrase::new("1234567"), &key);
        assert!(matches!(short, Err(KeyError::PassphraseShort { least: 8 })));
        let shown = format!("{:?}", Passphrase::new("glazed bowl"));
        assert!(!shown.contains("glazed"), "{shown}");
    }
}
