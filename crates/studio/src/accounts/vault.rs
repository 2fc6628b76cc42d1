//! Where one account's credentials are kept: the profile's secret vault (keychain, or the table inside the encrypted file).
//!
//! The rules it protects: a save returns only once the secret is durable; one process at a time renews an account.

use crate::OpenProfile;
use crate::clock::Clock;
use async_trait::async_trait;
use connectors::source::Alone;
use connectors::{Credentials, Vault, VaultError};
use domain::{Account, AccountId, Platform};
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use store::{SecretBytes, SecretVault, Store};

/// The vault of one account.
pub struct AccountVault {
    secrets: Arc<dyn SecretVault>,
    name: String,
    account: AccountId,
    platform: Platform,
    clock: Clock,
    store: Store,
    lock: PathBuf,
}

/// How often another process that renews is asked whether it is done.
const STEP: Duration = Duration::from_millis(100);

/// The name an account's secret has in the vault.
pub fn secret_name(account: AccountId) -> String {
    format!("account-{account}")
}

impl AccountVault {
    /// The vault of `account` in `profile`.
    pub fn of(profile: &OpenProfile, account: &Account) -> Arc<Self> {
        Arc::new(Self {
            secrets: profile.secrets().clone(),
            name: secret_name(account.id),
            account: account.id,
            platform: account.platform,
            clock: profile.clock(),
            store: profile.store().clone(),
            lock: profile
                .profile()
                .folder()
                .join("locks")
                .join(secret_name(account.id)),
        })
    }
}

fn unavailable(error: impl std::fmt::Display) -> VaultError {
    VaultError::Unavailable(error.to_string())
}

fn open(path: &Path) -> std::io::Result<File> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let mut options = File::options();
    options.create(true).truncate(false).write(true).open(path)
}

#[async_trait]
impl Vault for AccountVault {
    async fn load(&self) -> Result<Credentials, VaultError> {
        let (secrets, name) = (self.secrets.clone(), self.name.clone());
        let found = tokio::task::spawn_blocking(move || secrets.load(&name))
            .await
            .map_err(unavailable)?;
        let bytes = found.map_err(unavailable)?.ok_or(VaultError::Missing)?;
        let text = std::str::from_utf8(bytes.expose()).map_err(unavailable)?;
        Ok(Credentials::from_json(self.platform, text)?)
    }

    async fn save(&self, credentials: &Credentials) -> Result<(), VaultError> {
        let secret = SecretBytes::new(credentials.expose_json().expose().as_bytes().to_vec());
        let (secrets, name, now) = (self.secrets.clone(), self.name.clone(), self.clock.now());
        let ends_at = credentials.grant().map(|grant| grant.ends_at);
        let (store, account) = (self.store.clone(), self.account);
        let saved = tokio::task::spawn_blocking(move || {
            secrets.save(&name, &secret, now)?;
            match ends_at {
                Some(ends_at) => store.write(move |tx| tx.set_sign_in_end(account, ends_at)),
                None => Ok(()),
            }
        })
        .await;
        saved.map_err(unavailable)?.map_err(unavailable)
    }

    async fn alone(&self) -> Result<Alone, VaultError> {
        let file = open(&self.lock).map_err(unavailable)?;
        loop {
            match file.try_lock() {
                // closing the file, or the end of the process, frees it
                Ok(()) => return Ok(Box::new(file)),
                Err(TryLockError::WouldBlock) => tokio::time::sleep(STEP).await,
                Err(TryLockError::Error(error)) => return Err(unavailable(error)),
            }
        }
    }
}
