//! The ledger for other programs: every entry as a row of a CSV or JSON file.
//!
//! The rule it protects: a cell that a spreadsheet would run as a formula is text in the file; amounts are exact decimals;
//! the file stands complete under its name or not at all.

use crate::earnings::read_filter;
use crate::shapes::EntryFilter;
use crate::{OpenProfile, StudioError};
use domain::{Account, AccountId};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{BufWriter, Write};
use std::path::Path;
use store::{Entry, EntryFilter as StoreFilter};

/// Rows read from the cache at a time.
const PAGE: u32 = 2_000;

/// A kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportFormat {
    /// Comma-separated, UTF-8, a header row.
    Csv,
    /// One object with an `entries` array.
    Json,
}

impl std::str::FromStr for ExportFormat {
    type Err = StudioError;

    /// Formats that are planned answer [`StudioError::NotYet`].
    fn from_str(text: &str) -> Result<Self, StudioError> {
        match text {
            "csv" => Ok(Self::Csv),
            "json" => Ok(Self::Json),
            "xlsx" => Err(StudioError::NotYet("export to xlsx")),
            "parquet" => Err(StudioError::NotYet("export to parquet")),
            "hledger" => Err(StudioError::NotYet("export to hledger")),
            "beancount" => Err(StudioError::NotYet("export to beancount")),
            "ics" => Err(StudioError::NotYet("export to ics")),
            "studio" => Err(StudioError::NotYet("export to studio")),
            _ => Err(StudioError::bad("format", text)),
        }
    }
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExportReport {
    /// Each file.
    pub files: Vec<ExportedFile>,
}

/// One written file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExportedFile {
    /// Where it is.
    pub file: String,
    /// Rows in it, the header aside.
    pub rows: u64,
}

/// A row of the file. Amounts are decimal text in `unit`; what the source does not state is empty (`null` in JSON).
#[derive(Debug, Serialize)]
struct Row {
    id: i64,
    day: String,
    zone: String,
    instant: Option<String>,
    platform: &'static str,
    account: String,
    stream: &'static str,
    title: String,
    counterparty: Option<String>,
    gross: Option<String>,
    fee: Option<String>,
    tax: Option<String>,
    net: String,
    unit: String,
    status: &'static str,
    available_on: Option<String>,
    payout: Option<i64>,
    version: u32,
    note: Option<String>,
    tags: String,
}

/// The header of the CSV file: the fields of a row in their order.
const COLUMNS: [&str; 20] = [
    "id",
    "day",
    "zone",
    "instant",
    "platform",
    "account",
    "stream",
    "title",
    "counterparty",
    "gross",
    "fee",
    "tax",
    "net",
    "unit",
    "status",
    "available_on",
    "payout",
    "version",
    "note",
    "tags",
];

impl Row {
    fn of(entry: &Entry, accounts: &BTreeMap<AccountId, Account>) -> Self {
        let account = accounts.get(&entry.account);
        let amount = |micros: i64| domain::Amount::new(micros, entry.money.unit).text();
        let note = entry.note.as_ref();
        Self {
            id: entry.id.0,
            day: entry.day.to_string(),
            zone: entry.zone.to_string(),
            instant: entry.instant.map(|i| i.to_string()),
            platform: account.map_or("other", |a| a.platform.slug()),
            account: account.map(|a| a.handle.clone()).unwrap_or_default(),
            stream: entry.stream.slug(),
            title: entry.title.clone(),
            counterparty: entry.counterparty.clone(),
            gross: entry.money.gross.map(amount),
            fee: entry.money.fee.map(amount),
            tax: entry.money.tax.map(amount),
            net: amount(entry.money.net),
            unit: entry.money.unit.to_string(),
            status: entry.status.slug(),
            available_on: entry.available_on.map(|d| d.to_string()),
            payout: entry.payout.map(|p| p.0),
            version: entry.revision,
            note: note.and_then(|n| n.note.clone()),
            tags: note.map(|n| n.tags.join(" ")).unwrap_or_default(),
        }
    }

    /// The same for a spreadsheet: words that came from outside can start no formula.
    fn for_spreadsheet(mut self) -> Self {
        self.account = neutral(self.account);
        self.title = neutral(self.title);
        self.counterparty = self.counterparty.map(neutral);
        self.note = self.note.map(neutral);
        self.tags = neutral(self.tags);
        self
    }
}

/// Text that no spreadsheet runs: a leading `=`, `+`, `-`, `@`, tab or carriage return gets an apostrophe before it.
fn neutral(text: String) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text
    }
}

