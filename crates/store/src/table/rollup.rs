//! Totals per day × account × stream × status × unit (*derived*): what charts and Today read.
//!
//! The rules it protects: a rollup changes in the transaction that changes its rows; a sum that does not fit is an error;
//! an unknown gross, fee or tax is counted as unknown, not as zero.

use crate::codec::{self, UnitText};
use crate::codes::{status_code, status_of, stream_of};
use crate::table::rollup_month;
use crate::{ReadTx, StoreError};
use domain::{AccountId, CivilDay, Money, Status, Stream, Unit};
use rusqlite::{Connection, OptionalExtension, Row};
use std::collections::{BTreeMap, HashMap};

/// What a rollup row is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Cell {
    pub(crate) day: i32,
    pub(crate) account: i64,
    pub(crate) stream: i64,
    pub(crate) status: i64,
    pub(crate) unit: Unit,
}

/// The sums of a cell, or what is to be added to them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Sums {
    pub(crate) count: i64,
    pub(crate) gross: i64,
    pub(crate) gross_known: i64,
    pub(crate) fee: i64,
    pub(crate) fee_known: i64,
    pub(crate) tax: i64,
    pub(crate) tax_known: i64,
    pub(crate) net: i64,
}

impl Sums {
    /// One row, or with `sign` −1 its removal.
    pub(crate) fn of(money: &Money, sign: i64) -> Result<Self, StoreError> {
        let times = |n: i64| n.checked_mul(sign).ok_or(StoreError::Overflow);
        let known = |n: Option<i64>| if n.is_some() { sign } else { 0 };
        Ok(Self {
            count: sign,
            gross: times(money.gross.unwrap_or(0))?,
            gross_known: known(money.gross),
            fee: times(money.fee.unwrap_or(0))?,
            fee_known: known(money.fee),
            tax: times(money.tax.unwrap_or(0))?,
            tax_known: known(money.tax),
            net: times(money.net)?,
        })
    }

    pub(crate) fn plus(self, other: Self) -> Result<Self, StoreError> {
        let add = |a: i64, b: i64| a.checked_add(b).ok_or(StoreError::Overflow);
        Ok(Self {
            count: add(self.count, other.count)?,
            gross: add(self.gross, other.gross)?,
            gross_known: add(self.gross_known, other.gross_known)?,
            fee: add(self.fee, other.fee)?,
            fee_known: add(self.fee_known, other.fee_known)?,
            tax: add(self.tax, other.tax)?,
            tax_known: add(self.tax_known, other.tax_known)?,
            net: add(self.net, other.net)?,
        })
    }

    /// Reads the eight columns `count … net` that start at `at`.
    pub(crate) fn read(row: &Row<'_>, at: usize) -> rusqlite::Result<Self> {
        Ok(Self {
            count: row.get(at)?,
            gross: row.get(at + 1)?,
            gross_known: row.get(at + 2)?,
            fee: row.get(at + 3)?,
            fee_known: row.get(at + 4)?,
            tax: row.get(at + 5)?,
            tax_known: row.get(at + 6)?,
            net: row.get(at + 7)?,
        })
    }
}

/// The columns [`Sums::read`] expects, and the cell before them.
pub(crate) const COLUMNS: &str = "day, account_id, stream, status, unit, count, gross, gross_known, fee, fee_known, tax, tax_known, net";

/// A rollup row in the domain's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RollupRow {
    pub(crate) cell: Cell,
    pub(crate) sums: Sums,
}

impl RollupRow {
    /// Reads [`COLUMNS`].
    pub(crate) fn read(row: &Row<'_>) -> Result<Self, StoreError> {
        let unit = row.get_ref(4)?.as_str().map_err(rusqlite::Error::from)?;
        Ok(Self {
            cell: Cell {
                day: row.get(0)?,
                account: row.get(1)?,
                stream: row.get(2)?,
                status: row.get(3)?,
                unit: codec::unit(unit)?,
            },
            sums: Sums::read(row, 5)?,
        })
    }

    pub(crate) fn day(&self) -> Result<CivilDay, StoreError> {
        codec::day(self.cell.day)
    }

    pub(crate) fn account(&self) -> AccountId {
        AccountId(self.cell.account)
    }

    pub(crate) fn stream(&self) -> Result<Stream, StoreError> {
        stream_of(self.cell.stream)
    }

    pub(crate) fn status(&self) -> Result<Status, StoreError> {
        status_of(self.cell.status)
    }
}

/// Changes gathered in one transaction.
#[derive(Debug, Default)]
pub(crate) struct PendingRollups {
    cells: HashMap<Cell, Sums>,
}

impl PendingRollups {
    /// Counts a row in (`sign` 1) or out (−1).
    pub(crate) fn add(&mut self, cell: Cell, money: &Money, sign: i64) -> Result<(), StoreError> {
        let sums = self.cells.entry(cell).or_default();
        *sums = sums.plus(Sums::of(money, sign)?)?;
        Ok(())
    }

