//! How far platforms moved their figures after we first saw them.
//!
//! The rule it protects: drift is the sum of what rows say now less what they said first, of rows that count and of rows that
//! vanished (which say nothing any more, so 0); a row whose unit changed is counted and not subtracted.

use crate::codes::{status_code, stream_of};
use crate::query::page::CELL_IDS;
use crate::{ReadTx, StoreError, codec};
use domain::{AccountId, CivilDay, Status, Stream, Unit};
use std::collections::BTreeMap;

/// A month of one account, stream and unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DriftKey {
    /// First day of the month the rows are in now.
    pub month: CivilDay,
    /// Whose rows.
    pub account: AccountId,
    /// Kind of income.
    pub stream: Stream,
    /// Unit.
    pub unit: Unit,
}

/// What became of its rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Drift {
    /// Net now, micro-units.
    pub now: i128,
    /// Net as first known, micro-units.
    pub first: i128,
    /// Rows that count.
    pub entries: u64,
    /// Rows whose net is another than at first.
    pub moved: u64,
    /// Rows that vanished.
    pub vanished: u64,
    /// Rows whose unit changed.
    pub unlike: u64,
}

/// The life of one figure: when it was learned to be what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureLife {
    /// Whose.
    pub account: AccountId,
    /// Kind of income.
    pub stream: Stream,
    /// Unit of all versions.
    pub unit: Unit,
    /// The reporting day.
    pub day: CivilDay,
    /// Days after the reporting day on which a version was learned, and its net; oldest first.
    pub versions: Vec<(i32, i64)>,
    /// How sure it is now.
    pub status: Status,
    /// Whether it is gone from its source.
    pub vanished: bool,
}

/// Rows whose present net may be another than the first.
pub(crate) const MOVED: &str = "SELECT e.account_id, e.day, e.stream, e.unit, r.unit, e.net, r.net, e.vanished_ms IS NOT NULL \
FROM entry e JOIN entry_revision r ON r.entry_id = e.id AND r.revision = 1 \
WHERE e.revision > 1 AND e.day BETWEEN ?1 AND ?2 AND e.aside & 6 = 0";
/// Rows that vanished as they were first seen.
pub(crate) const GONE: &str = "SELECT account_id, day, stream, unit, unit, net, net, 1 FROM entry \
WHERE aside <> 0 AND aside & 6 = 0 AND revision = 1 AND vanished_ms IS NOT NULL AND day BETWEEN ?1 AND ?2";
/// Rows with a history, newest day first.
pub(crate) const LIVED: &str = "SELECT id, account_id, stream, unit, day, status, vanished_ms IS NOT NULL, net, known_from_ms \
FROM entry WHERE revision > 1 AND day BETWEEN ?1 AND ?2 AND aside & 6 = 0 ORDER BY day DESC LIMIT ?3";
const VERSIONS: &str = "SELECT unit, net, known_from_ms, status FROM entry_revision WHERE entry_id = ?1 ORDER BY revision";

const DAY_MS: i64 = 86_400_000;

/// Whole days from the start of a reporting day (UTC) to the instant a figure was learned, at least 0.
fn age(day: i32, learned_ms: i64) -> i32 {
    let days = learned_ms.div_euclid(DAY_MS) - i64::from(day);
    i32::try_from(days.max(0)).unwrap_or(i32::MAX)
}

