//! Conversion: what a figure is worth in another unit, by which rates, and what has none.

use super::{Amount, SourceRef};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A figure in the reporting currency, with what it was made of and what could not be converted. Parts of unlike units are
/// each converted day by day; the sum is rounded once, half to even, to the currency's own decimals.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Converted {
    /// The sum of what could be converted.
    pub total: Amount,
    /// One for each unit, the reporting currency's own part included.
    pub parts: Vec<ConversionPart>,
    /// What has no rate, one for each unit and reason; it is in no sum.
    pub unconverted: Vec<Unconverted>,
}

/// The figures of one unit and the rates they were converted by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ConversionPart {
    /// Before.
    pub from: Amount,
    /// After; equal to `from` for the reporting currency's own part.
    pub into: Amount,
    /// `none` (nothing to convert), `ecb` (reference rates), `own` (a rate the creator typed), `own_ecb` (both, one after the
    /// other), `law` (a rate fixed by law).
    pub basis: String,
    /// How many days were converted, each by its own rate.
    pub days: i64,
    /// The first day of a reference rate that was used.
    pub rate_from: Option<String>,
    /// The last one; equal to `rate_from` when all was converted by one rate.
    pub rate_to: Option<String>,
    /// What one unit was worth at least, in the reporting currency, to six decimals.
    pub lowest: String,
    /// What it was worth at most.
    pub highest: String,
    /// Whether a rate the creator typed was used.
    pub yours: bool,
    /// Whether the newest day's own rate is still to be published and will replace the one used.
    pub provisional: bool,
}

/// What has no rate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Unconverted {
    /// The sum, in its own unit.
    pub amount: Amount,
    /// How many entries or payouts it is the sum of.
    pub count: i64,
    /// `never`, `before`, `ended`, `gap`, `not_yet`, `overflow`.
    pub reason: String,
    /// The first, last or newest day with a rate, which the reason is about.
    pub day: Option<String>,
}

/// One rate of one day, opened to where it is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RateOfDay {
    /// The unit converted from.
    pub unit: String,
    /// The currency converted to.
    pub currency: String,
    /// The day asked for.
    pub day: String,
    /// What one unit is worth, to six decimals; computing uses the exact quotient. `null` without a rate.
    pub worth: Option<Amount>,
    /// As in [`ConversionPart`]; `null` without a rate.
    pub basis: Option<String>,
    /// Whether the day's own rate is still to be published.
    pub provisional: bool,
    /// The reference rates used.
    pub quotes: Vec<RateQuote>,
    /// The creator's own rate used.
    pub own: Option<OwnRateShape>,
    /// Why there is none.
    pub reason: Option<String>,
    /// The day the reason is about.
    pub reason_day: Option<String>,
}

/// One published rate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RateQuote {
    /// The currency.
    pub currency: String,
    /// Units of it for one euro, as published.
    pub per_euro: String,
    /// The day it was published for, or since which it holds by law.
    pub day: String,
    /// `bundled` (the history in the program), `read` (a refresh), `law`.
    pub origin: String,
    /// The file it stands in.
    pub file: String,
    /// SHA-256 of that file, hex; empty for `law`.
    pub sha256: String,
    /// The place in the stored file, for `read`.
    pub source: Option<SourceRef>,
}

/// A rate the creator typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct OwnRateShape {
    /// Its id.
    pub id: i64,
    /// What is valued: `diamond`, `coin`, `bit`, `star`, or a currency nobody publishes a rate for.
    pub unit: String,
    /// First day it holds.
    pub from: String,
    /// Last day it holds; `null` while no later one follows.
    pub until: Option<String>,
    /// What one unit is worth.
    pub worth: Amount,
    /// Why, in the creator's words.
    pub note: String,
    /// When it was typed.
    pub edited_at: String,
    /// When it was replaced or taken back; `null` while it counts.
    pub retired_at: Option<String>,
}

/// The rates section of Settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RatesView {
    /// The reporting currency.
    pub currency: String,
    /// Newest day with reference rates.
    pub newest: Option<String>,
    /// The newest day for which rates should be published by now.
    pub due: String,
    /// Days between the two; 0 when nothing newer is to be had.
    pub age_days: i64,
    /// Newest day of the history in the program.
    pub bundled_until: Option<String>,
    /// SHA-256 of the file that history was made from.
    pub bundled_sha256: String,
    /// When rates were last read; `null` when never.
    pub refreshed_at: Option<String>,
    /// The address rates are read from when asked.
    pub address: String,
    /// Units that have entries or payouts, with what they are worth now.
    pub units: Vec<RateOfDay>,
    /// Rates the creator typed, newest first day first; those that no longer count too.
    pub own: Vec<OwnRateShape>,
}

/// What a refresh brought.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RatesRefresh {
    /// The run.
    pub run: i64,
    /// Rates not known before.
    pub new: i64,
    /// Rates that differ from what was known.
    pub revised: i64,
    /// Rates known already.
    pub same: i64,
    /// Cells that could not be read.
    pub rejected: i64,
    /// Newest day now.
    pub newest: Option<String>,
}