    /// Writes the changes of days and of their months, and forgets them.
    pub(crate) fn flush(&mut self, conn: &Connection) -> Result<(), StoreError> {
        let mut days: BTreeMap<Cell, Sums> = BTreeMap::new();
        let mut months: BTreeMap<Cell, Sums> = BTreeMap::new();
        for (cell, sums) in self.cells.drain().filter(|(_, s)| *s != Sums::default()) {
            let month = months.entry(rollup_month::month_of(cell)?).or_default();
            *month = month.plus(sums)?;
            days.insert(cell, sums);
        }
        write(conn, &DAYS, days)?;
        write(conn, &rollup_month::MONTHS, months)
    }
}

/// The statements that keep one table of sums.
pub(crate) struct SumsSql {
    find: &'static str,
    put: &'static str,
    remove: &'static str,
}

/// The statements for a table whose period column is `$period`.
macro_rules! sums_sql {
    ($table:literal, $period:literal) => {
        SumsSql::new(
            concat!(
                "SELECT count, gross, gross_known, fee, fee_known, tax, tax_known, net FROM ",
                $table,
                " WHERE ",
                $period,
                " = ?1 AND account_id = ?2 AND stream = ?3 AND status = ?4 AND unit = ?5"
            ),
            concat!(
                "INSERT OR REPLACE INTO ",
                $table,
                " (",
                $period,
                ", account_id, stream, status, unit, count, gross, gross_known, fee, fee_known, tax, tax_known, net) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)"
            ),
            concat!(
                "DELETE FROM ",
                $table,
                " WHERE ",
                $period,
                " = ?1 AND account_id = ?2 AND stream = ?3 AND status = ?4 AND unit = ?5"
            ),
        )
    };
}
pub(crate) use sums_sql;

impl SumsSql {
    pub(crate) const fn new(find: &'static str, put: &'static str, remove: &'static str) -> Self {
        Self { find, put, remove }
    }
}

const DAYS: SumsSql = sums_sql!("rollup", "day");

/// Adds the changes to what is stored, in key order, so that neighbouring cells share pages.
fn write(
    conn: &Connection,
    sql: &SumsSql,
    changed: BTreeMap<Cell, Sums>,
) -> Result<(), StoreError> {
    for (cell, delta) in changed {
        let unit = UnitText::of(cell.unit);
        let key = (
            cell.day,
            cell.account,
            cell.stream,
            cell.status,
            unit.as_str(),
        );
        let old = conn
            .prepare_cached(sql.find)?
            .query_row(key, |row| Sums::read(row, 0))
            .optional()?;
        let sums = old.unwrap_or_default().plus(delta)?;
        if sums.count == 0 {
            conn.prepare_cached(sql.remove)?.execute(key)?;
        } else {
            conn.prepare_cached(sql.put)?.execute((
                cell.day,
                cell.account,
                cell.stream,
                cell.status,
                unit.as_str(),
                sums.count,
                sums.gross,
                sums.gross_known,
                sums.fee,
                sums.fee_known,
                sums.tax,
                sums.tax_known,
                sums.net,
            ))?;
        }
    }
    Ok(())
}

impl ReadTx<'_> {
    /// Walks rollup rows of the days `from..=to` in the order of days until `visit` says stop.
    pub(crate) fn walk_rollups(
        &self,
        from: Option<CivilDay>,
        to: Option<CivilDay>,
        statuses: &[Status],
        newest_first: bool,
        visit: impl FnMut(RollupRow) -> Result<bool, StoreError>,
    ) -> Result<(), StoreError> {
        self.walk_days(from, to, &only_statuses(statuses), newest_first, visit)
    }

    /// As [`ReadTx::walk_rollups`], narrowed by the conditions of `only`.
    pub(crate) fn walk_days(
        &self,
        from: Option<CivilDay>,
        to: Option<CivilDay>,
        only: &str,
        newest_first: bool,
        mut visit: impl FnMut(RollupRow) -> Result<bool, StoreError>,
    ) -> Result<(), StoreError> {
        let order = if newest_first { "DESC" } else { "ASC" };
        let sql = format!(
            "SELECT {COLUMNS} FROM rollup WHERE day BETWEEN ?1 AND ?2{only} ORDER BY day {order}"
        );
        let first = from.map_or(i32::MIN, CivilDay::number);
        let last = to.map_or(i32::MAX, CivilDay::number);
        walk(self.conn, &sql, (first, last), &mut visit).map(drop)
    }
}

/// What narrows a question to some codes of a column.
pub(crate) fn only(column: &str, codes: impl IntoIterator<Item = i64>) -> String {
    let codes: Vec<String> = codes.into_iter().map(|code| code.to_string()).collect();
    format!(" AND {column} IN ({})", codes.join(", "))
}

/// What narrows a question to some statuses. Most of a long history is paid: what asks for the rest is spared reading it.
pub(crate) fn only_statuses(statuses: &[Status]) -> String {
    if statuses.is_empty() {
        return String::new();
    }
    only("status", statuses.iter().map(|s| status_code(*s)))
}

/// Visits the rows of a question until `visit` says stop; whether it went on to the end.
pub(crate) fn walk(
    conn: &Connection,
    sql: &str,
    bounds: (i32, i32),
    visit: &mut impl FnMut(RollupRow) -> Result<bool, StoreError>,
) -> Result<bool, StoreError> {
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query(bounds)?;
    while let Some(row) = rows.next()? {
        if !visit(RollupRow::read(row)?)? {
            return Ok(false);
        }
    }
    Ok(true)
}
