//! Files the creator keeps beside an entry (*authored*): a contract, a receipt.
//!
//! The rule it protects: the bytes are a document like any other, hashed and kept whole; the link is held by the entry's
//! identity at its source, so it survives an undo and a new import.

use crate::{ReadTx, StoreError, WriteTx, codec};
use domain::{DocumentId, EntryId, Instant, RunId};
use rusqlite::OptionalExtension;

/// A file beside an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attachment {
    /// Its row.
    pub id: i64,
    /// The bytes.
    pub document: DocumentId,
    /// The run that added it: undoing the run takes the file away again.
    pub run: RunId,
    /// When it was added.
    pub added: Instant,
}

impl ReadTx<'_> {
    /// The files beside an entry, oldest first.
    pub fn attachments(&self, entry: EntryId) -> Result<Vec<Attachment>, StoreError> {
        let sql = "SELECT a.id, a.document_id, a.run_id, a.added_ms FROM entry e \
                   JOIN attachment a ON a.feed_id = e.feed_id AND a.ext_key = e.ext_key WHERE e.id = ?1 ORDER BY a.id";
        let read = |row: &rusqlite::Row<'_>| {
            Ok(Attachment {
                id: row.get(0)?,
                document: DocumentId(row.get(1)?),
                run: RunId(row.get(2)?),
                added: codec::instant(row.get(3)?)?,
            })
        };
        self.conn
            .prepare_cached(sql)?
            .query_and_then([entry.0], read)?
            .collect()
    }
}

impl WriteTx<'_> {
    /// Keeps a stored document beside an entry.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such entry.
    pub fn attach(
        &mut self,
        entry: EntryId,
        document: DocumentId,
        run: RunId,
        now: Instant,
    ) -> Result<(), StoreError> {
        let found: Option<(i64, String)> = self
            .conn
            .prepare_cached("SELECT feed_id, ext_key FROM entry WHERE id = ?1")?
            .query_row([entry.0], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let (feed, key) = found.ok_or(StoreError::NotFound {
            what: "entry",
            id: entry.0,
        })?;
        let sql = "INSERT OR IGNORE INTO attachment (feed_id, ext_key, document_id, run_id, added_ms) \
                   VALUES (?1, ?2, ?3, ?4, ?5)";
        self.conn
            .prepare_cached(sql)?
            .execute((feed, key, document.0, run.0, now.millis()))?;
        Ok(())
    }

    /// Takes a file from beside its entry. Its bytes stay, as every document does.
    pub fn detach(&mut self, attachment: i64) -> Result<(), StoreError> {
        self.conn
            .prepare_cached("DELETE FROM attachment WHERE id = ?1")?
            .execute([attachment])?;
        Ok(())
    }
}
