//! The health page, the check of the whole cache, and backups.

use crate::shapes::{BackupReport, Health, HealthCheck, VerifyReport};
use crate::{OpenProfile, StudioError, passphrase, programmes};
use domain::Instant;
use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};
use store::VaultKind;

const VERIFIED: &str = "verified";
/// Rules older than this want a newer pack.
const RULES_OLD_DAYS: i64 = 180;
/// A backup older than this wants a newer one.
const BACKUP_OLD_DAYS: i64 = 30;

/// Facts about this profile that hold no amounts and no names.
///
/// # Errors
/// [`StudioError`].
pub fn health(profile: &OpenProfile) -> Result<Health, StudioError> {
    let file = profile.store().path().to_owned();
    let size = std::fs::metadata(&file)
        .map(|m| m.len())
        .map_err(|e| StudioError::file(&file, e))?;
    let encrypted = is_encrypted(&file)?;
    let (counts, verified, accounts, database, schema) = profile.store().read(|tx| {
        let verified: Option<(Instant, bool)> = tx.setting(VERIFIED)?;
        let (versions, schema) = tx.versions()?;
        Ok::<_, StudioError>((
            tx.counts()?,
            verified,
            tx.accounts()?.len(),
            versions,
            schema,
        ))
    })?;
    let packs = programmes::packs::list(profile)?.packs;
    let added = packs.iter().filter(|pack| pack.origin == "added").count();
    let unused = packs.iter().filter(|pack| pack.unused.is_some()).count();
    let rules = packs
        .iter()
        .map(|pack| pack.pack_date.clone())
        .min()
        .unwrap_or_default();
    let rules_age = packs
        .iter()
        .map(|pack| pack.age_days)
        .max()
        .unwrap_or_default();
    let backup = newest_backup(&profile.profile().backups());
    let custody = match (
        profile.profile().has_passphrase()?,
        profile.profile().info().vault,
    ) {
        (true, _) => "passphrase",
        (false, VaultKind::Keychain) => "keychain",
        (false, VaultKind::File) => "key_file",
    };
    let check = |kind: &str, good: bool, remedy: &str, values: &[(&str, String)]| HealthCheck {
        kind: kind.to_owned(),
        state: if good { "good" } else { "attention" }.to_owned(),
        remedy: (!good).then(|| remedy.to_owned()),
        values: values
            .iter()
            .map(|(k, v)| ((*k).to_owned(), v.clone()))
            .collect::<BTreeMap<_, _>>(),
    };
    let now = profile.now();
    let days_since = |at: Instant| (now.millis() - at.millis()) / 86_400_000;
    let mut cache = check(
        "cache",
        encrypted && verified.is_none_or(|(_, clean)| clean),
        "verify_cache",
        &[],
    );
    if !encrypted {
        cache.state = "bad".to_owned();
    }
    let checks = vec![
        cache,
        check(
            "documents",
            true,
            "",
            &[("count", counts.documents.to_string())],
        ),
        check(
            "backup",
            backup.is_some_and(|at| days_since(at) <= BACKUP_OLD_DAYS) || profile.is_sandbox(),
            "make_backup",
            &backup
                .map(|at| vec![("days", days_since(at).to_string())])
                .unwrap_or_default(),
        ),
        check(
            "rules",
            rules_age <= RULES_OLD_DAYS && unused == 0,
            "newer_rules",
            &[
                ("days", rules_age.to_string()),
                ("added", added.to_string()),
                ("unused", unused.to_string()),
            ],
        ),
        check(
            "keychain",
            custody != "key_file",
            "no_keychain",
            &[("custody", custody.to_owned())],
        ),
        check(
            "accounts",
            accounts > 0,
            "connect_account",
            &[("count", accounts.to_string())],
        ),
        check(
            "review",
            counts.open_reviews == 0,
            "open_review",
            &[("count", counts.open_reviews.to_string())],
        ),
    ];
    let count = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    Ok(Health {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        system: format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
        folder: profile.profile().folder().display().to_string(),
        database,
        schema,
        size: count(size),
        encrypted,
        key_custody: custody.to_owned(),
        documents: count(counts.documents),
        entries: count(counts.entries),
        rules_of: rules,
        rules_age_days: rules_age,
        verified_at: verified.map(|(at, _)| at.to_string()),
        backup_at: backup.map(|at| at.to_string()),
        checks,
    })
}

/// Whether the file begins with anything but SQLite's own words.
fn is_encrypted(file: &Path) -> Result<bool, StudioError> {
    let mut first = [0u8; 16];
    let read = std::fs::File::open(file).and_then(|mut f| f.read_exact(&mut first));
    read.map_err(|e| StudioError::file(file, e))?;
    Ok(&first != b"SQLite format 3\0")
}

/// When the newest backup was written.
fn newest_backup(folder: &Path) -> Option<Instant> {
    let files = std::fs::read_dir(folder).ok()?;
    let written = files
        .filter_map(Result::ok)
        .filter_map(|f| f.metadata().ok()?.modified().ok());
    let newest = written.max()?.duration_since(std::time::UNIX_EPOCH).ok()?;
    Instant::from_millis(i64::try_from(newest.as_millis()).ok()?)
}

/// Recomputes rollups, compares hashes and lets the database check itself; the result is noted for the health page.
///
/// # Errors
/// [`StudioError`] when the cache cannot even be read.
pub fn verify(profile: &OpenProfile) -> Result<VerifyReport, StudioError> {
    let report = profile.store().read(|tx| tx.verify())?;
    let clean = report.problems.is_empty();
    let now = profile.now();
    profile
        .store()
        .write(move |tx| Ok::<(), StudioError>(tx.set_setting(VERIFIED, &(now, clean), now)?))?;
    let count = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    Ok(VerifyReport {
        clean,
        entries: count(report.entries),
        rollups: count(report.rollups),
        documents: count(report.documents),
        problems: report.problems.iter().map(ToString::to_string).collect(),
    })
}

/// Writes a backup into `folder` (the profile's own when `None`), reopens and checks it.
///
/// # Errors
/// [`StudioError`]; a copy that fails its check is removed.
pub fn backup(profile: &OpenProfile, folder: Option<&Path>) -> Result<BackupReport, StudioError> {
    let folder: PathBuf = folder.map_or_else(|| profile.profile().backups(), Path::to_owned);
    let stamp = profile.now().0.format("%Y-%m-%d-%H%M%S");
    let made = profile
        .store()
        .backup(&folder.join(format!("studio-{stamp}.db")))?;
    Ok(report(&made))
}

/// Puts a checked backup in place of the closed profile in `folder`.
///
/// # Errors
/// [`StudioError`]; the profile stays as it was.
pub fn restore(folder: &Path, file: &Path, now: Instant) -> Result<BackupReport, StudioError> {
    Ok(report(&store::restore(
        folder,
        file,
        passphrase::from_environment()?.as_ref(),
        now,
    )?))
}

fn report(made: &store::BackupReport) -> BackupReport {
    let count = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    BackupReport {
        file: made.file.display().to_string(),
        size: count(made.size),
        entries: count(made.entries),
    }
}
