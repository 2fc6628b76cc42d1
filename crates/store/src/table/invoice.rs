//! Invoices (*authored*): drafts that may change, issued ones that may not.
//!
//! The rule it protects: a number is taken only in the transaction that issues the invoice, one after the last, so that none is
//! missing and none stands twice; the database itself refuses to change what was issued.

use crate::codec::{self, UnitText};
use crate::{ReadTx, StoreError, WriteTx};
use domain::invoice::{Invoice, Kind, Series, next_number};
use domain::{AccountId, Amount, CivilDay, Instant, OfferId};
use rusqlite::{OptionalExtension, Row};

/// A draft or an issued invoice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvoiceRow {
    /// Its row.
    pub id: i64,
    /// The offer it bills: account and identity at the source.
    pub offer: Option<(AccountId, String)>,
    /// The client it was made for.
    pub client: Option<i64>,
    /// The invoice it follows: of a deposit, a final invoice, a credit note.
    pub parent: Option<i64>,
    /// All it says.
    pub invoice: Invoice,
    /// What is to pay, once issued.
    pub due: Option<Amount>,
    /// When it was last edited, or issued.
    pub edited: Instant,
    /// When it was thrown away; only drafts are.
    pub discarded: Option<Instant>,
    /// When it went to the client.
    pub sent: Option<Instant>,
    /// The step that moved the offer.
    pub step: Option<i64>,
}

/// The paper as it was issued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssuedPaper {
    /// The file.
    pub pdf: Vec<u8>,
    /// The data inside it.
    pub xml: String,
    /// The hash of the file.
    pub sha256: Vec<u8>,
}

const SELECT: &str = "SELECT id, account_id, ext_key, client_id, parent_id, content, unit, due, edited_ms, discarded_ms, sent_ms, step_id \
     FROM invoice ";

fn read(row: &Row<'_>) -> Result<InvoiceRow, StoreError> {
    let account: Option<i64> = row.get(1)?;
    let unit: Option<String> = row.get(6)?;
    let due: Option<i64> = row.get(7)?;
    let unit = unit.as_deref().map(codec::unit).transpose()?;
    Ok(InvoiceRow {
        id: row.get(0)?,
        offer: account.map(AccountId).zip(row.get(2)?),
        client: row.get(3)?,
        parent: row.get(4)?,
        invoice: codec::json("invoice", &row.get::<_, String>(5)?)?,
        due: due
            .zip(unit)
            .map(|(micros, unit)| Amount::new(micros, unit)),
        edited: codec::instant(row.get(8)?)?,
        discarded: codec::instant_opt(row.get(9)?)?,
        sent: codec::instant_opt(row.get(10)?)?,
        step: row.get(11)?,
    })
}

fn missing(id: i64) -> StoreError {
    StoreError::NotFound {
        what: "invoice",
        id,
    }
}

