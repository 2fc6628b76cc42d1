//! The way back from a figure to the exact bytes it came from.

use crate::shapes::{SourceRef, SourceText};
use crate::{OpenProfile, StudioError};
use connectors::tabular::{RowText, spreadsheet_row, spreadsheet_text};
use domain::document::Place;
use domain::{DocumentId, Locator};
use sha2::{Digest, Sha256};
use store::{ReadTx, StoreError};

/// Bytes shown on either side of a place.
const AROUND: u64 = 600;
/// Rows of a spreadsheet shown on either side of one.
const ROWS_AROUND: usize = 3;
/// Bytes of a place shown at most; a whole mail with attachments is cut here.
const MOST: u64 = 64 * 1024;
/// Bytes hashed at a time.
const STEP: u64 = 1024 * 1024;

/// A pointer to a place in a document.
pub(crate) fn reference(
    tx: &ReadTx<'_>,
    document: DocumentId,
    locator: &Locator,
) -> Result<SourceRef, StoreError> {
    let document = tx.document(document)?;
    let count = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    let (line, pointer) = match &locator.place {
        Place::Line(line) => (Some(count(*line)), None),
        Place::Pointer(pointer) => (None, Some(pointer.clone())),
        Place::Row { sheet, row } => (Some(count(*row)), Some(sheet.clone())),
        Place::Whole => (None, None),
    };
    Ok(SourceRef {
        document: document.id.0,
        name: document.name,
        kind: document.kind.slug().to_owned(),
        received_at: document.received.to_string(),
        sha256: document.sha256,
        size: count(document.size),
        start: count(locator.start),
        len: count(locator.len),
        line,
        pointer,
    })
}

/// A row of a spreadsheet: its sheet and its number from 1.
pub type SheetRow = (String, u64);

/// A row of a spreadsheet from a pointer to a place, where that is one.
pub fn sheet_row(place: &SourceRef) -> Option<SheetRow> {
    let row = u64::try_from(place.line?).ok()?;
    Some((place.pointer.clone()?, row))
}

/// The bytes of a place with a little of what stands around it. Of a spreadsheet, whose bytes are packed, the cells: of one
/// row when `row` names it, else of the whole.
///
/// # Errors
/// [`StudioError::BadRequest`] for a place outside the document, and whatever the store says.
pub fn source(
    profile: &OpenProfile,
    document: i64,
    start: i64,
    len: i64,
    row: Option<SheetRow>,
) -> Result<SourceText, StudioError> {
    let place =
        |what: &str, n: i64| u64::try_from(n).map_err(|_| StudioError::bad(what, n.to_string()));
    let (start, len) = (place("start", start)?, place("len", len)?);
    let id = DocumentId(document);
    profile.store().read(|tx| {
        let size = tx.document(id)?.size;
        let end = start.checked_add(len).filter(|end| *end <= size);
        let end = end.ok_or_else(|| StudioError::bad("start", start.to_string()))?;
        let text = |from: u64, to: u64| -> Result<String, StoreError> {
            let bytes = tx.document_slice(id, from, to.saturating_sub(from))?;
            Ok(String::from_utf8_lossy(&bytes).into_owned())
        };
        let shown_end = end.min(start.saturating_add(MOST));
        let packed = start == 0 && end == size && tx.document_slice(id, 0, size.min(2))? == b"PK";
        let cells = if packed {
            let whole = tx.document_slice(id, 0, size)?;
            cells(&tx.document(id)?.name, &whole, row.as_ref())
        } else {
            None
        };
        let shown = match cells {
            Some(cells) => cells,
            None => RowText {
                before: text(start.saturating_sub(AROUND), start)?,
                row: text(start, shown_end)?,
                after: text(end, end.saturating_add(AROUND).min(size))?,
            },
        };
        let place = match row {
            Some((sheet, row)) => Place::Row { sheet, row },
            None => Place::Whole,
        };
        let locator = Locator { start, len, place };
        Ok(SourceText {
            before: shown.before,
            text: shown.row,
            after: shown.after,
            source: reference(tx, id, &locator)?,
            hash_agrees: hash_agrees(tx, id)?,
        })
    })
}

/// What people can read of a spreadsheet.
fn cells(name: &str, whole: &[u8], row: Option<&SheetRow>) -> Option<RowText> {
    if let Some((sheet, row)) = row
        && let Some(found) = spreadsheet_row(name, whole, sheet, *row, ROWS_AROUND)
    {
        return Some(found);
    }
    let most = usize::try_from(MOST).unwrap_or(usize::MAX);
    spreadsheet_text(name, whole, most).map(|row| RowText {
        before: String::new(),
        row,
        after: String::new(),
    })
}

/// Whether the stored bytes still have the hash noted when they were received.
fn hash_agrees(tx: &ReadTx<'_>, id: DocumentId) -> Result<bool, StoreError> {
    let document = tx.document(id)?;
    let mut hash = Sha256::new();
    let mut at = 0;
    while at < document.size {
        let bytes = tx.document_slice(id, at, STEP.min(document.size - at))?;
        if bytes.is_empty() {
            return Ok(false);
        }
        at += bytes.len() as u64;
        hash.update(&bytes);
    }
    Ok(hex::encode(hash.finalize()) == document.sha256)
}
