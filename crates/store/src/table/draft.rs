//! The answer being written, one for each offer (*authored*).
//!
//! The rule it protects: it is keyed by the offer's identity at its source, so it survives an undo and a new import.

use super::outbox::OfferKey;
use crate::codec;
use crate::{ReadTx, StoreError, WriteTx};
use domain::reply::{Language, ReplyKind};
use domain::{AccountId, Instant};
use rusqlite::Row;

/// A reply that is being written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplyDraft {
    /// The offer it answers.
    pub offer: OfferKey,
    /// What it is for.
    pub kind: ReplyKind,
    /// Its language.
    pub language: Language,
    /// The mailbox it is to go through, when chosen.
    pub sender: Option<AccountId>,
    /// Whom it goes to.
    pub to: String,
    /// Its subject.
    pub subject: String,
    /// Its text as typed.
    pub body: String,
    /// When it was last typed at.
    pub edited: Instant,
}

const COLUMNS: &str =
    "account_id, ext_key, kind, language, sender_id, to_address, subject, body, edited_ms";

fn read(row: &Row<'_>) -> Result<ReplyDraft, StoreError> {
    Ok(ReplyDraft {
        offer: OfferKey {
            account: AccountId(row.get(0)?),
            ext_key: row.get(1)?,
        },
        kind: codec::word("reply", &row.get::<_, String>(2)?)?,
        language: codec::word("language", &row.get::<_, String>(3)?)?,
        sender: row.get::<_, Option<i64>>(4)?.map(AccountId),
        to: row.get(5)?,
        subject: row.get(6)?,
        body: row.get(7)?,
        edited: codec::instant(row.get(8)?)?,
    })
}

impl ReadTx<'_> {
    /// The draft of an offer.
    pub fn reply_draft(&self, offer: &OfferKey) -> Result<Option<ReplyDraft>, StoreError> {
        let sql =
            format!("SELECT {COLUMNS} FROM reply_draft WHERE account_id = ?1 AND ext_key = ?2");
        self.conn
            .prepare_cached(&sql)?
            .query_and_then((offer.account.0, &offer.ext_key), read)?
            .next()
            .transpose()
    }

    /// Every draft, the latest first.
    pub fn reply_drafts(&self) -> Result<Vec<ReplyDraft>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM reply_draft ORDER BY edited_ms DESC, ext_key");
        self.conn
            .prepare_cached(&sql)?
            .query_and_then([], read)?
            .collect()
    }
}

impl WriteTx<'_> {
    /// Keeps a draft in place of the offer's former one.
    pub fn set_reply_draft(&mut self, draft: &ReplyDraft) -> Result<(), StoreError> {
        let sql = "INSERT OR REPLACE INTO reply_draft (account_id, ext_key, kind, language, sender_id, to_address, subject, \
                   body, edited_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
        self.conn.prepare_cached(sql)?.execute((
            draft.offer.account.0,
            &draft.offer.ext_key,
            draft.kind.slug(),
            draft.language.slug(),
            draft.sender.map(|id| id.0),
            &draft.to,
            &draft.subject,
            &draft.body,
            draft.edited.millis(),
        ))?;
        Ok(())
    }

    /// Throws a draft away. Whether there was one.
    pub fn remove_reply_draft(&mut self, offer: &OfferKey) -> Result<bool, StoreError> {
        let sql = "DELETE FROM reply_draft WHERE account_id = ?1 AND ext_key = ?2";
        let gone = self
            .conn
            .prepare_cached(sql)?
            .execute((offer.account.0, &offer.ext_key))?;
        Ok(gone > 0)
    }
}
