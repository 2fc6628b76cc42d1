//! Where the creator stands with programmes, by their own word (*authored*).
//!
//! The rules it protects: a change of standing is a new row with its day; a row is never rewritten, only retired, so history is
//! not rewritten by the present and what was noted at any instant can be read again.

use crate::codec;
use crate::{ReadTx, StoreError, WriteTx};
use domain::{AccountId, CivilDay, Instant, Standing};
use rusqlite::Row;

/// From a day on, the creator's standing in a programme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProgrammeStatus {
    /// The programme's id in the registry.
    pub programme: String,
    /// The account it holds for; `None` for the creator, connected or not.
    pub account: Option<AccountId>,
    /// The standing.
    pub standing: Standing,
    /// The first day it holds.
    pub from: CivilDay,
    /// In the creator's words; may be empty.
    pub note: String,
}

/// A standing with its history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProgrammeStatusRow {
    /// Row id.
    pub id: i64,
    /// What was noted.
    pub status: ProgrammeStatus,
    /// When it was noted.
    pub noted: Instant,
    /// When it stopped to count; `None` while it counts.
    pub retired: Option<Instant>,
}

const COLUMNS: &str = "id, programme, account_id, status, from_on, note, noted_ms, retired_ms";
const ORDER: &str = "ORDER BY programme, from_on, noted_ms, id";

fn read(row: &Row<'_>) -> Result<ProgrammeStatusRow, StoreError> {
    Ok(ProgrammeStatusRow {
        id: row.get(0)?,
        status: ProgrammeStatus {
            programme: row.get(1)?,
            account: row.get::<_, Option<i64>>(2)?.map(AccountId),
            standing: codec::word("standing", &row.get::<_, String>(3)?)?,
            from: codec::day(row.get(4)?)?,
            note: row.get(5)?,
        },
        noted: codec::instant(row.get(6)?)?,
        retired: codec::instant_opt(row.get(7)?)?,
    })
}

impl ReadTx<'_> {
    /// Every standing that counts, by programme, oldest first.
    pub fn programme_statuses(&self) -> Result<Vec<ProgrammeStatusRow>, StoreError> {
        let sql =
            format!("SELECT {COLUMNS} FROM programme_status WHERE retired_ms IS NULL {ORDER}");
        self.conn
            .prepare_cached(&sql)?
            .query_and_then([], read)?
            .collect()
    }

    /// As [`ReadTx::programme_statuses`], as they were noted at `at`.
    pub fn programme_statuses_as_known_on(
        &self,
        at: Instant,
    ) -> Result<Vec<ProgrammeStatusRow>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM programme_status WHERE noted_ms <= ?1 \
             AND (retired_ms IS NULL OR retired_ms > ?1) {ORDER}"
        );
        self.conn
            .prepare_cached(&sql)?
            .query_and_then([at.millis()], read)?
            .collect()
    }

    /// The standings of one programme, the retired ones too, oldest first.
    pub fn programme_history(
        &self,
        programme: &str,
    ) -> Result<Vec<ProgrammeStatusRow>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM programme_status WHERE programme = ?1 {ORDER}");
        self.conn
            .prepare_cached(&sql)?
            .query_and_then([programme], read)?
            .collect()
    }

    /// One standing, counting or not.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn programme_status(&self, id: i64) -> Result<ProgrammeStatusRow, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM programme_status WHERE id = ?1");
        let mut statement = self.conn.prepare_cached(&sql)?;
        let mut rows = statement.query_and_then([id], read)?;
        rows.next().unwrap_or_else(|| Err(missing(id)))
    }
}

impl WriteTx<'_> {
    /// Notes a standing; the one of the same programme, account and day is retired. Returns its row.
    pub fn set_programme_status(
        &mut self,
        status: &ProgrammeStatus,
        now: Instant,
    ) -> Result<i64, StoreError> {
        let account = status.account.map(|account| account.0);
        self.retire_same_day(&status.programme, account, status.from.number(), now)?;
        let sql = "INSERT INTO programme_status (programme, account_id, status, from_on, note, noted_ms) \
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        Ok(self.conn.prepare_cached(sql)?.insert((
            &status.programme,
            account,
            status.standing.slug(),
            status.from.number(),
            &status.note,
            now.millis(),
        ))?)
    }

    /// Takes a standing back; it stays in the history.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is none that counts.
    pub fn retire_programme_status(&mut self, id: i64, now: Instant) -> Result<(), StoreError> {
        let sql =
            "UPDATE programme_status SET retired_ms = ?2 WHERE id = ?1 AND retired_ms IS NULL";
        match self.conn.prepare_cached(sql)?.execute((id, now.millis()))? {
            0 => Err(missing(id)),
            _ => Ok(()),
        }
    }

    /// Puts a standing that was taken back in its place again, as a new row with the same words; the one that took its day is
    /// retired. Returns the new row, or `id` itself when it counts already.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is none.
    pub fn restore_programme_status(&mut self, id: i64, now: Instant) -> Result<i64, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM programme_status WHERE id = ?1");
        let row = {
            let mut statement = self.conn.prepare_cached(&sql)?;
            let mut rows = statement.query_and_then([id], read)?;
            rows.next().unwrap_or_else(|| Err(missing(id)))?
        };
        match row.retired {
            None => Ok(id),
            Some(_) => self.set_programme_status(&row.status, now),
        }
    }

    fn retire_same_day(
        &mut self,
        programme: &str,
        account: Option<i64>,
        from: i32,
        now: Instant,
    ) -> Result<(), StoreError> {
        let sql = "UPDATE programme_status SET retired_ms = ?4 WHERE programme = ?1 AND account_id IS ?2 \
                   AND from_on = ?3 AND retired_ms IS NULL";
        self.conn
            .prepare_cached(sql)?
            .execute((programme, account, from, now.millis()))?;
        Ok(())
    }
}

fn missing(id: i64) -> StoreError {
    StoreError::NotFound {
        what: "programme status",
        id,
    }
}
