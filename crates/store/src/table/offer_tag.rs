//! The creator's tags of offers (*authored*).
//!
//! The rule it protects: they are keyed by the offer's identity at its source, so they survive an undo and a new import.

use super::deal_step::OfferKey;
use crate::codec;
use crate::{ReadTx, StoreError, WriteTx};
use domain::OfferId;
use rusqlite::Row;
use std::collections::HashMap;

/// Tags as a step keeps them; nothing when there are none.
pub(crate) fn tags_text(tags: &[String]) -> Result<Option<String>, StoreError> {
    let mut tags: Vec<&String> = tags.iter().collect();
    tags.sort();
    tags.dedup();
    (!tags.is_empty())
        .then(|| codec::to_json("tags", &tags))
        .transpose()
}

/// Every tag with its offer.
pub(crate) const TAGS: &str = "SELECT o.id, t.tag FROM offer_tag t \
     JOIN offer o ON o.account_id = t.account_id AND o.ext_key = t.ext_key ORDER BY t.account_id, t.ext_key, t.tag";

impl ReadTx<'_> {
    pub(crate) fn offer_tags(&self, key: &OfferKey) -> Result<Vec<String>, StoreError> {
        let sql = "SELECT tag FROM offer_tag WHERE account_id = ?1 AND ext_key = ?2 ORDER BY tag";
        let mut statement = self.conn.prepare_cached(sql)?;
        let tags = statement.query_map((key.account.0, &key.ext_key), |row| row.get(0))?;
        Ok(tags.collect::<Result<_, _>>()?)
    }

    /// The tags of every offer that has some, each offer's by name.
    pub fn tags_of_offers(&self) -> Result<HashMap<OfferId, Vec<String>>, StoreError> {
        let read = |row: &Row<'_>| Ok((OfferId(row.get(0)?), row.get::<_, String>(1)?));
        let mut out: HashMap<OfferId, Vec<String>> = HashMap::new();
        let mut statement = self.conn.prepare_cached(TAGS)?;
        for row in statement.query_and_then([], read)? {
            let (id, tag): (OfferId, String) = row.map_err(|e: StoreError| e)?;
            out.entry(id).or_default().push(tag);
        }
        Ok(out)
    }
}

impl WriteTx<'_> {
    pub(crate) fn put_offer_tags(&self, key: &OfferKey, tags: &[String]) -> Result<(), StoreError> {
        let whose = (key.account.0, &key.ext_key);
        self.conn
            .prepare_cached("DELETE FROM offer_tag WHERE account_id = ?1 AND ext_key = ?2")?
            .execute(whose)?;
        let sql = "INSERT OR IGNORE INTO offer_tag (account_id, ext_key, tag) VALUES (?1, ?2, ?3)";
        let mut insert = self.conn.prepare_cached(sql)?;
        for tag in tags {
            insert.execute((key.account.0, &key.ext_key, tag))?;
        }
        Ok(())
    }
}
