//! One file's pages into the store: all of them in one transaction, or none.
//!
//! The rule it protects: an import is a run that can be undone as one, and a dry run takes the very same road and then gives
//! everything back, so what it promises is what happens.

use crate::SyncError;
use crate::apply::{self, Target};
use crate::key::Occurrences;
use crate::report::Counts;
use domain::{DocumentId, Page, RunKind};
use std::sync::Arc;
use store::{AccountDraft, ReadTx, Store, StoreError, WriteTx};

/// Whether what was worked out is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// Written.
    Written,
    /// Given back: the counts tell what would have happened.
    GivenBack,
}

enum Outcome<T> {
    Counted(Counts, T),
    Failed(StoreError),
}

impl<T> From<StoreError> for Outcome<T> {
    fn from(error: StoreError) -> Self {
        Self::Failed(error)
    }
}

/// Stores the pages of one file, or only counts what storing them would do. Blocks until the store's thread is done.
///
/// What is given back needs no run of its own: `target.run` is not looked at, one is started and given back with the rest.
///
/// # Errors
/// [`SyncError`] when the store refused; nothing of the file is then stored.
pub fn file(
    store: &Store,
    target: Target,
    pages: Vec<Page>,
    keep: Keep,
) -> Result<Counts, SyncError> {
    let (counts, ()) = file_looked_at(store, target, None, pages, keep, |_, _| Ok(()))?;
    Ok(counts)
}

/// The same, with a look at the whole once the pages are in it, kept or not. `fresh` is the account of a file that is given
/// back and whose account does not exist; it is given back too.
///
/// # Errors
/// [`SyncError`] when the store refused; nothing of the file is then stored.
pub fn file_looked_at<T: Send + 'static>(
    store: &Store,
    target: Target,
    fresh: Option<AccountDraft>,
    pages: Vec<Page>,
    keep: Keep,
    look: impl FnOnce(&ReadTx<'_>, Target) -> Result<T, StoreError> + Send + 'static,
) -> Result<(Counts, T), SyncError> {
    let done = store.write(move |tx| -> Result<(Counts, T), Outcome<T>> {
        let mut target = target;
        if keep == Keep::GivenBack {
            target.run = tx.start_run(RunKind::Import, "", target.now)?;
            if let Some(fresh) = &fresh {
                target.account = tx.insert_account(fresh)?;
            }
        }
        let counts = all_pages(tx, target, &pages)?;
        let seen = look(tx, target)?;
        match keep {
            Keep::Written => Ok((counts, seen)),
            Keep::GivenBack => Err(Outcome::Counted(counts, seen)),
        }
    });
    match done {
        Ok(done) => Ok(done),
        Err(Outcome::Counted(counts, seen)) => Ok((counts, seen)),
        Err(Outcome::Failed(error)) => Err(error.into()),
    }
}

fn all_pages(tx: &mut WriteTx<'_>, target: Target, pages: &[Page]) -> Result<Counts, StoreError> {
    let mut counts = Counts::default();
    // Pages cut from one file share its bytes; the document is stored and its twins are counted once.
    let mut shared: Option<(Arc<[u8]>, DocumentId, Occurrences)> = None;
    for page in pages {
        let (known, mut twins) = match shared.take() {
            Some((bytes, id, twins)) if Arc::ptr_eq(&bytes, &page.document.bytes) => {
                (Some(id), twins)
            }
            _ => (None, Occurrences::default()),
        };
        let (id, part) = apply::page(tx, target, page, known, &mut twins)?;
        counts.add(part);
        shared = Some((page.document.bytes.clone(), id, twins));
    }
    Ok(counts)
}
