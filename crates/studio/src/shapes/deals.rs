//! The desk of offers: board, steps, sleep, next things to do, brands, saved searches.

use super::{
    Amount, MoveAuthorName, NextKindName, OfferRow, PayReasonName, StageName, UnreadReasonName,
    WakeReasonName,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The offers as columns, one for each stage in the order of the work. The same offers as in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct OfferBoard {
    /// Every stage, empty ones too.
    pub columns: Vec<BoardColumn>,
    /// How many offers there are in all, whatever the filter.
    pub count: i64,
    /// Parts of the search line that could not be read.
    pub unread: Vec<UnreadWord>,
}

/// One stage of the board.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct BoardColumn {
    /// Which.
    pub stage: StageName,
    /// How many offers stand in it.
    pub count: i64,
    /// Their stated fees added up, one sum for each unit: unlike units are never added.
    pub sums: Vec<Amount>,
    /// How many of them state no fee and are in no sum.
    pub without_fee: i64,
    /// The first of them, soonest first; the others are in `count`.
    pub offers: Vec<OfferRow>,
}

/// A part of the search line that could not be read; it narrowed nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct UnreadWord {
    /// As it was typed.
    pub text: String,
    /// Why.
    pub reason: UnreadReasonName,
}

/// What a step did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct OfferStep {
    /// To take it back; `null` when everything was so already.
    pub step: Option<i64>,
    /// How many offers were asked for.
    pub offers: i64,
}

/// What came of taking a step back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct OfferStepUndone {
    /// Changes that were taken back.
    pub restored: i64,
    /// Changes that a later step replaced; they stay.
    pub kept: i64,
}

/// How an offer sleeps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SleepRow {
    /// The day it wakes, when one was set.
    pub until: Option<String>,
    /// Whether a new message of its thread wakes it.
    pub on_reply: bool,
    /// What woke it; `null` while it sleeps.
    pub woken: Option<WakeReasonName>,
}

/// One move of an offer from stage to stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct StageMoveRow {
    /// Where it stood before; `null` for the first word on it.
    pub from: Option<StageName>,
    /// Where it stood then.
    pub to: StageName,
    /// When.
    pub at: String,
    /// By whose word.
    pub author: MoveAuthorName,
    /// The step that did it, to take it back; `null` for the source's word and for what was taken back.
    pub step: Option<i64>,
    /// When it was taken back.
    pub undone: Option<String>,
}

/// The one next thing to do for an offer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct NextStep {
    /// What.
    pub kind: NextKindName,
    /// By when, when that is known.
    pub day: Option<String>,
    /// Whether that day is over.
    pub late: bool,
    /// What it is about, in the creator's or the offer's own words.
    pub what: Option<String>,
    /// Days since the last word, for a step that follows from silence.
    pub silent_days: Option<i64>,
    /// What woke it, when that is the reason.
    pub woken: Option<WakeReasonName>,
}

/// A next thing with its offer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct NextOffer {
    /// The offer.
    pub offer: i64,
    /// Who offers.
    pub brand: String,
    /// One line on what it is.
    pub title: String,
    /// Where it stands.
    pub stage: StageName,
    /// The fee, when stated.
    pub fee: Option<Amount>,
    /// What to do.
    pub next: NextStep,
}

/// A brand over the years.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct BrandView {
    /// What identifies it: its folded name.
    pub key: String,
    /// Its name, as the newest offer spells it.
    pub name: String,
    /// Other names and domains (with `@`) that are this brand by the creator's word.
    pub aliases: Vec<String>,
    /// Domains its mails came from.
    pub domains: Vec<String>,
    /// Its offers, newest first.
    pub offers: Vec<BrandOffer>,
    /// Fees it offered, one sum for each unit, of offers that were agreed or more.
    pub agreed: Vec<Amount>,
    /// Fees of the paid ones.
    pub paid: Vec<Amount>,
    /// How it pays.
    pub score: BrandScore,
}

/// One of a brand's offers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct BrandOffer {
    /// Its id.
    pub id: i64,
    /// One line on what it is.
    pub title: String,
    /// Where it stands.
    pub stage: StageName,
    /// When it arrived.
    pub received: String,
    /// The fee, when stated.
    pub fee: Option<Amount>,
}

/// How a brand pays. Never without its reasons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct BrandScore {
    /// 0 to 100; `null` under two payments.
    pub points: Option<i64>,
    /// Payments counted: invoices that were settled or are past their day.
    pub payments: i64,
    /// Of these, how many were in time.
    pub in_time: i64,
    /// Days late as a rule: the middle one; `null` under two payments.
    pub usual_days_late: Option<i64>,
    /// What points were taken off for, also what cost nothing.
    pub reasons: Vec<BrandReason>,
}

/// A reason of a score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct BrandReason {
    /// What.
    pub kind: PayReasonName,
    /// All of it: days late together, payments in parts, times asked.
    pub total: i64,
    /// In how many payments.
    pub payments: i64,
    /// Points off.
    pub points: i64,
}

/// A search saved under a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct OfferSearch {
    /// Its name.
    pub name: String,
    /// The words of the search line.
    pub words: String,
}

/// An offer typed by hand. Who offers is needed, nothing else.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct HandOffer {
    /// Who offers.
    pub brand: String,
    /// One line on what it is; without one, the brand's name.
    pub title: Option<String>,
    /// Where it stands; without one it is new.
    pub stage: Option<StageName>,
    /// The day it came; without one, today.
    pub received: Option<String>,
    /// Terms as they are typed (`850 EUR`, `2026-11-02`).
    pub terms: Vec<HandTerm>,
}

/// A term typed by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct HandTerm {
    /// Which.
    pub field: super::TermFieldName,
    /// Its value as typed.
    pub value: String,
}

/// An offer that was typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct HandOfferDone {
    /// The offer.
    pub offer: i64,
    /// The run that kept it, to take it back.
    pub run: i64,
}
