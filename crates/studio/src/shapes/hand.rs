//! Entries typed by hand: what a line reads as, what is kept, what comes again.

use super::{Amount, PlatformName, StatusName, StreamName};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What the creator typed: a line, or fields, or a line with fields that correct it. What is absent is read from the line.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, optional_fields)]
pub struct HandEntry {
    /// The line: `12/03 brand deal 500 EUR Nordlicht`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<String>,
    /// Reporting day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<String>,
    /// Kind of income.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stream: Option<StreamName>,
    /// How sure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<StatusName>,
    /// Currency or token.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Net as decimal text; worked out from gross, fee and tax when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub net: Option<String>,
    /// Before fees and tax.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gross: Option<String>,
    /// Fee, positive when it was taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fee: Option<String>,
    /// Withheld tax, positive when it was taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tax: Option<String>,
    /// What it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Who paid; an empty text for nobody named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payer: Option<String>,
    /// The account it goes to; absent for the one of hand-typed money.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<i64>,
    /// `week`, `month`, `year`: it comes again; `once` takes a rhythm back that the line names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub every: Option<String>,
    /// Last day of a repetition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// Months the amount is spread over, in equal parts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub months: Option<u32>,
}

/// What a line reads as, before anything is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct HandReading {
    /// Reporting day.
    pub day: String,
    /// Net; `null` when the line names none, or more than one.
    pub net: Option<Amount>,
    /// Kind of income.
    pub stream: Option<StreamName>,
    /// How sure.
    pub status: StatusName,
    /// Who pays.
    pub payer: Option<String>,
    /// What it was.
    pub title: String,
    /// `week`, `month`, `year`, when it comes again.
    pub every: Option<String>,
    /// Last day of the repetition.
    pub until: Option<String>,
    /// Months it is spread over.
    pub months: Option<i64>,
    /// Why each part was read so.
    pub reasons: Vec<HandReason>,
    /// Parts to ask for: `amount`, `stream`.
    pub missing: Vec<String>,
    /// The entries it would make, at most 12: day and net of each.
    pub entries: Vec<HandPart>,
    /// How many entries it would make.
    pub count: i64,
}

/// An entry a line would make.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct HandPart {
    /// Its day.
    pub day: String,
    /// Its net.
    pub net: Amount,
}

/// Why a part of a line was read as it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct HandReason {
    /// `day`, `amount`, `unit`, `stream`, `status`, `payer`, `every`, `until`, `months`.
    pub part: String,
    /// The words it was read from; empty when nothing stands there.
    pub text: String,
    /// `written`, `word`, `day_first`, `month_first`, `only_reading`, `grouped`, `symbol`, `reporting`, `today`, `usual`, `rest`.
    pub why: String,
}

/// What was done by hand. Undone as a whole by its run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct HandDone {
    /// The run; `null` when nothing had to change.
    pub run: Option<i64>,
    /// Entries new or changed.
    pub entries: Vec<i64>,
    /// The repetition made, when one.
    pub recurring: Option<i64>,
}

/// Money that comes again and again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RecurringRow {
    /// Its id.
    pub id: i64,
    /// The account its entries stand in.
    pub account: i64,
    /// That account's name.
    pub handle: String,
    /// Whose it is.
    pub platform: PlatformName,
    /// `week`, `month`, `year`.
    pub every: String,
    /// Day of the first occurrence.
    pub first: String,
    /// Last day; `null` when it goes on.
    pub until: Option<String>,
    /// Day of the next occurrence; `null` when it has ended.
    pub next: Option<String>,
    /// What it is, as the next occurrence says it (the last one, when it has ended).
    pub title: String,
    /// Who pays.
    pub payer: Option<String>,
    /// Kind of income.
    pub stream: StreamName,
    /// How sure.
    pub status: StatusName,
    /// Net of one occurrence.
    pub net: Amount,
    /// Occurrences up to today.
    pub made: i64,
    /// How often its words or figures were changed.
    pub changes: i64,
}
