//! What can stop a whole run; the trouble of one account is in its report instead.

use store::StoreError;

/// Why a run could not go on.
#[derive(Debug, thiserror::Error)]
pub enum SyncError {
    /// The store refused.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The thread that writes came to an end.
    #[error("the work was cut off")]
    CutOff,
}
