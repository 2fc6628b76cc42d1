//! Exchanges that payers made (*derived* from their documents): found once, kept, and found again after a rebuild.
//!
//! The rule it protects: an exchange names the document and place it stands in, and goes with it.

use crate::codec;
use crate::{ReadTx, StoreError, WriteTx};
use domain::document::Place;
use domain::{AccountId, Amount, CivilDay, DocumentId, EntryId, Locator, Platform};
use rusqlite::Row;

/// One exchange.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exchange {
    /// Whose.
    pub account: AccountId,
    /// The payer's own id of the transaction; also the entry's where it is one's.
    pub ext_key: String,
    /// Its day.
    pub day: CivilDay,
    /// What was paid in.
    pub paid: Amount,
    /// What came of it.
    pub received: Amount,
    /// Its document.
    pub document: DocumentId,
    /// The place in it.
    pub locator: Locator,
}

fn read(row: &Row<'_>) -> Result<Exchange, StoreError> {
    let unsigned = |at: usize| -> Result<u64, StoreError> { Ok(row.get(at)?) };
    Ok(Exchange {
        account: AccountId(row.get(0)?),
        ext_key: row.get(1)?,
        day: codec::day(row.get(2)?)?,
        paid: Amount::new(row.get(4)?, codec::unit(&row.get::<_, String>(3)?)?),
        received: Amount::new(row.get(6)?, codec::unit(&row.get::<_, String>(5)?)?),
        document: DocumentId(row.get(7)?),
        locator: Locator {
            start: unsigned(8)?,
            len: unsigned(9)?,
            place: Place::Whole,
        },
    })
}

impl ReadTx<'_> {
    /// Every known exchange, by account and day.
    pub fn exchanges(&self) -> Result<Vec<Exchange>, StoreError> {
        let sql = "SELECT account_id, ext_key, day, unit, paid, to_unit, received, document_id, loc_start, loc_len \
                   FROM exchange ORDER BY account_id, day, ext_key";
        self.conn
            .prepare_cached(sql)?
            .query_and_then([], read)?
            .collect()
    }

    /// Documents of one platform's accounts that were not looked through yet, oldest first.
    pub fn documents_without_exchange_look(
        &self,
        platform: Platform,
        limit: u32,
    ) -> Result<Vec<(DocumentId, AccountId)>, StoreError> {
        let sql = "SELECT d.id, d.account_id FROM document d WHERE d.platform = ?1 AND d.account_id IS NOT NULL \
                   AND NOT EXISTS (SELECT 1 FROM exchange_seen s WHERE s.document_id = d.id) ORDER BY d.id LIMIT ?2";
        let mut statement = self.conn.prepare_cached(sql)?;
        let rows = statement.query_map((platform.slug(), limit), |row| {
            Ok((DocumentId(row.get(0)?), AccountId(row.get(1)?)))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The entry of an account that has the payer's id of an exchange.
    pub fn entry_of_exchange(&self, exchange: &Exchange) -> Result<Option<EntryId>, StoreError> {
        let sql = "SELECT e.id FROM feed f JOIN entry e ON e.feed_id = f.id AND e.ext_key = ?2 \
                   WHERE f.account_id = ?1 LIMIT 1";
        let found = self
            .conn
            .prepare_cached(sql)?
            .query_map((exchange.account.0, &exchange.ext_key), |row| {
                row.get(0).map(EntryId)
            })?
            .next();
        Ok(found.transpose()?)
    }
}

impl WriteTx<'_> {
    /// Keeps what was found in a document, and that it was looked through. Of one transaction the document read last counts.
    pub fn put_exchanges(
        &mut self,
        document: DocumentId,
        found: &[Exchange],
    ) -> Result<(), StoreError> {
        self.conn
            .prepare_cached("INSERT OR IGNORE INTO exchange_seen (document_id) VALUES (?1)")?
            .execute([document.0])?;
        for exchange in found {
            self.conn
                .prepare_cached(
                    "INSERT OR REPLACE INTO exchange (account_id, ext_key, day, unit, paid, to_unit, received, document_id, \
                     loc_start, loc_len) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
                )?
                .execute((
                    exchange.account.0,
                    &exchange.ext_key,
                    exchange.day.number(),
                    exchange.paid.unit.to_string(),
                    exchange.paid.micros,
                    exchange.received.unit.to_string(),
                    exchange.received.micros,
                    document.0,
                    exchange.locator.start,
                    exchange.locator.len,
                ))?;
        }
        Ok(())
    }
}
