//! Messages: found by their words, read in their conversation, pasted from elsewhere.

use super::{SourceRef, StageName};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What is looked for among messages and offers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, optional_fields)]
pub struct MailSearch {
    /// As typed: words, "phrases", -left out, `from:` `to:` `subject:` `after:` `before:` `has:attachment`.
    pub text: String,
    /// The newest first, wherever the words stand; otherwise those with the words in subject or people come first.
    #[serde(default)]
    pub newest: bool,
    /// Where the page starts, from an earlier answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// Messages on a page; 30 unless said, 200 at most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MailHits {
    /// A page of messages.
    pub messages: Vec<MailHit>,
    /// Offers, the best first; on the first page only.
    pub offers: Vec<OfferHit>,
    /// Where the next page starts; none at the end.
    pub next: Option<String>,
    /// Why what was typed cannot be read; nothing is found then.
    pub problem: Option<MailSearchProblem>,
}

/// Why what was typed cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MailSearchProblem {
    /// `open_quote`, `empty`, `not_a_day`, `unknown_has`, `no_day`, `not_negated`, `no_word`.
    pub code: String,
    /// The words it hangs on.
    pub about: String,
}

/// A text with the words that were looked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MarkedText {
    /// The text: plain, never HTML.
    pub text: String,
    /// Where the words stand, in order.
    pub marks: Vec<TextMark>,
}

/// A place in a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TextMark {
    /// First UTF-16 unit.
    pub start: i64,
    /// UTF-16 units.
    pub len: i64,
}

/// A message that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MailHit {
    /// Its id.
    pub message: i64,
    /// Its conversation.
    pub thread: i64,
    /// The offer it belongs to, when one.
    pub offer: Option<i64>,
    /// The sender: name, or address without one.
    pub from: MarkedText,
    /// The subject.
    pub subject: MarkedText,
    /// What stands around the words, on one line.
    pub snippet: MarkedText,
    /// When it was sent.
    pub sent: String,
    /// How many files are attached.
    pub attachments: i64,
}

/// An offer that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct OfferHit {
    /// Its id.
    pub id: i64,
    /// Who offers.
    pub brand: MarkedText,
    /// One line on what it is.
    pub title: MarkedText,
    /// Where it stands.
    pub stage: StageName,
    /// When it arrived.
    pub received: String,
}

/// A conversation, opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MailThread {
    /// Its id; it may be another once a message joins or goes.
    pub id: i64,
    /// The subject of its first message.
    pub subject: String,
    /// The offer it belongs to, when one.
    pub offer: Option<i64>,
    /// Oldest first.
    pub messages: Vec<ThreadMessage>,
}

/// A message of a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ThreadMessage {
    /// Its id.
    pub id: i64,
    /// Sender's name.
    pub from_name: String,
    /// Sender's address.
    pub from_address: String,
    /// Addresses it went to.
    pub to: Vec<String>,
    /// Subject.
    pub subject: String,
    /// When it was sent.
    pub sent: String,
    /// The text: plain, never HTML.
    pub text: String,
    /// What is attached; never opened here.
    pub attachments: Vec<MailAttachment>,
    /// By which roads it came.
    pub roads: Vec<MailRoadRow>,
}

/// An attachment as listed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MailAttachment {
    /// Its place among the attachments, from 0.
    pub place: i64,
    /// File name as claimed.
    pub name: String,
    /// Media type as claimed.
    pub media_type: String,
    /// Media type by its first bytes; none where they tell nothing.
    pub content_type: Option<String>,
    /// Decoded bytes.
    pub size: i64,
    /// SHA-256 of the decoded bytes, hexadecimal; empty when it was listed by an older version.
    pub sha256: String,
    /// What of it may do harm: `program`, `script`, `archive`, `old_office`, `shortcut`, `name`.
    pub harm: Option<String>,
}

/// A road by which a message came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MailRoadRow {
    /// For which account.
    pub account: i64,
    /// That account's name.
    pub handle: String,
    /// The folder it lies in; none for one that came as a file.
    pub folder: Option<String>,
    /// Its marks there: `seen`, `answered`, `flagged`, `draft`, `deleted`.
    pub flags: Vec<String>,
    /// When it was found to have left the folder.
    pub gone: Option<String>,
    /// The bytes it was read from.
    pub source: SourceRef,
}

/// An attachment that was saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SavedAttachment {
    /// The file written.
    pub path: String,
    /// Which attachment.
    pub attachment: MailAttachment,
}

/// A message from another app, pasted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, optional_fields)]
pub struct PastedMessage {
    /// What it says.
    pub text: String,
    /// Who wrote it.
    pub who: String,
    /// An address, handle or number of theirs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
    /// The app it came by, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// When it was sent: an instant or a day; now unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent: Option<String>,
    /// One line on what it is; the first line unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// The account it belongs to; the first mailbox unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<i64>,
}

/// What a pasted message became.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PasteDone {
    /// The run; taking it back takes the message and the offer back. None when the very same was pasted before.
    pub run: Option<i64>,
    /// The offer, proposed.
    pub offer: i64,
}
