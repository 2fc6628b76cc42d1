//! Identity for rows without an id: a hash of the row's meaning.
//!
//! The rule it protects: a re-imported row is the same row, and two real twins stay two (the store adds an occurrence
//! number, counted in file order within one document).

use crate::EntryDraft;
use sha2::{Digest, Sha256};

/// A 128-bit hash, as 32 hex characters, over what the row means: day, zone, instant, stream, title, payer and figures.
/// Status, payout and place in the file are left out, since they change while the row stays the same.
pub fn of_entry(draft: &EntryDraft) -> String {
    let mut hash = Sha256::new();
    let mut field = |text: &str| {
        hash.update((text.len() as u64).to_le_bytes());
        hash.update(text.as_bytes());
    };
    field(&draft.day.to_string());
    field(&draft.zone.to_string());
    field(&draft.instant.map(|i| i.to_string()).unwrap_or_default());
    field(draft.stream.slug());
    field(&draft.title);
    field(draft.counterparty.as_deref().unwrap_or_default());
    field(&draft.money.unit.to_string());
    for figure in [
        draft.money.gross,
        draft.money.fee,
        draft.money.tax,
        Some(draft.money.net),
    ] {
        field(&figure.map(|m| m.to_string()).unwrap_or_default());
    }
    let digest = hash.finalize();
    hex::encode(digest.iter().take(16).copied().collect::<Vec<u8>>())
}
