//! Rows as the search for doubles needs them: what they say, without history or notes.
//!
//! The rule it protects: a search reads a bounded number of rows, and only rows that count now.

use crate::codes::stream_of;
use crate::table::names::find_feed;
use crate::{ReadTx, StoreError, ToldId, ToldKind, codec};
use domain::{AccountId, CivilDay, Instant, Stream, Unit};
use rusqlite::Row;

/// A row that counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldRow {
    /// Its identity.
    pub id: ToldId,
    /// Its row.
    pub row: i64,
    /// The day it tells of.
    pub day: CivilDay,
    /// The instant, when stated.
    pub instant: Option<Instant>,
    /// What the figures count.
    pub unit: Unit,
    /// The figures by which it may be recognised: gross and net of an entry, the amount of others.
    pub figures: Vec<i64>,
    /// Kind of income, of an entry.
    pub stream: Option<Stream>,
    /// What it was, in the source's words.
    pub text: String,
    /// Who paid, when named.
    pub payer: Option<String>,
    /// The first run that brought it: the smaller, the longer known.
    pub first_run: i64,
    /// The media type of its document.
    pub media: String,
}

const ENTRY: &str = "SELECT e.id, e.ext_key, e.day, e.instant_ms, e.unit, e.gross, e.net, e.stream, e.title, e.counterparty, \
e.first_run, (SELECT media_type FROM document WHERE id = e.document_id) FROM entry e ";

impl ReadTx<'_> {
    /// Every feed with rows, with how many they are; counted up to `most`.
    pub fn feed_sizes(&self, most: u32) -> Result<Vec<(AccountId, String, u32)>, StoreError> {
        let sql = "SELECT f.account_id, f.name, (SELECT count(*) FROM (SELECT 1 FROM entry WHERE feed_id = f.id LIMIT ?1)) AS n \
                   FROM feed f WHERE n > 0 ORDER BY f.account_id, f.name";
        self.conn
            .prepare_cached(sql)?
            .query_and_then([most], |row| {
                Ok((AccountId(row.get(0)?), row.get(1)?, row.get(2)?))
            })?
            .collect()
    }

    /// Every row of a feed that counts, at most `limit`, in no order. For feeds that are known to be small.
    pub fn told_feed(
        &self,
        account: AccountId,
        feed: &str,
        limit: u32,
    ) -> Result<Vec<ToldRow>, StoreError> {
        let Some(feed_id) = find_feed(self.conn, account, feed)? else {
            return Ok(Vec::new());
        };
        let sql = format!("{ENTRY} WHERE e.feed_id = ?1 AND e.aside = 0 LIMIT ?2");
        self.conn
            .prepare_cached(&sql)?
            .query_and_then((feed_id, limit), |row| entry(row, account, feed))?
            .collect()
    }

    /// Rows of a feed that count, of the days, newest first, at most `limit`.
    pub fn told_days(
        &self,
        account: AccountId,
        feed: &str,
        (from, to): (CivilDay, CivilDay),
        limit: u32,
    ) -> Result<Vec<ToldRow>, StoreError> {
        let Some(feed_id) = find_feed(self.conn, account, feed)? else {
            return Ok(Vec::new());
        };
        // The plus keeps SQLite from walking the whole feed: the index of days leads.
        let sql = format!(
            "{ENTRY} WHERE e.day BETWEEN ?1 AND ?2 AND e.account_id = ?3 AND +e.feed_id = ?4 AND e.aside = 0 \
             ORDER BY e.day DESC LIMIT ?5"
        );
        self.conn
            .prepare_cached(&sql)?
            .query_and_then(
                (from.number(), to.number(), account.0, feed_id, limit),
                |row| entry(row, account, feed),
            )?
            .collect()
    }

    /// Payouts that count, newest first.
    pub fn told_payouts(&self, limit: u32) -> Result<Vec<ToldRow>, StoreError> {
        let sql = "SELECT id, account_id, external_id, created_ms, arrival_on, unit, amount, description, first_run, \
                   (SELECT media_type FROM document WHERE id = payout.document_id) FROM payout WHERE aside = 0 \
                   ORDER BY created_ms DESC, id DESC LIMIT ?1";
        self.conn
            .prepare_cached(sql)?
            .query_and_then([limit], |row| {
                let made = codec::instant(row.get(3)?)?;
                Ok(ToldRow {
                    id: ToldId {
                        kind: ToldKind::Payout,
                        account: AccountId(row.get(1)?),
                        feed: String::new(),
                        key: row.get(2)?,
                    },
                    row: row.get(0)?,
                    day: codec::day_opt(row.get(4)?)?
                        .unwrap_or_else(|| made.day_in(domain::Zone::UTC)),
                    instant: Some(made),
                    unit: codec::unit(&row.get::<_, String>(5)?)?,
                    figures: vec![row.get(6)?],
                    stream: None,
                    text: row.get::<_, Option<String>>(7)?.unwrap_or_default(),
                    payer: None,
                    first_run: row.get(8)?,
                    media: row.get(9)?,
                })
            })?
            .collect()
    }

    /// Bank lines that count, newest first.
    pub fn told_landings(&self, limit: u32) -> Result<Vec<ToldRow>, StoreError> {
        let sql = "SELECT id, account_id, ext_key, day, unit, amount, text, counterparty, reference, first_run, \
                   (SELECT media_type FROM document WHERE id = landing.document_id) FROM landing WHERE aside = 0 \
                   ORDER BY day DESC, id DESC LIMIT ?1";
        self.conn
            .prepare_cached(sql)?
            .query_and_then([limit], |row| {
                let reference: Option<String> = row.get(8)?;
                let text: String = row.get(6)?;
                Ok(ToldRow {
                    id: ToldId {
                        kind: ToldKind::Landing,
                        account: AccountId(row.get(1)?),
                        feed: String::new(),
                        key: row.get(2)?,
                    },
                    row: row.get(0)?,
                    day: codec::day(row.get(3)?)?,
                    instant: None,
                    unit: codec::unit(&row.get::<_, String>(4)?)?,
                    figures: vec![row.get(5)?],
                    stream: None,
                    text: match reference {
                        Some(reference) => format!("{text} {reference}"),
                        None => text,
                    },
                    payer: row.get(7)?,
                    first_run: row.get(9)?,
                    media: row.get(10)?,
                })
            })?
            .collect()
    }
}

fn entry(row: &Row<'_>, account: AccountId, feed: &str) -> Result<ToldRow, StoreError> {
    let net: i64 = row.get(6)?;
    let mut figures: Vec<i64> = row.get::<_, Option<i64>>(5)?.into_iter().collect();
    if !figures.contains(&net) {
        figures.push(net);
    }
    Ok(ToldRow {
        id: ToldId {
            kind: ToldKind::Entry,
            account,
            feed: feed.to_owned(),
            key: row.get(1)?,
        },
        row: row.get(0)?,
        day: codec::day(row.get(2)?)?,
        instant: codec::instant_opt(row.get(3)?)?,
        unit: codec::unit(row.get_ref(4)?.as_str().map_err(rusqlite::Error::from)?)?,
        figures,
        stream: Some(stream_of(row.get(7)?)?),
        text: row.get(8)?,
        payer: row.get(9)?,
        first_run: row.get(10)?,
        media: row.get(11)?,
    })
}
