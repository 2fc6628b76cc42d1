//! Rules newer than the program's, opened by hand (*authored*).
//!
//! The rule it protects: the signed file is kept as it came, so its signature can be checked again whenever it is used; one
//! that was replaced or removed keeps its time.

use crate::codec;
use crate::{ReadTx, StoreError, WriteTx};
use domain::{CivilDay, Instant};
use rusqlite::Row;

/// A pack with where it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RulePackRow {
    /// Its row.
    pub id: i64,
    /// Slug of the platform whose rules it holds.
    pub platform: String,
    /// The day its rules were gone through.
    pub pack_on: CivilDay,
    /// Public key it is signed by, hexadecimal.
    pub key: String,
    /// Name of the file it came in.
    pub file: String,
    /// The whole signed file.
    pub signed: String,
    /// When it was opened.
    pub added: Instant,
    /// When it was replaced or removed; `None` while it counts.
    pub until: Option<Instant>,
}

const COLUMNS: &str = "id, platform, pack_on, key, file, signed, added_ms, until_ms";

fn read(row: &Row<'_>) -> Result<RulePackRow, StoreError> {
    Ok(RulePackRow {
        id: row.get(0)?,
        platform: row.get(1)?,
        pack_on: codec::day(row.get(2)?)?,
        key: row.get(3)?,
        file: row.get(4)?,
        signed: row.get(5)?,
        added: codec::instant(row.get(6)?)?,
        until: codec::instant_opt(row.get(7)?)?,
    })
}

impl ReadTx<'_> {
    /// The packs that counted at `at`, or that count now; by platform.
    pub fn rule_packs(&self, at: Option<Instant>) -> Result<Vec<RulePackRow>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM rule_pack \
             WHERE CASE WHEN ?1 IS NULL THEN until_ms IS NULL \
                   ELSE added_ms <= ?1 AND (until_ms IS NULL OR until_ms > ?1) END ORDER BY platform, id"
        );
        self.conn
            .prepare_cached(&sql)?
            .query_and_then([at.map(Instant::millis)], read)?
            .collect()
    }
}

impl ReadTx<'_> {
    /// A pack by its row, whether it counts or not.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is none.
    pub fn rule_pack(&self, id: i64) -> Result<RulePackRow, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM rule_pack WHERE id = ?1");
        let found = self
            .conn
            .prepare_cached(&sql)?
            .query_and_then([id], read)?
            .next();
        found.transpose()?.ok_or(StoreError::NotFound {
            what: "rule pack",
            id,
        })
    }
}

impl WriteTx<'_> {
    /// Adds a pack; the one of the same platform ends with it. Returns its row.
    pub fn add_rule_pack(&mut self, pack: &RulePackRow) -> Result<i64, StoreError> {
        self.end_pack(&pack.platform, pack.added)?;
        let sql = "INSERT INTO rule_pack (platform, pack_on, key, file, signed, added_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        Ok(self.conn.prepare_cached(sql)?.insert((
            &pack.platform,
            pack.pack_on.number(),
            &pack.key,
            &pack.file,
            &pack.signed,
            pack.added.millis(),
        ))?)
    }

    /// Removes the pack of a platform: the program's own rules hold again. Whether there was one.
    pub fn remove_rule_pack(&mut self, platform: &str, now: Instant) -> Result<bool, StoreError> {
        Ok(self.end_pack(platform, now)? > 0)
    }

    fn end_pack(&mut self, platform: &str, now: Instant) -> Result<usize, StoreError> {
        let sql = "UPDATE rule_pack SET until_ms = ?2 WHERE platform = ?1 AND until_ms IS NULL";
        Ok(self
            .conn
            .prepare_cached(sql)?
            .execute((platform, now.millis()))?)
    }
}
