//! Searches the creator saved under a name (*authored*).
//!
//! The rule it protects: a filter keeps the very words of the search line, so that it can be read, edited and typed again.

use crate::{ReadTx, StoreError, WriteTx};
use domain::Instant;

/// A saved search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedFilter {
    /// Its name, one of its kind on its screen.
    pub name: String,
    /// The words of the search line.
    pub words: String,
}

impl ReadTx<'_> {
    /// The saved searches of a screen, by name.
    pub fn saved_filters(&self, screen: &str) -> Result<Vec<SavedFilter>, StoreError> {
        let sql = "SELECT name, words FROM saved_filter WHERE screen = ?1 ORDER BY name";
        let mut statement = self.conn.prepare_cached(sql)?;
        let rows = statement.query_map([screen], |row| {
            Ok(SavedFilter {
                name: row.get(0)?,
                words: row.get(1)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

impl WriteTx<'_> {
    /// Saves a search in place of one with its name.
    pub fn put_saved_filter(
        &mut self,
        screen: &str,
        filter: &SavedFilter,
        now: Instant,
    ) -> Result<(), StoreError> {
        let sql = "INSERT INTO saved_filter (screen, name, words, saved_ms) VALUES (?1, ?2, ?3, ?4) \
                   ON CONFLICT (screen, name) DO UPDATE SET words = excluded.words, saved_ms = excluded.saved_ms";
        self.conn.prepare_cached(sql)?.execute((
            screen,
            &filter.name,
            &filter.words,
            now.millis(),
        ))?;
        Ok(())
    }

    /// Removes a saved search; whether there was one.
    pub fn remove_saved_filter(&mut self, screen: &str, name: &str) -> Result<bool, StoreError> {
        let sql = "DELETE FROM saved_filter WHERE screen = ?1 AND name = ?2";
        Ok(self.conn.prepare_cached(sql)?.execute((screen, name))? > 0)
    }
}
