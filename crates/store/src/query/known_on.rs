//! Totals as they were known at an earlier instant.
//!
//! The rule it protects: a later correction, disappearance or import does not change what we say we knew. What the creator
//! ignores now is left out then too; of two rows that are one thing, the one put aside counts until the other was known.

use super::filter::EntryFilter;
use super::totals::{Grouping, TotalKey, TotalRow};
use crate::table::doubles_hold::ALONE_THEN;
use crate::table::rollup::RollupRow;
use crate::{ReadTx, StoreError};
use domain::{CivilDay, Instant};

fn cells_known() -> String {
    format!(
        "\
SELECT day, account_id, stream, status, unit, count(*), coalesce(sum(gross), 0), count(gross), coalesce(sum(fee), 0), \
count(fee), coalesce(sum(tax), 0), count(tax), sum(net) FROM (\
SELECT day, account_id, stream, status, unit, gross, fee, tax, net FROM entry e \
WHERE known_from_ms <= ?1 AND (vanished_ms IS NULL OR vanished_ms > ?1) AND aside & 2 = 0 AND {ALONE_THEN} \
AND day BETWEEN ?2 AND ?3 \
UNION ALL \
SELECT r.day, e.account_id, r.stream, r.status, r.unit, r.gross, r.fee, r.tax, r.net \
FROM entry_revision r JOIN entry e ON e.id = r.entry_id \
WHERE r.known_from_ms <= ?1 AND r.known_to_ms > ?1 AND (r.vanished_ms IS NULL OR r.vanished_ms > ?1) \
AND e.aside & 2 = 0 AND {ALONE_THEN} AND r.day BETWEEN ?2 AND ?3) \
GROUP BY day, account_id, stream, status, unit"
    )
}

impl ReadTx<'_> {
    /// Totals of the chosen entries as they were known at `at`. Days, streams, statuses, accounts, platforms and units of
    /// the filter hold; its words, payout and run do not apply to the past. Reads the rows, not rollups.
    pub fn totals_as_known_on(
        &self,
        at: Instant,
        keys: &[TotalKey],
        filter: &EntryFilter,
    ) -> Result<Vec<TotalRow>, StoreError> {
        let choice = self.choice(filter)?;
        let mut grouping = Grouping::new(self, keys)?;
        let first = filter.from.map_or(i32::MIN, CivilDay::number);
        let last = filter.to.map_or(i32::MAX, CivilDay::number);
        let mut statement = self.conn.prepare_cached(&cells_known())?;
        for row in statement.query_and_then((at.millis(), first, last), RollupRow::read)? {
            let row = row?;
            if choice.admits_cell(&row)? {
                grouping.add(&row, None)?;
            }
        }
        Ok(grouping.finish())
    }
}
