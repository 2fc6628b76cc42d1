//! Messages of mailboxes (*fetched*): each once, whether an offer stands in it or not.
//!
//! The rules it protects: one message is one row by however many roads it came; the same id with other words is another message;
//! lists read rows without their text.

use crate::codec;
use crate::{ReadTx, StoreError};
use domain::Instant;
use domain::offer::Attachment;
use rusqlite::{OptionalExtension, Row};

/// A message as lists show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// Its row.
    pub id: i64,
    /// `Message-ID` without brackets.
    pub external_id: String,
    /// Its conversation: the lowest row in it.
    pub thread: i64,
    /// When it was sent.
    pub sent: Instant,
    /// Display name of the sender.
    pub from_name: String,
    /// Address of the sender.
    pub from_address: String,
    /// Addresses it went to.
    pub to: Vec<String>,
    /// Subject.
    pub subject: String,
    /// What is attached, as listed.
    pub attachments: Vec<Attachment>,
}

pub(crate) const COLUMNS: &str = "m.id, m.external_id, m.thread_id, m.sent_ms, m.from_name, m.from_address, m.to_addresses, m.subject, m.attachments";

pub(crate) const THREAD: &str = "mail m WHERE m.thread_id = ?1 ORDER BY m.sent_ms, m.id";

pub(crate) fn read(row: &Row<'_>) -> Result<Mail, StoreError> {
    let text = |at: usize| row.get_ref(at)?.as_str().map_err(rusqlite::Error::from);
    Ok(Mail {
        id: row.get(0)?,
        external_id: row.get(1)?,
        thread: row.get(2)?,
        sent: codec::instant(row.get(3)?)?,
        from_name: row.get(4)?,
        from_address: row.get(5)?,
        to: codec::json("addresses", text(6)?)?,
        subject: row.get(7)?,
        attachments: codec::json("attachments", text(8)?)?,
    })
}

impl ReadTx<'_> {
    /// One message.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is none.
    pub fn mail(&self, id: i64) -> Result<Mail, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM mail m WHERE m.id = ?1");
        let found = self
            .conn
            .prepare_cached(&sql)?
            .query_and_then([id], read)?
            .next();
        found.unwrap_or(Err(StoreError::NotFound {
            what: "message",
            id,
        }))
    }

    /// What a message says; empty when there is none.
    pub fn mail_text(&self, id: i64) -> Result<String, StoreError> {
        let sql = "SELECT text FROM mail_text WHERE mail_id = ?1";
        let found = self
            .conn
            .prepare_cached(sql)?
            .query_row([id], |row| row.get(0))
            .optional()?;
        Ok(found.unwrap_or_default())
    }

    /// The messages of a conversation, oldest first; none when there is no such.
    pub fn mail_thread(&self, thread: i64) -> Result<Vec<Mail>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM {THREAD}");
        self.conn
            .prepare_cached(&sql)?
            .query_and_then([thread], read)?
            .collect()
    }

    /// The conversation in which a message with this id stands; the latest message when several claim the id.
    pub fn mail_thread_of(&self, external_id: &str) -> Result<Option<i64>, StoreError> {
        let sql = "SELECT thread_id FROM mail WHERE external_id = ?1 ORDER BY sent_ms DESC, id DESC LIMIT 1";
        let mut statement = self.conn.prepare_cached(sql)?;
        Ok(statement
            .query_row([external_id], |row| row.get(0))
            .optional()?)
    }

    /// How many messages are kept.
    pub fn mail_count(&self) -> Result<u64, StoreError> {
        let sql = "SELECT count(*) FROM mail";
        Ok(self
            .conn
            .prepare_cached(sql)?
            .query_row([], |row| row.get(0))?)
    }

    /// The offer a message with this id belongs to.
    pub fn offer_with_message(
        &self,
        external_id: &str,
    ) -> Result<Option<domain::OfferId>, StoreError> {
        let sql =
            "SELECT offer_id FROM offer_message WHERE external_id = ?1 ORDER BY offer_id LIMIT 1";
        let mut statement = self.conn.prepare_cached(sql)?;
        let found = statement
            .query_row([external_id], |row| row.get(0))
            .optional()?;
        Ok(found.map(domain::OfferId))
    }
}
