//! The Inbox screen.

use super::{
    Amount, FindingKindName, GradeName, NextStep, PlatformName, SafeStepName, SignKindName,
    SleepRow, SourceRef, StageName, TermFieldName, UnreadWord,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What narrows offers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, optional_fields)]
pub struct OfferFilter {
    /// One stage.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<StageName>,
    /// The search line: words of brand, title or message, and conditions (`stage:`, `brand:`, `due:`, `tag:`, `grade:`, `has:`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// The list, soonest first within each group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct OfferList {
    /// `needs_answer`, `in_work`, `invoiced`, `snoozed`, `closed`: in that order, empty ones left out.
    pub groups: Vec<OfferGroup>,
    /// How many offers there are in all.
    pub count: i64,
    /// Parts of the search line that could not be read; they narrowed nothing.
    pub unread: Vec<UnreadWord>,
}

/// A group of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct OfferGroup {
    /// Its name.
    pub kind: String,
    /// The offers.
    pub offers: Vec<OfferRow>,
}

/// An offer in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct OfferRow {
    /// Its id.
    pub id: i64,
    /// Who offers.
    pub brand: String,
    /// One line on what it is.
    pub title: String,
    /// Where it came from.
    pub platform: PlatformName,
    /// Where it stands.
    pub stage: StageName,
    /// When it arrived.
    pub received: String,
    /// The fee, when stated.
    pub fee: Option<Amount>,
    /// Commission in hundredths of a percent, when stated.
    pub commission: Option<i64>,
    /// The next day something is due, when stated.
    pub due: Option<String>,
    /// What is due then: `answer_by`, `draft_by`, `publish_on`.
    pub due_kind: Option<TermFieldName>,
    /// How many findings.
    pub findings: i64,
    /// How much speaks against it.
    pub grade: GradeName,
    /// Recognised in a mail, and the creator has not yet said whether it is an offer.
    pub proposed: bool,
    /// The creator's tags, by name.
    pub tags: Vec<String>,
    /// How it sleeps or what woke it; `null` when it was not laid aside.
    pub sleep: Option<SleepRow>,
    /// The one next thing to do; `null` when there is none.
    pub next: Option<NextStep>,
}

/// One offer, opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct OfferDetail {
    /// The row.
    pub offer: OfferRow,
    /// Terms found, in a fixed order.
    pub terms: Vec<TermRow>,
    /// Fields an offer usually states and this one does not.
    pub not_stated: Vec<TermFieldName>,
    /// Reasons to distrust it.
    pub findings: Vec<FindingRow>,
    /// What is safe to do next, the most important first.
    pub steps: Vec<SafeStepName>,
    /// Why the mail was taken for an offer.
    pub signs: Vec<SignRow>,
    /// Its messages, oldest first; empty for platform offers.
    pub messages: Vec<MessageRow>,
    /// Where it came from.
    pub source: SourceRef,
    /// Stages it may move to from here, in order.
    pub stages: Vec<StageName>,
}

/// A term beside the words it came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TermRow {
    /// Number of the evidence mark, from 1.
    pub mark: i64,
    /// Which field.
    pub field: TermFieldName,
    /// Text value: words, a day, a number of days.
    pub text: Option<String>,
    /// Amount, for money.
    pub amount: Option<Amount>,
    /// Hundredths of a percent, for a commission.
    pub rate: Option<i64>,
    /// The very words of the source, also of a corrected term; empty when it never stated it.
    pub evidence: String,
    /// The message that says so (its id), when one.
    pub message: Option<i64>,
    /// Where the words start in that message's text, in UTF-16 units.
    pub start: Option<i64>,
    /// UTF-16 units.
    pub len: Option<i64>,
    /// Whether the creator corrected it; corrections win for ever.
    pub corrected: bool,
}

/// A finding with its line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FindingRow {
    /// What kind.
    pub kind: FindingKindName,
    /// The line that shows it.
    pub line: String,
}

/// A reason to take a mail for an offer, with its words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SignRow {
    /// What kind.
    pub kind: SignKindName,
    /// The words.
    pub line: String,
}

/// A message, plain text only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MessageRow {
    /// Its id.
    pub id: i64,
    /// Sender's name.
    pub from_name: String,
    /// Sender's address.
    pub from_address: String,
    /// Subject.
    pub subject: String,
    /// When it was sent.
    pub sent: String,
    /// The text.
    pub text: String,
    /// Names and sizes of attachments; never opened here.
    pub attachments: Vec<AttachmentRow>,
}

/// An attachment as listed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AttachmentRow {
    /// File name as claimed.
    pub name: String,
    /// Media type as claimed.
    pub media_type: String,
    /// Decoded bytes.
    pub size: i64,
}
