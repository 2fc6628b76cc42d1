//! Totals that rollups cannot answer: by words, payout, run, brand, or of rows laid aside. Read from the rows themselves.
//!
//! The rule it protects: rows come as a stream, so that whoever no longer wants the answer can stop it at any row.

use super::filter::{Aside, EntryFilter};
use crate::table::rollup::{RollupRow, Sums};
use crate::table::words::{SHIFT, word_row};
use crate::{ReadTx, StoreError, codec};
use domain::{CivilDay, Money};
use rusqlite::Row;
use rusqlite::types::Value;

impl EntryFilter {
    /// Whether it asks for more than a rollup row tells.
    pub fn needs_rows(&self) -> bool {
        self.text.is_some()
            || self.payout.is_some()
            || self.run.is_some()
            || self.aside != Aside::Counted
    }
}

fn read(row: &Row<'_>) -> Result<(RollupRow, Option<String>), StoreError> {
    let unit = codec::unit(row.get_ref(4)?.as_str().map_err(rusqlite::Error::from)?)?;
    let money = Money {
        unit,
        gross: row.get(5)?,
        fee: row.get(6)?,
        tax: row.get(7)?,
        net: row.get(8)?,
    };
    let cell = crate::table::rollup::Cell {
        day: row.get(0)?,
        account: row.get(1)?,
        stream: row.get(2)?,
        status: row.get(3)?,
        unit,
    };
    Ok((
        RollupRow {
            cell,
            sums: Sums::of(&money, 1)?,
        },
        row.get(9)?,
    ))
}

impl ReadTx<'_> {
    /// Visits each chosen row as if it were a rollup of one, with its payer when `brand` asks for it, until `visit` says stop;
    /// whether it went on to the end.
    pub(crate) fn walk_rows(
        &self,
        filter: &EntryFilter,
        brand: bool,
        mut visit: impl FnMut(RollupRow, Option<String>) -> Result<bool, StoreError>,
    ) -> Result<bool, StoreError> {
        let choice = self.choice(filter)?;
        let aside = match filter.aside {
            Aside::Counted => "e.aside = 0",
            Aside::Vanished => "e.aside <> 0 AND e.vanished_ms IS NOT NULL",
            Aside::Ignored => "e.aside <> 0 AND e.aside & 2",
            Aside::Double => "e.aside <> 0 AND e.aside & 4",
        };
        let (payer, notes) = if brand {
            let notes = "LEFT JOIN entry_note n ON n.feed_id = e.feed_id AND n.ext_key = e.ext_key";
            ("coalesce(n.counterparty, e.counterparty)", notes)
        } else {
            ("NULL", "")
        };
        let first = filter.from.map_or(i32::MIN, CivilDay::number);
        let last = filter.to.map_or(i32::MAX, CivilDay::number);
        let mut values = vec![Value::from(i64::from(first)), Value::from(i64::from(last))];
        let (mut tables, mut found) = ("entry e".to_owned(), String::new());
        if let Some(text) = &filter.text {
            let Some(query) = self.word_query(text)? else {
                return Ok(true);
            };
            values.push(query.into());
            let start = filter.from.map_or(i64::MIN, |d| word_row(d.number(), 0));
            let end = filter
                .to
                .map_or(i64::MAX, |d| word_row(d.plus_days(1).number(), 0));
            values.push(start.into());
            values.push(end.into());
            // The index leads, in the order of days; CROSS keeps the planner from turning it round.
            let mask = SHIFT - 1;
            tables = format!("entry_words w CROSS JOIN entry e ON e.id = w.rowid & {mask}");
            found = " AND w.entry_words MATCH ?3 AND w.rowid >= ?4 AND w.rowid < ?5".to_owned();
        }
        for (column, id) in [
            ("payout_id", filter.payout.map(|p| p.0)),
            ("first_run", filter.run.map(|r| r.0)),
        ] {
            if let Some(id) = id {
                values.push(id.into());
                found += &format!(" AND e.{column} = ?{}", values.len());
            }
        }
        let sql = format!(
            "SELECT e.day, e.account_id, e.stream, e.status, e.unit, e.gross, e.fee, e.tax, e.net, {payer} \
             FROM {tables} {notes} WHERE e.day BETWEEN ?1 AND ?2 AND {aside}{found}"
        );
        let mut statement = self.conn.prepare_cached(&sql)?;
        for row in statement.query_and_then(rusqlite::params_from_iter(values), read)? {
            let (row, brand) = row?;
            if choice.admits_cell(&row)? && !visit(row, brand)? {
                return Ok(false);
            }
        }
        Ok(true)
    }
}
