//! How much a profile holds, for the health page.

use crate::{ReadTx, StoreError};

/// Numbers of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Connected sources.
    pub accounts: u64,
    /// Earned lines that count.
    pub entries: u64,
    /// Earned lines that vanished or are ignored.
    pub entries_aside: u64,
    /// Former versions of earned lines.
    pub revisions: u64,
    /// Payouts.
    pub payouts: u64,
    /// Documents.
    pub documents: u64,
    /// Observations of figures.
    pub metrics: u64,
    /// Posts.
    pub posts: u64,
    /// Offers.
    pub offers: u64,
    /// Refused rows not settled.
    pub open_reviews: u64,
    /// Changes not acknowledged.
    pub unseen_changes: u64,
}

impl ReadTx<'_> {
    /// Numbers of rows. Entries are counted by their rollups, so the answer does not take longer with more of them.
    pub fn counts(&self) -> Result<Counts, StoreError> {
        let sql = "SELECT (SELECT count(*) FROM account), (SELECT coalesce(sum(count), 0) FROM rollup_month), \
                   (SELECT count(*) FROM entry WHERE aside <> 0), (SELECT count(*) FROM entry_revision), \
                   (SELECT count(*) FROM payout), (SELECT count(*) FROM document), (SELECT count(*) FROM metric), \
                   (SELECT count(*) FROM post), (SELECT count(*) FROM offer), \
                   (SELECT count(*) FROM review WHERE resolved_ms IS NULL), \
                   (SELECT count(*) FROM change WHERE acknowledged_ms IS NULL)";
        let read = |row: &rusqlite::Row<'_>| {
            Ok(Counts {
                accounts: row.get(0)?,
                entries: row.get(1)?,
                entries_aside: row.get(2)?,
                revisions: row.get(3)?,
                payouts: row.get(4)?,
                documents: row.get(5)?,
                metrics: row.get(6)?,
                posts: row.get(7)?,
                offers: row.get(8)?,
                open_reviews: row.get(9)?,
                unseen_changes: row.get(10)?,
            })
        };
        Ok(self.conn.prepare_cached(sql)?.query_row([], read)?)
    }
}

impl ReadTx<'_> {
    /// The versions of SQLCipher and SQLite in use, and the format of this file.
    pub fn versions(&self) -> Result<(String, i64), StoreError> {
        let cipher: String = self
            .conn
            .query_row("PRAGMA cipher_version", [], |row| row.get(0))?;
        let sqlite: String = self
            .conn
            .query_row("SELECT sqlite_version()", [], |row| row.get(0))?;
        let format = self
            .conn
            .query_row("PRAGMA user_version", [], |row| row.get(0))?;
        Ok((format!("SQLCipher {cipher}, SQLite {sqlite}"), format))
    }
}
