//! Interned names of feeds and zones (*record*): a row holds a small number instead of `America/Los_Angeles`.
//!
//! The rule it protects: a number is never reused for another name. Names stay when an import is taken back.

use crate::{StoreError, WriteTx};
use domain::{AccountId, Zone};
use rusqlite::{Connection, OptionalExtension};
use std::collections::HashMap;

/// What one transaction has looked up, so that a page of rows asks once.
#[derive(Debug, Default)]
pub(crate) struct Names {
    feed: Option<(AccountId, String, i64)>,
    zones: HashMap<chrono_tz::Tz, i64>,
    /// Whether the creator noted anything on any entry; asked once.
    pub(crate) has_notes: Option<bool>,
    /// Whether the creator merged anything; asked once.
    pub(crate) has_doubles: Option<bool>,
}

impl WriteTx<'_> {
    /// The number of a feed; made when it is new.
    pub(crate) fn feed_id(&mut self, account: AccountId, feed: &str) -> Result<i64, StoreError> {
        if let Some((a, name, id)) = &self.names.feed
            && *a == account
            && name == feed
        {
            return Ok(*id);
        }
        let id = match find_feed(self.conn, account, feed)? {
            Some(id) => id,
            None => {
                let sql = "INSERT INTO feed (account_id, name) VALUES (?1, ?2)";
                self.conn.prepare_cached(sql)?.insert((account.0, feed))?
            }
        };
        self.names.feed = Some((account, feed.to_owned(), id));
        Ok(id)
    }

    /// The number of a zone; made when it is new.
    pub(crate) fn zone_id(&mut self, zone: Zone) -> Result<i64, StoreError> {
        if let Some(id) = self.names.zones.get(&zone.0) {
            return Ok(*id);
        }
        let name = zone.0.name();
        let found = self
            .conn
            .prepare_cached("SELECT id FROM zone WHERE name = ?1")?
            .query_row([name], |row| row.get(0))
            .optional()?;
        let id = match found {
            Some(id) => id,
            None => self
                .conn
                .prepare_cached("INSERT INTO zone (name) VALUES (?1)")?
                .insert([name])?,
        };
        self.names.zones.insert(zone.0, id);
        Ok(id)
    }
}

/// The number of a feed, if it has one.
pub(crate) fn find_feed(
    conn: &Connection,
    account: AccountId,
    feed: &str,
) -> Result<Option<i64>, StoreError> {
    let sql = "SELECT id FROM feed WHERE account_id = ?1 AND name = ?2";
    Ok(conn
        .prepare_cached(sql)?
        .query_row((account.0, feed), |row| row.get(0))
        .optional()?)
}
