//! Stripe's CSV files: itemised balance change, payout reconciliation, itemised payouts, and the balance history.
//!
//! The rules it protects: rows carry Stripe's own `txn_…` id in the feed `balance_transactions`, so a file and a sync of
//! one account meet in the same entries; and `net = gross − fee` is checked on every row.

mod header;
mod pages;
mod row;
pub mod stream;

pub use header::recognise;
pub use pages::{CHUNK, Pages, open};
pub use stream::{Kind, stream_of};

use crate::import::{AccountHint, ImportError, ImportInput, ImportOptions, Parsed};
use domain::Platform;

/// The feed of ledger rows, shared with the HTTP connector.
pub const FEED: &str = "balance_transactions";
/// The feed of payouts, shared with the HTTP connector.
pub const PAYOUT_FEED: &str = "payouts";

/// Reads a whole file.
///
/// # Errors
/// [`ImportError`] for a file that cannot be read as one of Stripe's.
pub fn parse(input: &ImportInput, options: &ImportOptions) -> Result<Parsed, ImportError> {
    let mut pages = open(input, options)?;
    let read: Vec<_> = pages.by_ref().collect();
    Ok(Parsed {
        pages: read,
        account_hint: Some(AccountHint {
            platform: Platform::Stripe,
            handle: None,
            region: None,
        }),
        notes: pages.notes(),
    })
}
