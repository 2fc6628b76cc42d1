//! The creator's settings (*authored*), as JSON per key.
//!
//! The rule it protects: the store keeps them, the use cases know what they mean; an unknown key is kept untouched.

use crate::codec;
use crate::{ReadTx, StoreError, WriteTx};
use domain::Instant;
use rusqlite::OptionalExtension;
use serde::{Serialize, de::DeserializeOwned};
use std::collections::BTreeMap;

impl ReadTx<'_> {
    /// The value of a setting, if it was ever set.
    ///
    /// # Errors
    /// [`StoreError::Unreadable`] when it is set to something that is no `T`.
    pub fn setting<T: DeserializeOwned>(&self, key: &str) -> Result<Option<T>, StoreError> {
        let sql = "SELECT value FROM setting WHERE key = ?1";
        let text: Option<String> = self
            .conn
            .prepare_cached(sql)?
            .query_row([key], |row| row.get(0))
            .optional()?;
        text.map(|t| codec::json("setting", &t)).transpose()
    }

    /// Every setting as its JSON text.
    pub fn settings(&self) -> Result<BTreeMap<String, String>, StoreError> {
        let mut statement = self.conn.prepare_cached("SELECT key, value FROM setting")?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

impl WriteTx<'_> {
    /// Sets a setting.
    pub fn set_setting<T: Serialize + ?Sized>(
        &mut self,
        key: &str,
        value: &T,
        now: Instant,
    ) -> Result<(), StoreError> {
        let text = codec::to_json("setting", value)?;
        let sql = "INSERT OR REPLACE INTO setting (key, value, edited_ms) VALUES (?1, ?2, ?3)";
        self.conn
            .prepare_cached(sql)?
            .execute((key, text, now.millis()))?;
        Ok(())
    }

    /// Goes back to the default.
    pub fn clear_setting(&mut self, key: &str) -> Result<(), StoreError> {
        self.conn
            .execute("DELETE FROM setting WHERE key = ?1", [key])?;
        Ok(())
    }
}
