//! Which entries a question is about.

use crate::codes::stream_code;
use crate::table::rollup::{self, RollupRow};
use crate::{Entry, ReadTx, StoreError};
use domain::{AccountId, CivilDay, PayoutId, Platform, RunId, Status, Stream, Unit};

/// Rows that count, or rows laid aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Aside {
    /// Rows that count.
    #[default]
    Counted,
    /// Rows no longer at their source.
    Vanished,
    /// Rows the creator does not count.
    Ignored,
    /// Rows that another source tells too, and which count there.
    Double,
}

/// A choice of entries. Empty lists and `None` choose everything.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EntryFilter {
    /// First day.
    pub from: Option<CivilDay>,
    /// Last day.
    pub to: Option<CivilDay>,
    /// Kinds of income, as they count.
    pub streams: Vec<Stream>,
    /// How sure.
    pub statuses: Vec<Status>,
    /// Accounts.
    pub accounts: Vec<AccountId>,
    /// Platforms of the accounts.
    pub platforms: Vec<Platform>,
    /// Units.
    pub units: Vec<Unit>,
    /// Words in title or payer; each must be found, as the beginning of a word.
    pub text: Option<String>,
    /// Rows this payout pays.
    pub payout: Option<PayoutId>,
    /// Rows this run brought first.
    pub run: Option<RunId>,
    /// Rows that count, or rows laid aside.
    pub aside: Aside,
}

/// A filter with its platforms turned into accounts.
pub(crate) struct Choice<'f> {
    pub(crate) filter: &'f EntryFilter,
    accounts: Option<Vec<AccountId>>,
}

fn holds<T: PartialEq>(list: &[T], value: &T) -> bool {
    list.is_empty() || list.contains(value)
}

impl ReadTx<'_> {
    pub(crate) fn choice<'f>(&self, filter: &'f EntryFilter) -> Result<Choice<'f>, StoreError> {
        if filter.platforms.is_empty() && filter.accounts.is_empty() {
            return Ok(Choice {
                filter,
                accounts: None,
            });
        }
        let all = self.accounts()?;
        let chosen = all
            .iter()
            .filter(|a| holds(&filter.platforms, &a.platform) && holds(&filter.accounts, &a.id))
            .map(|a| a.id);
        Ok(Choice {
            filter,
            accounts: Some(chosen.collect()),
        })
    }
}

impl Choice<'_> {
    fn days(&self, day: CivilDay) -> bool {
        self.filter.from.is_none_or(|from| from <= day) && self.filter.to.is_none_or(|to| day <= to)
    }

    fn account(&self, account: AccountId) -> bool {
        self.accounts
            .as_ref()
            .is_none_or(|list| list.contains(&account))
    }

    /// The conditions on a rollup row that its codes tell, for the database to sort out before a row is read.
    pub(crate) fn only(&self) -> String {
        let mut sql = rollup::only_statuses(&self.filter.statuses);
        if let Some(accounts) = &self.accounts {
            sql += &rollup::only("account_id", accounts.iter().map(|a| a.0));
        }
        if !self.filter.streams.is_empty() {
            sql += &rollup::only(
                "stream",
                self.filter.streams.iter().map(|s| stream_code(*s)),
            );
        }
        sql
    }

    /// Whether a rollup row is chosen, but for its day.
    pub(crate) fn admits_cell(&self, row: &RollupRow) -> Result<bool, StoreError> {
        Ok(self.account(row.account())
            && holds(&self.filter.units, &row.cell.unit)
            && (self.filter.streams.is_empty() || self.filter.streams.contains(&row.stream()?))
            && (self.filter.statuses.is_empty() || self.filter.statuses.contains(&row.status()?)))
    }

    /// Whether an entry is chosen; its words were tried before.
    pub(crate) fn admits(&self, entry: &Entry) -> bool {
        let aside = match self.filter.aside {
            Aside::Counted => entry.vanished_at.is_none() && !entry.ignored() && !entry.double,
            Aside::Vanished => entry.vanished_at.is_some(),
            Aside::Ignored => entry.ignored(),
            Aside::Double => entry.double,
        };
        aside
            && self.days(entry.day)
            && self.account(entry.account)
            && holds(&self.filter.streams, &entry.stream)
            && holds(&self.filter.statuses, &entry.status)
            && holds(&self.filter.units, &entry.money.unit)
            && self.filter.payout.is_none_or(|p| entry.payout == Some(p))
            && self.filter.run.is_none_or(|r| entry.first_run == r)
    }
}
