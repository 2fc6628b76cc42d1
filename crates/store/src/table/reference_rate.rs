//! Reference rates read after the bundled history (*fetched*).
//!
//! The rule it protects: a rate names the document and place it was read from; what says the same as the bundled history is
//! not kept twice, that is the caller's to see to.

use crate::codec::{self, LocatorColumns};
use crate::{ReadTx, StoreError, WriteTx};
use domain::rates::Currency;
use domain::{CivilDay, DocumentId, Locator};
use rusqlite::{OptionalExtension, Row};

/// One rate as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReferenceRate {
    /// The currency.
    pub currency: Currency,
    /// The day it was published for.
    pub day: CivilDay,
    /// Millionths of the currency's unit for one euro.
    pub per_euro: i64,
    /// The document it stands in.
    pub document: DocumentId,
    /// The place in it.
    pub locator: Locator,
}

const COLUMNS: &str =
    "currency, day, per_euro, document_id, loc_start, loc_len, loc_line, loc_pointer";

fn currency(text: &str) -> Result<Currency, StoreError> {
    text.as_bytes()
        .try_into()
        .map_err(|_| StoreError::Unreadable {
            what: "currency",
            value: text.to_owned(),
        })
}

fn read(row: &Row<'_>) -> Result<ReferenceRate, StoreError> {
    Ok(ReferenceRate {
        currency: currency(&row.get::<_, String>(0)?)?,
        day: codec::day(row.get(1)?)?,
        per_euro: row.get(2)?,
        document: DocumentId(row.get(3)?),
        locator: codec::locator(row, 4)?,
    })
}

impl ReadTx<'_> {
    /// Every rate as currency, day and millionths for one euro: what a conversion needs and no more.
    pub fn reference_quotes(&self) -> Result<Vec<(Currency, CivilDay, i64)>, StoreError> {
        let sql = "SELECT currency, day, per_euro FROM reference_rate";
        let mut statement = self.conn.prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        let mut quotes = Vec::new();
        while let Some(row) = rows.next()? {
            let code = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
            quotes.push((currency(code)?, codec::day(row.get(1)?)?, row.get(2)?));
        }
        Ok(quotes)
    }

    /// The rate of one currency and day, if it was read after the bundled history.
    pub fn reference_rate(
        &self,
        currency: Currency,
        day: CivilDay,
    ) -> Result<Option<ReferenceRate>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM reference_rate WHERE day = ?1 AND currency = ?2");
        let code = String::from_utf8_lossy(&currency).into_owned();
        let found = self
            .conn
            .prepare_cached(&sql)?
            .query_and_then((day.number(), code), read)?
            .next();
        found.transpose()
    }

    /// The newest day read after the bundled history.
    pub fn newest_reference_day(&self) -> Result<Option<CivilDay>, StoreError> {
        let day: Option<i32> = self
            .conn
            .prepare_cached("SELECT max(day) FROM reference_rate")?
            .query_row([], |row| row.get(0))
            .optional()?
            .flatten();
        codec::day_opt(day)
    }
}

impl WriteTx<'_> {
    /// Keeps a rate. Of one currency and day the one read last counts.
    pub fn put_reference_rate(&mut self, rate: &ReferenceRate) -> Result<(), StoreError> {
        let place = LocatorColumns::of(&rate.locator)?;
        self.conn
            .prepare_cached(
                "INSERT OR REPLACE INTO reference_rate (day, currency, per_euro, document_id, loc_start, loc_len, \
                 loc_line, loc_pointer) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            )?
            .execute((
                rate.day.number(),
                String::from_utf8_lossy(&rate.currency),
                rate.per_euro,
                rate.document.0,
                place.start,
                place.len,
                place.line,
                place.pointer,
            ))?;
        Ok(())
    }
}
