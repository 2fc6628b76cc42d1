//! The full-text index over offers (*derived*): brand, title, terms with their evidence, the creator's note, messages.
//!
//! The rule it protects: whoever changes an offer, the words follow in the same transaction; triggers of the schema note which.

use crate::{ReadTx, StoreError, fold};
use domain::OfferId;
use domain::offer::TermValue;
use rusqlite::Connection;

/// Writes the words of what changed.
pub(crate) fn reword(conn: &Connection) -> Result<(), StoreError> {
    let waiting: Vec<i64> = conn
        .prepare_cached("SELECT offer_id FROM offer_reword")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for id in waiting {
        conn.prepare_cached("DELETE FROM offer_words WHERE rowid = ?1")?
            .execute([id])?;
        write(conn, OfferId(id))?;
        conn.prepare_cached("DELETE FROM offer_reword WHERE offer_id = ?1")?
            .execute([id])?;
    }
    Ok(())
}

fn write(conn: &Connection, id: OfferId) -> Result<(), StoreError> {
    let tx = ReadTx::new(conn);
    let offer = match tx.offer(id) {
        Ok(offer) => offer,
        Err(StoreError::NotFound { .. }) => return Ok(()),
        Err(error) => return Err(error),
    };
    let mut terms = String::new();
    for term in &offer.terms {
        if let TermValue::Text(text) = &term.value {
            terms.push_str(text);
            terms.push('\n');
        }
        terms.push_str(&term.evidence.text);
        terms.push('\n');
    }
    let mut body = String::new();
    let sql =
        "SELECT from_name, from_address, subject, text FROM offer_message WHERE offer_id = ?1";
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query([id.0])?;
    while let Some(row) = rows.next()? {
        for column in 0..4 {
            body.push_str(
                row.get_ref(column)?
                    .as_str()
                    .map_err(rusqlite::Error::from)?,
            );
            body.push('\n');
        }
    }
    let note = offer.note.and_then(|note| note.note).unwrap_or_default();
    conn.prepare_cached(
        "INSERT INTO offer_words (rowid, brand, title, terms, note, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute((
        id.0,
        fold::folded(&offer.brand),
        fold::folded(&offer.title),
        fold::folded(&terms),
        fold::folded(&note),
        fold::folded(&body),
    ))?;
    Ok(())
}

impl ReadTx<'_> {
    /// Offers without words, and words without an offer.
    pub(crate) fn wrong_offer_words(&self) -> Result<(u64, u64), StoreError> {
        let missing = "SELECT count(*) FROM offer WHERE id NOT IN (SELECT rowid FROM offer_words) \
                       AND id NOT IN (SELECT offer_id FROM offer_reword)";
        let stale = "SELECT count(*) FROM offer_words WHERE rowid NOT IN (SELECT id FROM offer)";
        let count = |sql: &str| self.conn.query_row(sql, [], |row| row.get::<_, u64>(0));
        Ok((count(missing)?, count(stale)?))
    }
}
