//! CSV rows with their exact bytes and lines.
//!
//! The rule it protects: a row's range holds the row and nothing else, line breaks inside quoted cells included.

use crate::text::decode::lines_in;
use csv::{Reader, ReaderBuilder, StringRecord};

/// Reads rows one after the other from a place in a text.
pub(crate) struct Rows<'t> {
    text: &'t str,
    reader: Reader<&'t [u8]>,
    base: usize,
    counted: usize,
    line: u64,
    line_end: u8,
}

/// Where a row stands in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    pub start: usize,
    pub end: usize,
    pub line: u64,
}

impl<'t> Rows<'t> {
    /// Rows from `at`, which is on line `line`.
    pub fn from(text: &'t str, delimiter: u8, at: usize, line: u64) -> Self {
        let rest = text.get(at..).unwrap_or_default();
        Self {
            text,
            reader: ReaderBuilder::new()
                .has_headers(false)
                .flexible(true)
                .delimiter(delimiter)
                .buffer_capacity(64 * 1024)
                .from_reader(rest.as_bytes()),
            base: at,
            counted: at,
            line,
            // Files of old Macs end lines with a carriage return alone.
            line_end: if text.contains('\n') { b'\n' } else { b'\r' },
        }
    }

    /// The next row into `record`, or `None` at the end.
    pub fn next(&mut self, record: &mut StringRecord) -> Option<Span> {
        // The text is valid UTF-8 and rows may differ in length, so reading from memory cannot fail.
        if !self.reader.read_record(record).unwrap_or(false) {
            return None;
        }
        let bytes = self.text.as_bytes();
        let from = record
            .position()
            .map_or(0, |p| usize::try_from(p.byte()).unwrap_or(0));
        let to = usize::try_from(self.reader.position().byte()).unwrap_or(0);
        let (mut start, mut end) = (self.base + from, (self.base + to).min(bytes.len()));
        let is_break = |at: usize| matches!(bytes.get(at), Some(b'\r' | b'\n'));
        while start < end && is_break(start) {
            start += 1;
        }
        while end > start && is_break(end - 1) {
            end -= 1;
        }
        let between = bytes.get(self.counted..start).unwrap_or_default();
        self.line += match self.line_end {
            b'\n' => lines_in(between),
            other => between.iter().filter(|b| **b == other).count() as u64,
        };
        self.counted = start;
        Some(Span {
            start,
            end,
            line: self.line,
        })
    }

    /// The place behind the last row read, with its line.
    pub fn place(&self) -> (usize, u64) {
        let at = self.base + usize::try_from(self.reader.position().byte()).unwrap_or(0);
        let at = at.min(self.text.len());
        let between = self
            .text
            .as_bytes()
            .get(self.counted..at)
            .unwrap_or_default();
        let lines = between.iter().filter(|b| **b == self.line_end).count() as u64;
        (at, self.line + lines)
    }
}

/// The first row and the place behind it.
pub(crate) fn first(text: &str, delimiter: u8) -> Option<(StringRecord, usize)> {
    let mut rows = Rows::from(text, delimiter, 0, 1);
    let mut record = StringRecord::new();
    rows.next(&mut record)?;
    let (end, _) = rows.place();
    Some((record, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_know_their_bytes_and_lines() {
        for (what, text, expected) in [
            (
                "unix",
                "h,h\na,1\nb,2",
                vec![("h,h", 1), ("a,1", 2), ("b,2", 3)],
            ),
            (
                "windows",
                "h,h\r\na,1\r\n\r\nb,2\r\n",
                vec![("h,h", 1), ("a,1", 2), ("b,2", 4)],
            ),
            (
                "old mac",
                "h,h\ra,1\rb,2\r",
                vec![("h,h", 1), ("a,1", 2), ("b,2", 3)],
            ),
            (
                "breaks in cells",
                "h\n\"a\nb\",é\nc\n",
                vec![("h", 1), ("\"a\nb\",é", 2), ("c", 4)],
            ),
        ] {
            let mut rows = Rows::from(text, b',', 0, 1);
            let mut record = StringRecord::new();
            let mut seen = Vec::new();
            while let Some(span) = rows.next(&mut record) {
                seen.push((&text[span.start..span.end], span.line));
            }
            assert_eq!(seen, expected, "{what}");
        }
    }
}
