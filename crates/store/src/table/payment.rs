//! Money that came in for invoices, and money that did not (*authored*).
//!
//! The rules it protects: a payment names where it came in by its identity at the source, so that it survives an undo and a new
//! import; what is taken back keeps its time.

use crate::codec::{self, UnitText};
use crate::{ReadTx, StoreError, WriteTx};
use domain::{AccountId, Amount, CivilDay, Instant};
use rusqlite::Row;

/// Where money came in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum PaidFrom {
    /// The creator typed it.
    Hand,
    /// A bank line: account and key.
    Landing(AccountId, String),
    /// A payout: account and platform's id.
    Payout(AccountId, String),
}

impl PaidFrom {
    fn columns(&self) -> (&'static str, Option<i64>, Option<&str>) {
        match self {
            Self::Hand => ("hand", None, None),
            Self::Landing(account, key) => ("landing", Some(account.0), Some(key)),
            Self::Payout(account, key) => ("payout", Some(account.0), Some(key)),
        }
    }

    fn read(source: &str, account: Option<i64>, key: Option<String>) -> Result<Self, StoreError> {
        // An account that was removed since leaves the payment standing as one without a source.
        match (source, account.map(AccountId).zip(key)) {
            ("landing", Some((account, key))) => Ok(Self::Landing(account, key)),
            ("payout", Some((account, key))) => Ok(Self::Payout(account, key)),
            ("hand" | "landing" | "payout", _) => Ok(Self::Hand),
            _ => Err(StoreError::Unreadable {
                what: "payment source",
                value: source.to_owned(),
            }),
        }
    }
}

/// A payment on its way into the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentDraft {
    /// The invoice.
    pub invoice: i64,
    /// The day it came in.
    pub day: CivilDay,
    /// What it pays, in the invoice's currency.
    pub amount: Amount,
    /// Where it came in.
    pub from: PaidFrom,
    /// What of the bank line or payout was used, in its own unit.
    pub used: Option<Amount>,
    /// Why it was proposed, as JSON of the caller.
    pub basis: String,
    /// The creator's words.
    pub note: String,
}

/// A payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payment {
    /// Its row.
    pub id: i64,
    /// What was noted.
    pub draft: PaymentDraft,
    /// The step that moved the offer.
    pub step: Option<i64>,
}

const SELECT: &str = "SELECT id, invoice_id, day, unit, amount, source, source_account_id, source_key, source_unit, source_amount, \
     basis, note, step_id FROM invoice_payment ";

fn read(row: &Row<'_>) -> Result<Payment, StoreError> {
    let unit: Option<String> = row.get(8)?;
    let unit = unit.as_deref().map(codec::unit).transpose()?;
    let used: Option<i64> = row.get(9)?;
    Ok(Payment {
        id: row.get(0)?,
        draft: PaymentDraft {
            invoice: row.get(1)?,
            day: codec::day(row.get(2)?)?,
            amount: Amount::new(row.get(4)?, codec::unit(&row.get::<_, String>(3)?)?),
            from: PaidFrom::read(&row.get::<_, String>(5)?, row.get(6)?, row.get(7)?)?,
            used: used
                .zip(unit)
                .map(|(micros, unit)| Amount::new(micros, unit)),
            basis: row.get(10)?,
            note: row.get(11)?,
        },
        step: row.get(12)?,
    })
}

impl ReadTx<'_> {
    /// Every payment that holds, by invoice and day.
    pub fn payments(&self) -> Result<Vec<Payment>, StoreError> {
        let sql = format!("{SELECT} WHERE until_ms IS NULL ORDER BY invoice_id, day, id");
        self.conn
            .prepare_cached(&sql)?
            .query_and_then([], read)?
            .collect()
    }

    /// One payment that holds.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn payment(&self, id: i64) -> Result<Payment, StoreError> {
        let sql = format!("{SELECT} WHERE id = ?1 AND until_ms IS NULL");
        let mut statement = self.conn.prepare_cached(&sql)?;
        let mut found = statement.query_and_then([id], read)?;
        found.next().unwrap_or(Err(StoreError::NotFound {
            what: "payment",
            id,
        }))
    }

    /// Pairs of invoice and source that the creator refused.
    pub fn payment_refusals(&self) -> Result<Vec<(i64, PaidFrom)>, StoreError> {
        let sql = "SELECT invoice_id, source, source_account_id, source_key FROM invoice_refusal";
        let read = |row: &Row<'_>| {
            let source = PaidFrom::read(&row.get::<_, String>(1)?, row.get(2)?, row.get(3)?)?;
            Ok((row.get(0)?, source))
        };
        self.conn
            .prepare_cached(sql)?
            .query_and_then([], read)?
            .collect()
    }
}

impl WriteTx<'_> {
    /// Notes a payment.
    pub fn insert_payment(
        &mut self,
        draft: &PaymentDraft,
        now: Instant,
    ) -> Result<i64, StoreError> {
        let (source, account, key) = draft.from.columns();
        let used = draft
            .used
            .map(|used| (UnitText::of(used.unit), used.micros));
        let sql = "INSERT INTO invoice_payment (invoice_id, day, unit, amount, source, source_account_id, source_key, source_unit, \
                   source_amount, basis, note, noted_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)";
        Ok(self.conn.prepare_cached(sql)?.insert(rusqlite::params![
            draft.invoice,
            draft.day.number(),
            UnitText::of(draft.amount.unit).as_str(),
            draft.amount.micros,
            source,
            account,
            key,
            used.as_ref().map(|(unit, _)| unit.as_str()),
            used.as_ref().map(|(_, micros)| *micros),
            draft.basis,
            draft.note,
            now.millis(),
        ])?)
    }

    /// Keeps the step that moved the offer because of a payment.
    pub fn set_payment_step(&mut self, id: i64, step: Option<i64>) -> Result<(), StoreError> {
        self.conn
            .prepare_cached("UPDATE invoice_payment SET step_id = ?2 WHERE id = ?1")?
            .execute((id, step))?;
        Ok(())
    }

    /// Takes a payment back.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when none holds under that number.
    pub fn retire_payment(&mut self, id: i64, now: Instant) -> Result<(), StoreError> {
        let sql = "UPDATE invoice_payment SET until_ms = ?2 WHERE id = ?1 AND until_ms IS NULL";
        match self.conn.prepare_cached(sql)?.execute((id, now.millis()))? {
            0 => Err(StoreError::NotFound {
                what: "payment",
                id,
            }),
            _ => Ok(()),
        }
    }

    /// Says that money is not for an invoice, or takes that back.
    pub fn refuse_payment(
        &mut self,
        invoice: i64,
        from: &PaidFrom,
        refused: bool,
        now: Instant,
    ) -> Result<(), StoreError> {
        let (source, account, key) = from.columns();
        if refused {
            let sql = "INSERT OR REPLACE INTO invoice_refusal (invoice_id, source, source_account_id, source_key, noted_ms) \
                       VALUES (?1, ?2, ?3, ?4, ?5)";
            let row = (invoice, source, account, key, now.millis());
            self.conn.prepare_cached(sql)?.execute(row)?;
        } else {
            let sql = "DELETE FROM invoice_refusal WHERE invoice_id = ?1 AND source = ?2 AND source_account_id = ?3 \
                       AND source_key = ?4";
            let row = (invoice, source, account, key);
            self.conn.prepare_cached(sql)?.execute(row)?;
        }
        Ok(())
    }
}
