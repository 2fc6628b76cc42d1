//! Between columns and domain types.
//!
//! The rule it protects: a stored value that no longer means anything is an error that names it, never a default.

use crate::StoreError;
use domain::document::Place;
use domain::{CivilDay, Instant, Locator, Unit};
use rusqlite::Row;
use std::str::FromStr;

fn unreadable(what: &'static str, value: impl ToString) -> StoreError {
    StoreError::Unreadable {
        what,
        value: value.to_string(),
    }
}

/// The instant of a `_ms` column.
pub(crate) fn instant(ms: i64) -> Result<Instant, StoreError> {
    Instant::from_millis(ms).ok_or_else(|| unreadable("instant", ms))
}

/// The instant of a nullable `_ms` column.
pub(crate) fn instant_opt(ms: Option<i64>) -> Result<Option<Instant>, StoreError> {
    ms.map(instant).transpose()
}

/// The day of a `day` or `_on` column.
pub(crate) fn day(number: i32) -> Result<CivilDay, StoreError> {
    CivilDay::from_number(number).ok_or_else(|| unreadable("day", number))
}

/// The day of a nullable column.
pub(crate) fn day_opt(number: Option<i32>) -> Result<Option<CivilDay>, StoreError> {
    number.map(day).transpose()
}

/// A value kept as its text form.
pub(crate) fn word<T: FromStr>(what: &'static str, text: &str) -> Result<T, StoreError> {
    text.parse().map_err(|_| unreadable(what, text))
}

/// A value kept as JSON.
pub(crate) fn json<T: serde::de::DeserializeOwned>(
    what: &'static str,
    text: &str,
) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|_| unreadable(what, text))
}

/// The JSON text of a value that always has one.
pub(crate) fn to_json<T: serde::Serialize + ?Sized>(
    what: &'static str,
    value: &T,
) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|e| unreadable(what, e))
}

/// A stable text form of a unit without an allocation per row.
#[derive(Debug, Clone, Copy)]
pub(crate) struct UnitText([u8; 8], usize);

impl UnitText {
    pub(crate) fn of(unit: Unit) -> Self {
        let mut buffer = [0; 8];
        let code;
        let bytes: &[u8] = match unit {
            Unit::Currency(c) => {
                code = c;
                &code
            }
            Unit::Diamond => b"diamond",
            Unit::Coin => b"coin",
            Unit::Bit => b"bit",
            Unit::Star => b"star",
            Unit::Unstated => b"unstated",
        };
        buffer
            .iter_mut()
            .zip(bytes)
            .for_each(|(to, from)| *to = *from);
        Self(buffer, bytes.len())
    }

    pub(crate) fn as_str(&self) -> &str {
        self.0
            .get(..self.1)
            .and_then(|b| std::str::from_utf8(b).ok())
            .unwrap_or_default()
    }
}

/// The unit of a `unit` column.
pub(crate) fn unit(text: &str) -> Result<Unit, StoreError> {
    word("unit", text)
}

/// The four `loc_*` columns of a locator.
pub(crate) struct LocatorColumns<'a> {
    pub(crate) start: i64,
    pub(crate) len: i64,
    pub(crate) line: Option<i64>,
    pub(crate) pointer: Option<&'a str>,
}

impl<'a> LocatorColumns<'a> {
    pub(crate) fn of(locator: &'a Locator) -> Result<Self, StoreError> {
        let signed = |n: u64| i64::try_from(n).map_err(|_| unreadable("locator", n));
        let (line, pointer) = match &locator.place {
            Place::Line(n) => (Some(signed(*n)?), None),
            Place::Pointer(p) => (None, Some(p.as_str())),
            // Both together mean a sheet and its row: no text file has a pointer beside its line.
            Place::Row { sheet, row } => (Some(signed(*row)?), Some(sheet.as_str())),
            Place::Whole => (None, None),
        };
        Ok(Self {
            start: signed(locator.start)?,
            len: signed(locator.len)?,
            line,
            pointer,
        })
    }
}

/// Reads a locator from four columns that start at `at`.
pub(crate) fn locator(row: &Row<'_>, at: usize) -> Result<Locator, StoreError> {
    let unsigned = |n: i64| u64::try_from(n).map_err(|_| unreadable("locator", n));
    let line: Option<i64> = row.get(at + 2)?;
    let pointer: Option<String> = row.get(at + 3)?;
    Ok(Locator {
        start: unsigned(row.get(at)?)?,
        len: unsigned(row.get(at + 1)?)?,
        place: match (line, pointer) {
            (Some(n), Some(sheet)) => Place::Row {
                sheet,
                row: unsigned(n)?,
            },
            (Some(n), None) => Place::Line(unsigned(n)?),
            (None, Some(p)) => Place::Pointer(p),
            (None, None) => Place::Whole,
        },
    })
}
