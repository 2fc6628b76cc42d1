//! Pages of entries, newest first, by keyset.
//!
//! The rule it protects: any page, first or last, filtered or not, reads about as many rows as it shows. Rollups tell which
//! day × account × stream × status × unit cells hold rows, and the index on exactly these columns gives each cell's rows
//! newest first, so no filter ever walks rows it does not want.

use super::filter::{Aside, Choice, EntryFilter};
use crate::table::rollup::Cell;
use crate::table::words::{entry_of, word_row};
use crate::{Entry, ReadTx, StoreError, codec};
use domain::{CivilDay, EntryId, RunId};
use rusqlite::{Params, Row};

/// Above this many rows of one run, its rows are found through the cells and not through the run.
const SMALL_RUN: i64 = 2_000;

/// The last row of a page; the next page starts behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageAfter {
    /// Its day.
    pub day: CivilDay,
    /// Its row.
    pub id: EntryId,
}

/// One page of entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryPage {
    /// Newest first.
    pub entries: Vec<Entry>,
    /// Where the next page starts; `None` at the end.
    pub next: Option<PageAfter>,
}

pub(crate) const CELL_IDS: &str = "SELECT id FROM entry WHERE day = ?1 AND account_id = ?2 AND stream = ?3 AND status = ?4 \
     AND unit = ?5 AND aside = 0 AND id < ?6 AND (?7 IS NULL OR first_run = ?7) ORDER BY id DESC LIMIT ?8";
pub(crate) const WORD_ROWS: &str = "SELECT rowid FROM entry_words WHERE entry_words MATCH ?1 AND rowid < ?2 AND rowid >= ?3 \
     ORDER BY rowid DESC";
pub(crate) const PAYOUT_IDS: &str = "SELECT id FROM entry WHERE payout_id = ?1 AND (day, id) < (?2, ?3) \
     ORDER BY day DESC, id DESC";
pub(crate) const RUN_IDS: &str =
    "SELECT id FROM entry WHERE first_run = ?1 AND (day, id) < (?2, ?3) ORDER BY day DESC, id DESC";
pub(crate) const ASIDE_IDS: &str =
    "SELECT id FROM entry WHERE aside <> 0 AND (day, id) < (?1, ?2) ORDER BY day DESC, id DESC";

