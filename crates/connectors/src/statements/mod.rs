//! Bank statements as files: OFX (and QFX), CAMT.053 and QIF into bank lines.
//!
//! The rules it protects: a bank line is never income; nothing a statement leaves open is guessed; a damaged line is
//! refused by itself with its bytes; of an account number only the last four characters go on.

mod booked;
pub mod camt;
mod identity;
pub mod ofx;
mod places;
pub mod qif;

use crate::import::{Detected, Format};

/// Recognises a statement from its text.
pub(crate) fn recognise(text: &str) -> Option<Detected> {
    ofx::recognise(text)
        .or_else(|| camt::recognise(text))
        .or_else(|| qif::recognise(text))
}

/// What a first look found: the format, and the mark that gave it away.
fn found(format: Format, mark: &str) -> Detected {
    Detected {
        format,
        why: format!("the mark {mark}"),
        why_code: "marks",
        why_params: vec![("marks", mark.to_owned())],
    }
}
