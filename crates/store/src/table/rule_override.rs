//! The creator's own word on rule versions (*authored*).
//!
//! The rule it protects: a word is never overwritten. Replacing it or taking it back ends its time, so what counted at any
//! instant can be read again.

use crate::codec;
use crate::{ReadTx, StoreError, WriteTx};
use domain::{CivilDay, Instant};
use rusqlite::Row;

/// One word on a rule version. Place, metric and value are all there or all absent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleOverrideRow {
    /// Its row.
    pub id: i64,
    /// Id of the rule version.
    pub rule: String,
    /// The way to the condition; `None` says that the whole version is wrong.
    pub place: Option<String>,
    /// The metric that must stand there.
    pub metric: Option<String>,
    /// The threshold instead, as JSON.
    pub value: Option<String>,
    /// The first day judged by it; `None` for every day.
    pub from: Option<CivilDay>,
    /// Why, in the creator's words.
    pub note: String,
    /// Where it was read.
    pub source: Option<String>,
    /// When it was typed; a row about to be written holds the present.
    pub noted: Instant,
    /// When it stopped to count; `None` while it counts.
    pub until: Option<Instant>,
}

const COLUMNS: &str = "id, rule, place, metric, value, from_on, note, source, noted_ms, until_ms";

fn read(row: &Row<'_>) -> Result<RuleOverrideRow, StoreError> {
    Ok(RuleOverrideRow {
        id: row.get(0)?,
        rule: row.get(1)?,
        place: row.get(2)?,
        metric: row.get(3)?,
        value: row.get(4)?,
        from: codec::day_opt(row.get(5)?)?,
        note: row.get(6)?,
        source: row.get(7)?,
        noted: codec::instant(row.get(8)?)?,
        until: codec::instant_opt(row.get(9)?)?,
    })
}

impl ReadTx<'_> {
    /// Every word that counted at `at`, or that counts now; by rule, in the order typed.
    pub fn rule_overrides(&self, at: Option<Instant>) -> Result<Vec<RuleOverrideRow>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM rule_override \
             WHERE CASE WHEN ?1 IS NULL THEN until_ms IS NULL \
                   ELSE noted_ms <= ?1 AND (until_ms IS NULL OR until_ms > ?1) END ORDER BY rule, id"
        );
        self.conn
            .prepare_cached(&sql)?
            .query_and_then([at.map(Instant::millis)], read)?
            .collect()
    }
}

impl WriteTx<'_> {
    /// Notes a word; one for the same place from the same day ends with it. Returns its row.
    pub fn set_rule_override(&mut self, word: &RuleOverrideRow) -> Result<i64, StoreError> {
        let sql = "UPDATE rule_override SET until_ms = ?4 \
                   WHERE until_ms IS NULL AND rule = ?1 AND place IS ?2 AND from_on IS ?3";
        let from = word.from.map(CivilDay::number);
        self.conn.prepare_cached(sql)?.execute((
            &word.rule,
            &word.place,
            from,
            word.noted.millis(),
        ))?;
        let sql = "INSERT INTO rule_override (rule, place, metric, value, from_on, note, source, noted_ms) \
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
        Ok(self.conn.prepare_cached(sql)?.insert((
            &word.rule,
            &word.place,
            &word.metric,
            &word.value,
            from,
            &word.note,
            &word.source,
            word.noted.millis(),
        ))?)
    }

    /// Notes a word again that was taken back or replaced; it counts from `now` on, and what it takes the place of ends.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is none.
    pub fn restore_rule_override(&mut self, id: i64, now: Instant) -> Result<i64, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM rule_override WHERE id = ?1");
        let found = self
            .conn
            .prepare_cached(&sql)?
            .query_and_then([id], read)?
            .next()
            .transpose()?;
        let word = found.ok_or(StoreError::NotFound {
            what: "rule override",
            id,
        })?;
        self.set_rule_override(&RuleOverrideRow { noted: now, ..word })
    }

    /// Takes a word back.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when none that counts has this id.
    pub fn end_rule_override(&mut self, id: i64, now: Instant) -> Result<(), StoreError> {
        let sql = "UPDATE rule_override SET until_ms = ?2 WHERE id = ?1 AND until_ms IS NULL";
        match self.conn.prepare_cached(sql)?.execute((id, now.millis()))? {
            0 => Err(StoreError::NotFound {
                what: "rule override",
                id,
            }),
            _ => Ok(()),
        }
    }
}
