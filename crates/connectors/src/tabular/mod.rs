//! Tables of any source, read by presets: delimited text and spreadsheets into entries, payouts, figures, posts or bank lines.
//!
//! The rules it protects: what a column means is data ([`preset::Preset`]), found by name and never by place; what a table
//! leaves open is asked and never guessed; every row is read, refused with its place and reason, or counted as left aside.

mod answers;
mod cell;
mod cells;
mod check;
mod dates;
mod drafting;
pub mod fold;
mod guess;
mod header;
pub mod library;
mod months;
mod pages;
pub mod preset;
mod row;
mod survey;
mod table;
mod totals;
mod words;
mod xlsx;
mod zones;

pub use answers::{Answers, DayOrder, Question};
pub use check::{PresetFault, check};
pub(crate) use dates::OrderEvidence;
pub use drafting::{Choices, preset_of, slug};
pub use guess::{ColumnLook, Look, Why, look};
pub use library::{preset, presets};
pub use pages::{CHUNK, TablePages, open, open_unanswered};
pub use preset::Preset;
pub(crate) use xlsx::is_xlsx;

use crate::import::{
    AccountHint, Detected, Format, ImportError, ImportInput, ImportOptions, Parsed,
};
use domain::Platform;
use std::sync::Arc;

/// Reads a whole table.
///
/// # Errors
/// [`ImportError`] as [`open`].
pub fn parse(
    input: &ImportInput,
    preset: &Arc<Preset>,
    options: &ImportOptions,
) -> Result<Parsed, ImportError> {
    let mut pages = open(input, preset, options)?;
    let read: Vec<_> = pages.by_ref().collect();
    Ok(Parsed {
        pages: read,
        account_hint: Some(AccountHint {
            platform: preset.platform,
            // Two sources of the creator's own are two accounts, though both are "other".
            handle: (preset.sure == preset::Sure::Own && preset.platform == Platform::Other)
                .then(|| preset.name.clone()),
            region: None,
        }),
        notes: pages.notes(),
    })
}

/// Recognises a table by its header: one of the creator's own presets by the table's exact shape, else one that comes with
/// the program.
pub(crate) fn recognise_among(
    name: &str,
    bytes: &[u8],
    own: &[Arc<Preset>],
) -> Result<Option<Detected>, ImportError> {
    let opened = table::Opened::of(name, bytes)?;
    let found = own_of(&opened, own).or_else(|| header::find(&opened, name, presets()));
    Ok(found.map(detected))
}

fn own_of(opened: &table::Opened<'_>, own: &[Arc<Preset>]) -> Option<header::Found> {
    let headers = if own.is_empty() {
        Vec::new()
    } else {
        header::headers(opened)
    };
    headers.into_iter().find_map(|header| {
        let print = header::fingerprint(&header);
        let preset = own.iter().find(|p| p.shape.as_deref() == Some(&print))?;
        let bound = header::bind(preset, &header);
        bound.missing.is_empty().then(|| header::Found {
            preset: preset.clone(),
            header,
            bound,
        })
    })
}

fn detected(found: header::Found) -> Detected {
    let known = found.bound.at.iter().flatten().take(6);
    let columns: Vec<&str> = known
        .filter_map(|at| found.header.names.get(*at))
        .map(String::as_str)
        .collect();
    let columns = columns.join(", ");
    Detected {
        why: format!("columns {columns}"),
        why_code: "columns",
        why_params: vec![("columns", columns)],
        format: Format::Table(found.preset),
    }
}

/// A row of a spreadsheet as text, with what stands around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowText {
    /// The rows before it.
    pub before: String,
    /// The row.
    pub row: String,
    /// The rows after it.
    pub after: String,
}

/// The cells of a row and of `around` rows before and after it, one row a line with its number, for people who follow a
/// figure to its source. `None` for anything that is no spreadsheet, or has no such row.
pub fn spreadsheet_row(
    name: &str,
    bytes: &[u8],
    sheet: &str,
    row: u64,
    around: usize,
) -> Option<RowText> {
    let sheets = spreadsheet(name, bytes)?;
    let sheet = sheets.iter().find(|s| s.name == sheet)?;
    let at = sheet.rows.iter().position(|(number, _)| *number == row)?;
    let lines = |rows: &mut dyn Iterator<Item = &(u64, csv::StringRecord)>| -> String {
        rows.map(|(number, cells)| row_line(&sheet.name, *number, cells))
            .collect()
    };
    let first = at.saturating_sub(around);
    Some(RowText {
        before: lines(&mut sheet.rows.iter().take(at).skip(first)),
        row: lines(&mut sheet.rows.iter().skip(at).take(1)),
        after: lines(&mut sheet.rows.iter().skip(at + 1).take(around)),
    })
}

/// The cells of a whole spreadsheet in the same form; at most about `most` bytes.
pub fn spreadsheet_text(name: &str, bytes: &[u8], most: usize) -> Option<String> {
    let mut out = String::new();
    for sheet in spreadsheet(name, bytes)? {
        for (number, cells) in &sheet.rows {
            if out.len() >= most {
                return Some(out);
            }
            out.push_str(&row_line(&sheet.name, *number, cells));
        }
    }
    Some(out)
}

fn spreadsheet(name: &str, bytes: &[u8]) -> Option<Vec<xlsx::Sheet>> {
    is_xlsx(bytes).then(|| xlsx::sheets(name, bytes).ok())?
}

fn row_line(sheet: &str, number: u64, cells: &csv::StringRecord) -> String {
    let cells: Vec<&str> = cells.iter().collect();
    format!("{sheet} {number}  {}\n", cells.join(" | "))
}

/// A day in any form statements have. Where day and month are both figures, only a stated order reads it.
pub(crate) fn day_in(
    cell: &str,
    order: Option<DayOrder>,
) -> Result<chrono::NaiveDate, domain::reject::RejectReason> {
    let rules = dates::Rules {
        order,
        ..dates::Rules::default()
    };
    rules.read(cell).map(|stamp| stamp.day)
}
