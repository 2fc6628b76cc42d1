//! How far each feed was read (*fetched*). The value is the connector's own text.
//!
//! The rule it protects: a cursor is written in the transaction of the rows it has passed.

use crate::{ReadTx, StoreError, WriteTx};
use domain::{AccountId, RunId};
use rusqlite::OptionalExtension;

impl ReadTx<'_> {
    /// The cursor of a feed, if it was ever read.
    pub fn cursor(&self, account: AccountId, feed: &str) -> Result<Option<String>, StoreError> {
        let sql = "SELECT value FROM cursor WHERE account_id = ?1 AND feed = ?2";
        Ok(self
            .conn
            .prepare_cached(sql)?
            .query_row((account.0, feed), |row| row.get(0))
            .optional()?)
    }
}

impl WriteTx<'_> {
    /// Moves the cursor of a feed.
    pub fn set_cursor(
        &mut self,
        account: AccountId,
        feed: &str,
        value: &str,
        run: RunId,
    ) -> Result<(), StoreError> {
        let sql = "INSERT OR REPLACE INTO cursor (account_id, feed, value, run_id) VALUES (?1, ?2, ?3, ?4)";
        self.conn
            .prepare_cached(sql)?
            .execute((account.0, feed, value, run.0))?;
        Ok(())
    }

    /// Forgets every cursor of an account, so that the next sync reads everything again.
    pub fn clear_cursors(&mut self, account: AccountId) -> Result<(), StoreError> {
        self.conn
            .execute("DELETE FROM cursor WHERE account_id = ?1", [account.0])?;
        Ok(())
    }
}
