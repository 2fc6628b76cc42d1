//! The largest entry of some days.

use crate::codes::stream_of;
use crate::{ReadTx, StoreError, codec};
use domain::{CivilDay, EntryId, Stream, Unit};
use rusqlite::Row;

/// An entry by what it brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Largest {
    /// Its row.
    pub id: EntryId,
    /// Its day.
    pub day: CivilDay,
    /// Kind of income, as it counts.
    pub stream: Stream,
    /// What remained, micro-units.
    pub net: i64,
}

pub(crate) const LARGEST: &str = "SELECT id, day, stream, net FROM entry WHERE day BETWEEN ?1 AND ?2 AND unit = ?3 \
     AND aside = 0 AND net > 0 ORDER BY net DESC, day, id LIMIT 1";

impl ReadTx<'_> {
    /// The entry of the days `from..=to` that brought most of `unit`, the oldest of equal ones. Reads every entry of these
    /// days: for spans with few.
    pub fn largest_entry(
        &self,
        from: CivilDay,
        to: CivilDay,
        unit: Unit,
    ) -> Result<Option<Largest>, StoreError> {
        let unit = codec::UnitText::of(unit);
        let read = |row: &Row<'_>| {
            Ok(Largest {
                id: EntryId(row.get(0)?),
                day: codec::day(row.get(1)?)?,
                stream: stream_of(row.get(2)?)?,
                net: row.get(3)?,
            })
        };
        let bounds = (from.number(), to.number(), unit.as_str());
        let mut statement = self.conn.prepare_cached(LARGEST)?;
        statement.query_and_then(bounds, read)?.next().transpose()
    }
}
