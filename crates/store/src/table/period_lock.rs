//! Months of an account whose figures the creator accepted (*authored*).
//!
//! The rule it protects: accepted figures never change by themselves; a period is opened again only with a reason, and the
//! reason stays.

use crate::{ReadTx, StoreError, WriteTx, codec};
use domain::{AccountId, CivilDay, Instant};
use rusqlite::{OptionalExtension, Row};

/// A period that was accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeriodLock {
    /// Its row.
    pub id: i64,
    /// Whose.
    pub account: AccountId,
    /// First day of the month.
    pub month: CivilDay,
    /// What was accepted, as JSON of the caller.
    pub figures: String,
    /// When.
    pub locked_at: Instant,
    /// When and why it was opened again.
    pub reopened: Option<(Instant, String)>,
}

const SELECT: &str =
    "SELECT id, account_id, month_on, figures, locked_ms, reopened_ms, reason FROM period_lock ";

fn read(row: &Row<'_>) -> Result<PeriodLock, StoreError> {
    let reopened = codec::instant_opt(row.get(5)?)?;
    let reason: Option<String> = row.get(6)?;
    Ok(PeriodLock {
        id: row.get(0)?,
        account: AccountId(row.get(1)?),
        month: codec::day(row.get(2)?)?,
        figures: row.get(3)?,
        locked_at: codec::instant(row.get(4)?)?,
        reopened: reopened.zip(reason),
    })
}

impl ReadTx<'_> {
    /// Every period that was ever accepted, newest month first; those opened again too.
    pub fn period_locks(&self) -> Result<Vec<PeriodLock>, StoreError> {
        let sql = format!("{SELECT} ORDER BY month_on DESC, account_id, id DESC");
        self.conn
            .prepare_cached(&sql)?
            .query_and_then([], read)?
            .collect()
    }

    /// Whether the month a day lies in is accepted for an account.
    pub fn period_is_locked(&self, account: AccountId, day: CivilDay) -> Result<bool, StoreError> {
        let sql = "SELECT 1 FROM period_lock WHERE account_id = ?1 AND month_on = ?2 AND reopened_ms IS NULL";
        let found: Option<i64> = self
            .conn
            .prepare_cached(sql)?
            .query_row((account.0, day.month_start().number()), |row| row.get(0))
            .optional()?;
        Ok(found.is_some())
    }
}

impl WriteTx<'_> {
    /// Accepts a month. One that is accepted already stays as it was accepted.
    pub fn lock_period(
        &mut self,
        account: AccountId,
        month: CivilDay,
        figures: &str,
        now: Instant,
    ) -> Result<(), StoreError> {
        if self.period_is_locked(account, month)? {
            return Ok(());
        }
        self.conn
            .prepare_cached(
                "INSERT INTO period_lock (account_id, month_on, figures, locked_ms) VALUES (?1, ?2, ?3, ?4)",
            )?
            .execute((
                account.0,
                month.month_start().number(),
                figures,
                now.millis(),
            ))?;
        Ok(())
    }

    /// Opens an accepted month again.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when that month is not accepted.
    pub fn reopen_period(
        &mut self,
        account: AccountId,
        month: CivilDay,
        reason: &str,
        now: Instant,
    ) -> Result<(), StoreError> {
        let changed = self
            .conn
            .prepare_cached(
                "UPDATE period_lock SET reopened_ms = ?3, reason = ?4 \
                 WHERE account_id = ?1 AND month_on = ?2 AND reopened_ms IS NULL",
            )?
            .execute((
                account.0,
                month.month_start().number(),
                now.millis(),
                reason,
            ))?;
        if changed == 0 {
            return Err(StoreError::NotFound {
                what: "accepted period",
                id: account.0,
            });
        }
        Ok(())
    }
}
