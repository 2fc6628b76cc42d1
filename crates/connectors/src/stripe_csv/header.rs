//! Which column is which: by name, in any order, under any of the names Stripe has used.
//!
//! The rule it protects: a column is never found by position, and one the importer reads must be there once.

use crate::import::{Detected, Format, ImportError};
use crate::text::cut;
use crate::text::rows;
use csv::StringRecord;

/// Where the columns the importer reads stand. `None`: the file lacks them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Columns {
    pub id: Option<usize>,
    pub created: Option<usize>,
    /// Whether `created` is stated in UTC, else in the account's own zone.
    pub created_utc: bool,
    pub available: Option<usize>,
    pub currency: Option<usize>,
    pub gross: Option<usize>,
    pub fee: Option<usize>,
    pub net: Option<usize>,
    pub category: Option<usize>,
    pub description: Option<usize>,
    pub source: Option<usize>,
    pub customer: Option<usize>,
    pub payout: Option<usize>,
    pub payout_at: Option<usize>,
    pub arrival: Option<usize>,
    pub payout_state: Option<usize>,
    /// Cells of the header.
    pub width: usize,
}

/// A header that was understood.
#[derive(Debug)]
pub(super) struct Header {
    pub columns: Columns,
    pub delimiter: u8,
    /// First byte behind the header line.
    pub end: usize,
    /// Columns nothing is read from, as written.
    pub unread: Vec<String>,
}

/// Trimmed, without soft hyphens, lower case, `_` as a space.
fn fold(name: &str) -> String {
    name.trim()
        .chars()
        .filter(|c| !matches!(c, '\u{ad}' | '\u{feff}'))
        .map(|c| if c == '_' { ' ' } else { c })
        .flat_map(char::to_lowercase)
        .collect()
}

impl Columns {
    /// The slot a header name fills, and whether it is one of `created`'s UTC names.
    fn slot(&mut self, folded: &str) -> Option<(&mut Option<usize>, bool)> {
        Some(match folded {
            "balance transaction id" | "id" => (&mut self.id, false),
            "created utc" | "created (utc)" | "effective at utc" => (&mut self.created, true),
            "created" | "effective at" => (&mut self.created, false),
            "available on utc" | "available on (utc)" | "available on" => {
                (&mut self.available, false)
            }
            "currency" => (&mut self.currency, false),
            "gross" | "amount" => (&mut self.gross, false),
            "fee" => (&mut self.fee, false),
            "net" => (&mut self.net, false),
            "reporting category" | "type" => (&mut self.category, false),
            "description" => (&mut self.description, false),
            "source id" | "source" => (&mut self.source, false),
            "customer name" => (&mut self.customer, false),
            "automatic payout id" | "payout id" | "transfer" | "payout" => {
                (&mut self.payout, false)
            }
            "automatic payout effective at utc"
            | "automatic payout effective at"
            | "transfer date (utc)"
            | "payout date (utc)" => (&mut self.payout_at, false),
            "payout expected arrival date" => (&mut self.arrival, false),
            "payout status" => (&mut self.payout_state, false),
            _ => return None,
        })
    }

