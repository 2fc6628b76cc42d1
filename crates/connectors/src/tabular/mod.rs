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

/// The cells of a spreadsheet as text, one row a line with its number, for people who follow a figure to its source; at most
/// about `most` bytes. `None` for anything that is no spreadsheet.
pub fn spreadsheet_text(name: &str, bytes: &[u8], most: usize) -> Option<String> {
    if !is_xlsx(bytes) {
        return None;
    }
    let mut out = String::new();
    for sheet in xlsx::sheets(name, bytes).ok()? {
        for (number, cells) in &sheet.rows {
            if out.len() >= most {
                return Some(out);
            }
            let cells: Vec<&str> = cells.iter().collect();
            out.push_str(&format!("{} {number}  {}\n", sheet.name, cells.join(" | ")));
        }
    }
    Some(out)
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
