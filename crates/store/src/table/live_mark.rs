//! The creator's marks on lines that are no events of a run (*authored*): late money, a day that should be there.
//!
//! The rule it protects: such a line is worked out anew every day; the creator's word on it stays, because it is kept by what
//! the line is about and not by a row.

use crate::table::change::Flag;
use crate::{ReadTx, StoreError, WriteTx, codec};
use domain::Instant;
use std::collections::BTreeMap;

/// The creator's word on one line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LiveMark {
    /// When it was acknowledged.
    pub seen: Option<Instant>,
    /// The flag on it; a flagged line counts as not acknowledged.
    pub flag: Option<Flag>,
}

impl ReadTx<'_> {
    /// Every mark, by what it is about.
    pub fn live_marks(&self) -> Result<BTreeMap<String, LiveMark>, StoreError> {
        let sql = "SELECT subject, seen_ms, flagged_ms, note FROM live_mark";
        let read = |row: &rusqlite::Row<'_>| {
            let flag = match row.get::<_, Option<i64>>(2)? {
                None => None,
                Some(since) => Some(Flag {
                    note: row.get(3)?,
                    since: codec::instant(since)?,
                }),
            };
            let mark = LiveMark {
                seen: codec::instant_opt(row.get(1)?)?,
                flag,
            };
            Ok((row.get(0)?, mark))
        };
        self.conn
            .prepare_cached(sql)?
            .query_and_then([], read)?
            .collect()
    }
}

impl WriteTx<'_> {
    /// Writes the mark on a subject in place of the former one; an empty mark removes it.
    pub fn set_live_mark(&mut self, subject: &str, mark: &LiveMark) -> Result<(), StoreError> {
        if *mark == LiveMark::default() {
            self.conn
                .prepare_cached("DELETE FROM live_mark WHERE subject = ?1")?
                .execute([subject])?;
            return Ok(());
        }
        let sql = "INSERT OR REPLACE INTO live_mark (subject, seen_ms, flagged_ms, note) VALUES (?1, ?2, ?3, ?4)";
        self.conn.prepare_cached(sql)?.execute((
            subject,
            mark.seen.map(Instant::millis),
            mark.flag.as_ref().map(|f| f.since.millis()),
            mark.flag.as_ref().map_or("", |f| f.note.as_str()),
        ))?;
        Ok(())
    }
}
