//! Offers laid aside for a while (*authored*).
//!
//! The rule it protects: nothing is written when one wakes; asleep or awake is read from the day and the thread.

use super::deal_step::OfferKey;
use crate::codec;
use crate::{ReadTx, StoreError, WriteTx};
use domain::OfferId;
use domain::deal::Snooze;
use rusqlite::Row;
use std::collections::HashMap;

fn read(row: &Row<'_>, at: usize) -> Result<Snooze, StoreError> {
    Ok(Snooze {
        until: codec::day_opt(row.get(at)?)?,
        on_reply: row.get(at + 1)?,
        since: codec::instant(row.get(at + 2)?)?,
    })
}

/// Every sleep with its offer.
pub(crate) const SNOOZES: &str = "SELECT o.id, s.until_on, s.on_reply, s.since_ms FROM offer_snooze s \
     JOIN offer o ON o.account_id = s.account_id AND o.ext_key = s.ext_key";

impl ReadTx<'_> {
    pub(crate) fn offer_snooze(&self, key: &OfferKey) -> Result<Option<Snooze>, StoreError> {
        let sql = "SELECT until_on, on_reply, since_ms FROM offer_snooze WHERE account_id = ?1 AND ext_key = ?2";
        let mut statement = self.conn.prepare_cached(sql)?;
        let mut rows =
            statement.query_and_then((key.account.0, &key.ext_key), |row| read(row, 0))?;
        rows.next().transpose()
    }

    /// The sleep of every offer that was laid aside and not touched since.
    pub fn snoozes_of_offers(&self) -> Result<HashMap<OfferId, Snooze>, StoreError> {
        self.conn
            .prepare_cached(SNOOZES)?
            .query_and_then([], |row| Ok((OfferId(row.get(0)?), read(row, 1)?)))?
            .collect()
    }
}

impl WriteTx<'_> {
    pub(crate) fn put_offer_snooze(
        &self,
        key: &OfferKey,
        snooze: Option<Snooze>,
    ) -> Result<(), StoreError> {
        let whose = (key.account.0, &key.ext_key);
        let Some(snooze) = snooze else {
            self.conn
                .prepare_cached("DELETE FROM offer_snooze WHERE account_id = ?1 AND ext_key = ?2")?
                .execute(whose)?;
            return Ok(());
        };
        let sql = "INSERT OR REPLACE INTO offer_snooze (account_id, ext_key, until_on, on_reply, since_ms) \
                   VALUES (?1, ?2, ?3, ?4, ?5)";
        self.conn.prepare_cached(sql)?.execute((
            key.account.0,
            &key.ext_key,
            snooze.until.map(domain::CivilDay::number),
            snooze.on_reply,
            snooze.since.millis(),
        ))?;
        Ok(())
    }
}
