//! What the creator expects to be paid for one of something (*authored*): per 1,000 views, per diamond, per sale, per
//! subscriber.
//!
//! The rule it protects: as with typed rates, nothing is overwritten; replacing or removing retires, and can be undone.

use crate::codec;
use crate::{ReadTx, StoreError, WriteTx};
use domain::{AccountId, Amount, CivilDay, Instant};
use rusqlite::{OptionalExtension, Row};

/// What was entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Share {
    /// So much for one.
    Each(Amount),
    /// So many thousandths of the gross.
    Permille(i64),
}

/// One expectation with its history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpectedShare {
    /// Its row.
    pub id: i64,
    /// Whose figures it is about.
    pub account: AccountId,
    /// What is measured, a word of the effective-rate watch.
    pub measure: String,
    /// First day it holds, until the next one of the same account and measure.
    pub from: CivilDay,
    /// What was entered.
    pub share: Share,
    /// When it was typed.
    pub edited: Instant,
    /// When it stopped to count; `None` while it counts.
    pub retired: Option<Instant>,
}

fn read(row: &Row<'_>) -> Result<ExpectedShare, StoreError> {
    let permille: Option<i64> = row.get(6)?;
    let share = match permille {
        Some(permille) => Share::Permille(permille),
        None => Share::Each(Amount::new(
            row.get(5)?,
            codec::unit(&row.get::<_, String>(4)?)?,
        )),
    };
    Ok(ExpectedShare {
        id: row.get(0)?,
        account: AccountId(row.get(1)?),
        measure: row.get(2)?,
        from: codec::day(row.get(3)?)?,
        share,
        edited: codec::instant(row.get(7)?)?,
        retired: codec::instant_opt(row.get(8)?)?,
    })
}

impl ReadTx<'_> {
    /// Every expectation, the retired ones too, newest first day first.
    pub fn expected_shares(&self) -> Result<Vec<ExpectedShare>, StoreError> {
        let sql = "SELECT id, account_id, measure, from_on, unit, micros, permille, edited_ms, retired_ms \
                   FROM expected_share ORDER BY account_id, measure, from_on DESC, id DESC";
        self.conn
            .prepare_cached(sql)?
            .query_and_then([], read)?
            .collect()
    }
}

impl WriteTx<'_> {
    /// Enters an expectation; the one that held from the same day is retired. Returns its row.
    pub fn set_expected_share(
        &mut self,
        account: AccountId,
        measure: &str,
        from: CivilDay,
        share: Share,
        now: Instant,
    ) -> Result<i64, StoreError> {
        self.retire_shares(account, measure, from.number(), now)?;
        let (unit, micros, permille) = match share {
            Share::Each(amount) => (Some(amount.unit.to_string()), Some(amount.micros), None),
            Share::Permille(permille) => (None, None, Some(permille)),
        };
        let sql = "INSERT INTO expected_share (account_id, measure, from_on, unit, micros, permille, edited_ms) \
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        Ok(self.conn.prepare_cached(sql)?.insert((
            account.0,
            measure,
            from.number(),
            unit,
            micros,
            permille,
            now.millis(),
        ))?)
    }

    /// Retires an expectation.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is none that counts.
    pub fn retire_expected_share(&mut self, id: i64, now: Instant) -> Result<(), StoreError> {
        let sql = "UPDATE expected_share SET retired_ms = ?2 WHERE id = ?1 AND retired_ms IS NULL";
        match self.conn.prepare_cached(sql)?.execute((id, now.millis()))? {
            0 => Err(missing(id)),
            _ => Ok(()),
        }
    }

    /// Puts a retired expectation back; the one that took its day is retired.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is none.
    pub fn restore_expected_share(&mut self, id: i64, now: Instant) -> Result<(), StoreError> {
        let found: Option<(i64, String, i32)> = self
            .conn
            .prepare_cached(
                "SELECT account_id, measure, from_on FROM expected_share WHERE id = ?1",
            )?
            .query_row([id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .optional()?;
        let (account, measure, from) = found.ok_or_else(|| missing(id))?;
        self.retire_shares(AccountId(account), &measure, from, now)?;
        self.conn
            .prepare_cached("UPDATE expected_share SET retired_ms = NULL WHERE id = ?1")?
            .execute([id])?;
        Ok(())
    }

    fn retire_shares(
        &mut self,
        account: AccountId,
        measure: &str,
        from: i32,
        now: Instant,
    ) -> Result<(), StoreError> {
        self.conn
            .prepare_cached(
                "UPDATE expected_share SET retired_ms = ?4 WHERE account_id = ?1 AND measure = ?2 AND from_on = ?3 \
                 AND retired_ms IS NULL",
            )?
            .execute((account.0, measure, from, now.millis()))?;
        Ok(())
    }
}

fn missing(id: i64) -> StoreError {
    StoreError::NotFound { what: "share", id }
}
