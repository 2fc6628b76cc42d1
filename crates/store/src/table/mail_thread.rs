//! Which messages are one conversation: kept as they come, grouped again when some go.
//!
//! The rule it protects: `thread_id` is always the lowest row of the conversation that [`conversations`] finds; `verify` groups
//! everything again and must agree.

use crate::codec;
use crate::{ReadTx, StoreError, WriteTx};
use domain::mail::{SUBJECT_REACH_MS, Threaded, conversations};
use rusqlite::{Connection, Row};
use std::collections::{BTreeMap, BTreeSet};

pub(crate) const BY_REFERENCE: &str = "SELECT DISTINCT m.thread_id FROM mail_reference r JOIN mail m ON m.id = r.mail_id \
     WHERE r.external_id = ?1";
pub(crate) const BY_SUBJECT: &str = "SELECT thread_id, subject_key, bare_answer, from_address, to_addresses, sent_ms \
     FROM mail WHERE subject_key = ?1 AND subject_key <> '' AND sent_ms BETWEEN ?2 AND ?3";
pub(crate) const BY_BARE_ANSWER: &str = "SELECT thread_id, subject_key, bare_answer, from_address, to_addresses, sent_ms \
     FROM mail WHERE subject_key = ?1 AND subject_key <> '' AND bare_answer AND sent_ms BETWEEN ?2 AND ?3";

/// Reads the five columns from `subject_key` on; the ids come apart.
fn read(row: &Row<'_>, ids: Vec<String>) -> Result<Threaded, StoreError> {
    let to = row.get_ref(4)?.as_str().map_err(rusqlite::Error::from)?;
    Ok(Threaded {
        ids,
        subject: row.get(1)?,
        bare_answer: row.get(2)?,
        from: row.get(3)?,
        to: codec::json("addresses", to)?,
        sent: codec::instant(row.get(5)?)?,
    })
}

/// A message's row and the thread it stands in.
type Place = (i64, i64);

/// The rows and ids of some messages, in the order of their rows.
fn load(conn: &Connection, thread: Option<i64>) -> Result<(Vec<Place>, Vec<Threaded>), StoreError> {
    let narrowed = if thread.is_some() { "= ?1" } else { "> ?1" };
    let mut ids: BTreeMap<i64, Vec<String>> = BTreeMap::new();
    let sql = format!(
        "SELECT r.mail_id, r.external_id FROM mail m JOIN mail_reference r ON r.mail_id = m.id \
         WHERE m.thread_id {narrowed} ORDER BY r.mail_id, r.n"
    );
    let mut statement = conn.prepare_cached(&sql)?;
    let mut rows = statement.query([thread.unwrap_or(0)])?;
    while let Some(row) = rows.next()? {
        ids.entry(row.get(0)?).or_default().push(row.get(1)?);
    }
    let sql = format!(
        "SELECT id, subject_key, bare_answer, from_address, to_addresses, sent_ms, thread_id FROM mail \
         WHERE thread_id {narrowed} ORDER BY id"
    );
    let mut statement = conn.prepare_cached(&sql)?;
    let mut rows = statement.query([thread.unwrap_or(0)])?;
    let (mut places, mut messages) = (Vec::new(), Vec::new());
    while let Some(row) = rows.next()? {
        let id: i64 = row.get(0)?;
        messages.push(read(row, ids.remove(&id).unwrap_or_default())?);
        places.push((id, row.get(6)?));
    }
    Ok((places, messages))
}

/// Rows with the conversation they are in and the one they belong to, where the two differ.
fn misplaced(conn: &Connection, thread: Option<i64>) -> Result<Vec<(i64, i64)>, StoreError> {
    let (places, messages) = load(conn, thread)?;
    let roots = conversations(&messages);
    let wanted = roots
        .iter()
        .map(|root| places.get(*root).map(|(id, _)| *id));
    Ok(places
        .iter()
        .zip(wanted)
        .filter_map(|((id, thread), wanted)| Some((*id, wanted.filter(|w| w != thread)?)))
        .collect())
}

/// Groups again what lost a message.
pub(crate) fn regroup(conn: &Connection) -> Result<(), StoreError> {
    let waiting: Vec<i64> = conn
        .prepare_cached("SELECT thread_id FROM mail_regroup")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for thread in waiting {
        for (id, wanted) in misplaced(conn, Some(thread))? {
            conn.prepare_cached("UPDATE mail SET thread_id = ?2 WHERE id = ?1")?
                .execute((id, wanted))?;
        }
        conn.prepare_cached("DELETE FROM mail_regroup WHERE thread_id = ?1")?
            .execute([thread])?;
    }
    Ok(())
}

impl ReadTx<'_> {
    /// How many messages stand in another conversation than grouping everything again would give.
    pub(crate) fn misplaced_mails(&self) -> Result<u64, StoreError> {
        Ok(misplaced(self.conn, None)?.len() as u64)
    }
}

impl WriteTx<'_> {
    /// The conversations a message belongs to, before it is in one.
    pub(crate) fn threads_joined(&self, message: &Threaded) -> Result<BTreeSet<i64>, StoreError> {
        let mut found = BTreeSet::new();
        let mut by_reference = self.conn.prepare_cached(BY_REFERENCE)?;
        for id in &message.ids {
            for thread in by_reference.query_map([id], |row| row.get::<_, i64>(0))? {
                found.insert(thread?);
            }
        }
        if message.subject.is_empty() {
            return Ok(found);
        }
        // What is no bare answer itself can only be answered by one.
        let sql = if message.bare_answer {
            BY_SUBJECT
        } else {
            BY_BARE_ANSWER
        };
        let sent = message.sent.millis();
        let span = (
            &message.subject,
            sent.saturating_sub(SUBJECT_REACH_MS),
            sent.saturating_add(SUBJECT_REACH_MS),
        );
        let mut by_subject = self.conn.prepare_cached(sql)?;
        let mut rows = by_subject.query(span)?;
        while let Some(row) = rows.next()? {
            if message.joins_by_subject(&read(row, Vec::new())?) {
                found.insert(row.get(0)?);
            }
        }
        Ok(found)
    }

    /// Makes a message and what it joins one conversation.
    pub(crate) fn join_threads(
        &self,
        mail: i64,
        threads: &BTreeSet<i64>,
    ) -> Result<(), StoreError> {
        let lowest = threads.first().map_or(mail, |thread| mail.min(*thread));
        self.conn
            .prepare_cached("UPDATE mail SET thread_id = ?2 WHERE id = ?1")?
            .execute((mail, lowest))?;
        for thread in threads.iter().filter(|thread| **thread != lowest) {
            self.conn
                .prepare_cached("UPDATE mail SET thread_id = ?2 WHERE thread_id = ?1")?
                .execute((thread, lowest))?;
        }
        Ok(())
    }
}
