//! Messages of mailboxes (*fetched*): the writes.
//!
//! The rule it protects: the order in which messages are read changes neither how many there are nor their conversations.

use crate::codec;
use crate::{Origin, StoreError, Upsert, WriteTx};
use domain::MailDraft;
use domain::mail::{Threaded, subject_name};
use rusqlite::OptionalExtension;
use sha2::{Digest, Sha256};

/// Places left between two milliseconds for messages sent in one.
const ROOM: i64 = 1 << 10;

/// A message with where it was read.
pub(crate) struct Arrival<'a> {
    pub(crate) origin: &'a Origin<'a>,
    pub(crate) draft: &'a MailDraft,
}

/// What a message says, as 16 hex digits.
fn print(draft: &MailDraft) -> String {
    let message = &draft.message;
    let mut hash = Sha256::new();
    let mut line = |text: &str| {
        for word in text.split_whitespace() {
            hash.update(word.as_bytes());
            hash.update(b" ");
        }
        hash.update(b"\n");
    };
    line(&message.from_name);
    line(&message.from_address.to_lowercase());
    line(&draft.to.join(" ").to_lowercase());
    line(&message.subject);
    line(&message.references.join(" "));
    line(&message.text);
    for file in &message.attachments {
        line(&format!("{} {}", file.name, file.size));
    }
    let digest = hash.finalize();
    hex::encode(digest.get(..8).unwrap_or_default())
}

impl WriteTx<'_> {
    /// Stores a message and the road it came by; [`Upsert::Same`] when it was known, by whatever road.
    pub fn upsert_mail(
        &mut self,
        origin: &Origin<'_>,
        draft: &MailDraft,
    ) -> Result<Upsert<i64>, StoreError> {
        let arrival = Arrival { origin, draft };
        let print = print(draft);
        let known = self
            .conn
            .prepare_cached("SELECT id FROM mail WHERE external_id = ?1 AND print = ?2")?
            .query_row((&draft.message.external_id, &print), |row| row.get(0))
            .optional()?;
        let (id, upsert) = match known {
            Some(id) => (id, Upsert::Same(id)),
            None => {
                let id = self.insert_mail(draft, &print)?;
                (id, Upsert::New(id))
            }
        };
        self.put_road(id, &arrival)?;
        Ok(upsert)
    }

    fn insert_mail(&mut self, draft: &MailDraft, print: &str) -> Result<i64, StoreError> {
        let message = &draft.message;
        let name = subject_name(&message.subject);
        let threaded = Threaded {
            ids: std::iter::once(&message.external_id)
                .chain(&message.references)
                .cloned()
                .collect(),
            subject: name.key,
            bare_answer: name.answers && message.references.is_empty(),
            from: message.from_address.clone(),
            to: draft.to.clone(),
            sent: message.sent,
        };
        let threads = self.threads_joined(&threaded)?;
        let position = self.free_position(message.sent.millis())?;
        let id = self
            .conn
            .prepare_cached(
                "INSERT INTO mail (external_id, print, position, thread_id, sent_ms, from_name, from_address, to_addresses, \
                 subject, subject_key, bare_answer, attachments) \
                 VALUES (?1, ?2, ?3, 0, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
            )?
            .insert((
                &message.external_id,
                print,
                position,
                message.sent.millis(),
                &message.from_name,
                &message.from_address,
                codec::to_json("addresses", &draft.to)?,
                &message.subject,
                &threaded.subject,
                threaded.bare_answer,
                codec::to_json("attachments", &message.attachments)?,
            ))?;
        self.conn
            .prepare_cached("INSERT INTO mail_text (mail_id, text) VALUES (?1, ?2)")?
            .execute((id, &message.text))?;
        let sql = "INSERT INTO mail_reference (mail_id, n, external_id) VALUES (?1, ?2, ?3)";
        let mut insert = self.conn.prepare_cached(sql)?;
        for (n, reference) in threaded.ids.iter().enumerate() {
            insert.execute((id, n, reference))?;
        }
        drop(insert);
        self.join_threads(id, &threads)?;
        let conn = self.conn;
        self.mail_words.add(conn, position, draft)?;
        Ok(id)
    }

    /// The first free place of a moment.
    fn free_position(&self, sent_ms: i64) -> Result<i64, StoreError> {
        let sql = "SELECT max(position) FROM mail WHERE position >= ?1 AND position < ?1 + ?2";
        let mut last = self.conn.prepare_cached(sql)?;
        let mut moment = sent_ms.saturating_mul(ROOM);
        loop {
            let taken: Option<i64> = last.query_row((moment, ROOM), |row| row.get(0))?;
            let free = taken.map_or(moment, |taken| taken + 1);
            if free < moment.saturating_add(ROOM) {
                return Ok(free);
            }
            moment = moment.saturating_add(ROOM);
        }
    }
}