    fn required(&self) -> [(&'static str, Option<usize>); 7] {
        [
            ("balance_transaction_id", self.id),
            ("created_utc", self.created),
            ("currency", self.currency),
            ("gross", self.gross),
            ("fee", self.fee),
            ("net", self.net),
            ("reporting_category", self.category),
        ]
    }
}

/// Whether another column of the header says the same better: in UTC, or under the newer name.
fn shadowed(folded: &str, names: &[String]) -> bool {
    const BETTER: &[(&str, &[&str])] = &[
        ("created", &["created utc", "created (utc)"]),
        (
            "effective at",
            &["created utc", "created", "effective at utc"],
        ),
        ("effective at utc", &["created utc"]),
        ("available on", &["available on utc", "available on (utc)"]),
        (
            "automatic payout effective at",
            &["automatic payout effective at utc"],
        ),
        ("id", &["balance transaction id"]),
        ("type", &["reporting category"]),
        ("amount", &["gross"]),
        ("source", &["source id"]),
        ("payout id", &["automatic payout id"]),
        ("transfer", &["automatic payout id", "payout id", "payout"]),
    ];
    BETTER
        .iter()
        .filter(|(name, _)| *name == folded)
        .any(|(_, better)| names.iter().any(|n| better.contains(&n.as_str())))
}

/// What a header line holds.
struct Read {
    columns: Columns,
    known: Vec<String>,
    unread: Vec<String>,
    twice: Option<String>,
}

fn read(cells: &StringRecord) -> Read {
    let mut out = Read {
        columns: Columns {
            width: cells.len(),
            ..Columns::default()
        },
        known: Vec::new(),
        unread: Vec::new(),
        twice: None,
    };
    let names: Vec<String> = cells.iter().map(fold).collect();
    let mut utc = false;
    for (cell, (n, folded)) in cells.iter().zip(names.iter().enumerate()) {
        if shadowed(folded, &names) {
            out.unread.push(cell.trim().to_owned());
            continue;
        }
        match out.columns.slot(folded) {
            Some((slot, is_utc)) => {
                if slot.replace(n).is_some() {
                    out.twice.get_or_insert_with(|| cell.trim().to_owned());
                }
                utc |= is_utc;
                out.known.push(cell.trim().to_owned());
            }
            None => out.unread.push(cell.trim().to_owned()),
        }
    }
    out.columns.created_utc = utc;
    out
}

/// The first line under the delimiter that makes most columns known.
fn first_line(text: &str) -> Option<(u8, usize, StringRecord, Read)> {
    [b',', b';', b'\t']
        .into_iter()
        .filter_map(|delimiter| {
            let (cells, end) = rows::first(text, delimiter)?;
            let columns = read(&cells);
            Some((delimiter, end, cells, columns))
        })
        .reduce(|best, next| {
            if next.3.known.len() > best.3.known.len() {
                next
            } else {
                best
            }
        })
}

/// Recognises a Stripe file by its header: a ledger id, and gross, fee and net beside a currency.
pub fn recognise(text: &str) -> Option<Detected> {
    let (_, _, _, read) = first_line(text)?;
    let c = &read.columns;
    let enough = [c.id, c.net, c.fee, c.currency]
        .iter()
        .filter(|f| f.is_some())
        .count();
    if enough < 3 || c.id.is_none() && c.category.is_none() {
        return None;
    }
    let mut seen = Vec::new();
    for name in &read.known {
        if seen.len() < 6 && !seen.contains(name) {
            seen.push(name.clone());
        }
    }
    let columns = seen.join(", ");
    Some(Detected {
        format: Format::StripeCsv,
        why: format!("columns {columns}"),
        why_code: "columns",
        why_params: vec![("columns", columns)],
    })
}

/// Reads the header or says what is wrong with it.
pub(super) fn header(file: &str, text: &str) -> Result<Header, ImportError> {
    let Some((delimiter, end, cells, read)) = first_line(text) else {
        return Err(ImportError::NoHeader {
            file: file.to_owned(),
        });
    };
    if cells.iter().any(|c| c.starts_with("txn_")) {
        return Err(ImportError::NoHeader {
            file: file.to_owned(),
        });
    }
    if let Some(name) = read.twice {
        return Err(ImportError::DuplicateHeader {
            file: file.to_owned(),
            name,
        });
    }
    let missing: Vec<&str> = read
        .columns
        .required()
        .into_iter()
        .filter(|(_, at)| at.is_none())
        .map(|(name, _)| name)
        .collect();
    if !missing.is_empty() {
        let found: Vec<String> = cells.iter().take(40).map(|c| cut(c.trim(), 60)).collect();
        return Err(ImportError::MissingColumns {
            file: file.to_owned(),
            missing: missing.join(", "),
            found: found.join(", "),
        });
    }
    Ok(Header {
        columns: read.columns,
        delimiter,
        end,
        unread: read.unread,
    })
}