impl ReadTx<'_> {
    /// Every invoice and draft that was not thrown away, the newest first.
    pub fn invoices(&self) -> Result<Vec<InvoiceRow>, StoreError> {
        let sql = format!("{SELECT} WHERE discarded_ms IS NULL ORDER BY id DESC");
        self.conn
            .prepare_cached(&sql)?
            .query_and_then([], read)?
            .collect()
    }

    /// The invoices of an offer, the oldest first.
    pub fn invoices_of(&self, offer: OfferId) -> Result<Vec<InvoiceRow>, StoreError> {
        let sql = format!(
            "{SELECT} WHERE discarded_ms IS NULL AND (account_id, ext_key) = \
             (SELECT account_id, ext_key FROM offer WHERE id = ?1) ORDER BY id"
        );
        self.conn
            .prepare_cached(&sql)?
            .query_and_then([offer.0], read)?
            .collect()
    }

    /// One invoice, thrown away or not.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn invoice(&self, id: i64) -> Result<InvoiceRow, StoreError> {
        let sql = format!("{SELECT} WHERE id = ?1");
        let mut statement = self.conn.prepare_cached(&sql)?;
        let mut found = statement.query_and_then([id], read)?;
        found.next().unwrap_or_else(|| Err(missing(id)))
    }

    /// The paper of an issued invoice; `None` of a draft.
    pub fn invoice_paper(&self, id: i64) -> Result<Option<IssuedPaper>, StoreError> {
        let sql = "SELECT pdf, xml, sha256 FROM invoice WHERE id = ?1 AND number IS NOT NULL";
        Ok(self
            .conn
            .prepare_cached(sql)?
            .query_row([id], |row| {
                Ok(IssuedPaper {
                    pdf: row.get(0)?,
                    xml: row.get(1)?,
                    sha256: row.get(2)?,
                })
            })
            .optional()?)
    }

    /// The offer that an invoice bills, while it is there.
    pub fn offer_of_invoice(&self, row: &InvoiceRow) -> Result<Option<OfferId>, StoreError> {
        let Some((account, key)) = &row.offer else {
            return Ok(None);
        };
        let sql = "SELECT id FROM offer WHERE account_id = ?1 AND ext_key = ?2";
        let id = self
            .conn
            .prepare_cached(sql)?
            .query_row((account.0, key), |row| row.get(0))
            .optional()?;
        Ok(id.map(OfferId))
    }

    /// How far a series was taken, with the day of its last invoice.
    pub fn series_last(&self, series: &Series) -> Result<Option<(i64, CivilDay)>, StoreError> {
        let sql = "SELECT last, last_on FROM invoice_series WHERE prefix = ?1 AND year = ?2";
        let row: Option<(i64, i32)> = self
            .conn
            .prepare_cached(sql)?
            .query_row((&series.prefix, series.year), |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .optional()?;
        row.map(|(last, day)| Ok((last, codec::day(day)?)))
            .transpose()
    }

    /// Series whose numbers do not run from one to the last without a gap: prefix and year.
    pub(crate) fn broken_series(&self) -> Result<Vec<(String, i32)>, StoreError> {
        let sql = "SELECT s.prefix, s.year FROM invoice_series s LEFT JOIN invoice i ON i.prefix = s.prefix AND i.year = s.year \
                   GROUP BY s.prefix, s.year HAVING count(i.n) <> s.last OR coalesce(max(i.n), 0) <> s.last OR min(i.n) <> 1";
        let mut statement = self.conn.prepare_cached(sql)?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

impl WriteTx<'_> {
    /// Keeps a new draft.
    pub fn insert_invoice(
        &mut self,
        offer: Option<OfferId>,
        client: Option<i64>,
        parent: Option<i64>,
        invoice: &Invoice,
        now: Instant,
    ) -> Result<i64, StoreError> {
        let key: Option<(i64, String)> = match offer {
            Some(offer) => {
                let offer = self.offer(offer)?;
                Some((offer.account.0, offer.ext_key))
            }
            None => None,
        };
        let (account, ext) = key.unzip();
        let sql = "INSERT INTO invoice (account_id, ext_key, client_id, parent_id, kind, content, edited_ms) \
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        Ok(self.conn.prepare_cached(sql)?.insert((
            account,
            ext,
            client,
            parent,
            invoice.kind.slug(),
            codec::to_json("invoice", invoice)?,
            now.millis(),
        ))?)
    }

    /// Writes what a draft says.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such draft; an issued invoice is none.
    pub fn edit_invoice(
        &mut self,
        id: i64,
        client: Option<i64>,
        invoice: &Invoice,
        now: Instant,
    ) -> Result<(), StoreError> {
        let sql = "UPDATE invoice SET client_id = ?2, kind = ?3, content = ?4, edited_ms = ?5 \
                   WHERE id = ?1 AND number IS NULL";
        let done = self.conn.prepare_cached(sql)?.execute((
            id,
            client,
            invoice.kind.slug(),
            codec::to_json("invoice", invoice)?,
            now.millis(),
        ))?;
        if done == 0 { Err(missing(id)) } else { Ok(()) }
    }

    /// Throws a draft away, or brings it back.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such draft.
    pub fn discard_invoice(&mut self, id: i64, at: Option<Instant>) -> Result<(), StoreError> {
        let sql = "UPDATE invoice SET discarded_ms = ?2 WHERE id = ?1 AND number IS NULL";
        let at = at.map(Instant::millis);
        match self.conn.prepare_cached(sql)?.execute((id, at))? {
            0 => Err(missing(id)),
            _ => Ok(()),
        }
    }

    /// Takes the next number of a series for an invoice of a day.
    ///
    /// # Errors
    /// [`StoreError::EarlierThanLast`] when the series holds an invoice of a later day: numbers follow the days.
    pub fn take_number(&mut self, series: &Series, on: CivilDay) -> Result<i64, StoreError> {
        let known = self.series_last(series)?;
        if let Some((_, last_on)) = known.filter(|(_, last_on)| *last_on > on) {
            return Err(StoreError::EarlierThanLast { last: last_on });
        }
        let n = next_number(known.map(|(last, _)| last)).ok_or(StoreError::Overflow)?;
        let sql = "INSERT OR REPLACE INTO invoice_series (prefix, year, last, last_on) VALUES (?1, ?2, ?3, ?4)";
        self.conn
            .prepare_cached(sql)?
            .execute((&series.prefix, series.year, n, on.number()))?;
        Ok(n)
    }

    /// Makes a draft final under a number that was taken in this transaction.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such draft.
    pub fn issue_invoice(
        &mut self,
        id: i64,
        (series, n): (&Series, i64),
        invoice: &Invoice,
        due: Amount,
        paper: &IssuedPaper,
        now: Instant,
    ) -> Result<(), StoreError> {
        let sql = "UPDATE invoice SET kind = ?2, content = ?3, edited_ms = ?4, issued_ms = ?4, prefix = ?5, year = ?6, n = ?7, \
                   number = ?8, issued_on = ?9, due_on = ?10, unit = ?11, due = ?12, xml = ?13, pdf = ?14, sha256 = ?15 \
                   WHERE id = ?1 AND number IS NULL AND discarded_ms IS NULL";
        let done = self.conn.prepare_cached(sql)?.execute(rusqlite::params![
            id,
            invoice.kind.slug(),
            codec::to_json("invoice", invoice)?,
            now.millis(),
            series.prefix,
            series.year,
            n,
            invoice.number,
            invoice.issued_on.map(CivilDay::number),
            invoice.due_on.map(CivilDay::number),
            UnitText::of(due.unit).as_str(),
            due.micros,
            paper.xml,
            paper.pdf,
            paper.sha256,
        ])?;
        if done == 0 { Err(missing(id)) } else { Ok(()) }
    }

    /// Notes that an issued invoice went to the client, or takes that back.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such issued invoice.
    pub fn set_invoice_sent(&mut self, id: i64, at: Option<Instant>) -> Result<(), StoreError> {
        let sql = "UPDATE invoice SET sent_ms = ?2 WHERE id = ?1 AND number IS NOT NULL";
        let at = at.map(Instant::millis);
        match self.conn.prepare_cached(sql)?.execute((id, at))? {
            0 => Err(missing(id)),
            _ => Ok(()),
        }
    }

    /// Keeps the step that moved the offer of an invoice.
    pub fn set_invoice_step(&mut self, id: i64, step: Option<i64>) -> Result<(), StoreError> {
        self.conn
            .prepare_cached("UPDATE invoice SET step_id = ?2 WHERE id = ?1")?
            .execute((id, step))?;
        Ok(())
    }
}

impl InvoiceRow {
    /// Whether it has its number.
    pub fn is_issued(&self) -> bool {
        self.invoice.number.is_some()
    }

    /// Whether money is asked for with it.
    pub fn asks(&self) -> bool {
        self.is_issued() && self.invoice.kind != Kind::Credit
    }
}
