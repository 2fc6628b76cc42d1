//! The lock file of a profile.
//!
//! The rule it protects: the window and the command line share a profile (SQLite arbitrates their writes), but while one
//! of them replaces or upgrades the file nobody else has it open. Ordinary use holds the lock shared; upgrade and
//! restore hold it alone. The system frees it when a process dies.

use crate::StoreError;
use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;
use std::time::Duration;

/// How long an exclusive lock is waited for, in steps of [`STEP`].
const STEPS: u32 = 50;
const STEP: Duration = Duration::from_millis(100);

/// A held lock; dropping it frees it.
#[derive(Debug)]
pub(crate) struct ProfileLock {
    file: File,
}

impl ProfileLock {
    /// Takes the lock for ordinary use.
    pub(crate) fn shared(folder: &Path) -> Result<Self, StoreError> {
        Self::take(folder, File::try_lock_shared)
    }

    /// Takes the lock alone; waits a few seconds for others to leave.
    pub(crate) fn exclusive(folder: &Path) -> Result<Self, StoreError> {
        Self::take(folder, File::try_lock)
    }

    fn take(
        folder: &Path,
        lock: fn(&File) -> Result<(), TryLockError>,
    ) -> Result<Self, StoreError> {
        let path = folder.join("lock");
        let open = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path);
        // A folder that cannot be written may still be read, with the lock file that is there.
        let file = open
            .or_else(|e| File::open(&path).map_err(|_| e))
            .map_err(|e| StoreError::io(&path, e))?;
        for _ in 0..STEPS {
            match lock(&file) {
                Ok(()) => return Ok(Self { file }),
                Err(TryLockError::WouldBlock) => std::thread::sleep(STEP),
                Err(TryLockError::Error(e)) => return Err(StoreError::io(&path, e)),
            }
        }
        Err(StoreError::Busy)
    }

    /// Becomes exclusive: lets go first, since a shared lock cannot be raised in place on every system.
    pub(crate) fn raise(self, folder: &Path) -> Result<Self, StoreError> {
        drop(self);
        Self::exclusive(folder)
    }

    /// Becomes shared again.
    pub(crate) fn lower(self, folder: &Path) -> Result<Self, StoreError> {
        drop(self);
        Self::shared(folder)
    }
}

impl Drop for ProfileLock {
    fn drop(&mut self) {
        // Closing would free it too; a failure here changes nothing.
        let _ = self.file.unlock();
    }
}
