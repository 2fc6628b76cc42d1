//! What each payout pays, per unit, kind of income and direction (*derived*): what lists and the X-ray read.
//!
//! The rules it protects: a sum changes in the transaction that changes its rows, whether a row is revised, vanishes, is
//! ignored, taken back or finds its payout late; opening a payout costs the same with ten rows as with ten thousand.

use crate::codec::{self, UnitText};
use crate::codes::{stream_code, stream_of};
use crate::query::page::PageAfter;
use crate::{Entry, EntryPage, ReadTx, StoreError, WriteTx};
use domain::{EntryId, Money, PayoutId, Stream, Unit};
use rusqlite::{Connection, OptionalExtension, Row};
use std::collections::HashMap;

/// What one payout pays, as far as its rows are known: net sums per unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PaidSum {
    /// The unit.
    pub unit: Unit,
    /// Sum of the nets, micro-units.
    pub net: i128,
    /// Number of rows.
    pub count: u64,
}

/// Rows of one payout that belong together: one unit, one kind of income, one direction. Micro-units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PaidPart {
    /// The unit.
    pub unit: Unit,
    /// Kind of income, as it counts.
    pub stream: Stream,
    /// Whether the rows took money back (a gross below zero).
    pub taken_back: bool,
    /// Number of rows.
    pub count: u64,
    /// Sum of the gross; of a row without one, net + fee + tax.
    pub gross: i128,
    /// Sum of the fees.
    pub fee: i128,
    /// Rows with a fee.
    pub fee_count: u64,
    /// Sum of net − gross + fee: tax withheld (negative), or the source's rounding.
    pub rest: i128,
    /// Rows with such a rest.
    pub rest_count: u64,
    /// Sum of the nets.
    pub net: i128,
}

/// A row of a payout, as far as telling a refund from a clawback needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaidTitle {
    /// Its row.
    pub id: EntryId,
    /// The source's words.
    pub title: String,
    /// Kind of income.
    pub stream: Stream,
    /// Gross, micro-units; below zero when it took money back.
    pub gross: i64,
}

/// Rows of a payout that one line of its X-ray stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaidRows {
    /// All of them.
    All,
    /// Rows that brought money.
    Earned,
    /// Rows that took money back.
    TakenBack,
    /// Rows with a fee.
    Fee,
    /// Rows whose net is not gross less fee.
    Rest,
}

/// Gross of a row, also where the source gives none. The same words as in `schema/0002_payouts.sql`.
const GROSS: &str = "coalesce(gross, net + coalesce(fee, 0) + coalesce(tax, 0))";

impl PaidRows {
    fn condition(self) -> String {
        match self {
            Self::All => "1".to_owned(),
            Self::Earned => format!("{GROSS} >= 0"),
            Self::TakenBack => format!("{GROSS} < 0"),
            Self::Fee => "coalesce(fee, 0) <> 0".to_owned(),
            Self::Rest => format!("net - {GROSS} + coalesce(fee, 0) <> 0"),
        }
    }
}

/// Sums of a cell, or what is to be added to them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Sums([i64; 7]);

impl Sums {
    fn of(money: &Money, sign: i64) -> Result<(Self, bool), StoreError> {
        let fee = money.fee.unwrap_or(0);
        let gross = match money.gross {
            Some(gross) => gross,
            None => money
                .net
                .checked_add(fee)
                .and_then(|n| n.checked_add(money.tax.unwrap_or(0)))
                .ok_or(StoreError::Overflow)?,
        };
        let rest = money
            .net
            .checked_sub(gross)
            .and_then(|n| n.checked_add(fee))
            .ok_or(StoreError::Overflow)?;
        let has = |n: i64| i64::from(n != 0);
        let once = [1, gross, fee, has(fee), rest, has(rest), money.net];
        let mut sums = [0; 7];
        for (sum, one) in sums.iter_mut().zip(once) {
            *sum = sign.checked_mul(one).ok_or(StoreError::Overflow)?;
        }
        Ok((Self(sums), gross < 0))
    }

    fn plus(self, other: Self) -> Result<Self, StoreError> {
        let mut sums = self.0;
        for (sum, more) in sums.iter_mut().zip(other.0) {
            *sum = sum.checked_add(more).ok_or(StoreError::Overflow)?;
        }
        Ok(Self(sums))
    }

    fn count(self) -> i64 {
        let [count, ..] = self.0;
        count
    }

