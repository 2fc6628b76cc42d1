//! What a programme's state was at the last look, and the notices of those that changed (*record*).
//!
//! The rule it protects: a notice is written once, when a look finds another state than the look before; it is put aside by the
//! creator and by nothing else.

use crate::codec;
use crate::{ReadTx, StoreError, WriteTx};
use domain::{CivilDay, Instant, Region};
use rusqlite::Row;
use std::collections::BTreeMap;

/// The state of one programme at the last look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProgrammeLook {
    /// State, in the registry's word.
    pub state: String,
    /// The rule version judged, if one held.
    pub rule: Option<String>,
    /// Country it was judged for.
    pub region: Region,
    /// Day it was judged for.
    pub day: CivilDay,
}

/// A state that changed between two looks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProgrammeNotice {
    /// Row id; 0 for one that is not written yet.
    pub id: i64,
    /// The programme's id in the registry.
    pub programme: String,
    /// State at the look before.
    pub before: String,
    /// State found.
    pub after: String,
    /// Day of the look before.
    pub day_before: CivilDay,
    /// Day of the look that found it.
    pub day_after: CivilDay,
    /// What explained it, as JSON.
    pub causes: String,
    /// When it was found.
    pub noticed: Instant,
    /// When the creator put it aside.
    pub seen: Option<Instant>,
}

const COLUMNS: &str =
    "id, programme, state_before, state_after, day_before, day_after, causes, noticed_ms, seen_ms";

fn read(row: &Row<'_>) -> Result<ProgrammeNotice, StoreError> {
    Ok(ProgrammeNotice {
        id: row.get(0)?,
        programme: row.get(1)?,
        before: row.get(2)?,
        after: row.get(3)?,
        day_before: codec::day(row.get(4)?)?,
        day_after: codec::day(row.get(5)?)?,
        causes: row.get(6)?,
        noticed: codec::instant(row.get(7)?)?,
        seen: codec::instant_opt(row.get(8)?)?,
    })
}

impl ReadTx<'_> {
    /// The state of each programme at the last look, by its id; empty when none was taken.
    pub fn programme_looks(&self) -> Result<BTreeMap<String, ProgrammeLook>, StoreError> {
        let sql = "SELECT programme, state, rule, region, day FROM programme_look";
        let read = |row: &Row<'_>| {
            let look = ProgrammeLook {
                state: row.get(1)?,
                rule: row.get(2)?,
                region: codec::word("region", &row.get::<_, String>(3)?)?,
                day: codec::day(row.get(4)?)?,
            };
            Ok((row.get(0)?, look))
        };
        self.conn
            .prepare_cached(sql)?
            .query_and_then([], read)?
            .collect()
    }

    /// Notices that were not put aside, newest first.
    pub fn programme_notices(&self, limit: u32) -> Result<Vec<ProgrammeNotice>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM programme_notice WHERE seen_ms IS NULL ORDER BY noticed_ms DESC, id DESC LIMIT ?1"
        );
        self.conn
            .prepare_cached(&sql)?
            .query_and_then([limit], read)?
            .collect()
    }
}

impl WriteTx<'_> {
    /// Keeps a look in place of the former one.
    pub fn set_programme_looks(
        &mut self,
        looks: &BTreeMap<String, ProgrammeLook>,
        now: Instant,
    ) -> Result<(), StoreError> {
        self.conn.execute("DELETE FROM programme_look", [])?;
        let sql = "INSERT INTO programme_look (programme, state, rule, region, day, looked_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        let mut statement = self.conn.prepare_cached(sql)?;
        for (programme, look) in looks {
            statement.execute((
                programme,
                &look.state,
                &look.rule,
                look.region.to_string(),
                look.day.number(),
                now.millis(),
            ))?;
        }
        Ok(())
    }

    /// Writes a notice. Returns its row.
    pub fn add_programme_notice(&mut self, notice: &ProgrammeNotice) -> Result<i64, StoreError> {
        let sql = "INSERT INTO programme_notice (programme, state_before, state_after, day_before, day_after, causes, \
                   noticed_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        Ok(self.conn.prepare_cached(sql)?.insert((
            &notice.programme,
            &notice.before,
            &notice.after,
            notice.day_before.number(),
            notice.day_after.number(),
            &notice.causes,
            notice.noticed.millis(),
        ))?)
    }

    /// Puts a notice aside, or brings it back when `seen` is `None`. One that is not there changes nothing.
    pub fn see_programme_notice(
        &mut self,
        id: i64,
        seen: Option<Instant>,
    ) -> Result<(), StoreError> {
        self.conn
            .prepare_cached("UPDATE programme_notice SET seen_ms = ?2 WHERE id = ?1")?
            .execute((id, seen.map(Instant::millis)))?;
        Ok(())
    }
}
