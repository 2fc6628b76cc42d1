//! The creator's presets for tables, and answers remembered by format (*authored*).
//!
//! The rule it protects: they survive every import and undo; one shape of table has one preset, so the next file is read in
//! one way.

use crate::{ReadTx, StoreError, WriteTx};
use domain::{AccountId, Instant};
use rusqlite::Row;

/// A preset the creator saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnPreset {
    /// Its id.
    pub slug: String,
    /// Shown name.
    pub name: String,
    /// Print of the column names it is for.
    pub shape: String,
    /// Where its files go.
    pub account: Option<AccountId>,
    /// The preset as JSON; the connectors know its form.
    pub data: String,
    /// When it was last edited.
    pub edited: Instant,
}

impl OwnPreset {
    fn read(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            slug: row.get(0)?,
            name: row.get(1)?,
            shape: row.get(2)?,
            account: row.get::<_, Option<i64>>(3)?.map(AccountId),
            data: row.get(4)?,
            edited: crate::codec::instant(row.get(5)?)?,
        })
    }
}

impl ReadTx<'_> {
    /// Every preset of the creator, by name.
    pub fn own_presets(&self) -> Result<Vec<OwnPreset>, StoreError> {
        let sql = "SELECT slug, name, shape, account_id, data, edited_ms FROM own_preset ORDER BY name, slug";
        let mut statement = self.conn.prepare_cached(sql)?;
        let rows = statement.query_and_then([], OwnPreset::read)?;
        rows.collect()
    }

    /// Answers remembered for tables of a format, as question and answer.
    pub fn table_answers(&self, format: &str) -> Result<Vec<(String, String)>, StoreError> {
        let sql = "SELECT question, answer FROM table_answer WHERE format = ?1 ORDER BY question";
        let mut statement = self.conn.prepare_cached(sql)?;
        let rows = statement.query_map([format], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

impl WriteTx<'_> {
    /// Saves a preset in place of one with its slug or its shape.
    pub fn put_own_preset(&mut self, preset: &OwnPreset) -> Result<(), StoreError> {
        self.conn.execute(
            "DELETE FROM own_preset WHERE slug = ?1 OR shape = ?2",
            (&preset.slug, &preset.shape),
        )?;
        let sql = "INSERT INTO own_preset (slug, name, shape, account_id, data, edited_ms) \
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        self.conn.prepare_cached(sql)?.execute((
            &preset.slug,
            &preset.name,
            &preset.shape,
            preset.account.map(|a| a.0),
            &preset.data,
            preset.edited.millis(),
        ))?;
        Ok(())
    }

    /// Removes a preset and what was answered for it; whether there was one. What was imported by it stays.
    pub fn remove_own_preset(&mut self, slug: &str) -> Result<bool, StoreError> {
        let removed = self
            .conn
            .execute("DELETE FROM own_preset WHERE slug = ?1", [slug])?;
        self.conn
            .execute("DELETE FROM table_answer WHERE format = ?1", [slug])?;
        Ok(removed > 0)
    }

    /// Remembers an answer for tables of a format.
    pub fn put_table_answer(
        &mut self,
        format: &str,
        question: &str,
        answer: &str,
        now: Instant,
    ) -> Result<(), StoreError> {
        let sql = "INSERT OR REPLACE INTO table_answer (format, question, answer, edited_ms) VALUES (?1, ?2, ?3, ?4)";
        self.conn
            .prepare_cached(sql)?
            .execute((format, question, answer, now.millis()))?;
        Ok(())
    }
}
