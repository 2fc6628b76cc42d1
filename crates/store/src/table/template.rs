//! The creator's own wording of reply templates (*authored*).
//!
//! The rule it protects: without a row the built-in template holds, and taking one's own back brings it out again.

use crate::codec;
use crate::{ReadTx, StoreError, WriteTx};
use domain::Instant;
use domain::reply::{Language, ReplyKind};

/// A template in the creator's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplyTemplate {
    /// What it is for.
    pub kind: ReplyKind,
    /// Its language.
    pub language: Language,
    /// The text, with fields.
    pub body: String,
    /// When it was last written.
    pub edited: Instant,
}

impl ReadTx<'_> {
    /// The creator's own templates.
    pub fn reply_templates(&self) -> Result<Vec<ReplyTemplate>, StoreError> {
        let sql =
            "SELECT kind, language, body, edited_ms FROM reply_template ORDER BY kind, language";
        let read = |row: &rusqlite::Row<'_>| -> Result<ReplyTemplate, StoreError> {
            Ok(ReplyTemplate {
                kind: codec::word("reply", &row.get::<_, String>(0)?)?,
                language: codec::word("language", &row.get::<_, String>(1)?)?,
                body: row.get(2)?,
                edited: codec::instant(row.get(3)?)?,
            })
        };
        self.conn
            .prepare_cached(sql)?
            .query_and_then([], read)?
            .collect()
    }
}

impl WriteTx<'_> {
    /// Words a template anew; `None` lets the built-in one hold again.
    pub fn set_reply_template(
        &mut self,
        kind: ReplyKind,
        language: Language,
        body: Option<&str>,
        now: Instant,
    ) -> Result<(), StoreError> {
        match body {
            Some(body) => {
                let sql = "INSERT OR REPLACE INTO reply_template (kind, language, body, edited_ms) VALUES (?1, ?2, ?3, ?4)";
                self.conn.prepare_cached(sql)?.execute((
                    kind.slug(),
                    language.slug(),
                    body,
                    now.millis(),
                ))?;
            }
            None => {
                let sql = "DELETE FROM reply_template WHERE kind = ?1 AND language = ?2";
                self.conn
                    .prepare_cached(sql)?
                    .execute((kind.slug(), language.slug()))?;
            }
        }
        Ok(())
    }
}
