//! `eurofxref-hist.csv`: a day a line, a currency a column, newest first, `N/A` where there is none.

use super::{RateFileError, RateRow};
use domain::amount::parse_micros;
use domain::document::Place;
use domain::rates::Currency;
use domain::reject::RejectReason;
use domain::{CivilDay, Locator, Reject};

/// Reads the file. Its header and rows end in a comma, so that each has one empty cell more than there are currencies.
///
/// # Errors
/// [`RateFileError::Form`] when it is no text or has no header of currencies.
pub fn parse_csv(bytes: &[u8]) -> Result<(Vec<RateRow>, Vec<Reject>), RateFileError> {
    let form = |why: &str| RateFileError::Form(why.to_owned());
    let text = std::str::from_utf8(bytes).map_err(|_| form("not UTF-8"))?;
    let mut rates = Vec::new();
    let mut rejects = Vec::new();
    let mut columns: Vec<Option<Currency>> = Vec::new();
    let mut start = 0u64;
    for (number, raw) in (1u64..).zip(text.split_inclusive('\n')) {
        let line = raw.trim_end_matches(['\n', '\r']);
        let locator = Locator {
            start,
            len: line.len() as u64,
            place: Place::Line(number),
        };
        start += raw.len() as u64;
        let (first, cells) = line.split_once(',').unwrap_or((line, ""));
        if number == 1 {
            if first.trim() != "Date" {
                return Err(form("the first column is not Date"));
            }
            columns = cells.split(',').map(|code| currency(code.trim())).collect();
            if columns.iter().all(Option::is_none) {
                return Err(form("no column names a currency"));
            }
            continue;
        }
        if line.trim().is_empty() {
            continue;
        }
        let mut refuse = |reason, detail: &str| {
            rejects.push(Reject {
                locator: locator.clone(),
                reason,
                detail: detail.to_owned(),
                raw: line.to_owned(),
            });
        };
        let Ok(day) = first.trim().parse::<CivilDay>() else {
            refuse(RejectReason::NotADate, first);
            continue;
        };
        for (code, cell) in columns.iter().zip(cells.split(',')) {
            let (Some(currency), cell) = (code, cell.trim()) else {
                continue;
            };
            if cell.is_empty() || cell == "N/A" {
                continue;
            }
            match parse_micros(cell) {
                Ok(per_euro) if per_euro > 0 => rates.push(RateRow {
                    currency: *currency,
                    day,
                    per_euro,
                    locator: locator.clone(),
                }),
                _ => refuse(RejectReason::NotANumber, cell),
            }
        }
    }
    if columns.is_empty() {
        return Err(form("no header"));
    }
    Ok((rates, rejects))
}

/// Three capital letters.
pub(super) fn currency(code: &str) -> Option<Currency> {
    let letters: Currency = code.as_bytes().try_into().ok()?;
    letters
        .iter()
        .all(u8::is_ascii_uppercase)
        .then_some(letters)
}
