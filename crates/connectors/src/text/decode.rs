//! Encodings: UTF-8 with or without a mark, UTF-16 by its mark, Windows-1252 when the bytes cannot be UTF-8.
//!
//! The rule it protects: the stored document is the raw file, so every place found in the decoded text is turned back
//! into a range of raw bytes.

use crate::import::{ImportError, Note};
use std::borrow::Cow;

/// How a file's bytes were read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// UTF-8 in which some bytes are damaged; they read as U+FFFD.
    Utf8Damaged,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// Windows-1252, of which Latin-1 text is a part.
    Windows1252,
}

/// Decoded text that knows where each of its bytes stood in the file.
#[derive(Debug, Clone)]
pub struct Text<'a> {
    /// The text, without the byte order mark.
    pub text: Cow<'a, str>,
    /// How it was read.
    pub encoding: Encoding,
    mark: usize,
    damaged: Vec<(usize, usize)>,
    marks: Vec<usize>,
}

/// Decoded bytes between two remembered raw positions.
const STEP: usize = 4096;

impl<'a> Text<'a> {
    /// Decodes a file.
    ///
    /// # Errors
    /// [`ImportError::Encoding`] for UTF-16 with broken pairs and for binary data (zero bytes in single-byte text).
    pub fn decode(file: &str, raw: &'a [u8]) -> Result<Self, ImportError> {
        match raw {
            [0xFF, 0xFE, rest @ ..] => Self::wide(file, rest, Encoding::Utf16Le),
            [0xFE, 0xFF, rest @ ..] => Self::wide(file, rest, Encoding::Utf16Be),
            [0xEF, 0xBB, 0xBF, rest @ ..] => Self::narrow(file, rest, 3),
            _ => Self::narrow(file, raw, 0),
        }
    }

    fn narrow(file: &str, bytes: &'a [u8], mark: usize) -> Result<Self, ImportError> {
        // `contains` looks at many bytes at a time; only a file that is refused pays for the place.
        if bytes.contains(&0) {
            let at = bytes.iter().position(|b| *b == 0).unwrap_or_default();
            let before = bytes.get(..at).unwrap_or_default();
            return Err(ImportError::Encoding {
                file: file.to_owned(),
                line: 1 + lines_in(before),
            });
        }
        if let Ok(text) = std::str::from_utf8(bytes) {
            return Ok(Self::plain(Cow::Borrowed(text), Encoding::Utf8, mark));
        }
        // A marked file says it is UTF-8; in an unmarked one the majority of the non-ASCII runs decides.
        let mut good = usize::from(mark > 0);
        let mut damaged = Vec::new();
        let mut out = String::with_capacity(bytes.len());
        for chunk in bytes.utf8_chunks() {
            good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
            out.push_str(chunk.valid());
            if !chunk.invalid().is_empty() {
                damaged.push((out.len(), chunk.invalid().len()));
                out.push(char::REPLACEMENT_CHARACTER);
            }
        }
        if good > damaged.len() || (mark > 0 && good >= 1) {
            let mut text = Self::plain(Cow::Owned(out), Encoding::Utf8Damaged, mark);
            text.damaged = damaged;
            return Ok(text);
        }
        let (out, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes);
        let mut text = Self::plain(Cow::Owned(out.into_owned()), Encoding::Windows1252, mark);
        text.index();
        Ok(text)
    }

    fn wide(file: &str, bytes: &[u8], encoding: Encoding) -> Result<Self, ImportError> {
        let pairs = bytes.chunks_exact(2);
        let odd = !pairs.remainder().is_empty();
        let units = pairs.map(|pair| match (pair, encoding) {
            ([a, b], Encoding::Utf16Be) => u16::from_be_bytes([*a, *b]),
            ([a, b], _) => u16::from_le_bytes([*a, *b]),
            _ => 0,
        });
        let mut out = String::with_capacity(bytes.len());
        for unit in char::decode_utf16(units) {
            match unit {
                Ok(c) if c != '\0' => out.push(c),
                _ => return Err(broken(file, &out)),
            }
        }
        if odd {
            return Err(broken(file, &out));
        }
        let mut text = Self::plain(Cow::Owned(out), encoding, 2);
        text.index();
        Ok(text)
    }

    fn plain(text: Cow<'a, str>, encoding: Encoding, mark: usize) -> Self {
        Self {
            text,
            encoding,
            mark,
            damaged: Vec::new(),
            marks: Vec::new(),
        }
    }

    /// Remembers the raw position of every [`STEP`]th byte, so that a lookup walks at most one step.
    fn index(&mut self) {
        let mut raw = self.mark;
        let mut marks = vec![raw];
        for (at, c) in self.text.char_indices() {
            while at >= marks.len() * STEP {
                marks.push(raw);
            }
            raw += self.width(c);
        }
        self.marks = marks;
    }

    fn width(&self, c: char) -> usize {
        match self.encoding {
            Encoding::Utf8 | Encoding::Utf8Damaged => c.len_utf8(),
            Encoding::Utf16Le | Encoding::Utf16Be => 2 * c.len_utf16(),
            Encoding::Windows1252 => 1,
        }
    }

