//! What the creator wrote on an entry (*authored*): a note, tags, corrections, and "do not count this".
//!
//! The rules it protects: it is keyed by the entry's identity at its source, so it survives an undo and a new import; the
//! corrected stream counts in every sum from then on; taking a correction back restores the source's word.

use crate::codec;
use crate::codes::{stream_code, stream_of};
use crate::{ReadTx, StoreError, WriteTx};
use domain::{EntryId, Instant, Stream};
use rusqlite::{OptionalExtension, Row};

/// The creator's own words on one entry. `None` leaves the source's word standing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EntryNote {
    /// Free text.
    pub note: Option<String>,
    /// Tags, in the creator's order.
    pub tags: Vec<String>,
    /// Not counted anywhere.
    pub ignored: bool,
    /// Corrected kind of income.
    pub stream: Option<Stream>,
    /// Corrected title.
    pub title: Option<String>,
    /// Corrected payer.
    pub counterparty: Option<String>,
}

impl EntryNote {
    /// Reads `note, tags, ignored, stream, title, counterparty` from `at` on.
    pub(crate) fn read(row: &Row<'_>, at: usize) -> Result<Self, StoreError> {
        Ok(Self {
            note: row.get(at)?,
            tags: codec::json("tags", &row.get::<_, String>(at + 1)?)?,
            ignored: row.get(at + 2)?,
            stream: row
                .get::<_, Option<i64>>(at + 3)?
                .map(stream_of)
                .transpose()?,
            title: row.get(at + 4)?,
            counterparty: row.get(at + 5)?,
        })
    }
}

impl ReadTx<'_> {
    /// The note on what stands under `ext_key` in a feed.
    pub(crate) fn note_of(
        &self,
        feed: i64,
        ext_key: &str,
    ) -> Result<Option<EntryNote>, StoreError> {
        let sql = "SELECT note, tags, ignored, stream, title, counterparty FROM entry_note \
                   WHERE feed_id = ?1 AND ext_key = ?2";
        let found = self
            .conn
            .prepare_cached(sql)?
            .query_and_then((feed, ext_key), |row| EntryNote::read(row, 0))?
            .next();
        found.transpose()
    }
}

impl WriteTx<'_> {
    /// Whether any entry carries a note; lets a bulk import skip a look-up per row.
    pub(crate) fn has_notes(&mut self) -> Result<bool, StoreError> {
        if let Some(known) = self.names.has_notes {
            return Ok(known);
        }
        let sql = "SELECT EXISTS (SELECT 1 FROM entry_note)";
        let found = self
            .conn
            .prepare_cached(sql)?
            .query_row([], |row| row.get(0))?;
        self.names.has_notes = Some(found);
        Ok(found)
    }

    /// Writes the creator's words on an entry in place of the former ones. An empty note removes them.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such entry.
    pub fn set_entry_note(
        &mut self,
        id: EntryId,
        note: &EntryNote,
        now: Instant,
    ) -> Result<(), StoreError> {
        let (feed, ext_key): (i64, String) = self
            .conn
            .prepare_cached("SELECT feed_id, ext_key FROM entry WHERE id = ?1")?
            .query_row([id.0], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?
            .ok_or(StoreError::NotFound {
                what: "entry",
                id: id.0,
            })?;
        self.discount(id.0)?;
        if *note == EntryNote::default() {
            self.conn
                .prepare_cached("DELETE FROM entry_note WHERE feed_id = ?1 AND ext_key = ?2")?
                .execute((feed, &ext_key))?;
        } else {
            self.conn
                .prepare_cached(
                    "INSERT OR REPLACE INTO entry_note (feed_id, ext_key, note, tags, ignored, stream, title, counterparty, \
                     edited_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                )?
                .execute((
                    feed,
                    &ext_key,
                    &note.note,
                    codec::to_json("tags", &note.tags)?,
                    note.ignored,
                    note.stream.map(stream_code),
                    &note.title,
                    &note.counterparty,
                    now.millis(),
                ))?;
        }
        let double = self.double_bit_of(id.0)?;
        self.conn
            .prepare_cached(
                "UPDATE entry SET stream = coalesce(?2, source_stream), aside = (vanished_ms IS NOT NULL) + 2 * ?3 + ?4 \
                 WHERE id = ?1",
            )?
            .execute((id.0, note.stream.map(stream_code), note.ignored, double))?;
        self.names.has_notes = None;
        self.count_again(id.0)
    }
}
