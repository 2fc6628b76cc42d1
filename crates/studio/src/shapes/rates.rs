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

/// What was really paid for one of something, month by month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct EffectiveRate {
    /// Whose.
    pub account: i64,
    /// Its name.
    pub handle: String,
    /// Its platform.
    pub platform: super::PlatformName,
    /// The stream that is measured.
    pub stream: super::StreamName,
    /// `per_1000_views`, `per_sale`, `per_subscriber`, `per_diamond`; `kept` is the net in thousandths of the gross.
    pub measure: String,
    /// The unit of the values; `permille` for `kept`.
    pub unit: String,
    /// Months with a value, oldest first. A month without is simply not there.
    pub points: Vec<EffectivePoint>,
    /// Where the level changed for four months or more, oldest first.
    pub steps: Vec<EffectiveStep>,
    /// What the creator expects, newest first day first; those that no longer count too.
    pub expected: Vec<ExpectedShareShape>,
    /// The newest whole month against what was expected of it, in thousandths (−120 = 12 % less); `null` without either.
    pub against_expected: Option<i64>,
}

/// One month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct EffectivePoint {
    /// The month, `2026-10`.
    pub month: String,
    /// What was paid for one, decimal text in the rate's unit; thousandths for `kept`.
    pub value: String,
    /// What was paid in all.
    pub paid: Amount,
    /// For how many: views, entries, diamonds; the gross in whole units for `kept`.
    pub count: i64,
    /// What the creator expected of that month, in the same form as `value`.
    pub expected: Option<String>,
    /// Whether the month is not over; it is in no step.
    pub partial: bool,
}

/// A change of level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct EffectiveStep {
    /// The first month of the new level.
    pub month: String,
    /// The level before, as `value`.
    pub before: String,
    /// The level from then on.
    pub after: String,
    /// The change in thousandths of the level before.
    pub change_permille: i64,
}

/// What the creator expects to be paid for one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ExpectedShareShape {
    /// Its id.
    pub id: i64,
    /// First day it holds.
    pub from: String,
    /// As the `value` of the rate.
    pub value: String,
    /// When it was typed.
    pub edited_at: String,
    /// When it was replaced or taken back; `null` while it counts.
    pub retired_at: Option<String>,
}

/// What exchange cost at one payer in one year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ExchangeCost {
    /// The payer.
    pub platform: super::PlatformName,
    /// The year of the reporting days.
    pub year: i64,
    /// What was exchanged, in the unit it was paid in.
    pub paid: Amount,
    /// What came of it.
    pub received: Amount,
    /// What the reference rates of those days would have given.
    pub reference: Amount,
    /// The difference: positive when the payer's rate was worse.
    pub cost: Amount,
    /// The difference in hundredths of a percent of the reference.
    pub cost_basis_points: i64,
    /// How many exchanges.
    pub count: i64,
    /// Exchanges on days without a reference rate; they are in no figure.
    pub without_rate: i64,
    /// The dearest single one.
    pub largest: Option<ExchangeRow>,
}

/// One exchange at a payer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ExchangeRow {
    /// Its day.
    pub day: String,
    /// The entry it belongs to, when it is one's.
    pub entry: Option<i64>,
    /// What was paid.
    pub paid: Amount,
    /// What came of it.
    pub received: Amount,
    /// The payer's rate: units received for one paid, to six decimals.
    pub rate: String,
    /// The reference rate of the day, in the same form.
    pub reference_rate: String,
    /// The day the reference rate was published for.
    pub reference_day: String,
    /// Where it is written.
    pub source: SourceRef,
}

/// A rate as the creator types it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct OwnRateRequest {
    /// A token, or a currency nobody publishes a rate for.
    pub unit: String,
    /// What one is worth, decimal text with a point.
    pub worth: String,
    /// In which currency.
    pub currency: String,
    /// First day it holds.
    pub from: String,
    /// Why.
    pub note: String,
}

/// An expectation as the creator types it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ExpectedRateRequest {
    /// As in [`EffectiveRate`].
    pub account: i64,
    /// As in [`EffectiveRate`].
    pub stream: super::StreamName,
    /// As in [`EffectiveRate`].
    pub measure: String,
    /// As in [`EffectiveRate`].
    pub unit: String,
    /// Decimal text with a point; thousandths for `kept`.
    pub value: String,
    /// First day it holds.
    pub from: String,
}
