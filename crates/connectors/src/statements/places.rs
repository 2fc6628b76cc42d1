//! Places of a statement: byte ranges of the raw file, with the line they begin on.
//!
//! The rule it protects: a line's figure opens to exactly its own bytes, whatever the encoding.

use crate::text::{Text, cut};
use domain::document::Place;
use domain::reject::RejectReason;
use domain::{Locator, Reject};

/// Turns ranges of the text into places. Cheapest when asked in the order of the file.
pub(super) struct Places<'t> {
    text: &'t Text<'t>,
    at: usize,
    line: u64,
}

impl<'t> Places<'t> {
    pub fn new(text: &'t Text<'t>) -> Self {
        Self {
            text,
            at: 0,
            line: 1,
        }
    }

    /// The place of a range of the text.
    pub fn locator(&mut self, start: usize, end: usize) -> Locator {
        if start < self.at {
            (self.at, self.line) = (0, 1);
        }
        let between = self.text.text.as_bytes().get(self.at..start);
        self.line += crate::text::decode::lines_in(between.unwrap_or_default());
        self.at = start;
        let (from, len) = self.text.raw_range(start, end);
        Locator {
            start: from,
            len,
            place: Place::Line(self.line),
        }
    }

    /// A refused range with its text.
    pub fn refuse(
        &mut self,
        start: usize,
        end: usize,
        reason: RejectReason,
        detail: impl Into<String>,
    ) -> Reject {
        Reject {
            reason,
            detail: detail.into(),
            locator: self.locator(start, end),
            raw: self.raw(start, end),
        }
    }

    /// The text of a range, as much as a refusal keeps of it.
    pub fn raw(&self, start: usize, end: usize) -> String {
        cut(self.text.text.get(start..end).unwrap_or_default(), 2_000)
    }

    /// Whether bytes of the range could not be read as text.
    pub fn damaged(&self, start: usize, end: usize) -> bool {
        self.text.damaged_in(start, end)
    }
}
