//! The sample creator: the emulator is started on loopback, its accounts are connected, and everything is read over the wire
//! like any real account; its export files and offer mails are imported like any files.
//!
//! The rule it protects: an honest demo. The sandbox is a profile of its own, says so, and no invented row ever stands beside
//! a real one.

use crate::shapes::{ImportReport, RunStateName, SyncReport};
use crate::syncing::SyncRequest;
use crate::work::Work;
use crate::{OpenProfile, StudioError, accounts, importing, syncing};
use connectors::Credentials;
use domain::{AccountId, CivilDay, Instant, Platform, Zone};
use sandbox::{Generation, SandboxHandle, SandboxOptions};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;
use std::sync::Arc;
use store::{AccountDraft, SecretBytes};

const KEY: &str = "sandbox";
const WHOLE: &str = "sandbox_whole";
/// What the sample creator has connected; the emulator offers more.
const CONNECTED: [Platform; 10] = [
    Platform::Tiktok,
    Platform::Stripe,
    Platform::TiktokShop,
    Platform::Youtube,
    Platform::Paypal,
    Platform::Patreon,
    Platform::Gumroad,
    Platform::Shopify,
    Platform::Twitch,
    Platform::Instagram,
];

/// How large the invented world is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct World {
    /// Decides everything invented.
    pub seed: u64,
    /// Days of history.
    pub days: u32,
    /// Number of Stripe balance lines; a natural number when `None`.
    pub entries: Option<u64>,
    /// The instant it was made at; its history does not move when it is looked at later. `None` until it is made.
    #[serde(default)]
    pub made_at: Option<Instant>,
}

impl Default for World {
    fn default() -> Self {
        Self {
            seed: 7,
            days: 1_095,
            entries: None,
            made_at: None,
        }
    }
}

/// Days between the first look and the second: long enough for platforms to correct, settle and pay.
const LATER_DAYS: i32 = 10;

/// What the demo read.
#[derive(Debug, Clone, Serialize)]
pub struct DemoReport {
    /// The first sync of the connected accounts, as of ten days ago.
    #[serde(flatten)]
    pub sync: SyncReport,
    /// The second, as of today: what the platforms corrected, settled and paid in between.
    pub later: SyncReport,
    /// The import of the account export.
    pub import: ImportReport,
    /// The import of the offer mails.
    pub mail: ImportReport,
    /// The import of the statements of her two bank accounts.
    pub bank: ImportReport,
}

/// The instant a new world is made at: [`LATER_DAYS`] before the world's today.
fn birth(now: Instant) -> Instant {
    world_now(now)
        .day_in(Zone::UTC)
        .plus_days(-LATER_DAYS)
        .utc_start()
}

/// The world's clock: the day that is under way has not happened yet, so that the same day always gives the same world.
fn world_now(now: Instant) -> Instant {
    now.day_in(Zone::UTC).utc_start()
}

/// Starts the emulator for `world`, its clock at `now`.
///
/// # Errors
/// [`StudioError::Sandbox`].
pub async fn serve(world: World, now: Instant) -> Result<SandboxHandle, StudioError> {
    let options = SandboxOptions {
        seed: world.seed,
        days: world.days,
        entries: world.entries,
        ..SandboxOptions::new(world.made_at.unwrap_or_else(|| birth(now)).0)
    };
    let handle = sandbox::serve(options)
        .await
        .map_err(|e| StudioError::Sandbox(e.to_string()))?;
    handle.set_now(world_now(now).0);
    Ok(handle)
}

/// Connects the sample creator's accounts and reads everything.
///
/// # Errors
/// [`StudioError`].
pub async fn fill(
    profile: &Arc<OpenProfile>,
    work: &Arc<Work>,
    world: World,
) -> Result<DemoReport, StudioError> {
    let now = profile.now();
    let world = World {
        made_at: Some(world.made_at.unwrap_or_else(|| birth(now))),
        ..world
    };
    let emulator = serve(world, now).await?;
    let outcome = fill_from(profile, work, world, &emulator).await;
    let stopped = emulator.shutdown().await;
    let report = outcome?;
    stopped.map_err(|e| StudioError::Sandbox(e.to_string()))?;
    Ok(report)
}

