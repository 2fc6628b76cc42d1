//! What is drawn: periods along the axis, and series of values over them.

use crate::ChartError;

/// One step of the horizontal axis: a day, a week, a month, a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    /// Stable text the caller filters by (`2026-10`).
    pub key: String,
    /// Shown under the axis, in the creator's language. Empty: no label here (days between the labelled ones).
    pub label: String,
    /// Shown in bold and never left out when room is short: the hovered or chosen period, today.
    pub strong: bool,
}

impl Period {
    /// An ordinary period.
    pub fn new(key: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            key: key.into(),
            label: label.into(),
            strong: false,
        }
    }
}

/// One part of each stack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// Stream slug, platform, currency. Becomes the class `s-<key>`: ASCII letters, digits, `_` and `-` only.
    pub key: String,
    /// Name in the creator's language.
    pub label: String,
    /// Micro-units, one per period. `None` is unknown; a period without entries is `Some(0)`.
    pub values: Vec<Option<i64>>,
}

/// How parts are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Palette {
    /// Each part has its own colour, by class `s-<key>`.
    #[default]
    Streams,
    /// One accent in six steps of lightness, by classes `a-1` (darkest) to `a-6`, for platforms and currencies.
    Steps,
}

impl Palette {
    /// The class of the part `index` with `key`.
    pub fn class(self, index: usize, key: &str) -> String {
        match self {
            Self::Streams => format!("s-{key}"),
            Self::Steps => format!("a-{}", index % 6 + 1),
        }
    }
}

/// Refuses a key that could break out of a class attribute.
pub(crate) fn check_key(key: &str) -> Result<(), ChartError> {
    let safe = |b: u8| b.is_ascii_alphanumeric() || b == b'_' || b == b'-';
    if key.is_empty() || !key.bytes().all(safe) {
        return Err(ChartError::Key(key.to_owned()));
    }
    Ok(())
}

/// Refuses a series that has not one value per period.
pub(crate) fn check_length(key: &str, found: usize, expected: usize) -> Result<(), ChartError> {
    if found == expected {
        return Ok(());
    }
    Err(ChartError::Ragged {
        key: key.to_owned(),
        expected,
        found,
    })
}
