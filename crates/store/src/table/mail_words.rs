//! The full-text index over messages (*derived*).
//!
//! The rules it protects: words change in the transaction that changes their message; they are written sorted, since the index
//! starts a new segment whenever row numbers go backwards.

use crate::{ReadTx, StoreError, fold};
use domain::MailDraft;
use rusqlite::Connection;

/// Messages gathered before they are written out early.
const BATCH: usize = 4_000;

#[derive(Debug)]
struct Words {
    position: i64,
    subject: String,
    sender: String,
    recipient: String,
    body: String,
    attached: bool,
}

/// Messages that came in one transaction.
#[derive(Debug, Default)]
pub(crate) struct PendingMailWords(Vec<Words>);

impl PendingMailWords {
    /// Notes a new message. The names of what is attached are found like its text.
    pub(crate) fn add(
        &mut self,
        conn: &Connection,
        position: i64,
        draft: &MailDraft,
    ) -> Result<(), StoreError> {
        let message = &draft.message;
        let mut body = fold::folded(&message.text);
        for file in &message.attachments {
            body.push('\n');
            body.push_str(&fold::folded(&file.name));
        }
        let sender = format!("{} {}", message.from_name, message.from_address);
        self.0.push(Words {
            position,
            subject: fold::folded(&message.subject),
            sender: fold::folded(&sender),
            recipient: fold::folded(&draft.to.join(" ")),
            body,
            attached: !message.attachments.is_empty(),
        });
        if self.0.len() >= BATCH {
            self.flush(conn)
        } else {
            Ok(())
        }
    }

    /// Writes the words and forgets them.
    pub(crate) fn flush(&mut self, conn: &Connection) -> Result<(), StoreError> {
        if self.0.is_empty() {
            return Ok(());
        }
        self.0.sort_by_key(|words| words.position);
        let mut insert = conn.prepare_cached(
            "INSERT INTO mail_words (rowid, subject, sender, recipient, body, marks) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?;
        for words in self.0.drain(..) {
            let marks = if words.attached {
                "every attached"
            } else {
                "every"
            };
            insert.execute((
                words.position,
                &words.subject,
                &words.sender,
                &words.recipient,
                &words.body,
                marks,
            ))?;
        }
        Ok(())
    }
}

impl ReadTx<'_> {
    /// Messages without words, and words without a message.
    pub(crate) fn wrong_mail_words(&self) -> Result<(u64, u64), StoreError> {
        let missing =
            "SELECT count(*) FROM mail WHERE position NOT IN (SELECT rowid FROM mail_words)";
        let stale =
            "SELECT count(*) FROM mail_words WHERE rowid NOT IN (SELECT position FROM mail)";
        let count = |sql: &str| self.conn.query_row(sql, [], |row| row.get::<_, u64>(0));
        Ok((count(missing)?, count(stale)?))
    }
}
