//! Totals per month × account × stream × status × unit (*derived*): what a long history is summed up from.
//!
//! The rule it protects: it changes with the days it sums, in the same transaction, so a question over whole months reads a
//! few hundred rows however many days and entries there are.

use super::rollup::{self, Cell, RollupRow, SumsSql, sums_sql};
use crate::{ReadTx, StoreError, codec};
use domain::CivilDay;

pub(crate) const MONTHS: SumsSql = sums_sql!("rollup_month", "month");

/// The columns of a rollup row whose day is the first of its month.
pub(crate) const COLUMNS: &str = "month, account_id, stream, status, unit, count, gross, gross_known, fee, fee_known, tax, tax_known, net";

/// The cell of the month a day's cell lies in.
pub(crate) fn month_of(cell: Cell) -> Result<Cell, StoreError> {
    let day = codec::day(cell.day)?.month_start().number();
    Ok(Cell { day, ..cell })
}

fn month_after(day: CivilDay) -> CivilDay {
    // The 32nd day from the first of any month lies in the next.
    day.month_start().plus_days(31).month_start()
}

impl ReadTx<'_> {
    /// As [`ReadTx::walk_days`], oldest first, with one row for each cell of a month that lies whole in `from..=to`; its day
    /// is the first of the month. Days of months cut by the bounds come one by one.
    pub(crate) fn walk_months(
        &self,
        from: Option<CivilDay>,
        to: Option<CivilDay>,
        only: &str,
        mut visit: impl FnMut(RollupRow) -> Result<bool, StoreError>,
    ) -> Result<(), StoreError> {
        // The first whole month, and the first month that is not whole any more.
        let first = from.map(|from| match from.month_start() {
            start if start == from => start,
            start => month_after(start),
        });
        let end = to.map(|to| to.plus_days(1).month_start());
        if let (Some(first), Some(end)) = (first, end)
            && first >= end
        {
            return self.walk_days(from, to, only, false, visit);
        }
        let mut more = true;
        if let (Some(_), Some(first)) = (from, first) {
            self.walk_days(from, Some(first.plus_days(-1)), only, false, |row| {
                more = visit(row)?;
                Ok(more)
            })?;
        }
        if !more {
            return Ok(());
        }
        let sql = format!(
            "SELECT {COLUMNS} FROM rollup_month WHERE month BETWEEN ?1 AND ?2{only} ORDER BY month"
        );
        let bounds = (
            first.map_or(i32::MIN, CivilDay::number),
            end.map_or(i32::MAX, |end| end.plus_days(-1).number()),
        );
        if rollup::walk(self.conn, &sql, bounds, &mut visit)? && end.is_some() {
            self.walk_days(end, to, only, false, visit)?;
        }
        Ok(())
    }
}
