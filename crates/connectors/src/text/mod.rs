//! From raw bytes to text, numbers, days and JSON places, the same for every file format.
//!
//! The rule it protects: a locator counts raw bytes whatever the encoding, and a figure that can be read two ways is
//! refused.

pub mod date;
pub mod decode;
pub mod json;
pub mod number;
pub(crate) mod rows;

pub use decode::{Encoding, Text};

/// The text cut to `chars` characters.
pub(crate) fn cut(text: &str, chars: usize) -> String {
    match text.char_indices().nth(chars) {
        None => text.to_owned(),
        Some((end, _)) => text.get(..end).unwrap_or_default().to_owned(),
    }
}
