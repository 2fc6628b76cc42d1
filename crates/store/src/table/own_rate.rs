//! Rates the creator typed (*authored*): what a token, or a currency nobody publishes, is worth from a day on.
//!
//! The rule it protects: a typed rate is never overwritten. Replacing or removing one retires it, and a retired one can be
//! put back.

use crate::codec;
use crate::{ReadTx, StoreError, WriteTx};
use domain::rates::OwnRate;
use domain::{CivilDay, Instant, Unit};
use rusqlite::{OptionalExtension, Row};

/// A typed rate with its history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnRateRow {
    /// The rate.
    pub rate: OwnRate,
    /// Why, in the creator's words.
    pub note: String,
    /// When it was typed.
    pub edited: Instant,
    /// When it stopped to count; `None` while it counts.
    pub retired: Option<Instant>,
}

const COLUMNS: &str = "id, unit, from_on, currency, micros, note, edited_ms, retired_ms";

fn read(row: &Row<'_>) -> Result<OwnRateRow, StoreError> {
    Ok(OwnRateRow {
        rate: OwnRate {
            id: row.get(0)?,
            unit: codec::unit(&row.get::<_, String>(1)?)?,
            from: codec::day(row.get(2)?)?,
            currency: codec::unit(&row.get::<_, String>(3)?)?,
            micros: row.get(4)?,
        },
        note: row.get(5)?,
        edited: codec::instant(row.get(6)?)?,
        retired: codec::instant_opt(row.get(7)?)?,
    })
}

impl ReadTx<'_> {
    /// Every typed rate, the retired ones too: by unit, newest first day first, then newest typed first.
    pub fn own_rates(&self) -> Result<Vec<OwnRateRow>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM own_rate ORDER BY unit, from_on DESC, id DESC");
        self.conn
            .prepare_cached(&sql)?
            .query_and_then([], read)?
            .collect()
    }
}

impl WriteTx<'_> {
    /// Types a rate; the one that held from the same day is retired. Returns its row.
    pub fn set_own_rate(
        &mut self,
        unit: Unit,
        from: CivilDay,
        currency: Unit,
        micros: i64,
        note: &str,
        now: Instant,
    ) -> Result<i64, StoreError> {
        self.retire_same(unit, from.number(), now)?;
        let sql = "INSERT INTO own_rate (unit, from_on, currency, micros, note, edited_ms) \
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        Ok(self.conn.prepare_cached(sql)?.insert((
            unit.to_string(),
            from.number(),
            currency.to_string(),
            micros,
            note,
            now.millis(),
        ))?)
    }

    /// Retires a rate.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is none that counts.
    pub fn retire_own_rate(&mut self, id: i64, now: Instant) -> Result<(), StoreError> {
        let sql = "UPDATE own_rate SET retired_ms = ?2 WHERE id = ?1 AND retired_ms IS NULL";
        match self.conn.prepare_cached(sql)?.execute((id, now.millis()))? {
            0 => Err(missing(id)),
            _ => Ok(()),
        }
    }

    /// Puts a retired rate back; the one that took its day is retired.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is none.
    pub fn restore_own_rate(&mut self, id: i64, now: Instant) -> Result<(), StoreError> {
        let found: Option<(String, i32)> = self
            .conn
            .prepare_cached("SELECT unit, from_on FROM own_rate WHERE id = ?1")?
            .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let (unit, from) = found.ok_or_else(|| missing(id))?;
        self.retire_same(codec::unit(&unit)?, from, now)?;
        self.conn
            .prepare_cached("UPDATE own_rate SET retired_ms = NULL WHERE id = ?1")?
            .execute([id])?;
        Ok(())
    }

    fn retire_same(&mut self, unit: Unit, from: i32, now: Instant) -> Result<(), StoreError> {
        self.conn
            .prepare_cached(
                "UPDATE own_rate SET retired_ms = ?3 WHERE unit = ?1 AND from_on = ?2 AND retired_ms IS NULL",
            )?
            .execute((unit.to_string(), from, now.millis()))?;
        Ok(())
    }
}

fn missing(id: i64) -> StoreError {
    StoreError::NotFound { what: "rate", id }
}
