//! The messages of an offer as the bytes they came in.
//!
//! The rule it protects: what is kept of a message is what arrived, not what was read from it. Where only the document is
//! known that holds it, the whole document stands in its place, and the index says so.

use super::archive::sha256;
use domain::DocumentId;
use serde::Serialize;
use store::{OfferMessage, ReadTx, StoreError};

/// A message with its bytes.
pub(super) struct Letter {
    /// What the index says of it.
    pub told: Told,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// What the index says of a message.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Told {
    /// Its file.
    pub file: String,
    /// `Message-ID`, or the platform's id.
    pub id: String,
    /// Ids it answers.
    pub references: Vec<String>,
    /// Sender.
    pub from: String,
    /// Subject.
    pub subject: String,
    /// When it was sent, by its own word.
    pub sent: String,
    /// SHA-256 of the file.
    pub sha256: String,
    /// The document it came in.
    pub document: String,
    /// SHA-256 of that document as it was when it came.
    pub document_sha256: String,
    /// First byte in that document.
    pub start: u64,
    /// Whether the whole document stands here, since the message's own place in it is not known.
    pub whole_document: bool,
}

/// The messages, oldest first.
pub(super) fn letters(
    tx: &ReadTx<'_>,
    messages: &[OfferMessage],
) -> Result<Vec<Letter>, StoreError> {
    let mut out = Vec::new();
    for (message, n) in messages.iter().zip(1..) {
        out.push(letter(tx, message, n)?);
    }
    Ok(out)
}

fn letter(tx: &ReadTx<'_>, message: &OfferMessage, n: usize) -> Result<Letter, StoreError> {
    let draft = &message.message;
    let (document, start, len, whole) = place(tx, message)?;
    let kept = tx.document(document)?;
    let bytes = tx.document_slice(document, start, len)?;
    let end = if whole { "source" } else { "eml" };
    Ok(Letter {
        told: Told {
            file: format!("messages/{n:03}.{end}"),
            id: draft.external_id.clone(),
            references: draft.references.clone(),
            from: format!("{} <{}>", draft.from_name, draft.from_address),
            subject: draft.subject.clone(),
            sent: draft.sent.to_string(),
            sha256: sha256(&bytes),
            document: kept.name,
            document_sha256: kept.sha256,
            start,
            whole_document: whole,
        },
        bytes,
    })
}

/// Where a message stands: its own road when one is known, else its document.
fn place(
    tx: &ReadTx<'_>,
    message: &OfferMessage,
) -> Result<(DocumentId, u64, u64, bool), StoreError> {
    let id = &message.message.external_id;
    if let Some(thread) = tx.mail_thread_of(id)? {
        for mail in tx.mail_thread(thread)? {
            if mail.external_id != *id {
                continue;
            }
            let roads = tx.mail_roads(mail.id)?;
            let same = roads.iter().find(|road| road.document == message.document);
            if let Some(road) = same.or_else(|| roads.first()) {
                let at = &road.locator;
                return Ok((road.document, at.start, at.len, false));
            }
        }
    }
    let size = tx.document(message.document)?.size;
    Ok((message.document, 0, size, true))
}
