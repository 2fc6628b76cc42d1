//! The full-text index over titles and counterparties (*derived*).
//!
//! The rules it protects: words change in the transaction that changes their row; and they are written sorted, since the
//! index starts a new segment whenever row numbers go backwards, which would make a bulk import crawl.

use crate::StoreError;
use rusqlite::Connection;

/// Row numbers in the index are `day * SHIFT + entry id`.
pub(crate) const SHIFT: i64 = 1 << 40;

/// Rows gathered before they are written out early.
const BATCH: usize = 50_000;

/// The row number of an entry in the index.
pub(crate) fn word_row(day: i32, entry: i64) -> i64 {
    i64::from(day) * SHIFT + entry
}

/// The entry behind a row number.
pub(crate) fn entry_of(row: i64) -> i64 {
    row.rem_euclid(SHIFT)
}

#[derive(Debug)]
struct Change {
    row: i64,
    removed: bool,
    title: String,
    counterparty: Option<String>,
}

impl Change {
    fn is_undone_by(&self, next: &Self) -> bool {
        !next.removed
            && self.row == next.row
            && self.title == next.title
            && self.counterparty == next.counterparty
    }
}

/// Changes gathered in one transaction.
#[derive(Debug, Default)]
pub(crate) struct PendingWords {
    changes: Vec<Change>,
}

impl PendingWords {
    /// Notes a row as findable by these words.
    pub(crate) fn add(
        &mut self,
        conn: &Connection,
        row: i64,
        title: &str,
        counterparty: Option<&str>,
    ) -> Result<(), StoreError> {
        self.push(conn, row, false, title, counterparty)
    }

    /// Notes a row as no longer findable. The words must be those it was added with.
    pub(crate) fn remove(
        &mut self,
        conn: &Connection,
        row: i64,
        title: &str,
        counterparty: Option<&str>,
    ) -> Result<(), StoreError> {
        self.push(conn, row, true, title, counterparty)
    }

    fn push(
        &mut self,
        conn: &Connection,
        row: i64,
        removed: bool,
        title: &str,
        counterparty: Option<&str>,
    ) -> Result<(), StoreError> {
        self.changes.push(Change {
            row,
            removed,
            title: title.to_owned(),
            counterparty: counterparty.map(str::to_owned),
        });
        if self.changes.len() >= BATCH {
            self.flush(conn)
        } else {
            Ok(())
        }
    }

    /// Writes the changes and forgets them.
    pub(crate) fn flush(&mut self, conn: &Connection) -> Result<(), StoreError> {
        if self.changes.is_empty() {
            return Ok(());
        }
        // Stable: changes of one row keep their order.
        self.changes.sort_by_key(|c| c.row);
        let mut insert = conn.prepare_cached(
            "INSERT INTO entry_words (rowid, title, counterparty) VALUES (?1, ?2, ?3)",
        )?;
        let mut delete = conn.prepare_cached(
            "INSERT INTO entry_words (entry_words, rowid, title, counterparty) VALUES ('delete', ?1, ?2, ?3)",
        )?;
        let mut changes = self.changes.drain(..).peekable();
        while let Some(change) = changes.next() {
            // A row taken out and put back with the same words is no work for the index.
            if change.removed && changes.next_if(|next| change.is_undone_by(next)).is_some() {
                continue;
            }
            let statement = if change.removed {
                &mut delete
            } else {
                &mut insert
            };
            statement.execute((change.row, &change.title, &change.counterparty))?;
        }
        Ok(())
    }
}
