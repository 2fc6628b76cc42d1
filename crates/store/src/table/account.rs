//! Connected sources (*authored*).
//!
//! The rule it protects: removing an account removes what was read for it and nothing else; no secret is here.

use crate::codec;
use crate::{ReadTx, StoreError, WriteTx};
use domain::{Account, AccountId, Instant, Platform, Region};
use rusqlite::Row;

/// An account about to be added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountDraft {
    /// Whose API or files it is.
    pub platform: Platform,
    /// The name the creator knows it by.
    pub handle: String,
    /// The country the platform counts it in.
    pub region: Option<Region>,
    /// Where the API is spoken to, if not at the platform's own address.
    pub base_url: Option<String>,
    /// The platform's own id, if already known.
    pub external_id: Option<String>,
    /// Fed by files and by hand only.
    pub manual: bool,
    /// When it is added.
    pub added_at: Instant,
}

const COLUMNS: &str = "id, platform, handle, region, base_url, external_id, manual, added_ms";

fn read(row: &Row<'_>) -> Result<Account, StoreError> {
    Ok(Account {
        id: AccountId(row.get(0)?),
        platform: codec::word("platform", &row.get::<_, String>(1)?)?,
        handle: row.get(2)?,
        region: row
            .get::<_, Option<String>>(3)?
            .map(|text| codec::word("country", &text))
            .transpose()?,
        base_url: row.get(4)?,
        external_id: row.get(5)?,
        manual: row.get(6)?,
        added_at: codec::instant(row.get(7)?)?,
    })
}

impl ReadTx<'_> {
    /// Every account, oldest first.
    pub fn accounts(&self) -> Result<Vec<Account>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM account ORDER BY id");
        self.conn
            .prepare_cached(&sql)?
            .query_and_then([], read)?
            .collect()
    }

    /// One account.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is none.
    pub fn account(&self, id: AccountId) -> Result<Account, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM account WHERE id = ?1");
        let mut statement = self.conn.prepare_cached(&sql)?;
        let mut rows = statement.query([id.0])?;
        match rows.next()? {
            Some(row) => read(row),
            None => Err(StoreError::NotFound {
                what: "account",
                id: id.0,
            }),
        }
    }
}

impl WriteTx<'_> {
    /// Adds an account.
    pub fn insert_account(&mut self, draft: &AccountDraft) -> Result<AccountId, StoreError> {
        let id = self
            .conn
            .prepare_cached(
                "INSERT INTO account (platform, handle, region, base_url, external_id, manual, added_ms) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?
            .insert((
                draft.platform.slug(),
                &draft.handle,
                draft.region.map(|r| r.to_string()),
                &draft.base_url,
                &draft.external_id,
                draft.manual,
                draft.added_at.millis(),
            ))?;
        self.find_double_sources(AccountId(id))?;
        Ok(AccountId(id))
    }

    /// Replaces everything but the id and the day it was added.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such account.
    pub fn update_account(&mut self, account: &Account) -> Result<(), StoreError> {
        let changed = self
            .conn
            .prepare_cached(
                "UPDATE account SET platform = ?2, handle = ?3, region = ?4, base_url = ?5, external_id = ?6, manual = ?7 \
                 WHERE id = ?1",
            )?
            .execute((
                account.id.0,
                account.platform.slug(),
                &account.handle,
                account.region.map(|r| r.to_string()),
                &account.base_url,
                &account.external_id,
                account.manual,
            ))?;
        if changed == 0 {
            return Err(StoreError::NotFound {
                what: "account",
                id: account.id.0,
            });
        }
        self.find_double_sources(account.id)
    }

    /// Removes an account with everything read for it and noted on it. There is no way back but a backup.
    pub fn remove_account(&mut self, id: AccountId) -> Result<(), StoreError> {
        self.account(id)?;
        self.name_double_sources(id)?;
        let doubles = self.doubles_about(id)?;
        let entries: Vec<i64> = self
            .conn
            .prepare_cached(
                "SELECT e.id FROM feed f JOIN entry e ON e.feed_id = f.id WHERE f.account_id = ?1",
            )?
            .query_map([id.0], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        for entry in entries {
            self.delete_entry_row(entry)?;
        }
        // The sums of its payouts go with the payouts; nothing may be written to them afterwards.
        self.payout_sums.flush(self.conn)?;
        for sql in [
            "DELETE FROM entry_note WHERE feed_id IN (SELECT id FROM feed WHERE account_id = ?1)",
            "DELETE FROM payout WHERE account_id = ?1",
            "DELETE FROM landing WHERE account_id = ?1",
            "DELETE FROM metric WHERE account_id = ?1",
            "DELETE FROM post WHERE account_id = ?1",
            "DELETE FROM offer WHERE account_id = ?1",
            "DELETE FROM review WHERE account_id = ?1",
            "DELETE FROM mail_place WHERE account_id = ?1",
            "DELETE FROM document WHERE account_id = ?1",
            "DELETE FROM account WHERE id = ?1",
        ] {
            self.conn.execute(sql, [id.0])?;
        }
        self.names = crate::table::names::Names::default();
        for double in doubles {
            self.hold_double(&double)?;
        }
        Ok(())
    }
}
