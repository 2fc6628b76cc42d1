//! Spreadsheets: the cells of an XLSX file as text, row by row.
//!
//! The rules it protects: a file from a stranger costs bounded memory (size, ratio, rows and cells are limited, and one
//! far-off cell does not make a table of millions), and no digit is lost in silence: an id that a spreadsheet rounded is
//! marked, so that it is refused.

use crate::detect::limits;
use crate::import::ImportError;
use calamine::{DataRef, Reader, Xlsx, XlsxError};
use csv::StringRecord;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// Most bytes a spreadsheet may unpack to (256 MiB).
const MAX_UNPACKED: u64 = 256 * 1024 * 1024;
/// Most filled cells of a file.
const MAX_CELLS: u64 = 5_000_000;
/// Most columns of a table.
const MAX_COLUMNS: u32 = 1_024;
/// A float holds whole numbers exactly up to 2⁵³.
const EXACT: f64 = 9_007_199_254_740_992.0;
/// Marks a whole number whose last digits a spreadsheet did not keep.
pub(crate) const ROUNDED: char = '≈';

/// One sheet. Rows without a filled cell are left out.
#[derive(Debug, Clone)]
pub(crate) struct Sheet {
    pub name: String,
    /// Row number from 1, and its cells from the first column on.
    pub rows: Vec<(u64, StringRecord)>,
}

/// Whether a zip is a spreadsheet: it has a workbook inside.
pub(crate) fn is_xlsx(bytes: &[u8]) -> bool {
    crate::detect::is_zip(bytes)
        && ZipArchive::new(Cursor::new(bytes)).is_ok_and(|zip| {
            zip.file_names()
                .flatten()
                .any(|name| name.eq_ignore_ascii_case("xl/workbook.xml"))
        })
}

/// Reads every sheet.
///
/// # Errors
/// [`ImportError::ZipBomb`], [`ImportError::TooLarge`] and [`ImportError::ZipUnreadable`].
pub(crate) fn sheets(file: &str, bytes: &[u8]) -> Result<Vec<Sheet>, ImportError> {
    check_unpacked(file, bytes)?;
    let unreadable = |e: XlsxError| ImportError::ZipUnreadable {
        file: file.to_owned(),
        why: e.to_string(),
    };
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(unreadable)?;
    let names = book.sheet_names();
    let mut left = MAX_CELLS;
    let mut out = Vec::new();
    for name in names {
        // Chart sheets have no cells and no reader.
        let Ok(mut reader) = book.worksheet_cells_reader(&name) else {
            continue;
        };
        let mut rows: Vec<(u64, StringRecord)> = Vec::new();
        while let Some(cell) = reader.next_cell().map_err(unreadable)? {
            let Some(text) = text(cell.get_value()) else {
                continue;
            };
            let (row, column) = cell.get_position();
            left = left.checked_sub(1).ok_or(ImportError::TooLarge {
                file: file.to_owned(),
                found: MAX_CELLS + 1,
                limit: MAX_CELLS,
            })?;
            if column >= MAX_COLUMNS {
                continue;
            }
            let number = u64::from(row) + 1;
            if rows.last().is_none_or(|(last, _)| *last != number) {
                rows.push((number, StringRecord::new()));
            }
            if let Some((_, record)) = rows.last_mut() {
                while record.len() < usize::try_from(column).unwrap_or(0) {
                    record.push_field("");
                }
                record.push_field(&text);
            }
        }
        out.push(Sheet { name, rows });
    }
    Ok(out)
}

/// The cell as the file means it; `None` when it is empty.
fn text(value: &DataRef<'_>) -> Option<String> {
    let text = match value {
        DataRef::Empty => return None,
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.clone()
        }
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(yes) => if *yes { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => decimal(*number),
        DataRef::DateTime(moment) if moment.is_datetime() => {
            let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
            if (hour, minute, second) == (0, 0, 0) {
                format!("{year:04}-{month:02}-{day:02}")
            } else {
                format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
            }
        }
        DataRef::DateTime(moment) => decimal(moment.as_f64()),
        DataRef::Error(_) => "#ERROR".to_owned(),
    };
    (!text.trim().is_empty()).then_some(text)
}

/// The decimal a spreadsheet stores as a float. It keeps fifteen digits; what a float adds behind them was never in the file.
fn decimal(number: f64) -> String {
    let shortest = number.to_string();
    if number.fract() == 0.0 {
        return if number.abs() > EXACT {
            format!("{ROUNDED}{shortest}")
        } else {
            shortest
        };
    }
    if shortest.bytes().filter(u8::is_ascii_digit).count() <= 15 {
        return shortest;
    }
    let whole = number.abs().trunc().to_string();
    let whole_digits = if whole == "0" { 0 } else { whole.len() };
    let cut = format!("{number:.*}", 15_usize.saturating_sub(whole_digits));
    cut.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Unpacks every member into nothing, counting: what a zip says of its sizes proves nothing.
fn check_unpacked(file: &str, bytes: &[u8]) -> Result<(), ImportError> {
    let unreadable = |why: String| ImportError::ZipUnreadable {
        file: file.to_owned(),
        why,
    };
    let limit = limits(bytes.len() as u64, MAX_UNPACKED);
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|e| unreadable(e.to_string()))?;
    let mut unpacked: u64 = 0;
    for n in 0..archive.len() {
        let member = archive.by_index(n).map_err(|e| unreadable(e.to_string()))?;
        let room = limit.saturating_sub(unpacked).saturating_add(1);
        unpacked += std::io::copy(&mut member.take(room), &mut std::io::sink())
            .map_err(|e| unreadable(e.to_string()))?;
        if unpacked > limit {
            return Err(ImportError::ZipBomb {
                file: file.to_owned(),
                unpacked,
                limit,
            });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floats_become_the_decimals_that_were_typed() {
        for (number, expected) in [
            (12.34, "12.34"),
            (0.1 + 0.2, "0.3"),
            (1234.5, "1234.5"),
            (-0.07, "-0.07"),
            (42.0, "42"),
            (577_123_456_789_012_345.0, "≈577123456789012400"),
            (0.000123, "0.000123"),
        ] {
            assert_eq!(decimal(number), expected, "{number}");
        }
    }
}
