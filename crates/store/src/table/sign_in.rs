//! How each account was last signed in (*record*): what was asked for, what was granted, when it ends.
//!
//! The rule it protects: no token is here; what was not granted can be shown without opening the vault.

use crate::{ReadTx, StoreError, WriteTx, codec};
use domain::{AccountId, Instant};
use rusqlite::Row;

/// One account's sign-in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignIn {
    /// Whose.
    pub account: AccountId,
    /// The app it was made with.
    pub client_id: String,
    /// Permissions asked for.
    pub asked: Vec<String>,
    /// Permissions granted; `None` when the platform did not say.
    pub granted: Option<Vec<String>>,
    /// When the creator consented.
    pub signed_at: Instant,
    /// When it ends, as far as known.
    pub ends_at: Option<Instant>,
}

fn read(row: &Row<'_>) -> Result<SignIn, StoreError> {
    let list = |text: String| {
        text.split(' ')
            .filter(|s| !s.is_empty())
            .map(str::to_owned)
            .collect()
    };
    Ok(SignIn {
        account: AccountId(row.get(0)?),
        client_id: row.get(1)?,
        asked: list(row.get(2)?),
        granted: row.get::<_, Option<String>>(3)?.map(list),
        signed_at: codec::instant(row.get(4)?)?,
        ends_at: codec::instant_opt(row.get(5)?)?,
    })
}

impl ReadTx<'_> {
    /// The sign-in of each account that has one.
    pub fn sign_ins(&self) -> Result<Vec<SignIn>, StoreError> {
        let sql = "SELECT account_id, client_id, asked, granted, signed_ms, ends_ms FROM sign_in ORDER BY account_id";
        self.conn
            .prepare_cached(sql)?
            .query_and_then([], read)?
            .collect()
    }
}

impl WriteTx<'_> {
    /// Notes a sign-in in place of the account's last one.
    pub fn put_sign_in(&mut self, sign_in: &SignIn) -> Result<(), StoreError> {
        let sql = "INSERT OR REPLACE INTO sign_in (account_id, client_id, asked, granted, signed_ms, ends_ms) \
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        self.conn.prepare_cached(sql)?.execute((
            sign_in.account.0,
            &sign_in.client_id,
            sign_in.asked.join(" "),
            sign_in.granted.as_ref().map(|list| list.join(" ")),
            sign_in.signed_at.millis(),
            sign_in.ends_at.map(Instant::millis),
        ))?;
        Ok(())
    }

    /// Notes the end a renewal moved; nothing where the account was never signed in here.
    pub fn set_sign_in_end(
        &mut self,
        account: AccountId,
        ends_at: Option<Instant>,
    ) -> Result<(), StoreError> {
        let sql = "UPDATE sign_in SET ends_ms = ?2 WHERE account_id = ?1 AND ends_ms IS NOT ?2";
        self.conn
            .prepare_cached(sql)?
            .execute((account.0, ends_at.map(Instant::millis)))?;
        Ok(())
    }

    /// Forgets how an account was signed in.
    pub fn remove_sign_in(&mut self, account: AccountId) -> Result<(), StoreError> {
        self.conn
            .execute("DELETE FROM sign_in WHERE account_id = ?1", [account.0])?;
        Ok(())
    }
}