    fn read(row: &Row<'_>, at: usize) -> rusqlite::Result<Self> {
        let mut sums = [0; 7];
        for (place, sum) in sums.iter_mut().enumerate() {
            *sum = row.get(at + place)?;
        }
        Ok(Self(sums))
    }
}

/// What a row of the table is about: payout, unit, stream code, whether it takes money back.
pub(crate) type PaidCell = (i64, Unit, i64, bool);

/// Changes gathered in one transaction.
#[derive(Debug, Default)]
pub(crate) struct PendingPayoutSums(HashMap<PaidCell, Sums>);

impl PendingPayoutSums {
    /// Counts a row in (`sign` 1) or out (−1); one that is in no payout counts nowhere.
    pub(crate) fn add(
        &mut self,
        payout: Option<i64>,
        stream: i64,
        money: &Money,
        sign: i64,
    ) -> Result<(), StoreError> {
        let Some(payout) = payout else {
            return Ok(());
        };
        let (one, taken_back) = Sums::of(money, sign)?;
        let sums = self
            .0
            .entry((payout, money.unit, stream, taken_back))
            .or_default();
        *sums = sums.plus(one)?;
        Ok(())
    }

    /// Writes the changes and forgets them.
    pub(crate) fn flush(&mut self, conn: &Connection) -> Result<(), StoreError> {
        let mut changed: Vec<(PaidCell, Sums)> = self
            .0
            .drain()
            .filter(|(_, sums)| *sums != Sums::default())
            .collect();
        changed.sort_unstable_by_key(|(cell, _)| *cell);
        for ((payout, unit, stream, part), delta) in changed {
            let unit = UnitText::of(unit);
            let key = (payout, unit.as_str(), stream, part);
            let old = conn
                .prepare_cached(
                    "SELECT count, gross, fee, fee_count, rest, rest_count, net FROM payout_sum \
                     WHERE payout_id = ?1 AND unit = ?2 AND stream = ?3 AND part = ?4",
                )?
                .query_row(key, |row| Sums::read(row, 0))
                .optional()?;
            let sums = old.unwrap_or_default().plus(delta)?;
            if sums.count() == 0 {
                conn.prepare_cached(
                    "DELETE FROM payout_sum WHERE payout_id = ?1 AND unit = ?2 AND stream = ?3 AND part = ?4",
                )?
                .execute(key)?;
                continue;
            }
            let [count, gross, fee, fee_count, rest, rest_count, net] = sums.0;
            conn.prepare_cached(
                "INSERT OR REPLACE INTO payout_sum (payout_id, unit, stream, part, count, gross, fee, fee_count, rest, \
                 rest_count, net) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
            )?
            .execute((
                payout,
                unit.as_str(),
                stream,
                part,
                count,
                gross,
                fee,
                fee_count,
                rest,
                rest_count,
                net,
            ))?;
        }
        Ok(())
    }
}

/// The rows of the table as the entries say they should be, of payouts that `which` names.
pub(crate) fn again(which: &str) -> String {
    format!(
        "SELECT payout_id, unit, stream, g < 0 AS part, count(*), sum(g), sum(coalesce(fee, 0)), \
         sum(coalesce(fee, 0) <> 0), sum(net - g + coalesce(fee, 0)), sum(net - g + coalesce(fee, 0) <> 0), sum(net) \
         FROM (SELECT payout_id, unit, stream, fee, net, {GROSS} AS g FROM entry WHERE {which} AND aside = 0) \
         GROUP BY payout_id, unit, stream, part"
    )
}

/// Reads a row of the table, or of [`again`].
pub(crate) fn read_cell(row: &Row<'_>) -> Result<(PaidCell, Sums), StoreError> {
    let unit = codec::unit(row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?)?;
    let cell = (row.get(0)?, unit, row.get(2)?, row.get(3)?);
    Ok((cell, Sums::read(row, 4)?))
}

fn part(row: &Row<'_>) -> Result<PaidPart, StoreError> {
    let ((_, unit, stream, taken_back), sums) = read_cell(row)?;
    let [count, gross, fee, fee_count, rest, rest_count, net] = sums.0;
    Ok(PaidPart {
        unit,
        stream: stream_of(stream)?,
        taken_back,
        count: count.unsigned_abs(),
        gross: gross.into(),
        fee: fee.into(),
        fee_count: fee_count.unsigned_abs(),
        rest: rest.into(),
        rest_count: rest_count.unsigned_abs(),
        net: net.into(),
    })
}

