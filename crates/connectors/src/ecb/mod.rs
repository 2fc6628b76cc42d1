//! The euro reference rates of the European Central Bank: read from its two file forms, fetched only when asked for.
//!
//! The rules it protects: a rate keeps the exact bytes it stands in; a cell that is no number is refused, not guessed; the
//! bank names no password, so nothing but the request for the file goes out.
//!
//! Files and forms as published under `https://www.ecb.europa.eu/stats/eurofxref/`: `eurofxref-hist-90d.xml` (about three
//! months) and `eurofxref-hist.zip` (one CSV with every day since 1999-01-04). One euro is `rate` units of the currency.

mod csv;
mod fetch;
mod xml;

pub use csv::parse_csv;
pub use fetch::{Ecb, HOST, Span};
pub use xml::parse_xml;

use domain::rates::Currency;
use domain::{CivilDay, DocumentDraft, Locator, Reject};

/// One published rate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RateRow {
    /// The currency.
    pub currency: Currency,
    /// The day it was published for.
    pub day: CivilDay,
    /// Millionths of the currency's unit for one euro.
    pub per_euro: i64,
    /// Where in the document it stands: its line of a CSV, its element of an XML.
    pub locator: Locator,
}

/// A file of rates with everything read from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RatePage {
    /// The raw bytes.
    pub document: DocumentDraft,
    /// The rates, in the file's order.
    pub rates: Vec<RateRow>,
    /// What could not be read.
    pub rejects: Vec<Reject>,
}

/// Why a whole file could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RateFileError {
    /// It does not begin as such a file does.
    #[error("this is no file of reference rates: {0}")]
    Form(String),
}

#[cfg(test)]
mod tests;