impl ReadTx<'_> {
    /// A page of at most `limit` entries behind `after`, newest day first, then newest row.
    pub fn entries_page(
        &self,
        filter: &EntryFilter,
        after: Option<PageAfter>,
        limit: u32,
    ) -> Result<EntryPage, StoreError> {
        let choice = self.choice(filter)?;
        let wanted = usize::try_from(limit).unwrap_or(usize::MAX);
        // One more than shown tells whether there is a next page.
        let mut entries = self.newest(&choice, after, wanted.saturating_add(1))?;
        let more = entries.len() > wanted;
        entries.truncate(wanted);
        let next = entries.last().filter(|_| more).map(|e| PageAfter {
            day: e.day,
            id: e.id,
        });
        Ok(EntryPage { entries, next })
    }

    fn newest(
        &self,
        choice: &Choice<'_>,
        after: Option<PageAfter>,
        wanted: usize,
    ) -> Result<Vec<Entry>, StoreError> {
        let filter = choice.filter;
        let day = after.map_or(i32::MAX, |a| a.day.number());
        let id = after.map_or(i64::MAX, |a| a.id.0);
        if let Some(text) = &filter.text {
            let Some(query) = self.word_query(text)? else {
                return Ok(Vec::new());
            };
            let end = filter
                .to
                .map_or(i64::MAX, |to| word_row(to.plus_days(1).number(), 0));
            let end = after.map_or(end, |a| end.min(word_row(a.day.number(), a.id.0)));
            let start = filter
                .from
                .map_or(i64::MIN, |from| word_row(from.number(), 0));
            return self.take_admitted(choice, wanted, WORD_ROWS, (query, end, start), |row| {
                Ok(entry_of(row.get(0)?))
            });
        }
        let first_column = |row: &Row<'_>| row.get(0);
        if let Some(payout) = filter.payout {
            return self.take_admitted(
                choice,
                wanted,
                PAYOUT_IDS,
                (payout.0, day, id),
                first_column,
            );
        }
        if filter.aside != Aside::Counted {
            return self.take_admitted(choice, wanted, ASIDE_IDS, (day, id), first_column);
        }
        if let Some(run) = filter.run
            && self.run_is_small(run)?
        {
            return self.take_admitted(choice, wanted, RUN_IDS, (run.0, day, id), first_column);
        }
        self.take_cells(choice, after, wanted)
    }

    /// Takes the candidates a statement names, in its order, until enough are admitted.
    fn take_admitted(
        &self,
        choice: &Choice<'_>,
        wanted: usize,
        sql: &str,
        params: impl Params,
        id_of: impl Fn(&Row<'_>) -> rusqlite::Result<i64>,
    ) -> Result<Vec<Entry>, StoreError> {
        let mut statement = self.conn.prepare_cached(sql)?;
        let mut rows = statement.query(params)?;
        let mut taken = Vec::new();
        while taken.len() < wanted
            && let Some(row) = rows.next()?
        {
            taken.extend(
                self.entries_by_id([id_of(row)?])?
                    .into_iter()
                    .filter(|e| choice.admits(e)),
            );
        }
        Ok(taken)
    }

    fn take_cells(
        &self,
        choice: &Choice<'_>,
        after: Option<PageAfter>,
        wanted: usize,
    ) -> Result<Vec<Entry>, StoreError> {
        let filter = choice.filter;
        let to = match (filter.to, after) {
            (Some(to), Some(a)) => Some(to.min(a.day)),
            (to, a) => to.or(a.map(|a| a.day)),
        };
        let mut ids: Vec<i64> = Vec::new();
        let mut of_day: Vec<i64> = Vec::new();
        let mut day = None;
        self.walk_days(filter.from, to, &choice.only(), true, |row| {
            if day != Some(row.cell.day) {
                of_day.sort_unstable_by(|a, b| b.cmp(a));
                ids.append(&mut of_day);
                day = Some(row.cell.day);
                if ids.len() >= wanted {
                    return Ok(false);
                }
            }
            if choice.admits_cell(&row)? {
                let before = after
                    .filter(|a| a.day.number() == row.cell.day)
                    .map_or(i64::MAX, |a| a.id.0);
                self.cell_ids(&row.cell, before, filter.run, wanted, &mut of_day)?;
            }
            Ok(true)
        })?;
        of_day.sort_unstable_by(|a, b| b.cmp(a));
        ids.append(&mut of_day);
        self.entries_by_id(ids.into_iter().take(wanted))
    }

    fn cell_ids(
        &self,
        cell: &Cell,
        before: i64,
        run: Option<RunId>,
        limit: usize,
        ids: &mut Vec<i64>,
    ) -> Result<(), StoreError> {
        let unit = codec::UnitText::of(cell.unit);
        let mut statement = self.conn.prepare_cached(CELL_IDS)?;
        let mut rows = statement.query((
            cell.day,
            cell.account,
            cell.stream,
            cell.status,
            unit.as_str(),
            before,
            run.map(|r| r.0),
            limit,
        ))?;
        while let Some(row) = rows.next()? {
            ids.push(row.get(0)?);
        }
        Ok(())
    }

    fn run_is_small(&self, run: RunId) -> Result<bool, StoreError> {
        let sql = "SELECT count(*) FROM (SELECT 1 FROM entry WHERE first_run = ?1 LIMIT ?2)";
        let count: i64 = self
            .conn
            .prepare_cached(sql)?
            .query_row((run.0, SMALL_RUN + 1), |row| row.get(0))?;
        Ok(count <= SMALL_RUN)
    }
}
