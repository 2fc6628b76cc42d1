//! Papers that leave the house: an invoice as a PDF/A-3 with its structured data inside (Factur-X, EN 16931).
//!
//! The rules it protects: the same invoice gives the same bytes on every machine; the paper and the data inside it are written
//! from one value and cannot disagree; nothing of the system is used, no font, clock or locale.

mod cii;
mod pdf;
mod sheet;

pub use cii::cii;
pub use sheet::{Paper, invoice};

/// Why a paper could not be written.
#[derive(Debug, thiserror::Error)]
pub enum PaperError {
    /// The lines do not add up to an invoice.
    #[error(transparent)]
    Totals(#[from] domain::invoice::TotalsError),
    /// A draft has no number and no day yet.
    #[error("only an issued invoice becomes a paper with data: {0} is missing")]
    NotIssued(&'static str),
    /// The font that comes with the program cannot be used.
    #[error("the font: {0}")]
    Font(String),
}
