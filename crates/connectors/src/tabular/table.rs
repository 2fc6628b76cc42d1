//! A file as tables: delimited text under each delimiter it might have, or the sheets of a spreadsheet.
//!
//! The rule it protects: whatever the container, a row knows its exact place: bytes and line in a text, sheet and row in a
//! spreadsheet.

use super::xlsx::{self, Sheet};
use crate::detect::check_size;
use crate::import::{ImportError, Note};
use crate::text::rows::{Rows, Span};
use crate::text::{Text, cut};
use csv::StringRecord;
use domain::Locator;
use domain::document::Place;
use domain::reject::RejectReason;

/// Delimiters looked for, the most common first.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// An opened file.
pub(crate) enum Opened<'i> {
    Text(Text<'i>),
    Book { sheets: Vec<Sheet>, len: u64 },
}

/// One way to see a file as a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Delimiter(u8),
    Sheet(usize),
}

/// A place between rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mark {
    /// Byte of the text, or index of the row in the sheet.
    at: usize,
    line: u64,
}

impl Mark {
    pub const START: Self = Self { at: 0, line: 1 };
}

/// Rows from a place on.
pub(crate) enum Cursor<'o> {
    Text(Rows<'o>),
    Sheet {
        sheet: Option<&'o Sheet>,
        next: usize,
    },
}

impl<'i> Opened<'i> {
    /// Opens a file.
    ///
    /// # Errors
    /// [`ImportError`] when it is too large, not text, or a spreadsheet that cannot be unpacked.
    pub fn of(name: &str, bytes: &'i [u8]) -> Result<Self, ImportError> {
        check_size(name, bytes)?;
        if xlsx::is_xlsx(bytes) {
            let sheets = xlsx::sheets(name, bytes)?;
            let len = bytes.len() as u64;
            return Ok(Self::Book { sheets, len });
        }
        Text::decode(name, bytes).map(Self::Text)
    }

    /// Every way to see it as a table.
    pub fn parts(&self) -> Vec<Part> {
        match self {
            Self::Text(_) => DELIMITERS.map(Part::Delimiter).to_vec(),
            Self::Book { sheets, .. } => (0..sheets.len()).map(Part::Sheet).collect(),
        }
    }

    /// Rows of a part from a place on.
    pub fn rows(&self, part: Part, from: Mark) -> Cursor<'_> {
        match (self, part) {
            (Self::Text(text), Part::Delimiter(delimiter)) => {
                Cursor::Text(Rows::from(&text.text, delimiter, from.at, from.line))
            }
            (Self::Book { sheets, .. }, Part::Sheet(index)) => Cursor::Sheet {
                sheet: sheets.get(index),
                next: from.at,
            },
            _ => Cursor::Sheet {
                sheet: None,
                next: 0,
            },
        }
    }

    /// Where a row stands in the stored document.
    pub fn locator(&self, part: Part, span: Span) -> Locator {
        match self {
            Self::Text(text) => {
                let (start, len) = text.raw_range(span.start, span.end);
                Locator {
                    start,
                    len,
                    place: Place::Line(span.line),
                }
            }
            Self::Book { sheets, len } => Locator {
                start: 0,
                len: *len,
                place: Place::Row {
                    sheet: self.sheet_name(sheets, part),
                    row: span.line,
                },
            },
        }
    }

    fn sheet_name(&self, sheets: &[Sheet], part: Part) -> String {
        let Part::Sheet(index) = part else {
            return String::new();
        };
        sheets
            .get(index)
            .map(|s| s.name.clone())
            .unwrap_or_default()
    }

    /// The name of the sheet, when there is one.
    pub fn sheet(&self, part: Part) -> Option<&str> {
        match (self, part) {
            (Self::Book { sheets, .. }, Part::Sheet(index)) => {
                sheets.get(index).map(|s| s.name.as_str())
            }
            _ => None,
        }
    }

    /// The raw text of a row, cut to what a reject keeps.
    pub fn raw(&self, span: Span, record: &StringRecord) -> String {
        match self {
            Self::Text(text) => cut(
                text.text.get(span.start..span.end).unwrap_or_default(),
                2_000,
            ),
            Self::Book { .. } => cut(&record.iter().collect::<Vec<_>>().join(" | "), 2_000),
        }
    }

    /// Whether a row's bytes rule out reading it: damaged text, or a quote that never closes.
    pub fn unreadable(&self, span: Span) -> Option<(RejectReason, String)> {
        let Self::Text(text) = self else {
            return None;
        };
        if text.damaged_in(span.start, span.end) {
            return Some((RejectReason::Encoding, "UTF-8".to_owned()));
        }
        let after = text.text.get(span.end..)?;
        if !after.trim_start().is_empty() {
            return None;
        }
        let raw = text.text.get(span.start..span.end).unwrap_or_default();
        let open = !raw.matches('"').count().is_multiple_of(2);
        open.then(|| (RejectReason::Broken, "a quote that never closes".to_owned()))
    }

    /// What to tell about how it was read.
    pub fn note(&self) -> Option<Note> {
        match self {
            Self::Text(text) => text.note(),
            Self::Book { .. } => None,
        }
    }

    /// Media type of the document.
    pub fn media_type(&self, part: Part) -> &'static str {
        match (self, part) {
            (Self::Book { .. }, _) => {
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            }
            (Self::Text(_), Part::Delimiter(b'\t')) => "text/tab-separated-values",
            (Self::Text(_), _) => "text/csv",
        }
    }

    /// Whether rows may be shorter than the header: a spreadsheet does not store empty cells.
    pub fn is_sparse(&self) -> bool {
        matches!(self, Self::Book { .. })
    }
}

impl Cursor<'_> {
    /// The next row into `record`; `None` at the end.
    pub fn next(&mut self, record: &mut StringRecord) -> Option<Span> {
        match self {
            Self::Text(rows) => rows.next(record),
            Self::Sheet { sheet, next } => {
                let (line, cells) = sheet.as_ref()?.rows.get(*next)?;
                record.clone_from(cells);
                *next += 1;
                Some(Span {
                    start: 0,
                    end: 0,
                    line: *line,
                })
            }
        }
    }

    /// The place behind the last row read.
    pub fn mark(&self) -> Mark {
        match self {
            Self::Text(rows) => {
                let (at, line) = rows.place();
                Mark { at, line }
            }
            Self::Sheet { next, .. } => Mark { at: *next, line: 0 },
        }
    }
}