async fn fill_from(
    profile: &Arc<OpenProfile>,
    work: &Arc<Work>,
    world: World,
    emulator: &SandboxHandle,
) -> Result<DemoReport, StudioError> {
    let now = profile.now();
    profile
        .store()
        .write(move |tx| Ok::<(), StudioError>(tx.set_setting(KEY, &world, now)?))?;
    let mut settings = profile.settings()?;
    if settings.name.is_empty() {
        settings.name = "Camille".to_owned();
        settings.keep(profile)?;
    }
    // The first look is known from its own instant on, so that the sample has a real history.
    let first = Arc::new(profile.seen_at(birth(now)));
    connect(&first, emulator).await?;
    // One account after the other, so that the same seed gives the same rows in the same order.
    let request = SyncRequest {
        at_once: 1,
        ..SyncRequest::default()
    };
    emulator.set_now(birth(now).0);
    let import = import_files(&first, work, export(emulator)?).await?;
    go_on(import.state)?;
    let sync = syncing::sync(&first, work, &request).await?;
    go_on(sync.state)?;
    // The first look is the point everything later is compared with.
    crate::today::acknowledge(&first, &[])?;
    emulator.set_now(world_now(now).0);
    let mail = import_files(profile, work, mails(emulator)?).await?;
    go_on(mail.state)?;
    let later = syncing::sync(profile, work, &request).await?;
    go_on(later.state)?;
    declare(profile)?;
    crate::rates::refresh_from(profile, &emulator.base_url()).await?;
    let bank = import_files(profile, work, statements(emulator, now)?).await?;
    go_on(bank.state)?;
    // She went through her bank lines up to the month before this one.
    let month = world_now(now).day_in(Zone::UTC).month_start();
    crate::payouts::accept_sure(profile, month.plus_days(-8))?;
    let now = profile.now();
    profile
        .store()
        .write(move |tx| Ok::<(), StudioError>(tx.set_setting(WHOLE, &true, now)?))?;
    Ok(DemoReport {
        sync,
        later,
        import,
        mail,
        bank,
    })
}

/// Stops between two parts when the creator asked to.
fn go_on(state: RunStateName) -> Result<(), StudioError> {
    match state {
        RunStateName::Canceled => Err(StudioError::Canceled),
        _ => Ok(()),
    }
}

/// Whether the sample creator was made to the end.
///
/// # Errors
/// [`StudioError::Store`].
pub fn is_whole(profile: &OpenProfile) -> Result<bool, StudioError> {
    profile
        .store()
        .read(|tx| Ok(tx.setting(WHOLE)?.unwrap_or(false)))
}

/// Makes the accounts of the emulator that are not there yet, and gives all of them this emulator's address and credentials.
async fn connect(profile: &OpenProfile, emulator: &SandboxHandle) -> Result<(), StudioError> {
    let known = profile
        .store()
        .read(|tx| Ok::<_, StudioError>(tx.accounts()?))?;
    for offered in emulator.accounts() {
        let platform = offered
            .platform
            .parse()
            .map_err(|_| StudioError::bad("platform", &offered.platform))?;
        if !CONNECTED.contains(&platform) {
            continue;
        }
        let credentials = Credentials::from_json(platform, &offered.credentials.to_string())
            .map_err(|e| StudioError::Sandbox(e.to_string()))?;
        match known
            .iter()
            .find(|a| a.platform == platform && a.handle == offered.handle)
        {
            Some(account) => {
                let mut account = account.clone();
                let id = account.id;
                account.base_url = Some(offered.base_url);
                profile
                    .store()
                    .write(move |tx| Ok::<(), StudioError>(tx.update_account(&account)?))?;
                keep(profile, id, &credentials)?;
            }
            None => {
                let draft = AccountDraft {
                    platform,
                    handle: offered.handle,
                    region: offered.region.parse().ok(),
                    base_url: Some(offered.base_url),
                    external_id: None,
                    manual: false,
                    added_at: profile.now(),
                };
                accounts::add(profile, draft, Some(credentials)).await?;
            }
        }
    }
    Ok(())
}

fn keep(
    profile: &OpenProfile,
    id: AccountId,
    credentials: &Credentials,
) -> Result<(), StudioError> {
    let secret = SecretBytes::new(credentials.expose_json().expose().as_bytes().to_vec());
    Ok(profile
        .secrets()
        .save(&accounts::secret_name(id), &secret, profile.now())?)
}

/// Imports what lies in a folder, as any file would be.
async fn import_files(
    profile: &Arc<OpenProfile>,
    work: &Arc<Work>,
    folder: TemporaryFolder,
) -> Result<ImportReport, StudioError> {
    let (profile, work) = (profile.clone(), work.clone());
    let task = tokio::task::spawn_blocking(move || {
        let request = importing::ImportRequest {
            paths: vec![folder.path().to_owned()],
            // The sample creator's own word: LIVE earnings count diamonds.
            live_unit: Some("diamond".to_owned()),
            ..Default::default()
        };
        importing::import(&profile, &work, &request)
    });
    task.await
        .map_err(|e| StudioError::Internal(e.to_string()))?
}

