//! The key of a profile and where it is kept.
//!
//! The rules it protects: a key prints as redacted, leaves memory when dropped, and a new one is made only for a new
//! profile. A locked keychain answers "no entry" just like an empty one, so an empty answer proves nothing.

use crate::KeyError;
use std::fmt;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// The service name of this program in the system's keychain.
pub(crate) const SERVICE: &str = "creator-studio";

/// 32 random bytes that open one profile's cache.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct Key([u8; 32]);

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key([redacted])")
    }
}

impl Key {
    /// A new key from the system's random source.
    ///
    /// # Errors
    /// [`KeyError::Random`] when the system has none to give.
    pub fn random() -> Result<Self, KeyError> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).map_err(|_| KeyError::Random)?;
        Ok(Self(bytes))
    }

    /// A key from bytes the caller holds.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The bytes, for wrapping them.
    pub(crate) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// 64 hex characters, wiped when dropped.
    pub(crate) fn hex(&self) -> Zeroizing<String> {
        Zeroizing::new(hex::encode(self.0))
    }

    fn from_hex(text: &str, place: &str) -> Result<Self, KeyError> {
        let mut bytes = [0; 32];
        hex::decode_to_slice(text.trim(), &mut bytes)
            .map_err(|_| KeyError::NotAKey(place.to_owned()))?;
        Ok(Self(bytes))
    }
}

/// A place that keeps profile keys. `profile` is the profile's own random id.
pub trait KeyVault {
    /// The key, or `None` when the place has none (or is locked and does not say so).
    ///
    /// # Errors
    /// [`KeyError`] when the place cannot be asked.
    fn load(&self, profile: &str) -> Result<Option<Key>, KeyError>;

    /// Keeps the key; returns only when it is kept.
    ///
    /// # Errors
    /// [`KeyError`] when the place refuses.
    fn save(&self, profile: &str, key: &Key) -> Result<(), KeyError>;

    /// Forgets the key; it need not be there.
    ///
    /// # Errors
    /// [`KeyError`] when the place refuses.
    fn remove(&self, profile: &str) -> Result<(), KeyError>;

    /// Where that is, for messages.
    fn place(&self) -> String;
}

/// The system's keychain: Secret Service, macOS Keychain, Windows Credential Manager.
#[derive(Debug, Clone, Copy, Default)]
pub struct KeychainVault;

impl KeychainVault {
    /// Whether the keychain takes, returns and forgets a trial entry named after `profile`.
    pub fn works(profile: &str) -> bool {
        let trial = || -> Result<bool, keyring::Error> {
            let entry = keyring::Entry::new(SERVICE, &format!("trial:{profile}"))?;
            entry.set_password("trial")?;
            let same = entry.get_password()? == "trial";
            entry.delete_credential()?;
            Ok(same)
        };
        trial().unwrap_or(false)
    }
}

/// The words of a keychain failure, without any secret it may carry.
pub(crate) fn keychain_error(error: &keyring::Error) -> KeyError {
    KeyError::Keychain(match error {
        keyring::Error::BadEncoding(_) | keyring::Error::BadDataFormat(..) => {
            "the entry cannot be read".to_owned()
        }
        other => other.to_string(),
    })
}

impl KeyVault for KeychainVault {
    fn load(&self, profile: &str) -> Result<Option<Key>, KeyError> {
        let entry = keyring::Entry::new(SERVICE, &format!("profile:{profile}"))
            .map_err(|e| keychain_error(&e))?;
        match entry.get_password().map(Zeroizing::new) {
            Ok(text) => Key::from_hex(&text, &self.place()).map(Some),
            Err(keyring::Error::NoEntry) => Ok(None),
            Err(e) => Err(keychain_error(&e)),
        }
    }

    fn save(&self, profile: &str, key: &Key) -> Result<(), KeyError> {
        let entry = keyring::Entry::new(SERVICE, &format!("profile:{profile}"))
            .map_err(|e| keychain_error(&e))?;
        entry
            .set_password(&key.hex())
            .map_err(|e| keychain_error(&e))
    }

    fn remove(&self, profile: &str) -> Result<(), KeyError> {
        let entry = keyring::Entry::new(SERVICE, &format!("profile:{profile}"))
            .map_err(|e| keychain_error(&e))?;
        match entry.delete_credential() {
            Ok(()) | Err(keyring::Error::NoEntry) => Ok(()),
            Err(e) => Err(keychain_error(&e)),
        }
    }

    fn place(&self) -> String {
        "the system keychain".to_owned()
    }
}

/// The fallback without a keychain: the file `key` in the profile folder, readable only by its owner.
///
/// It protects a copied or synced database, not a copied folder; the health page says so.
#[derive(Debug, Clone)]
pub struct FileVault {
    path: PathBuf,
}

impl FileVault {
    /// The vault of the profile in `folder`.
    pub fn new(folder: &Path) -> Self {
        Self {
            path: folder.join("key"),
        }
    }

    fn error(&self, source: std::io::Error) -> KeyError {
        KeyError::File {
            path: self.path.clone(),
            source,
        }
    }
}

impl KeyVault for FileVault {
    fn load(&self, _profile: &str) -> Result<Option<Key>, KeyError> {
        match fs::read_to_string(&self.path).map(Zeroizing::new) {
            Ok(text) => Key::from_hex(&text, &self.place()).map(Some),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(e) => Err(self.error(e)),
        }
    }

    fn save(&self, _profile: &str, key: &Key) -> Result<(), KeyError> {
        let next = self.path.with_extension("new");
        let write = || -> std::io::Result<()> {
            match fs::remove_file(&next) {
                Err(e) if e.kind() != std::io::ErrorKind::NotFound => return Err(e),
                _ => {}
            }
            let mut options = fs::OpenOptions::new();
            options.write(true).create_new(true);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            let mut file = options.open(&next)?;
            file.write_all(key.hex().as_bytes())?;
            file.sync_all()?;
            fs::rename(&next, &self.path)
        };
        write().map_err(|e| self.error(e))
    }

    fn remove(&self, _profile: &str) -> Result<(), KeyError> {
        match fs::remove_file(&self.path) {
            Err(e) if e.kind() != std::io::ErrorKind::NotFound => Err(self.error(e)),
            _ => Ok(()),
        }
    }

    fn place(&self) -> String {
        self.path.display().to_string()
    }
}
