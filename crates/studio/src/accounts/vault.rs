//! Where one account's credentials are kept: the profile's secret vault (keychain, or the table inside the encrypted file).
//!
//! The rule it protects: a save returns only once the secret is durable.

use crate::OpenProfile;
use crate::clock::Clock;
use async_trait::async_trait;
use connectors::{Credentials, Vault, VaultError};
use domain::{Account, AccountId, Platform};
use std::sync::Arc;
use store::{SecretBytes, SecretVault};

/// The vault of one account.
pub struct AccountVault {
    secrets: Arc<dyn SecretVault>,
    name: String,
    platform: Platform,
    clock: Clock,
}

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
            platform: account.platform,
            clock: profile.clock(),
        })
    }
}

fn unavailable(error: impl std::fmt::Display) -> VaultError {
    VaultError::Unavailable(error.to_string())
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
        let saved = tokio::task::spawn_blocking(move || secrets.save(&name, &secret, now)).await;
        saved.map_err(unavailable)?.map_err(unavailable)
    }
}
