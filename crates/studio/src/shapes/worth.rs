//! What an offer is worth, and what the creator was paid before.

use super::words::twin;
use super::{Amount, FormatName, StageName};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

twin!(
    /// An input that is missing.
    WorthLackName of domain::worth::Lack {
        Fee = "fee", FeeOpen = "fee_open", Commission = "commission", Gifted = "gifted", Rate = "rate", Charges = "charges",
        Hours = "hours", Wish = "wish", Category = "category", Days = "days", Income = "income", Publication = "publication",
        PayTerms = "pay_terms",
    }
);

/// A line of the reckoning, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub enum WorthKind {
    /// The fee in the reporting currency.
    #[serde(rename = "fee")]
    Fee,
    /// Charges and tax.
    #[serde(rename = "charges")]
    Charges,
    /// Own income an exclusivity keeps away.
    #[serde(rename = "exclusivity")]
    Exclusivity,
    /// What is left.
    #[serde(rename = "left")]
    Left,
    /// What is left for an hour.
    #[serde(rename = "hour")]
    Hour,
    /// What is left over the creator's own wish for the hours.
    #[serde(rename = "over_wish")]
    OverWish,
    /// The day the money should be there.
    #[serde(rename = "paid_on")]
    PaidOn,
}

/// What a line rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub enum WorthSource {
    /// The fee as the offer states it.
    #[serde(rename = "stated_fee")]
    StatedFee,
    /// The rate it was converted by: `number` is what one unit is worth, `day` the rate's day, `text` where it comes from.
    #[serde(rename = "rate")]
    Rate,
    /// The creator's charges, percent.
    #[serde(rename = "charges")]
    Charges,
    /// The category of the exclusivity.
    #[serde(rename = "category")]
    Category,
    /// Its days.
    #[serde(rename = "days")]
    Days,
    /// Own income in that category: `number` deals and ledger rows from `day` to `to`.
    #[serde(rename = "income")]
    Income,
    /// The creator's own figure for what is kept away.
    #[serde(rename = "own_loss")]
    OwnLoss,
    /// Hours the creator stated for this offer.
    #[serde(rename = "own_hours")]
    OwnHours,
    /// Hours by the creator's usual ones per piece.
    #[serde(rename = "usual_hours")]
    UsualHours,
    /// The creator's own wish for an hour.
    #[serde(rename = "wish")]
    Wish,
    /// The last publication.
    #[serde(rename = "publication")]
    Publication,
    /// Days to pay by the terms, with their words.
    #[serde(rename = "pay_terms")]
    PayTerms,
    /// Days to pay the creator stated.
    #[serde(rename = "own_pay_days")]
    OwnPayDays,
    /// Days the brand took before: `number` is the middle one.
    #[serde(rename = "pay_history")]
    PayHistory,
}

/// One input of a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct WorthInput {
    /// What it is.
    pub source: WorthSource,
    /// An amount.
    pub amount: Option<Amount>,
    /// A number as decimal text: hours, percent, days, a rate, a count.
    pub number: Option<String>,
    /// A day, or the first one.
    pub day: Option<String>,
    /// The last day.
    pub to: Option<String>,
    /// Words.
    pub text: Option<String>,
    /// The offers it was counted from.
    pub offers: Vec<i64>,
}

/// One line of the reckoning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct WorthLine {
    /// Which.
    pub kind: WorthKind,
    /// The figure; `None` while something is missing, and for a day.
    pub value: Option<Amount>,
    /// It is no less than this.
    pub at_least: Option<Amount>,
    /// It is no more than this.
    pub at_most: Option<Amount>,
    /// The day, for the line that is one.
    pub day: Option<String>,
    /// What is missing.
    pub lacks: Vec<WorthLackName>,
    /// What it rests on.
    pub inputs: Vec<WorthInput>,
}

