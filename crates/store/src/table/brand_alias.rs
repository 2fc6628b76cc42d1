//! Names and domains that are one brand by the creator's word (*authored*).
//!
//! The rule it protects: nothing is merged without being said, and taking it back parts them as they were.

use crate::{ReadTx, StoreError, WriteTx};
use domain::Instant;
use std::collections::BTreeMap;

impl ReadTx<'_> {
    /// Every such word: a folded name, or `@` and a domain, to the folded name it stands for.
    pub fn brand_aliases(&self) -> Result<BTreeMap<String, String>, StoreError> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT alias, brand FROM brand_alias")?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

impl WriteTx<'_> {
    /// Says that an alias is a brand, in place of what was said of it before; without a brand it stands for itself again.
    pub fn set_brand_alias(
        &mut self,
        alias: &str,
        brand: Option<&str>,
        now: Instant,
    ) -> Result<(), StoreError> {
        match brand {
            Some(brand) => {
                let sql = "INSERT OR REPLACE INTO brand_alias (alias, brand, said_ms) VALUES (?1, ?2, ?3)";
                self.conn
                    .prepare_cached(sql)?
                    .execute((alias, brand, now.millis()))?;
            }
            None => {
                self.conn
                    .prepare_cached("DELETE FROM brand_alias WHERE alias = ?1")?
                    .execute([alias])?;
            }
        }
        Ok(())
    }
}
