//! What came on which day: of every stream of every account, or added up for one account.
//!
//! The rule it protects: every look at Today asks these over a year and more, so the database adds up what nobody tells apart
//! and hands out a few numbers for a day, out of the sums of days.

use crate::codes::stream_of;
use crate::table::rollup::only_statuses;
use crate::{ReadTx, StoreError, codec};
use domain::{AccountId, CivilDay, Status, Stream, Unit};
use std::collections::BTreeMap;

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

/// The statement of [`ReadTx::nets_by_day`].
pub(crate) fn nets_sql(statuses: &[Status]) -> String {
    let only = only_statuses(statuses);
    format!(
        "SELECT day, sum(net) FROM rollup WHERE day >= ?1 AND account_id = ?2 AND unit = ?3{only} GROUP BY day"
    )
}

/// The statement of [`ReadTx::unit_nets_by_day`]: in the order of days, units as they come.
pub(crate) fn unit_nets_sql(statuses: &[Status]) -> String {
    let only = only_statuses(statuses);
    format!("SELECT day, unit, net FROM rollup WHERE account_id = ?1{only} ORDER BY day")
}

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

    /// Net of one account in one unit on each day that has entries of these statuses, oldest first; micro-units.
    pub fn nets_by_day(
        &self,
        account: AccountId,
        unit: Unit,
        statuses: &[Status],
        from: Option<CivilDay>,
    ) -> Result<Vec<(CivilDay, i128)>, StoreError> {
        let first = from.map_or(i32::MIN, CivilDay::number);
        self.conn
            .prepare_cached(&nets_sql(statuses))?
            .query_and_then((first, account.0, unit.to_string()), |row| {
                Ok((codec::day(row.get(0)?)?, row.get::<_, i64>(1)?.into()))
            })?
            .collect()
    }

    /// As [`ReadTx::nets_by_day`] over all days, for every unit of the account in one walk.
    pub fn unit_nets_by_day(
        &self,
        account: AccountId,
        statuses: &[Status],
    ) -> Result<BTreeMap<Unit, Vec<(CivilDay, i128)>>, StoreError> {
        let mut statement = self.conn.prepare_cached(&unit_nets_sql(statuses))?;
        let mut rows = statement.query([account.0])?;
        let mut nets: BTreeMap<Unit, Vec<(CivilDay, i128)>> = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let day = codec::day(row.get(0)?)?;
            let unit = codec::unit(row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?)?;
            let net = i128::from(row.get::<_, i64>(2)?);
            let days = nets.entry(unit).or_default();
            match days.last_mut() {
                Some((last, sum)) if *last == day => *sum += net,
                _ => days.push((day, net)),
            }
        }
        Ok(nets)
    }
}
