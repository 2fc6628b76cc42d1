//! The creator as a business (*authored*): what every invoice says of who bills, and what a new one begins with.
//!
//! The rule it protects: what was written before stays; an invoice keeps its own copy of the words it was issued with.

use crate::codec;
use crate::{ReadTx, StoreError, WriteTx};
use domain::Instant;
use domain::invoice::{Seller, Terms, VatMode};
use rusqlite::OptionalExtension;

/// Own details with the defaults of a new invoice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SellerRow {
    /// Who bills.
    pub seller: Seller,
    /// What stands before the year in numbers of invoices.
    pub prefix: String,
    /// The same of credit notes.
    pub credit_prefix: String,
    /// How VAT is dealt with.
    pub vat: VatMode,
    /// The usual rate, in hundredths of a percent.
    pub vat_rate: i64,
    /// The usual terms.
    pub terms: Terms,
}

impl ReadTx<'_> {
    /// The details that hold; `None` before any were written.
    pub fn seller(&self) -> Result<Option<SellerRow>, StoreError> {
        let sql = "SELECT details, prefix, credit_prefix, vat, vat_rate, terms FROM seller WHERE until_ms IS NULL";
        let row: Option<(String, String, String, String, i64, String)> = self
            .conn
            .prepare_cached(sql)?
            .query_row([], |row| {
                Ok((
                    row.get(0)?,
                    row.get(1)?,
                    row.get(2)?,
                    row.get(3)?,
                    row.get(4)?,
                    row.get(5)?,
                ))
            })
            .optional()?;
        row.map(|(details, prefix, credit_prefix, vat, vat_rate, terms)| {
            Ok(SellerRow {
                seller: codec::json("seller", &details)?,
                prefix,
                credit_prefix,
                vat: codec::word("VAT mode", &vat)?,
                vat_rate,
                terms: codec::json("terms", &terms)?,
            })
        })
        .transpose()
    }
}

impl WriteTx<'_> {
    /// Writes own details; the former ones keep their time.
    pub fn set_seller(&mut self, row: &SellerRow, now: Instant) -> Result<(), StoreError> {
        self.conn
            .prepare_cached("UPDATE seller SET until_ms = ?1 WHERE until_ms IS NULL")?
            .execute([now.millis()])?;
        let sql = "INSERT INTO seller (details, prefix, credit_prefix, vat, vat_rate, terms, noted_ms) \
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        self.conn.prepare_cached(sql)?.execute((
            codec::to_json("seller", &row.seller)?,
            &row.prefix,
            &row.credit_prefix,
            row.vat.slug(),
            row.vat_rate,
            codec::to_json("terms", &row.terms)?,
            now.millis(),
        ))?;
        Ok(())
    }
}
