//! A temporary profile, the emulator's accounts in it, and a sync that waits for nothing.

use async_trait::async_trait;
use connectors::http::Pause;
use connectors::{Credentials, HttpOptions, Vault, VaultError};
use domain::{AccountId, Instant, Platform, RunState};
use sandbox::{SandboxHandle, SandboxOptions};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use store::{Access, AccountDraft, KeychainMode, OpenOptions, Profile, Store};
use sync::{AccountJob, AccountReport, SyncOptions, Watch, watch::Unwatched};
use tokio_util::sync::CancellationToken;

/// When these stories begin.
pub const NOW: &str = "2026-10-12T00:00:00Z";

pub fn at(text: &str) -> Instant {
    text.parse().unwrap()
}

/// Opens the profile in `folder`, making it when needed, with its key in a file.
pub fn open(folder: &Path, now: Instant) -> Profile {
    let options = OpenOptions {
        access: Access::Write,
        create: true,
        keychain: KeychainMode::Off,
        sandbox: true,
        now,
    };
    let profile = Profile::open(folder, &options).unwrap();
    profile
        .store()
        .write(move |tx| tx.mark_interrupted_runs(now))
        .unwrap();
    profile
}

/// Starts the emulator with `days` of history.
pub async fn serve(days: u32) -> SandboxHandle {
    let options = SandboxOptions {
        days,
        ..SandboxOptions::new(at(NOW).0)
    };
    sandbox::serve(options).await.unwrap()
}

/// Credentials that live as long as the test.
pub struct MemoryVault {
    platform: Platform,
    json: Mutex<String>,
}

#[async_trait]
impl Vault for MemoryVault {
    async fn load(&self) -> Result<Credentials, VaultError> {
        Ok(Credentials::from_json(
            self.platform,
            &self.json.lock().unwrap(),
        )?)
    }

    async fn save(&self, credentials: &Credentials) -> Result<(), VaultError> {
        *self.json.lock().unwrap() = credentials.expose_json().expose().to_owned();
        Ok(())
    }
}

/// Lets no time pass.
struct NoPause;

#[async_trait]
impl Pause for NoPause {
    async fn wait(&self, _: Duration) {}
}

/// One creator's folder with the emulator's accounts connected.
pub struct World {
    pub folder: PathBuf,
    pub profile: Profile,
    vaults: Vec<(AccountId, Arc<MemoryVault>)>,
    _temporary: Option<tempfile::TempDir>,
}

impl World {
    /// A new profile connected to `emulator`.
    pub fn new(emulator: &SandboxHandle) -> Self {
        let temporary = tempfile::tempdir().unwrap();
        let folder = temporary.path().join("profile");
        let offered = emulator.accounts();
        let offered: Vec<(Platform, String, String)> = offered
            .iter()
            .map(|a| {
                (
                    a.platform.parse().unwrap(),
                    a.base_url.clone(),
                    a.credentials.to_string(),
                )
            })
            .collect();
        Self {
            _temporary: Some(temporary),
            ..Self::connected(&folder, &offered)
        }
    }

    /// The profile in `folder` with these accounts, which are added when they are not there.
    pub fn connected(folder: &Path, offered: &[(Platform, String, String)]) -> Self {
        let profile = open(folder, at(NOW));
        let known = profile.store().read(|tx| tx.accounts()).unwrap();
        let vaults = offered
            .iter()
            .map(|(platform, base_url, credentials)| {
                let id = known
                    .iter()
                    .find(|a| a.platform == *platform)
                    .map_or_else(|| add(profile.store(), *platform, base_url), |a| a.id);
                let vault = MemoryVault {
                    platform: *platform,
                    json: Mutex::new(credentials.clone()),
                };
                (id, Arc::new(vault))
            })
            .collect();
        Self {
            folder: folder.to_owned(),
            profile,
            vaults,
            _temporary: None,
        }
    }

    pub fn store(&self) -> &Store {
        self.profile.store()
    }

    /// Syncs everything as of `now` and says how each account ended.
    pub async fn sync(&self, now: Instant) -> (RunState, Vec<AccountReport>) {
        self.sync_with(now, Arc::new(Unwatched), CancellationToken::new())
            .await
    }

    /// As [`World::sync`], heard by `watch` and stopped by `cancel`.
    pub async fn sync_with(
        &self,
        now: Instant,
        watch: Arc<dyn Watch>,
        cancel: CancellationToken,
    ) -> (RunState, Vec<AccountReport>) {
        let accounts = self.store().read(|tx| tx.accounts()).unwrap();
        let jobs = self
            .vaults
            .iter()
            .map(|(id, vault)| AccountJob {
                account: accounts.iter().find(|a| a.id == *id).unwrap().clone(),
                vault: vault.clone(),
            })
            .collect();
        let options = SyncOptions {
            full: false,
            at_once: 4,
            now: Arc::new(move || now),
            http: HttpOptions {
                pause: Arc::new(NoPause),
                ..HttpOptions::default()
            },
            cancel,
        };
        let (_, state, reports) = sync::sync(self.store(), jobs, &options, watch)
            .await
            .unwrap();
        (state, reports)
    }

    /// The platform of an account of a report.
    pub fn platform(&self, report: &AccountReport) -> Platform {
        let account = self.store().read(|tx| tx.account(report.account));
        account.unwrap().platform
    }

    /// Fails unless the whole cache checks out.
    pub fn assert_clean(&self, when: &str) {
        let report = self.store().read(|tx| tx.verify()).unwrap();
        assert_eq!(report.problems, [], "{when}: the check finds nothing");
    }
}

fn add(store: &Store, platform: Platform, base_url: &str) -> AccountId {
    let draft = AccountDraft {
        platform,
        handle: "camille.atelier".to_owned(),
        region: None,
        base_url: Some(base_url.to_owned()),
        external_id: None,
        manual: false,
        added_at: at(NOW),
    };
    store.write(move |tx| tx.insert_account(&draft)).unwrap()
}
