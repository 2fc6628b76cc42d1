//! What the creator decided on an offer (*authored*): its stage, corrected terms, a note.
//!
//! The rule it protects: it is keyed by the offer's identity at its source, so it survives an undo and a new import.

use crate::codec;
use crate::{ReadTx, StoreError, WriteTx};
use domain::offer::Term;
use domain::{AccountId, Instant, OfferId, Stage};
use rusqlite::Row;
use std::collections::HashMap;

/// The creator's own words on one offer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OfferNote {
    /// Where it stands; `None` leaves the source's word standing.
    pub stage: Option<Stage>,
    /// Terms in place of the source's, by field.
    pub terms: Vec<Term>,
    /// Free text.
    pub note: Option<String>,
}

fn read(row: &Row<'_>) -> Result<OfferNote, StoreError> {
    Ok(OfferNote {
        stage: row
            .get::<_, Option<String>>(0)?
            .map(|s| codec::word("stage", &s))
            .transpose()?,
        terms: codec::json("terms", &row.get::<_, String>(1)?)?,
        note: row.get(2)?,
    })
}

impl ReadTx<'_> {
    pub(crate) fn offer_note(
        &self,
        account: AccountId,
        ext_key: &str,
    ) -> Result<Option<OfferNote>, StoreError> {
        let sql =
            "SELECT stage, terms, note FROM offer_note WHERE account_id = ?1 AND ext_key = ?2";
        self.conn
            .prepare_cached(sql)?
            .query_and_then((account.0, ext_key), read)?
            .next()
            .transpose()
    }

    /// The words on every offer, by account and identity at the source.
    pub(crate) fn offer_notes(
        &self,
    ) -> Result<HashMap<(AccountId, String), OfferNote>, StoreError> {
        let sql = "SELECT stage, terms, note, account_id, ext_key FROM offer_note";
        self.conn
            .prepare_cached(sql)?
            .query_and_then([], |row| {
                Ok(((AccountId(row.get(3)?), row.get(4)?), read(row)?))
            })?
            .collect()
    }
}

impl WriteTx<'_> {
    /// Writes the creator's words on an offer in place of the former ones. An empty note removes them.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such offer.
    pub fn set_offer_note(
        &mut self,
        id: OfferId,
        note: &OfferNote,
        now: Instant,
    ) -> Result<(), StoreError> {
        let key = self.offer_key(id)?;
        self.put_offer_note(key.account, &key.ext_key, note, now)
    }

    pub(crate) fn put_offer_note(
        &self,
        account: AccountId,
        ext_key: &str,
        note: &OfferNote,
        now: Instant,
    ) -> Result<(), StoreError> {
        if *note == OfferNote::default() {
            let sql = "DELETE FROM offer_note WHERE account_id = ?1 AND ext_key = ?2";
            self.conn
                .prepare_cached(sql)?
                .execute((account.0, ext_key))?;
            return Ok(());
        }
        let sql = "INSERT OR REPLACE INTO offer_note (account_id, ext_key, stage, terms, note, edited_ms) \
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        let terms = codec::to_json("terms", &note.terms)?;
        let stage = note.stage.map(Stage::slug);
        self.conn.prepare_cached(sql)?.execute((
            account.0,
            ext_key,
            stage,
            terms,
            &note.note,
            now.millis(),
        ))?;
        Ok(())
    }
}
