//! The raw bytes figures come from, and the place inside them.
//!
//! The rule it protects: every figure opens to its source. A document is stored once, whole and hashed; a locator is a
//! byte range in it, with a human name for the place.

use crate::{Instant, Platform};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What kind of bytes a document holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    /// One answer of a platform's API.
    ApiPage,
    /// A file the creator imported (or a member of an archive).
    File,
    /// A message.
    Mail,
    /// What the creator typed.
    Hand,
}

impl DocumentKind {
    /// Stable text form.
    pub fn slug(self) -> &'static str {
        match self {
            Self::ApiPage => "api_page",
            Self::File => "file",
            Self::Mail => "mail",
            Self::Hand => "hand",
        }
    }
}

/// A document on its way into the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentDraft {
    /// Kind of bytes.
    pub kind: DocumentKind,
    /// Whose it is.
    pub platform: Platform,
    /// Shown name: an API path with its page (`GET /v1/balance_transactions, page 2`), or a file name
    /// (`export.zip › user_data_tiktok.json`). Never holds a secret.
    pub name: String,
    /// Media type, `application/json`, `text/csv`, `message/rfc822`.
    pub media_type: String,
    /// The bytes exactly as received. Shared, since a page is parsed and stored from the same buffer.
    pub bytes: Arc<[u8]>,
    /// When we received them.
    pub received_at: Instant,
}

/// The place in a document that one row came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Locator {
    /// First byte, counted from 0 in the document's raw bytes.
    pub start: u64,
    /// Number of bytes.
    pub len: u64,
    /// Name of the place for people.
    pub place: Place,
}

/// How people find a place in a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// Line of a text file, counted from 1; the header is line 1.
    Line(u64),
    /// RFC 6901 pointer into a JSON document.
    Pointer(String),
    /// Row of a sheet in a spreadsheet, counted from 1. The byte range is the whole file, since its rows are packed.
    Row {
        /// Name of the sheet.
        sheet: String,
        /// Row.
        row: u64,
    },
    /// The whole document (a mail, for instance).
    Whole,
}
