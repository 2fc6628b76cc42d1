//! A brand's proposal: its terms beside the words they came from, its messages, and the reasons to distrust it.
//!
//! The rules it protects: a term names its evidence or it is absent; a finding names the line that shows it.

mod trust;

pub use trust::{Grade, SafeStep, grade, safe_steps};

use crate::account::UnknownWord;
use crate::entry::words;
use crate::{Amount, CivilDay, Instant, Locator};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

words! {
    /// Where an offer stands.
    Stage, "stage" {
        /// Just arrived.
        New = "new",
        /// Answers go back and forth.
        Talking = "talking",
        /// Both said yes.
        Agreed = "agreed",
        /// The creator is at work.
        Making = "making",
        /// The brand looks at a draft.
        InReview = "in_review",
        /// It is out.
        Published = "published",
        /// The bill was sent.
        Invoiced = "invoiced",
        /// The money came.
        Paid = "paid",
        /// One side said no.
        Declined = "declined",
        /// Nobody answered in time.
        Expired = "expired",
        /// The creator says it is no offer at all.
        NotOffer = "not_offer",
    }
}

words! {
    /// A field of an offer's terms.
    TermField, "term" {
        /// Who offers.
        Brand = "brand",
        /// What it is for.
        Product = "product",
        /// Where it is to be published.
        Platform = "platform",
        /// What is to be made, in words (`2 videos, 1 story`).
        Deliverables = "deliverables",
        /// A fixed fee.
        Fee = "fee",
        /// A share of sales, in hundredths of a percent (3000 = 30 %).
        Commission = "commission",
        /// Paid in goods.
        Gifted = "gifted",
        /// Last day to answer.
        AnswerBy = "answer_by",
        /// Day the draft is due.
        DraftBy = "draft_by",
        /// Day of publication.
        PublishOn = "publish_on",
        /// What the brand may do with the content.
        UsageRights = "usage_rights",
        /// Days of advertising from the creator's account.
        AdAuthorization = "ad_authorization",
        /// What the creator may not do meanwhile.
        Exclusivity = "exclusivity",
        /// When and how the fee is paid.
        PaymentTerms = "payment_terms",
        /// Whom to answer.
        Contact = "contact",
    }
}

/// The value of a term.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind", content = "value")]
pub enum TermValue {
    /// Words.
    Text(String),
    /// An amount.
    Money(Amount),
    /// A day.
    Day(CivilDay),
    /// Hundredths of a percent.
    Rate(i64),
    /// A number of days.
    Days(i64),
    /// Yes or no.
    Flag(bool),
}

/// The words a term or finding came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// The very words, cut to 300 characters.
    pub text: String,
    /// Byte offset in the message's plain text, when the words stand there; `None` for headers and API fields.
    pub start: Option<u32>,
    /// Bytes from `start`.
    pub len: u32,
}

/// One term with its evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// Which field.
    pub field: TermField,
    /// Its value.
    pub value: TermValue,
    /// Where it says so.
    pub evidence: Evidence,
}

words! {
    /// A kind of reason to distrust an offer.
    FindingKind, "finding" {
        /// The sender's domain imitates another.
        LookAlikeDomain = "look_alike_domain",
        /// A brand that writes from a free mail service.
        FreeMail = "free_mail",
        /// Answers go elsewhere.
        ReplyToMismatch = "reply_to_mismatch",
        /// SPF, DKIM or DMARC failed.
        AuthenticationFailed = "authentication_failed",
        /// The creator is asked to pay.
        PayToJoin = "pay_to_join",
        /// More is paid than agreed, the rest to be sent back.
        Overpayment = "overpayment",
        /// Pushes to another messenger.
        OffPlatform = "off_platform",
        /// A program or archive is attached.
        DangerousAttachment = "dangerous_attachment",
        /// A link hides where it goes.
        HiddenLink = "hidden_link",
        /// Presses for time.
        Urgency = "urgency",
        /// A brand met before writes from another domain.
        KnownElsewhere = "known_elsewhere",
    }
}

/// A reason to distrust, with the line that shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// What kind.
    pub kind: FindingKind,
    /// The line that shows it.
    pub line: String,
}

words! {
    /// A kind of reason to take a mail for an offer.
    SignKind, "sign" {
        /// Words of collaboration.
        Collaboration = "collaboration",
        /// Proposes something to the creator.
        Proposal = "proposal",
        /// Asks what the creator charges.
        AsksRates = "asks_rates",
        /// Counts what is to be made.
        Deliverables = "deliverables",
        /// Names a fee.
        Fee = "fee",
        /// Names a share of sales.
        Commission = "commission",
        /// Gives goods.
        Gifted = "gifted",
        /// Asks for rights, exclusivity or an ad authorisation.
        Rights = "rights",
        /// Answers an earlier message.
        Answer = "answer",
    }
}

/// A reason to take a mail for an offer, with the words that show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sign {
    /// What kind.
    pub kind: SignKind,
    /// The words.
    pub line: String,
}

/// One message of an offer's thread, as plain text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageDraft {
    /// `Message-ID` without brackets, or the platform's id.
    pub external_id: String,
    /// Ids it answers (`In-Reply-To`, `References`), oldest first.
    pub references: Vec<String>,
    /// Display name of the sender.
    pub from_name: String,
    /// Address of the sender.
    pub from_address: String,
    /// Subject.
    pub subject: String,
    /// When it was sent.
    pub sent: Instant,
    /// The text to show: plain, never HTML.
    pub text: String,
    /// Names, media types and sizes of attachments. Their bytes stay in the document.
    pub attachments: Vec<Attachment>,
}

/// An attachment as listed, never opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// File name as claimed by the sender.
    pub name: String,
    /// Media type by the sender's word.
    pub media_type: String,
    /// Decoded bytes.
    pub size: u64,
    /// Media type by the first bytes; `None` where they tell nothing, or where it was listed before they were looked at.
    #[serde(default)]
    pub content_type: Option<String>,
    /// SHA-256 of the decoded bytes, hexadecimal; empty where it was listed before they were hashed.
    #[serde(default)]
    pub sha256: String,
}

/// An offer on its way into the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferDraft {
    /// The platform's id or the thread's first message id.
    pub external_id: String,
    /// Who offers, as well as it can be told.
    pub brand: String,
    /// One line on what it is.
    pub title: String,
    /// Where it stands by the source's word.
    pub stage: Stage,
    /// When it arrived.
    pub received: Instant,
    /// Terms with their evidence.
    pub terms: Vec<Term>,
    /// Reasons to distrust it.
    pub findings: Vec<Finding>,
    /// Messages of its thread found in the same document.
    pub messages: Vec<MessageDraft>,
    /// Where in its document it stands.
    pub locator: Locator,
}
