//! Totals by any set of keys.
//!
//! The rules it protects: unlike units are never added, so every row has one unit; sums run in 128 bits; a gross, fee or tax
//! that some rows do not state says of how many rows it is the sum.

use super::filter::EntryFilter;
use crate::table::rollup::{RollupRow, Sums};
use crate::{ReadTx, StoreError};
use chrono::{Datelike, Days, Weekday};
use domain::{AccountId, CivilDay, Platform, Status, Stream, Unit};
use std::collections::{BTreeMap, HashMap};

/// Rows read between two looks at whether the answer is still wanted.
const ASK_EVERY: u32 = 1_024;

/// What totals are grouped by. Of several periods the shortest counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TotalKey {
    /// Civil day.
    Day,
    /// Week, from Monday.
    Week,
    /// Calendar month.
    Month,
    /// Calendar quarter.
    Quarter,
    /// Calendar year.
    Year,
    /// Kind of income.
    Stream,
    /// Platform of the account.
    Platform,
    /// Account.
    Account,
    /// Unit; always grouped by, named or not.
    Unit,
    /// How sure.
    Status,
    /// Brand, shop or payer. Read from the rows, not from rollups: it takes longer with more rows.
    Brand,
}

/// A sum over the rows that state the figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sum {
    /// Micro-units.
    pub micros: i128,
    /// How many rows state it.
    pub known: u64,
}

/// One group. Keys that were not asked for are `None`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TotalRow {
    /// First day of the period.
    pub period: Option<CivilDay>,
    /// Kind of income.
    pub stream: Option<Stream>,
    /// Platform.
    pub platform: Option<Platform>,
    /// Account.
    pub account: Option<AccountId>,
    /// How sure.
    pub status: Option<Status>,
    /// Brand, shop or payer, when grouped by it and stated.
    pub brand: Option<String>,
    /// What is counted.
    pub unit: Unit,
    /// Before fees and tax.
    pub gross: Sum,
    /// Fees.
    pub fee: Sum,
    /// Withheld tax.
    pub tax: Sum,
    /// What remains, micro-units.
    pub net: i128,
    /// Number of rows.
    pub count: u64,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct GroupKey {
    period: Option<CivilDay>,
    stream: Option<Stream>,
    platform: Option<Platform>,
    account: Option<AccountId>,
    brand: Option<String>,
    unit: Unit,
    status: Option<Status>,
}

#[derive(Debug, Default)]
struct Group {
    gross: Sum,
    fee: Sum,
    tax: Sum,
    net: i128,
    count: u64,
}

/// Groups as they grow.
pub(crate) struct Grouping<'k> {
    keys: &'k [TotalKey],
    period: Option<TotalKey>,
    platforms: HashMap<AccountId, Platform>,
    /// Rows come day by day, so the last answer is nearly always the next.
    last_period: Option<(CivilDay, CivilDay)>,
    groups: BTreeMap<GroupKey, Group>,
}

/// The period that counts: the shortest of those asked for.
fn grouping_period(keys: &[TotalKey]) -> Option<TotalKey> {
    let periods = [
        TotalKey::Day,
        TotalKey::Week,
        TotalKey::Month,
        TotalKey::Quarter,
        TotalKey::Year,
    ];
    periods.into_iter().find(|p| keys.contains(p))
}

fn period_start(key: TotalKey, day: CivilDay) -> CivilDay {
    let date = day.0;
    let start = match key {
        TotalKey::Week => date.checked_sub_days(Days::new(u64::from(
            date.weekday().days_since(Weekday::Mon),
        ))),
        TotalKey::Month => date.with_day(1),
        TotalKey::Quarter => date
            .with_day(1)
            .and_then(|d| d.with_month0(d.month0() / 3 * 3)),
        TotalKey::Year => date.with_day(1).and_then(|d| d.with_month(1)),
        _ => Some(date),
    };
    CivilDay(start.unwrap_or(date))
}

fn add(sum: &mut Sum, micros: i64, known: i64) {
    sum.micros += i128::from(micros);
    sum.known = sum.known.saturating_add(known.unsigned_abs());
}

