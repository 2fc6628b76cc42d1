//! Money that comes again and again (*authored*): the rule, and what its occurrences say from which day on.
//!
//! The rule it protects: an occurrence keeps its number for ever, so that what was generated once is never generated twice;
//! a change of the words or figures holds from a day on and rewrites nothing before it.

use crate::codec::{self, UnitText};
use crate::codes::{status_code, status_of, stream_code, stream_of};
use crate::{ReadTx, StoreError, WriteTx};
use domain::hand::Every;
use domain::{AccountId, CivilDay, Instant, Money, RunId, Status, Stream};
use rusqlite::Row;

/// A rule with its versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recurring {
    /// Its row.
    pub id: i64,
    /// The account its entries stand in.
    pub account: AccountId,
    /// How often.
    pub every: Every,
    /// The day of occurrence 0.
    pub first: CivilDay,
    /// The last day an occurrence may fall on.
    pub until: Option<CivilDay>,
    /// The run that made it.
    pub run: RunId,
    /// What occurrences say, oldest first; never empty.
    pub versions: Vec<RecurringVersion>,
}

/// What occurrences say from a day on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecurringVersion {
    /// The first day it holds.
    pub from: CivilDay,
    /// What it is.
    pub title: String,
    /// Who pays.
    pub counterparty: Option<String>,
    /// Kind of income.
    pub stream: Stream,
    /// How sure.
    pub status: Status,
    /// The figures of one occurrence.
    pub money: Money,
}

impl Recurring {
    /// What an occurrence of `day` says: the newest version that holds by then, else the first.
    pub fn version_on(&self, day: CivilDay) -> Option<&RecurringVersion> {
        let held = self.versions.iter().rev().find(|v| v.from <= day);
        held.or_else(|| self.versions.first())
    }
}

fn version(row: &Row<'_>) -> Result<RecurringVersion, StoreError> {
    Ok(RecurringVersion {
        from: codec::day(row.get(0)?)?,
        title: row.get(1)?,
        counterparty: row.get(2)?,
        stream: stream_of(row.get(3)?)?,
        status: status_of(row.get(4)?)?,
        money: Money {
            unit: codec::unit(&row.get::<_, String>(5)?)?,
            gross: row.get(6)?,
            fee: row.get(7)?,
            tax: row.get(8)?,
            net: row.get(9)?,
        },
    })
}

impl ReadTx<'_> {
    /// Every rule, oldest first.
    pub fn recurring(&self) -> Result<Vec<Recurring>, StoreError> {
        let sql =
            "SELECT id, account_id, every, first_on, until_on, run_id FROM recurring ORDER BY id";
        let read = |row: &Row<'_>| {
            Ok(Recurring {
                id: row.get(0)?,
                account: AccountId(row.get(1)?),
                every: codec::word("rhythm", &row.get::<_, String>(2)?)?,
                first: codec::day(row.get(3)?)?,
                until: codec::day_opt(row.get(4)?)?,
                run: RunId(row.get(5)?),
                versions: Vec::new(),
            })
        };
        let mut rules: Vec<Recurring> = self
            .conn
            .prepare_cached(sql)?
            .query_and_then([], read)?
            .collect::<Result<_, StoreError>>()?;
        let sql = "SELECT from_on, title, counterparty, stream, status, unit, gross, fee, tax, net \
                   FROM recurring_version WHERE recurring_id = ?1 ORDER BY from_on";
        let mut statement = self.conn.prepare_cached(sql)?;
        for rule in &mut rules {
            rule.versions = statement
                .query_and_then([rule.id], version)?
                .collect::<Result<_, StoreError>>()?;
        }
        Ok(rules)
    }
}

impl WriteTx<'_> {
    /// Adds a rule with its first version. Gives its row.
    pub fn insert_recurring(
        &mut self,
        account: AccountId,
        every: Every,
        first: CivilDay,
        until: Option<CivilDay>,
        run: RunId,
        now: Instant,
    ) -> Result<i64, StoreError> {
        let sql = "INSERT INTO recurring (account_id, every, first_on, until_on, run_id, added_ms) \
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        Ok(self.conn.prepare_cached(sql)?.insert((
            account.0,
            every.slug(),
            first.number(),
            until.map(CivilDay::number),
            run.0,
            now.millis(),
        ))?)
    }

    /// Lets a version hold from its day on; versions of that day and of later days give way to it.
    pub fn set_recurring_version(
        &mut self,
        rule: i64,
        version: &RecurringVersion,
        now: Instant,
    ) -> Result<(), StoreError> {
        self.conn
            .prepare_cached(
                "DELETE FROM recurring_version WHERE recurring_id = ?1 AND from_on >= ?2",
            )?
            .execute((rule, version.from.number()))?;
        let sql = "INSERT INTO recurring_version (recurring_id, from_on, title, counterparty, stream, status, unit, gross, \
                   fee, tax, net, edited_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)";
        self.conn.prepare_cached(sql)?.execute((
            rule,
            version.from.number(),
            &version.title,
            &version.counterparty,
            stream_code(version.stream),
            status_code(version.status),
            UnitText::of(version.money.unit).as_str(),
            version.money.gross,
            version.money.fee,
            version.money.tax,
            version.money.net,
            now.millis(),
        ))?;
        Ok(())
    }

    /// Sets the last day of a rule, or lets it go on.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such rule.
    pub fn set_recurring_end(
        &mut self,
        rule: i64,
        until: Option<CivilDay>,
    ) -> Result<(), StoreError> {
        let changed = self
            .conn
            .prepare_cached("UPDATE recurring SET until_on = ?2 WHERE id = ?1")?
            .execute((rule, until.map(CivilDay::number)))?;
        if changed == 0 {
            return Err(StoreError::NotFound {
                what: "recurring",
                id: rule,
            });
        }
        Ok(())
    }

    /// Takes back what a run did by hand besides entries: its attachments, and its rules with what they generated later.
    /// Occurrences that were edited stay.
    pub(crate) fn undo_hand(&mut self, run: RunId) -> Result<(), StoreError> {
        self.conn
            .prepare_cached("DELETE FROM attachment WHERE run_id = ?1")?
            .execute([run.0])?;
        let rules: Vec<(i64, i64)> = self
            .conn
            .prepare_cached("SELECT id, account_id FROM recurring WHERE run_id = ?1")?
            .query_map([run.0], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<_, _>>()?;
        for (rule, account) in rules {
            let sql = "SELECT e.id FROM entry e JOIN feed f ON f.id = e.feed_id WHERE f.account_id = ?1 AND f.name = 'hand' \
                       AND e.ext_key >= 'rec:' || ?2 || ':' AND e.ext_key < 'rec:' || ?2 || ';' AND e.revision = 1";
            let made: Vec<i64> = self
                .conn
                .prepare_cached(sql)?
                .query_map((account, rule), |row| row.get(0))?
                .collect::<Result<_, _>>()?;
            for id in made {
                self.delete_entry_row(id)?;
            }
            self.conn
                .prepare_cached("DELETE FROM recurring WHERE id = ?1")?
                .execute([rule])?;
        }
        Ok(())
    }
}
