//! Figures programmes are judged by (*fetched*, and *authored* where the creator typed them).
//!
//! The rules it protects: an observation is never overwritten, another value is another row; of one day the creator's word
//! wins over the platform's, and the later observation over the earlier.

use crate::codec::{self, LocatorColumns};
use crate::{Origin, ReadTx, StoreError, Upsert, WriteTx};
use domain::{AccountId, CivilDay, DocumentId, Instant, Locator, MetricDraft, RunId};
use rusqlite::{OptionalExtension, Row};

/// One observation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Metric {
    /// Its row.
    pub id: i64,
    /// The account it is about.
    pub account: AccountId,
    /// Name in the registry's vocabulary.
    pub name: String,
    /// The day it held.
    pub day: CivilDay,
    /// Base units.
    pub value: i64,
    /// Typed by the creator.
    pub authored: bool,
    /// The document it stands in; `None` when typed.
    pub document: Option<DocumentId>,
    /// The place in it.
    pub locator: Option<Locator>,
    /// The run that brought it.
    pub run: RunId,
    /// When we learned it.
    pub seen: Instant,
}

pub(crate) const COLUMNS: &str = "m.id, m.account_id, m.name, m.day, m.value, m.authored, m.document_id, m.run_id, m.seen_ms, \
                       m.loc_start, m.loc_len, m.loc_line, m.loc_pointer";

pub(crate) fn read(row: &Row<'_>) -> Result<Metric, StoreError> {
    Ok(Metric {
        id: row.get(0)?,
        account: AccountId(row.get(1)?),
        name: row.get(2)?,
        day: codec::day(row.get(3)?)?,
        value: row.get(4)?,
        authored: row.get(5)?,
        document: row.get::<_, Option<i64>>(6)?.map(DocumentId),
        run: RunId(row.get(7)?),
        seen: codec::instant(row.get(8)?)?,
        locator: match row.get::<_, Option<i64>>(9)? {
            Some(_) => Some(codec::locator(row, 9)?),
            None => None,
        },
    })
}

impl ReadTx<'_> {
    /// The latest observation of every figure of every account (of one account, when given).
    pub fn metrics_latest(&self, account: Option<AccountId>) -> Result<Vec<Metric>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM (SELECT DISTINCT account_id AS a, name AS n FROM metric WHERE ?1 IS NULL OR account_id = ?1) \
             JOIN metric m ON m.id = (SELECT id FROM metric WHERE account_id = a AND name = n \
             ORDER BY day DESC, authored DESC, id DESC LIMIT 1) ORDER BY m.account_id, m.name"
        );
        self.conn
            .prepare_cached(&sql)?
            .query_and_then([account.map(|a| a.0)], read)?
            .collect()
    }

    /// What held on each day of a figure, oldest first.
    pub fn metric_series(
        &self,
        account: AccountId,
        name: &str,
        from: Option<CivilDay>,
        to: Option<CivilDay>,
    ) -> Result<Vec<Metric>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM metric m WHERE account_id = ?1 AND name = ?2 AND day BETWEEN ?3 AND ?4 \
             ORDER BY day, authored, id"
        );
        let first = from.map_or(i32::MIN, CivilDay::number);
        let last = to.map_or(i32::MAX, CivilDay::number);
        let mut statement = self.conn.prepare_cached(&sql)?;
        let mut series: Vec<Metric> = Vec::new();
        for metric in statement.query_and_then((account.0, name, first, last), read)? {
            let metric = metric?;
            // The winner of a day comes last.
            if series.last().is_some_and(|m| m.day == metric.day) {
                series.pop();
            }
            series.push(metric);
        }
        Ok(series)
    }
}

impl WriteTx<'_> {
    /// Stores an observation unless the last one of that day says the same. Without a locator it is the creator's word.
    pub fn upsert_metric(
        &mut self,
        origin: &Origin<'_>,
        draft: &MetricDraft,
    ) -> Result<Upsert<i64>, StoreError> {
        let document = draft.locator.as_ref().map(|_| origin.document);
        self.put_metric(origin.account, draft, document, origin.run, origin.now)
    }

    /// Stores a figure the creator typed.
    pub fn set_metric(
        &mut self,
        account: AccountId,
        draft: &MetricDraft,
        run: RunId,
        now: Instant,
    ) -> Result<Upsert<i64>, StoreError> {
        self.put_metric(account, draft, None, run, now)
    }

    fn put_metric(
        &mut self,
        account: AccountId,
        draft: &MetricDraft,
        document: Option<DocumentId>,
        run: RunId,
        now: Instant,
    ) -> Result<Upsert<i64>, StoreError> {
        let authored = document.is_none();
        let last: Option<(i64, i64)> = self
            .conn
            .prepare_cached(
                "SELECT id, value FROM metric WHERE account_id = ?1 AND name = ?2 AND day = ?3 AND authored = ?4 \
                 ORDER BY id DESC LIMIT 1",
            )?
            .query_row((account.0, &draft.name, draft.day.number(), authored), |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        if let Some((id, value)) = last
            && value == draft.value
        {
            return Ok(Upsert::Same(id));
        }
        let locator = draft
            .locator
            .as_ref()
            .filter(|_| !authored)
            .map(LocatorColumns::of)
            .transpose()?;
        let id = self
            .conn
            .prepare_cached(
                "INSERT INTO metric (account_id, name, day, value, authored, document_id, loc_start, loc_len, loc_line, \
                 loc_pointer, run_id, seen_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
            )?
            .insert((
                account.0,
                &draft.name,
                draft.day.number(),
                draft.value,
                authored,
                document.map(|d| d.0),
                locator.as_ref().map(|l| l.start),
                locator.as_ref().map(|l| l.len),
                locator.as_ref().and_then(|l| l.line),
                locator.as_ref().and_then(|l| l.pointer),
                run.0,
                now.millis(),
            ))?;
        Ok(if last.is_some() {
            Upsert::Revised(id)
        } else {
            Upsert::New(id)
        })
    }
}
