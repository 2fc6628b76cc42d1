//! Whose rule packs the creator accepts (*authored*).
//!
//! The rule it protects: a key counts because the creator said so after seeing its fingerprint, and only until they take it
//! back.

use crate::codec;
use crate::{ReadTx, StoreError, WriteTx};
use domain::Instant;

/// A public key the creator trusts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrustedKey {
    /// The key, 64 hexadecimal digits.
    pub key: String,
    /// Whose it is, in the creator's words.
    pub name: String,
    /// When it was trusted.
    pub trusted: Instant,
}

impl ReadTx<'_> {
    /// Every trusted key, by name.
    pub fn trusted_keys(&self) -> Result<Vec<TrustedKey>, StoreError> {
        let sql = "SELECT key, name, trusted_ms FROM trusted_key ORDER BY name, key";
        let read = |row: &rusqlite::Row<'_>| -> Result<TrustedKey, StoreError> {
            Ok(TrustedKey {
                key: row.get(0)?,
                name: row.get(1)?,
                trusted: codec::instant(row.get(2)?)?,
            })
        };
        self.conn
            .prepare_cached(sql)?
            .query_and_then([], read)?
            .collect()
    }
}

impl WriteTx<'_> {
    /// Trusts a key, or names a trusted one anew.
    pub fn trust_key(&mut self, key: &TrustedKey) -> Result<(), StoreError> {
        let sql = "INSERT INTO trusted_key (key, name, trusted_ms) VALUES (?1, ?2, ?3) \
                   ON CONFLICT (key) DO UPDATE SET name = excluded.name";
        self.conn
            .prepare_cached(sql)?
            .execute((&key.key, &key.name, key.trusted.millis()))?;
        Ok(())
    }

    /// Trusts a key no longer. Whether it was trusted.
    pub fn distrust_key(&mut self, key: &str) -> Result<bool, StoreError> {
        let sql = "DELETE FROM trusted_key WHERE key = ?1";
        Ok(self.conn.prepare_cached(sql)?.execute([key])? > 0)
    }
}
