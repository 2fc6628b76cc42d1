//! When the creator was in which programme (*authored*).
//!
//! The rules it protects: a change of status is a new row with its day; history is not rewritten by the present; a word that
//! another one took the place of is kept with the time in which it stood.

use crate::codec;
use crate::{ReadTx, StoreError, WriteTx};
use domain::{AccountId, CivilDay, Instant};

/// From a day on, the creator's standing in a programme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    /// The account it holds for.
    pub account: AccountId,
    /// The programme's id in the registry.
    pub programme: String,
    /// The standing in the registry's words (`in`, `applied`, `left`, `refused`).
    pub status: String,
    /// The first day it holds.
    pub from: CivilDay,
}

fn read(row: &rusqlite::Row<'_>) -> Result<Membership, StoreError> {
    Ok(Membership {
        account: AccountId(row.get(0)?),
        programme: row.get(1)?,
        status: row.get(2)?,
        from: codec::day(row.get(3)?)?,
    })
}

impl ReadTx<'_> {
    /// Every standing ever noted, by account and programme, oldest first.
    pub fn memberships(&self) -> Result<Vec<Membership>, StoreError> {
        let sql = "SELECT account_id, programme, status, from_on FROM membership ORDER BY account_id, programme, from_on";
        self.conn
            .prepare_cached(sql)?
            .query_and_then([], read)?
            .collect()
    }

    /// As [`ReadTx::memberships`], as they were noted at `at`.
    pub fn memberships_as_known_on(&self, at: Instant) -> Result<Vec<Membership>, StoreError> {
        let sql = "SELECT account_id, programme, status, from_on FROM membership WHERE noted_ms <= ?1 \
                   UNION ALL SELECT m.account_id, m.programme, b.status, m.from_on FROM membership_before b \
                   JOIN membership m ON m.id = b.membership_id WHERE b.noted_ms <= ?1 AND b.until_ms > ?1 \
                   ORDER BY account_id, programme, from_on";
        self.conn
            .prepare_cached(sql)?
            .query_and_then([at.millis()], read)?
            .collect()
    }
}

impl WriteTx<'_> {
    /// Notes a standing; another one for the same day takes its place.
    pub fn set_membership(
        &mut self,
        membership: &Membership,
        now: Instant,
    ) -> Result<(), StoreError> {
        let sql = "INSERT INTO membership_before (membership_id, status, noted_ms, until_ms) \
                   SELECT id, status, noted_ms, ?4 FROM membership WHERE account_id = ?1 AND programme = ?2 AND from_on = ?3";
        self.conn.prepare_cached(sql)?.execute((
            membership.account.0,
            &membership.programme,
            membership.from.number(),
            now.millis(),
        ))?;
        let sql = "INSERT INTO membership (account_id, programme, status, from_on, noted_ms) VALUES (?1, ?2, ?3, ?4, ?5) \
                   ON CONFLICT (account_id, programme, from_on) DO UPDATE SET status = excluded.status, \
                   noted_ms = excluded.noted_ms";
        self.conn.prepare_cached(sql)?.execute((
            membership.account.0,
            &membership.programme,
            &membership.status,
            membership.from.number(),
            now.millis(),
        ))?;
        Ok(())
    }
}
