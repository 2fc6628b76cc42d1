//! What could not be read, kept with its bytes and the reason.
//!
//! The rule it protects: nothing is skipped in silence; a row that no parser understands waits in *needs review*.

use crate::Locator;
use serde::{Deserialize, Serialize};

/// Why a row or file part was refused. The slug is stable; the UI words it in each language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RejectReason {
    /// The row has another number of cells than the header.
    Ragged,
    /// A cell that should be a number is not.
    NotANumber,
    /// A number with more precision or size than money can hold.
    NumberRange,
    /// A number that can be read two ways (`1.234`, `1,234`).
    AmbiguousNumber,
    /// A date that does not exist.
    NoSuchDay,
    /// A date or time that cannot be read.
    NotADate,
    /// A currency or unit that is not one.
    NotAUnit,
    /// Net is not gross minus fee.
    DoesNotAddUp,
    /// A field the format promises is absent.
    MissingField,
    /// Bytes that are not the text they claim to be.
    Encoding,
    /// The structure is broken from here on (truncated JSON, unclosed quote).
    Broken,
    /// Nested deeper than any real file.
    TooDeep,
    /// A message that cannot be read as mail.
    NotMail,
    /// Larger than is read whole; its head is kept.
    TooLarge,
}

/// One refused row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reject {
    /// Why.
    pub reason: RejectReason,
    /// The field or a few words more (`created_utc`), for people. Never holds a secret.
    pub detail: String,
    /// Where it stands in its document.
    pub locator: Locator,
    /// The raw text, cut to 2,000 characters.
    pub raw: String,
}
