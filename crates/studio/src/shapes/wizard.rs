//! Unknown tables, the preview of what they would become, and presets.

use super::{Amount, Figures, ImportNote, PlatformName, RejectedRow, StatusName, StreamName};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// A table nobody knows yet, with a guess for every column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TableLook {
    /// The file; `archive › member` inside an archive.
    pub path: String,
    /// The delimiter, or the name of the sheet.
    pub part: String,
    /// Whether it is a spreadsheet.
    pub spreadsheet: bool,
    /// Line or row the column names stand on, from 1.
    pub header_line: i64,
    /// Rows below it.
    pub rows: i64,
    /// Columns from left to right.
    pub columns: Vec<TableColumn>,
    /// The one currency the table states, if it does.
    pub unit: Option<String>,
    /// Meanings a column may have, in the order choices list them.
    pub roles: Vec<String>,
    /// The creator's zone, proposed for days without one.
    pub zone: String,
    /// What was chosen last for tables of this shape; `null` when it is new.
    pub saved: Option<TableMapping>,
    /// How it was read, as code and values.
    pub notes: Vec<ImportNote>,
}

/// A column of an unknown table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TableColumn {
    /// Name, as written.
    pub name: String,
    /// Up to three different cells.
    pub samples: Vec<String>,
    /// Rows in which it is filled.
    pub filled: i64,
    /// What it seems to mean (`date`, `net`, `ignore`, …).
    pub role: String,
    /// Why: `name`, `days`, `money`, `units`, `ids`, `words`, `empty`, `nothing`.
    pub why: String,
}

/// What the creator chose for a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TableMapping {
    /// The file, as in [`TableLook`].
    pub path: String,
    /// The preset's name.
    pub name: String,
    /// Whose statement it is.
    pub platform: PlatformName,
    /// What rows become: `entry`, `payout`, `landing`.
    pub target: String,
    /// The meaning of each column, from left to right.
    pub roles: Vec<String>,
    /// Kind of income.
    pub stream: Option<StreamName>,
    /// How sure entries are; `null` for confirmed.
    pub status: Option<StatusName>,
    /// Account its files go to; `null` finds or makes one.
    pub account: Option<i64>,
    /// Answers by question (`day_order`, `decimal`, `zone`, `unit`, `year`, `stream`).
    pub answers: BTreeMap<String, String>,
}

/// What a table would become under a mapping. Nothing is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TablePreview {
    /// The first rows.
    pub rows: Vec<PreviewRow>,
    /// Entries, payouts or bank lines the whole table gives.
    pub taken: i64,
    /// Rows left aside by rule (totals, empty rows).
    pub left_aside: i64,
    /// Refused rows, at most 50; the rest are counted.
    pub rejected: Vec<RejectedRow>,
    /// How many were refused.
    pub rejected_count: i64,
    /// Net sums of the whole table, one for each unit.
    pub sums: Vec<Amount>,
    /// Earliest day.
    pub first_day: Option<String>,
    /// Latest day.
    pub last_day: Option<String>,
    /// What only the creator can say.
    pub questions: Vec<TableQuestion>,
    /// What the mapping lacks: `day`, `money`.
    pub missing: Vec<String>,
    /// Remarks, as code and values.
    pub notes: Vec<ImportNote>,
}

/// A row as it would stand in the profile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PreviewRow {
    /// Line or row it comes from.
    pub line: Option<i64>,
    /// Reporting day.
    pub day: String,
    /// What it was.
    pub title: String,
    /// Brand, shop or payer.
    pub counterparty: Option<String>,
    /// Kind of income; `null` for payouts and bank lines.
    pub stream: Option<StreamName>,
    /// How sure it is; `null` for payouts and bank lines.
    pub status: Option<StatusName>,
    /// The figures; of payouts and bank lines only the net.
    pub figures: Figures,
}

/// A question with its options.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TableQuestion {
    /// `day_order`, `decimal`, `zone`, `unit`, `year`, `stream`.
    pub key: String,
    /// Values to choose from; of `zone`, `unit` and `year` others are possible too.
    pub options: Vec<String>,
    /// The column it is about.
    pub column: String,
    /// A cell in doubt.
    pub sample: String,
}

/// A preset: one that comes with the program, or the creator's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PresetRow {
    /// Its id, as after `--as` on the command line.
    pub slug: String,
    /// Shown name.
    pub name: String,
    /// Whose statement it is.
    pub platform: PlatformName,
    /// What rows become.
    pub target: String,
    /// Whether the creator made it.
    pub own: bool,
    /// Whether a file of the platform itself was seen, or its source code.
    pub confirmed: bool,
    /// Where the format is known from.
    pub source: String,
    /// Account its files go to.
    pub account: Option<String>,
    /// When it was last edited; `null` for one that comes with the program.
    pub edited_at: Option<String>,
}