/// Writes every entry of the days from `from` to `to`, newest first, to `out`.
///
/// # Errors
/// [`StudioError::BadRequest`] for days that are none, [`StudioError::File`] when the file cannot be written; nothing then
/// stands under its name.
pub fn export(
    profile: &OpenProfile,
    format: ExportFormat,
    out: &Path,
    from: Option<String>,
    to: Option<String>,
) -> Result<ExportReport, StudioError> {
    let filter = read_filter(&EntryFilter {
        from,
        to,
        ..EntryFilter::default()
    })?;
    let mut draft = out.as_os_str().to_owned();
    draft.push(".new");
    let draft = std::path::PathBuf::from(draft);
    let rows = write(profile, format, &draft, &filter);
    let finished = rows.and_then(|rows| {
        std::fs::rename(&draft, out).map_err(|e| StudioError::file(out, e))?;
        Ok(rows)
    });
    if finished.is_err() {
        // The half-written draft is ours alone; the error that follows says what went wrong.
        let _ = std::fs::remove_file(&draft);
    }
    Ok(ExportReport {
        files: vec![ExportedFile {
            file: out.display().to_string(),
            rows: finished?,
        }],
    })
}

fn write(
    profile: &OpenProfile,
    format: ExportFormat,
    path: &Path,
    filter: &StoreFilter,
) -> Result<u64, StudioError> {
    let failed = |e: std::io::Error| StudioError::file(path, e);
    let mut file = BufWriter::new(std::fs::File::create(path).map_err(failed)?);
    let rows = match format {
        ExportFormat::Csv => {
            // The header is written even when no row follows.
            let mut csv = csv::WriterBuilder::new()
                .has_headers(false)
                .from_writer(&mut file);
            csv.write_record(COLUMNS).map_err(|e| failed(e.into()))?;
            let rows = each(profile, filter, |row| {
                csv.serialize(row.for_spreadsheet())
                    .map_err(|e| failed(e.into()))
            })?;
            csv.flush().map_err(failed)?;
            rows
        }
        ExportFormat::Json => {
            let mut first = true;
            file.write_all(b"{\"entries\":[").map_err(failed)?;
            let rows = each(profile, filter, |row| {
                let before: &[u8] = if first { b"\n" } else { b",\n" };
                first = false;
                file.write_all(before).map_err(failed)?;
                serde_json::to_writer(&mut file, &row).map_err(|e| failed(e.into()))
            })?;
            file.write_all(b"\n]}\n").map_err(failed)?;
            rows
        }
    };
    let file = file.into_inner().map_err(|e| failed(e.into_error()))?;
    file.sync_all().map_err(failed)?;
    Ok(rows)
}

/// Hands each entry on, in one view of the cache, so that a sync beside it cannot tear the file.
fn each(
    profile: &OpenProfile,
    filter: &StoreFilter,
    mut put: impl FnMut(Row) -> Result<(), StudioError>,
) -> Result<u64, StudioError> {
    profile.store().read(|tx| {
        let accounts = tx.accounts()?.into_iter().map(|a| (a.id, a)).collect();
        let (mut after, mut rows) = (None, 0);
        loop {
            let page = tx.entries_page(filter, after, PAGE)?;
            for entry in &page.entries {
                put(Row::of(entry, &accounts))?;
                rows += 1;
            }
            match page.next {
                Some(next) => after = Some(next),
                None => return Ok(rows),
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_from_outside_start_no_formula() {
        let cases = [
            ("=1+1", "'=1+1", "a formula"),
            ("+33 1", "'+33 1", "a sum"),
            ("-refund", "'-refund", "a difference"),
            ("@handle", "'@handle", "an old function sign"),
            ("\tx", "'\tx", "a tab hides what follows"),
            ("Tip = kind", "Tip = kind", "a sign within is harmless"),
            ("", "", "nothing stays nothing"),
        ];
        for (text, want, why) in cases {
            assert_eq!(neutral(text.to_owned()), want, "{why}");
        }
    }

    #[test]
    fn planned_formats_say_not_yet_and_others_are_refused() {
        assert_eq!("csv".parse::<ExportFormat>().unwrap(), ExportFormat::Csv);
        assert!(
            matches!("xlsx".parse::<ExportFormat>(), Err(StudioError::NotYet(_))),
            "planned formats do not pretend"
        );
        assert!(
            matches!(
                "doc".parse::<ExportFormat>(),
                Err(StudioError::BadRequest { .. })
            ),
            "an unknown word is wrong usage"
        );
    }
}