impl ReadTx<'_> {
    /// Drift of the rows of the days `from..=to`, by month, account, stream and unit. Months without drift are there too.
    pub fn drift(
        &self,
        from: CivilDay,
        to: CivilDay,
    ) -> Result<BTreeMap<DriftKey, Drift>, StoreError> {
        let mut all: BTreeMap<DriftKey, Drift> = BTreeMap::new();
        self.walk_rollups(Some(from), Some(to), &[], false, |row| {
            let key = DriftKey {
                month: row.day()?.month_start(),
                account: row.account(),
                stream: row.stream()?,
                unit: row.cell.unit,
            };
            let cell = all.entry(key).or_default();
            cell.now += i128::from(row.sums.net);
            cell.first += i128::from(row.sums.net);
            cell.entries += row.sums.count.unsigned_abs();
            Ok(true)
        })?;
        for sql in [MOVED, GONE] {
            let mut statement = self.conn.prepare_cached(sql)?;
            let mut rows = statement.query((from.number(), to.number()))?;
            while let Some(row) = rows.next()? {
                let key = DriftKey {
                    account: AccountId(row.get(0)?),
                    month: codec::day(row.get(1)?)?.month_start(),
                    stream: stream_of(row.get(2)?)?,
                    unit: codec::unit(&row.get::<_, String>(3)?)?,
                };
                let first_unit = codec::unit(&row.get::<_, String>(4)?)?;
                let (now, first): (i64, i64) = (row.get(5)?, row.get(6)?);
                let gone: bool = row.get(7)?;
                let cell = all.entry(key).or_default();
                if first_unit != key.unit {
                    cell.unlike += 1;
                    continue;
                }
                // A vanished row is in no rollup: it stands at nothing now, and its first figure is added whole.
                let counted = if gone { 0 } else { now };
                cell.first += i128::from(first) - i128::from(counted);
                cell.moved += u64::from(counted != first);
                cell.vanished += u64::from(gone);
            }
        }
        Ok(all)
    }

    /// The lives of at most `limit` figures of the days `from..=to` that were estimated when first seen: those with a history,
    /// and those estimated ever since up to the day `quiet`, which nobody corrects any more.
    pub fn estimated_lives(
        &self,
        from: CivilDay,
        to: CivilDay,
        quiet: CivilDay,
        limit: u32,
    ) -> Result<Vec<FigureLife>, StoreError> {
        let estimated = status_code(Status::Estimated);
        let mut lives = Vec::new();
        let mut versions = self.conn.prepare_cached(VERSIONS)?;
        let mut statement = self.conn.prepare_cached(LIVED)?;
        let mut rows = statement.query((from.number(), to.number(), limit))?;
        while let Some(row) = rows.next()? {
            let (id, day): (i64, i32) = (row.get(0)?, row.get(4)?);
            let unit_text: String = row.get(3)?;
            let mut life = FigureLife {
                account: AccountId(row.get(1)?),
                stream: stream_of(row.get(2)?)?,
                unit: codec::unit(&unit_text)?,
                day: codec::day(day)?,
                versions: Vec::new(),
                status: crate::codes::status_of(row.get(5)?)?,
                vanished: row.get(6)?,
            };
            let mut was_estimated = None;
            let mut alike = true;
            let mut old = versions.query([id])?;
            while let Some(version) = old.next()? {
                alike &= version.get_ref(0)?.as_str().is_ok_and(|u| u == unit_text);
                life.versions
                    .push((age(day, version.get(2)?), version.get(1)?));
                was_estimated.get_or_insert(version.get::<_, i64>(3)? == estimated);
            }
            life.versions.push((age(day, row.get(8)?), row.get(7)?));
            if alike && was_estimated == Some(true) {
                lives.push(life);
            }
        }
        self.unmoved(from, quiet.min(to), limit, &mut lives)?;
        Ok(lives)
    }

    /// Rows that are as they were first seen, and estimated.
    fn unmoved(
        &self,
        from: CivilDay,
        to: CivilDay,
        limit: u32,
        lives: &mut Vec<FigureLife>,
    ) -> Result<(), StoreError> {
        let most = lives.len() + usize::try_from(limit).unwrap_or(usize::MAX);
        let mut ids = self.conn.prepare_cached(CELL_IDS)?;
        let sql = "SELECT net, known_from_ms, revision FROM entry WHERE id = ?1";
        let mut entry = self.conn.prepare_cached(sql)?;
        self.walk_rollups(Some(from), Some(to), &[Status::Estimated], true, |row| {
            let cell = &row.cell;
            let unit = codec::UnitText::of(cell.unit);
            let mut found = ids.query((
                cell.day,
                cell.account,
                cell.stream,
                cell.status,
                unit.as_str(),
                i64::MAX,
                None::<i64>,
                limit,
            ))?;
            while let Some(id) = found.next()? {
                let (net, learned, revision): (i64, i64, i64) = entry
                    .query_row([id.get::<_, i64>(0)?], |e| {
                        Ok((e.get(0)?, e.get(1)?, e.get(2)?))
                    })?;
                if revision == 1 {
                    lives.push(FigureLife {
                        account: row.account(),
                        stream: row.stream()?,
                        unit: cell.unit,
                        day: row.day()?,
                        versions: vec![(age(cell.day, learned), net)],
                        status: Status::Estimated,
                        vanished: false,
                    });
                }
            }
            Ok(lives.len() < most)
        })
    }
}
