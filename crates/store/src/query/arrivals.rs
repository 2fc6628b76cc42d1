//! On which days something came, for each stream of each account.
//!
//! The rule it protects: every look at Today asks this over more than a year, so the database adds up what statuses and units
//! tell apart and hands out three numbers and a count, out of the sums of days.

use crate::codes::stream_of;
use crate::{ReadTx, StoreError, codec};
use domain::{AccountId, CivilDay, Stream};

/// A day on which a stream had entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arrival {
    /// The day, as the platform reports it.
    pub day: CivilDay,
    /// Whose.
    pub account: AccountId,
    /// Of which stream.
    pub stream: Stream,
    /// How many entries, all units and statuses together.
    pub count: u64,
}

/// In the order of the key of the sums: nothing is sorted.
pub(crate) const ARRIVALS: &str = "SELECT day, account_id, stream, sum(count) FROM rollup \
    WHERE day BETWEEN ?1 AND ?2 GROUP BY day, account_id, stream";

impl ReadTx<'_> {
    /// What came on the days `from..=to`, oldest first.
    pub fn arrivals(&self, from: CivilDay, to: CivilDay) -> Result<Vec<Arrival>, StoreError> {
        self.conn
            .prepare_cached(ARRIVALS)?
            .query_and_then((from.number(), to.number()), |row| {
                Ok(Arrival {
                    day: codec::day(row.get(0)?)?,
                    account: AccountId(row.get(1)?),
                    stream: stream_of(row.get(2)?)?,
                    count: row.get::<_, i64>(3)?.unsigned_abs(),
                })
            })?
            .collect()
    }
}