impl<'k> Grouping<'k> {
    pub(crate) fn new(tx: &ReadTx<'_>, keys: &'k [TotalKey]) -> Result<Self, StoreError> {
        Ok(Self {
            keys,
            period: grouping_period(keys),
            platforms: tx
                .accounts()?
                .into_iter()
                .map(|a| (a.id, a.platform))
                .collect(),
            last_period: None,
            groups: BTreeMap::new(),
        })
    }

    pub(crate) fn add(&mut self, row: &RollupRow, brand: Option<String>) -> Result<(), StoreError> {
        let by = |key: TotalKey| self.keys.contains(&key);
        let account = row.account();
        let key = GroupKey {
            stream: by(TotalKey::Stream).then(|| row.stream()).transpose()?,
            status: by(TotalKey::Status).then(|| row.status()).transpose()?,
            platform: self
                .platforms
                .get(&account)
                .copied()
                .filter(|_| by(TotalKey::Platform)),
            account: by(TotalKey::Account).then_some(account),
            brand: brand.filter(|_| by(TotalKey::Brand)),
            unit: row.cell.unit,
            period: self.period_of(row)?,
        };
        let group = self.groups.entry(key).or_default();
        let Sums {
            count,
            gross,
            gross_known,
            fee,
            fee_known,
            tax,
            tax_known,
            net,
        } = row.sums;
        add(&mut group.gross, gross, gross_known);
        add(&mut group.fee, fee, fee_known);
        add(&mut group.tax, tax, tax_known);
        group.net += i128::from(net);
        group.count = group.count.saturating_add(count.unsigned_abs());
        Ok(())
    }

    fn period_of(&mut self, row: &RollupRow) -> Result<Option<CivilDay>, StoreError> {
        let Some(period) = self.period else {
            return Ok(None);
        };
        let day = row.day()?;
        let start = match self.last_period {
            Some((d, start)) if d == day => start,
            _ => period_start(period, day),
        };
        self.last_period = Some((day, start));
        Ok(Some(start))
    }

    pub(crate) fn finish(self) -> Vec<TotalRow> {
        let row = |(key, group): (GroupKey, Group)| TotalRow {
            period: key.period,
            stream: key.stream,
            platform: key.platform,
            account: key.account,
            status: key.status,
            brand: key.brand,
            unit: key.unit,
            gross: group.gross,
            fee: group.fee,
            tax: group.tax,
            net: group.net,
            count: group.count,
        };
        self.groups.into_iter().map(row).collect()
    }
}

impl ReadTx<'_> {
    /// Totals of the chosen entries, grouped by `keys` and always by unit, in the order of the groups.
    pub fn totals(
        &self,
        keys: &[TotalKey],
        filter: &EntryFilter,
    ) -> Result<Vec<TotalRow>, StoreError> {
        let totals = self.totals_while(keys, filter, || true)?;
        Ok(totals.unwrap_or_default())
    }

    /// As [`ReadTx::totals`]; asks `go_on` now and then and gives `None` once it says no. For questions that read rows
    /// ([`EntryFilter::needs_rows`]) and so take longer with more of them.
    pub fn totals_while(
        &self,
        keys: &[TotalKey],
        filter: &EntryFilter,
        go_on: impl Fn() -> bool,
    ) -> Result<Option<Vec<TotalRow>>, StoreError> {
        let mut grouping = Grouping::new(self, keys)?;
        let brand = keys.contains(&TotalKey::Brand);
        if brand || filter.needs_rows() {
            let mut seen = 0_u32;
            let whole = self.walk_rows(filter, brand, |row, brand| {
                grouping.add(&row, brand)?;
                seen = seen.wrapping_add(1);
                Ok(!seen.is_multiple_of(ASK_EVERY) || go_on())
            })?;
            return Ok(whole.then(|| grouping.finish()));
        }
        let choice = self.choice(filter)?;
        let only = choice.only();
        let visit = |row: RollupRow| {
            if choice.admits_cell(&row)? {
                grouping.add(&row, None)?;
            }
            Ok(true)
        };
        if matches!(grouping_period(keys), Some(TotalKey::Day | TotalKey::Week)) {
            self.walk_days(filter.from, filter.to, &only, false, visit)?;
        } else {
            self.walk_months(filter.from, filter.to, &only, visit)?;
        }
        Ok(Some(grouping.finish()))
    }
}