/// The sample creator's account export as a real file, in a folder that goes away with the value.
fn export(emulator: &SandboxHandle) -> Result<TemporaryFolder, StudioError> {
    let bytes = sandbox::tiktok_export(&emulator.world(), Generation::C);
    let folder = TemporaryFolder::new()?;
    folder.write("user_data_tiktok.json", &bytes)?;
    Ok(folder)
}

/// The sample creator's mails as real files.
fn mails(emulator: &SandboxHandle) -> Result<TemporaryFolder, StudioError> {
    let folder = TemporaryFolder::new()?;
    for (name, bytes) in sandbox::offer_mails(&emulator.world()) {
        folder.write(&name, &bytes)?;
    }
    Ok(folder)
}

/// Days of bank statements the sample creator has.
const STATEMENT_DAYS: i32 = 100;

/// The statements of her two bank accounts as real files.
fn statements(emulator: &SandboxHandle, now: Instant) -> Result<TemporaryFolder, StudioError> {
    let first = world_now(now)
        .day_in(Zone::UTC)
        .plus_days(-STATEMENT_DAYS)
        .month_start();
    let folder = TemporaryFolder::new()?;
    let world = emulator.world();
    folder.write(
        "banque-exemple-eur.xml",
        sandbox::bank_camt(&world, first.0).as_bytes(),
    )?;
    folder.write(
        "banque-exemple-usd.ofx",
        sandbox::bank_ofx(&world, first.0).as_bytes(),
    )?;
    Ok(folder)
}

/// A folder under the system's temporary one, removed when dropped.
struct TemporaryFolder(PathBuf);

impl TemporaryFolder {
    fn new() -> Result<Self, StudioError> {
        let base = std::env::temp_dir();
        for attempt in 0..1_000u32 {
            let path = base.join(format!(
                "creator-studio-sandbox-{}-{attempt}",
                std::process::id()
            ));
            match std::fs::create_dir(&path) {
                Ok(()) => return Ok(Self(path)),
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(StudioError::file(&path, error)),
            }
        }
        Err(StudioError::Internal(
            "no temporary folder could be made".to_owned(),
        ))
    }

    fn path(&self) -> &std::path::Path {
        &self.0
    }

    fn write(&self, name: &str, bytes: &[u8]) -> Result<(), StudioError> {
        let path = self.0.join(name);
        std::fs::write(&path, bytes).map_err(|e| StudioError::file(&path, e))
    }
}

impl Drop for TemporaryFolder {
    fn drop(&mut self) {
        // What is left behind lies in the system's temporary folder and holds only invented data.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// What the sample creator says about herself, as any creator would type it: figures no platform gives.
fn declare(profile: &OpenProfile) -> Result<(), StudioError> {
    let now = profile.now();
    let day: CivilDay = world_now(now).day_in(Zone::UTC);
    profile.store().write(move |tx| {
        let accounts = tx.accounts()?;
        let declared: Vec<(AccountId, &str, i64)> = accounts
            .iter()
            .filter(|a| {
                matches!(
                    a.platform,
                    domain::Platform::Tiktok | domain::Platform::Youtube
                ) && !a.manual
            })
            .flat_map(|a| {
                [
                    (a.id, "age_years", 31),
                    (a.id, "good_standing", 1),
                    (a.id, "original_content", 1),
                ]
            })
            .collect();
        let run = tx.start_run(domain::RunKind::Hand, "", now)?;
        for (account, name, value) in declared {
            let draft = domain::MetricDraft {
                name: name.to_owned(),
                day,
                value,
                locator: None,
            };
            tx.set_metric(account, &draft, run, now)?;
        }
        Ok::<(), StudioError>(tx.finish_run(run, domain::RunState::Done, now, None)?)
    })
}

/// Whether the profile's accounts speak to an emulator that has to be started before a sync.
///
/// # Errors
/// [`StudioError::Store`].
pub fn world(profile: &OpenProfile) -> Result<Option<World>, StudioError> {
    if !profile.is_sandbox() {
        return Ok(None);
    }
    profile.store().read(|tx| Ok(tx.setting(KEY)?))
}

/// Syncs the sample creator: the emulator runs as long as the sync does.
///
/// # Errors
/// [`StudioError`].
pub async fn sync_again(
    profile: &Arc<OpenProfile>,
    work: &Arc<Work>,
    world: World,
    request: &SyncRequest,
) -> Result<SyncReport, StudioError> {
    let emulator = serve(world, profile.now()).await?;
    let outcome = match connect(profile, &emulator).await {
        Ok(()) => syncing::sync(profile, work, request).await,
        Err(error) => Err(error),
    };
    let stopped = emulator.shutdown().await;
    let report = outcome?;
    stopped.map_err(|e| StudioError::Sandbox(e.to_string()))?;
    Ok(report)
}
