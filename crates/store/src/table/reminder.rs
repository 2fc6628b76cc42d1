//! Letters that asked for the money of an invoice (*authored*).

use crate::codec;
use crate::{ReadTx, StoreError, WriteTx};
use domain::invoice::Tone;
use domain::{CivilDay, Instant};
use rusqlite::Row;

/// A letter that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reminder {
    /// Its row.
    pub id: i64,
    /// The invoice.
    pub invoice: i64,
    /// The day.
    pub day: CivilDay,
    /// How firmly it asks.
    pub tone: Tone,
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub body: String,
}

impl ReadTx<'_> {
    /// Every letter that counts, by invoice and day.
    pub fn reminders(&self) -> Result<Vec<Reminder>, StoreError> {
        let sql = "SELECT id, invoice_id, day, tone, subject, body FROM invoice_reminder WHERE until_ms IS NULL \
                   ORDER BY invoice_id, day, id";
        let read = |row: &Row<'_>| {
            Ok(Reminder {
                id: row.get(0)?,
                invoice: row.get(1)?,
                day: codec::day(row.get(2)?)?,
                tone: codec::word("tone", &row.get::<_, String>(3)?)?,
                subject: row.get(4)?,
                body: row.get(5)?,
            })
        };
        self.conn
            .prepare_cached(sql)?
            .query_and_then([], read)?
            .collect()
    }
}

impl WriteTx<'_> {
    /// Notes a letter.
    pub fn insert_reminder(
        &mut self,
        invoice: i64,
        day: CivilDay,
        tone: Tone,
        (subject, body): (&str, &str),
        now: Instant,
    ) -> Result<i64, StoreError> {
        let sql = "INSERT INTO invoice_reminder (invoice_id, day, tone, subject, body, noted_ms) \
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        let row = (
            invoice,
            day.number(),
            tone.slug(),
            subject,
            body,
            now.millis(),
        );
        Ok(self.conn.prepare_cached(sql)?.insert(row)?)
    }

    /// Takes a letter back: it was not sent after all.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn retire_reminder(&mut self, id: i64, now: Instant) -> Result<(), StoreError> {
        let sql = "UPDATE invoice_reminder SET until_ms = ?2 WHERE id = ?1 AND until_ms IS NULL";
        match self.conn.prepare_cached(sql)?.execute((id, now.millis()))? {
            0 => Err(StoreError::NotFound {
                what: "reminder",
                id,
            }),
            _ => Ok(()),
        }
    }
}
