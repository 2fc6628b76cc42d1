//! Secrets where the system has no keychain (*authored*): inside the encrypted file.
//!
//! The rule it protects: a value is replaced whole, in one transaction, and is never part of a list or a log.

use crate::{ReadTx, StoreError, WriteTx};
use domain::Instant;
use rusqlite::OptionalExtension;
use zeroize::Zeroizing;

impl ReadTx<'_> {
    pub(crate) fn secret(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, StoreError> {
        let sql = "SELECT value FROM secret WHERE name = ?1";
        let value: Option<Vec<u8>> = self
            .conn
            .prepare_cached(sql)?
            .query_row([name], |row| row.get(0))
            .optional()?;
        Ok(value.map(Zeroizing::new))
    }
}

impl WriteTx<'_> {
    pub(crate) fn put_secret(
        &mut self,
        name: &str,
        value: &[u8],
        now: Instant,
    ) -> Result<(), StoreError> {
        let sql = "INSERT OR REPLACE INTO secret (name, value, saved_ms) VALUES (?1, ?2, ?3)";
        self.conn
            .prepare_cached(sql)?
            .execute((name, value, now.millis()))?;
        Ok(())
    }

    pub(crate) fn remove_secret(&mut self, name: &str) -> Result<(), StoreError> {
        self.conn
            .execute("DELETE FROM secret WHERE name = ?1", [name])?;
        Ok(())
    }
}
