//! Identity for rows without an id: a hash of the row's meaning.
//!
//! The rule it protects: a re-imported row is the same row, and two real twins stay two (the store adds an occurrence
//! number, counted in file order within one document).

use crate::{EntryDraft, LandingDraft};
use sha2::{Digest, Sha256};

/// A 128-bit hash, as 32 hex characters, over what the row means: day, zone, instant, stream, title, payer and figures.
/// Status, payout and place in the file are left out, since they change while the row stays the same.
pub fn of_entry(draft: &EntryDraft) -> String {
    let figures = [
        draft.money.gross,
        draft.money.fee,
        draft.money.tax,
        Some(draft.money.net),
    ];
    let mut fields = vec![
        draft.day.to_string(),
        draft.zone.to_string(),
        draft.instant.map(|i| i.to_string()).unwrap_or_default(),
        draft.stream.slug().to_owned(),
        draft.title.clone(),
        draft.counterparty.clone().unwrap_or_default(),
        draft.money.unit.to_string(),
    ];
    fields.extend(figures.map(|f| f.map(|m| m.to_string()).unwrap_or_default()));
    hash(&fields)
}

/// The same over what a bank line means: days, amount, text, the other side and reference.
pub fn of_landing(draft: &LandingDraft) -> String {
    hash(&[
        draft.day.to_string(),
        draft.value_day.map(|d| d.to_string()).unwrap_or_default(),
        draft.amount.micros.to_string(),
        draft.amount.unit.to_string(),
        draft.text.clone(),
        draft.counterparty.clone().unwrap_or_default(),
        draft.reference.clone().unwrap_or_default(),
    ])
}

fn hash(fields: &[String]) -> String {
    let mut hash = Sha256::new();
    for text in fields {
        hash.update((text.len() as u64).to_le_bytes());
        hash.update(text.as_bytes());
    }
    let digest = hash.finalize();
    hex::encode(digest.iter().take(16).copied().collect::<Vec<u8>>())
}