    /// The raw position of a byte position in the text.
    pub fn raw(&self, at: usize) -> u64 {
        let raw = match self.encoding {
            Encoding::Utf8 => self.mark + at,
            Encoding::Utf8Damaged => {
                let before = self.damaged.partition_point(|(pos, _)| *pos < at);
                let shift: isize = self
                    .damaged
                    .iter()
                    .take(before)
                    .map(|(_, len)| *len as isize - 3)
                    .sum();
                (self.mark + at).saturating_add_signed(shift)
            }
            _ => {
                let step = (at / STEP).min(self.marks.len().saturating_sub(1));
                let base = self.marks.get(step).copied().unwrap_or(self.mark);
                // The remembered position belongs to the first character at or after the step's first byte.
                let mut from = step * STEP;
                while from < self.text.len() && !self.text.is_char_boundary(from) {
                    from += 1;
                }
                let slice = self.text.get(from..at).unwrap_or_default();
                base + slice.chars().map(|c| self.width(c)).sum::<usize>()
            }
        };
        raw as u64
    }

    /// The raw range of a range of the text: start and length.
    pub fn raw_range(&self, start: usize, end: usize) -> (u64, u64) {
        let from = self.raw(start);
        (from, self.raw(end).saturating_sub(from))
    }

    /// Whether damaged bytes stood in this range of the text.
    pub fn damaged_in(&self, start: usize, end: usize) -> bool {
        let first = self.damaged.partition_point(|(pos, _)| *pos < start);
        self.damaged.get(first).is_some_and(|(pos, _)| *pos < end)
    }

    /// What to tell about the encoding, when it is not plain UTF-8.
    pub fn note(&self) -> Option<Note> {
        Some(match self.encoding {
            Encoding::Utf8 => return None,
            Encoding::Utf8Damaged => Note {
                code: "encoding_damaged",
                detail: "UTF-8".to_owned(),
                count: self.damaged.len() as u64,
            },
            Encoding::Utf16Le | Encoding::Utf16Be => Note::one("encoding_utf16", "UTF-16"),
            Encoding::Windows1252 => Note::one("encoding_latin1", "Windows-1252"),
        })
    }
}

fn broken(file: &str, before: &str) -> ImportError {
    ImportError::Encoding {
        file: file.to_owned(),
        line: 1 + lines_in(before.as_bytes()),
    }
}

/// Line ends in the bytes.
pub(crate) fn lines_in(bytes: &[u8]) -> u64 {
    bytes.iter().filter(|b| **b == b'\n').count() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, big: bool) -> Vec<u8> {
        let mut out = if big {
            vec![0xFE, 0xFF]
        } else {
            vec![0xFF, 0xFE]
        };
        for unit in text.encode_utf16() {
            out.extend(if big {
                unit.to_be_bytes()
            } else {
                unit.to_le_bytes()
            });
        }
        out
    }

    #[test]
    fn places_point_into_the_raw_bytes_in_every_encoding() {
        let long = "é".repeat(5000) + "\nligne;€ 💎 fin";
        let latin: Vec<u8> = [&[0xE9; 5000][..], b"\nligne;\x80 fin"].concat();
        let cases = [
            ("utf-8", long.clone().into_bytes(), Encoding::Utf8),
            (
                "utf-8 with a mark",
                [b"\xEF\xBB\xBF", long.as_bytes()].concat(),
                Encoding::Utf8,
            ),
            ("utf-16 le", utf16(&long, false), Encoding::Utf16Le),
            ("utf-16 be", utf16(&long, true), Encoding::Utf16Be),
            ("windows-1252", latin, Encoding::Windows1252),
        ];
        for (what, raw, encoding) in cases {
            let text = Text::decode("f", &raw).unwrap();
            assert_eq!(text.encoding, encoding, "{what} is recognised");
            let start = text.text.find("fin").unwrap();
            let (from, len) = text.raw_range(start, start + 3);
            let slice = &raw[from as usize..(from + len) as usize];
            let tail = &raw[raw.len() - slice.len()..];
            assert_eq!(
                slice, tail,
                "{what}: the last word is found at the file's end"
            );
            assert!(slice.contains(&b'f'), "{what}: and is the word itself");
        }
    }

    #[test]
    fn a_few_damaged_bytes_do_not_turn_utf8_into_latin1() {
        let mut raw = "déjà vu, né à Orléans\n".as_bytes().to_vec();
        raw.push(0xE9);
        raw.extend(b" end");
        let text = Text::decode("f", &raw).unwrap();
        assert_eq!(text.encoding, Encoding::Utf8Damaged);
        let at = text.text.find("end").unwrap();
        assert_eq!(
            text.raw(at) as usize,
            raw.len() - 3,
            "the place is right behind the damage too"
        );
        assert!(text.damaged_in(0, text.text.len()));
        assert!(!text.damaged_in(0, 10), "the first words are whole");
    }

    #[test]
    fn what_is_no_text_is_refused_with_its_line() {
        for (what, raw, line) in [
            ("binary", b"a\nb\x00c".to_vec(), 2),
            (
                "half a pair",
                vec![0xFF, 0xFE, b'a', 0, b'\n', 0, 0x3D, 0xD8],
                2,
            ),
            ("an odd byte", vec![0xFF, 0xFE, b'a', 0, b'b'], 1),
        ] {
            let refused = Text::decode("f", &raw).unwrap_err();
            assert_eq!(
                refused,
                ImportError::Encoding {
                    file: "f".into(),
                    line
                },
                "{what}"
            );
        }
    }
}
