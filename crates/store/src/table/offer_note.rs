//! What the creator decided on an offer (*authored*): its stage, corrected terms, a note.
//!
//! The rule it protects: it is keyed by the offer's identity at its source, so it survives an undo and a new import.

use crate::codec;
use crate::{ReadTx, StoreError, WriteTx};
use domain::offer::Term;
use domain::{AccountId, Instant, OfferId, Stage};
use rusqlite::{OptionalExtension, Row};

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

impl ReadTx<'_> {
    pub(crate) fn offer_note(
        &self,
        account: AccountId,
        ext_key: &str,
    ) -> Result<Option<OfferNote>, StoreError> {
        let sql =
            "SELECT stage, terms, note FROM offer_note WHERE account_id = ?1 AND ext_key = ?2";
        let read = |row: &Row<'_>| {
            Ok(OfferNote {
                stage: row
                    .get::<_, Option<String>>(0)?
                    .map(|s| codec::word("stage", &s))
                    .transpose()?,
                terms: codec::json("terms", &row.get::<_, String>(1)?)?,
                note: row.get(2)?,
            })
        };
        self.conn
            .prepare_cached(sql)?
            .query_and_then((account.0, ext_key), read)?
            .next()
            .transpose()
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
        let (account, ext_key): (i64, String) = self
            .conn
            .prepare_cached("SELECT account_id, ext_key FROM offer WHERE id = ?1")?
            .query_row([id.0], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?
            .ok_or(StoreError::NotFound {
                what: "offer",
                id: id.0,
            })?;
        if *note == OfferNote::default() {
            let sql = "DELETE FROM offer_note WHERE account_id = ?1 AND ext_key = ?2";
            self.conn.prepare_cached(sql)?.execute((account, ext_key))?;
            return Ok(());
        }
        let sql = "INSERT OR REPLACE INTO offer_note (account_id, ext_key, stage, terms, note, edited_ms) \
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        let terms = codec::to_json("terms", &note.terms)?;
        let stage = note.stage.map(Stage::slug);
        self.conn.prepare_cached(sql)?.execute((
            account,
            ext_key,
            stage,
            terms,
            &note.note,
            now.millis(),
        ))?;
        Ok(())
    }
}