/// What an offer is worth to the creator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Worth {
    /// The offer.
    pub offer: i64,
    /// Who offers.
    pub brand: String,
    /// One line on what it is.
    pub title: String,
    /// The reporting currency.
    pub unit: String,
    /// Hours as decimal text, when known.
    pub hours: Option<String>,
    /// Charges in percent as decimal text, when set.
    pub charges: Option<String>,
    /// The lines, in order.
    pub lines: Vec<WorthLine>,
}

/// The creator's inputs for all offers. Empty text takes one away; what is absent stays.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, optional_fields)]
#[serde(default)]
pub struct WorthChoices {
    /// Charges and tax on a fee, percent as decimal text (`24.6`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub charges: Option<String>,
    /// What an hour is to bring, decimal text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wish: Option<String>,
    /// The wish's currency; the reporting one when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wish_unit: Option<String>,
    /// Usual hours for one piece of a kind, decimal text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hours: Option<std::collections::BTreeMap<FormatName, String>>,
}

/// The creator's inputs for one offer. Empty text says that it is not known; what is absent stays.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, optional_fields)]
#[serde(default)]
pub struct WorthDraft {
    /// Hours of work, decimal text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hours: Option<String>,
    /// What the exclusivity keeps away before charges, decimal text with a unit (`120 EUR`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub loss: Option<String>,
    /// What the offer is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// Days from the last publication to the payment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pay_days: Option<String>,
}

/// Two offers side by side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct WorthComparison {
    /// One.
    pub one: Worth,
    /// The other.
    pub other: Worth,
    /// What one has over the other, line by line, where both are known.
    pub differences: Vec<WorthDifference>,
}

/// What one offer has over the other in a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct WorthDifference {
    /// Which line.
    pub kind: WorthKind,
    /// The difference; `None` where one is not known.
    pub value: Option<Amount>,
}

/// A past fee of the creator's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PastFee {
    /// The deal.
    pub offer: i64,
    /// Who paid.
    pub brand: String,
    /// One line on what it was.
    pub title: String,
    /// Where it stands.
    pub stage: StageName,
    /// The day it counts for: the first publication, else its arrival.
    pub day: String,
    /// The fee as it was stated.
    pub fee: Amount,
    /// Which kind of piece, when it was for one kind.
    pub format: Option<FormatName>,
    /// How many pieces.
    pub pieces: i64,
    /// For one piece, in the reporting currency; `None` for a bundle and where no rate converts.
    pub each: Option<Amount>,
}

/// What past fees suggest for one kind of piece.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FeeSuggestion {
    /// Which kind.
    pub format: FormatName,
    /// The brand, when it rests on its deals alone.
    pub brand: Option<String>,
    /// How many deals.
    pub deals: i64,
    /// The lowest for one piece.
    pub low: Amount,
    /// The middle one.
    pub median: Amount,
    /// The highest.
    pub high: Amount,
}

/// An offer's fee beside what the creator's own past suggests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FeeGap {
    /// The middle past fee for each piece, added up.
    pub suggested: Option<Amount>,
    /// The lowest.
    pub low: Option<Amount>,
    /// The highest.
    pub high: Option<Amount>,
    /// The offer's fee in the reporting currency.
    pub fee: Option<Amount>,
    /// The fee less what is suggested.
    pub gap: Option<Amount>,
    /// Kinds of piece with too few past deals.
    pub missing: Vec<FormatName>,
}

/// The creator's own past fees.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FeeHistory {
    /// The reporting currency.
    pub unit: String,
    /// Past fees, newest first.
    pub fees: Vec<PastFee>,
    /// What they suggest, for each kind with three deals and more.
    pub suggestions: Vec<FeeSuggestion>,
    /// Deals without a rate; they suggest nothing.
    pub unconverted: i64,
    /// The offer asked about, beside them.
    pub gap: Option<FeeGap>,
}

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct WrittenFile {
    /// Where it lies.
    pub file: String,
    /// Its SHA-256, hexadecimal.
    pub sha256: String,
    /// Events of a calendar, or files of a case.
    pub count: i64,
}