impl ReadTx<'_> {
    /// What a payout pays, part by part: streams in their fixed order, what took money back behind what brought it.
    pub fn payout_parts(&self, id: PayoutId) -> Result<Vec<PaidPart>, StoreError> {
        let sql = "SELECT payout_id, unit, stream, part, count, gross, fee, fee_count, rest, rest_count, net \
                   FROM payout_sum WHERE payout_id = ?1";
        let mut parts: Vec<PaidPart> = self
            .conn
            .prepare_cached(sql)?
            .query_and_then([id.0], part)?
            .collect::<Result<_, _>>()?;
        parts.sort_unstable_by_key(|p| (p.unit, p.taken_back, p.stream));
        Ok(parts)
    }

    /// What the rows of a payout add up to, per unit. Rows aside are not counted.
    pub fn payout_sums(&self, id: PayoutId) -> Result<Vec<PaidSum>, StoreError> {
        let mut sums: Vec<PaidSum> = Vec::new();
        for part in self.payout_parts(id)? {
            match sums.iter_mut().find(|sum| sum.unit == part.unit) {
                Some(sum) => {
                    sum.net += part.net;
                    sum.count += part.count;
                }
                None => sums.push(PaidSum {
                    unit: part.unit,
                    net: part.net,
                    count: part.count,
                }),
            }
        }
        Ok(sums)
    }

    /// Title, kind of income and gross of every row a payout pays; nothing when they are more than `most`.
    pub fn payout_titles(
        &self,
        id: PayoutId,
        most: u32,
    ) -> Result<Option<Vec<PaidTitle>>, StoreError> {
        let sql = format!(
            "SELECT id, title, stream, {GROSS} FROM entry WHERE payout_id = ?1 AND aside = 0 LIMIT ?2"
        );
        let rows: Vec<PaidTitle> = self
            .conn
            .prepare_cached(&sql)?
            .query_and_then((id.0, i64::from(most) + 1), |row| {
                Ok::<_, StoreError>(PaidTitle {
                    id: EntryId(row.get(0)?),
                    title: row.get(1)?,
                    stream: stream_of(row.get(2)?)?,
                    gross: row.get(3)?,
                })
            })?
            .collect::<Result<_, _>>()?;
        let whole = usize::try_from(most).is_ok_and(|most| rows.len() <= most);
        Ok(whole.then_some(rows))
    }

    /// The newest rows a payout pays, those laid aside too.
    pub fn payout_entries(&self, id: PayoutId, limit: u32) -> Result<Vec<Entry>, StoreError> {
        let sql = "SELECT id FROM entry WHERE payout_id = ?1 ORDER BY day DESC, id DESC LIMIT ?2";
        let ids: Vec<i64> = self
            .conn
            .prepare_cached(sql)?
            .query_map((id.0, limit), |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        self.entries_by_id(ids)
    }

    /// A page of the rows that count in one line of a payout's X-ray, newest first. `stream` narrows to one kind of income.
    pub fn payout_rows(
        &self,
        id: PayoutId,
        rows: PaidRows,
        stream: Option<Stream>,
        after: Option<PageAfter>,
        limit: u32,
    ) -> Result<EntryPage, StoreError> {
        let sql = format!(
            "SELECT id FROM entry WHERE payout_id = ?1 AND (day, id) < (?2, ?3) AND aside = 0 AND {} \
             AND (?4 IS NULL OR stream = ?4) ORDER BY day DESC, id DESC LIMIT ?5",
            rows.condition()
        );
        let day = after.map_or(i32::MAX, |a| a.day.number());
        let before = after.map_or(i64::MAX, |a| a.id.0);
        let wanted = usize::try_from(limit).unwrap_or(usize::MAX);
        let ids: Vec<i64> = self
            .conn
            .prepare_cached(&sql)?
            .query_map(
                (
                    id.0,
                    day,
                    before,
                    stream.map(stream_code),
                    i64::from(limit) + 1,
                ),
                |row| row.get(0),
            )?
            .collect::<Result<_, _>>()?;
        let more = ids.len() > wanted;
        let entries = self.entries_by_id(ids.into_iter().take(wanted))?;
        let next = entries.last().filter(|_| more).map(|e| PageAfter {
            day: e.day,
            id: e.id,
        });
        Ok(EntryPage { entries, next })
    }
}

impl WriteTx<'_> {
    /// Sums up a payout that is new, from the rows that waited for it.
    pub(crate) fn sum_payout(&mut self, id: PayoutId) -> Result<(), StoreError> {
        let sql = format!("INSERT INTO payout_sum {}", again("payout_id = ?1"));
        self.conn.prepare_cached(&sql)?.execute([id.0])?;
        Ok(())
    }
}
