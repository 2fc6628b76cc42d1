//! Lets what is due go out.
//!
//! The rule it protects: one program at a time sends from a profile. The lock is the system's own, so it is free again however
//! its holder ended.

use super::carrier::Carriers;
use crate::shapes::DeliverReport;
use crate::{OpenProfile, StudioError};
use std::fs::{File, TryLockError};
use std::sync::Arc;
use std::time::Duration;
use sync::outbox::Delivered;
use tokio_util::sync::CancellationToken;

/// How often another program that sends is asked whether it is done.
const STEP: Duration = Duration::from_millis(100);

/// Settles what was cut off and sends what is due. With nothing open, nothing is asked of anybody.
///
/// # Errors
/// [`StudioError`] when the store refuses; what went out is recorded.
pub async fn deliver(
    profile: &OpenProfile,
    cancel: &CancellationToken,
) -> Result<DeliverReport, StudioError> {
    let idle = profile.store().read(|tx| {
        let open = tx.outbox_open_count()?;
        Ok::<_, StudioError>(open == 0 && tx.outbox_copies_owed()?.is_empty())
    })?;
    if idle {
        return Ok(report(Delivered::default()));
    }
    let _alone = alone(profile).await?;
    let carriers = Carriers::of(profile)?;
    let clock = profile.clock();
    let now: sync::outbox::Now = Arc::new(move || clock.now());
    let done = sync::outbox::deliver(profile.store(), &carriers, &now, cancel)
        .await
        .map_err(crate::syncing::refused)?;
    Ok(report(done))
}

/// As [`deliver`], behind a sync: what cannot go out now has its reason in the outbox and is no failure of the sync.
pub(crate) async fn after_sync(profile: &OpenProfile, cancel: &CancellationToken) {
    if let Err(error) = deliver(profile, cancel).await {
        tracing::warn!(%error, "the outbox was not delivered");
    }
}

async fn alone(profile: &OpenProfile) -> Result<File, StudioError> {
    let folder = profile.profile().folder().join("locks");
    let path = folder.join("outbox");
    let failed = |e| StudioError::file(&path, e);
    std::fs::create_dir_all(&folder).map_err(failed)?;
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .map_err(failed)?;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) => tokio::time::sleep(STEP).await,
            Err(TryLockError::Error(error)) => return Err(failed(error)),
        }
    }
}

fn report(done: Delivered) -> DeliverReport {
    DeliverReport {
        sent: done.sent,
        found: done.found,
        waiting: done.waiting,
        later: done.later,
        failed: done.failed,
        unsure: done.unsure,
        copied: done.copied,
    }
}
