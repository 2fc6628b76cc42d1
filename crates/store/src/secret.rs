//! Where the sign-in secrets of accounts are kept.
//!
//! The rules it protects: a secret is replaced whole or not at all, prints as redacted, and lives in the system's keychain;
//! only where there is none it lives in the encrypted cache.

use crate::key::{SERVICE, keychain_error};
use crate::{KeyError, Store, StoreError};
use domain::Instant;
use std::fmt;
use zeroize::Zeroizing;

/// Bytes of a secret: wiped when dropped, redacted when printed.
#[derive(Clone, PartialEq, Eq)]
pub struct SecretBytes(Zeroizing<Vec<u8>>);

impl SecretBytes {
    /// Takes the bytes over.
    pub fn new(bytes: Vec<u8>) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// The bytes, for the one who needs them.
    pub fn expose(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for SecretBytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretBytes([redacted])")
    }
}

/// A place that keeps named secrets of one profile. Calls block.
pub trait SecretVault: fmt::Debug + Send + Sync {
    /// The secret under `name`, if there is one.
    ///
    /// # Errors
    /// [`StoreError`] when the place cannot be asked.
    fn load(&self, name: &str) -> Result<Option<SecretBytes>, StoreError>;

    /// Replaces the secret under `name`; returns only when it is kept.
    ///
    /// # Errors
    /// [`StoreError`] when the place refuses; the old value stands then.
    fn save(&self, name: &str, secret: &SecretBytes, now: Instant) -> Result<(), StoreError>;

    /// Forgets the secret under `name`; it need not exist.
    ///
    /// # Errors
    /// [`StoreError`] when the place refuses.
    fn remove(&self, name: &str) -> Result<(), StoreError>;
}

/// Secrets in the system's keychain.
#[derive(Debug, Clone)]
pub struct KeychainSecrets {
    profile: String,
}

impl KeychainSecrets {
    /// The secrets of one profile, by its random id.
    pub fn new(profile: &str) -> Self {
        Self {
            profile: profile.to_owned(),
        }
    }

    fn entry(&self, name: &str) -> Result<keyring::Entry, KeyError> {
        keyring::Entry::new(SERVICE, &format!("secret:{}:{name}", self.profile))
            .map_err(|e| keychain_error(&e))
    }
}

impl SecretVault for KeychainSecrets {
    fn load(&self, name: &str) -> Result<Option<SecretBytes>, StoreError> {
        match self.entry(name)?.get_secret() {
            Ok(bytes) => Ok(Some(SecretBytes::new(bytes))),
            Err(keyring::Error::NoEntry) => Ok(None),
            Err(e) => Err(keychain_error(&e).into()),
        }
    }

    fn save(&self, name: &str, secret: &SecretBytes, _now: Instant) -> Result<(), StoreError> {
        Ok(self
            .entry(name)?
            .set_secret(secret.expose())
            .map_err(|e| keychain_error(&e))?)
    }

    fn remove(&self, name: &str) -> Result<(), StoreError> {
        match self.entry(name)?.delete_credential() {
            Ok(()) | Err(keyring::Error::NoEntry) => Ok(()),
            Err(e) => Err(keychain_error(&e).into()),
        }
    }
}

/// Secrets inside the encrypted cache.
#[derive(Debug, Clone)]
pub struct TableSecrets {
    store: Store,
}

impl TableSecrets {
    /// The secrets in this cache.
    pub fn new(store: Store) -> Self {
        Self { store }
    }
}

impl SecretVault for TableSecrets {
    fn load(&self, name: &str) -> Result<Option<SecretBytes>, StoreError> {
        self.store.read(|tx| Ok(tx.secret(name)?.map(SecretBytes)))
    }

    fn save(&self, name: &str, secret: &SecretBytes, now: Instant) -> Result<(), StoreError> {
        let (name, secret) = (name.to_owned(), secret.clone());
        self.store
            .write(move |tx| tx.put_secret(&name, secret.expose(), now))
    }

    fn remove(&self, name: &str) -> Result<(), StoreError> {
        let name = name.to_owned();
        self.store.write(move |tx| tx.remove_secret(&name))
    }
}
