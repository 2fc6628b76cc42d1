//! Replies: the composer, templates, the outbox, and how mailboxes send.

use super::StageName;
use super::words::twin;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

twin!(
    /// What a reply is for.
    ReplyKindName of domain::reply::ReplyKind {
        Reply = "reply", Counter = "counter", Decline = "decline", AskBudget = "ask_budget",
        ChasePayment = "chase_payment",
    }
);

twin!(
    /// The language of a template.
    ReplyLanguageName of domain::reply::Language { En = "en", Fr = "fr" }
);

twin!(
    /// A place in a template that is filled from the offer.
    ReplyFieldName of domain::reply::ReplyField {
        Brand = "brand", Contact = "contact", OwnName = "own_name", Product = "product", Deliverables = "deliverables",
        Fee = "fee", CounterFee = "counter_fee", AnswerBy = "answer_by", PublishOn = "publish_on", Invoice = "invoice",
        AmountDue = "amount_due", DueOn = "due_on", DaysLate = "days_late",
    }
);

twin!(
    /// Where a reply is.
    OutboxStateName of domain::reply::OutboxState {
        Waiting = "waiting", Sending = "sending", Handed = "handed", Retry = "retry", Unsure = "unsure", Sent = "sent",
        Failed = "failed", TakenBack = "taken_back",
    }
);

twin!(
    /// Why a reply is where it is.
    OutboxWhyName of domain::reply::OutboxWhy {
        Offline = "offline", Later = "later", Refused = "refused", SignIn = "sign_in", Certificate = "certificate",
        NoSender = "no_sender", CutOff = "cut_off", GaveUp = "gave_up", Found = "found", Creator = "creator",
    }
);

twin!(
    /// What shows later that a message went out.
    SentProofName of domain::reply::SentProof { Bcc = "bcc", Provider = "provider", None = "none" }
);

/// A template of one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ReplyTemplateRow {
    /// What it is for.
    pub kind: ReplyKindName,
    /// Its language.
    pub language: ReplyLanguageName,
    /// The text, with fields.
    pub body: String,
    /// Whether it is in the creator's own words.
    pub own: bool,
}

/// A field and what the offer fills it with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ReplyFieldRow {
    /// Which.
    pub field: ReplyFieldName,
    /// Its value; `null` when the offer does not state it.
    pub value: Option<String>,
}

/// A reply as it is typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ReplyText {
    /// What it is for.
    pub kind: ReplyKindName,
    /// Its language.
    pub language: ReplyLanguageName,
    /// The mailbox it goes through: an account's id.
    pub sender: Option<i64>,
    /// Whom it goes to.
    pub to: String,
    /// One line.
    pub subject: String,
    /// The text.
    pub body: String,
}

/// The composer of one offer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ReplyView {
    /// The offer.
    pub offer: i64,
    /// The reply as it stands.
    pub text: ReplyText,
    /// Fields that still stand in it without a value: it cannot be sent until they are settled.
    pub open: Vec<ReplyFieldName>,
    /// Every field with what the offer says, in the language of the reply.
    pub fields: Vec<ReplyFieldRow>,
    /// Whether this is a draft that was kept, and when it was last typed at.
    pub kept: Option<String>,
    /// The stage that is proposed with Send; `null` leaves the offer where it is.
    pub stage: Option<StageName>,
    /// Mailboxes that can send.
    pub senders: Vec<SenderRow>,
    /// The message it answers, when there is one: its row.
    pub answers: Option<i64>,
}

/// A reply on its way out, or gone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct OutboxRow {
    /// Its id.
    pub id: i64,
    /// The offer it answers; `null` when it is no longer there.
    pub offer: Option<i64>,
    /// Who offered.
    pub brand: String,
    /// What it is for.
    pub kind: ReplyKindName,
    /// The creator's address.
    pub from: String,
    /// Whom it goes to.
    pub to: String,
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub body: String,
    /// `Message-ID` without brackets.
    pub message_id: String,
    /// Where it is.
    pub state: OutboxStateName,
    /// Why.
    pub why: Option<OutboxWhyName>,
    /// The server's words, or the folder it was found in.
    pub words: Option<String>,
    /// When the creator clicked on Send.
    pub queued: String,
    /// It goes out no earlier.
    pub hold_until: String,
    /// When it is tried again.
    pub next_try: Option<String>,
    /// Attempts so far.
    pub attempts: i64,
    /// When it went out.
    pub sent: Option<String>,
    /// Whether it can still be taken back.
    pub can_take_back: bool,
    /// Its way so far, oldest first.
    pub steps: Vec<OutboxStepRow>,
}

/// A step of a reply on its way out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct OutboxStepRow {
    /// When.
    pub at: String,
    /// What it became.
    pub state: OutboxStateName,
    /// Why.
    pub why: Option<OutboxWhyName>,
    /// Words that belong to it.
    pub words: Option<String>,
}

/// The outbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct OutboxView {
    /// What waits for something, in the order of Send.
    pub open: Vec<OutboxRow>,
    /// What is settled, the latest first.
    pub settled: Vec<OutboxRow>,
    /// When something is due next; `null` when nothing has a time.
    pub next: Option<String>,
}

/// What became of the replies that were looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DeliverReport {
    /// Went out in this run.
    pub sent: Vec<i64>,
    /// Were found to have gone out before.
    pub found: Vec<i64>,
    /// Wait for a line, a sign-in or a server.
    pub waiting: Vec<i64>,
    /// Are tried again at their time.
    pub later: Vec<i64>,
    /// Were refused; their text is a draft again.
    pub failed: Vec<i64>,
    /// Nobody knows about: the creator is asked.
    pub unsure: Vec<i64>,
    /// Copies laid into folders of sent mail.
    pub copied: Vec<i64>,
}

/// A mailbox and how it sends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SenderRow {
    /// The mailbox: an account's id.
    pub account: i64,
    /// Its name.
    pub handle: String,
    /// The server for sending; `null` until the creator said it.
    pub server: Option<String>,
    /// Name to sign in with there, where it is another one.
    pub user: Option<String>,
    /// The creator's name.
    pub name: String,
    /// The creator's address.
    pub address: String,
    /// What shows later that a message went out.
    pub proof: SentProofName,
    /// Whether sending has a password of its own.
    pub own_password: bool,
}

/// What the creator says of how a mailbox sends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, optional_fields)]
pub struct SenderRequest {
    /// The mailbox.
    pub account: i64,
    /// The server, as its help page states it.
    pub server: String,
    /// Name to sign in with there; the mailbox's own when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user: Option<String>,
    /// The creator's name.
    pub name: String,
    /// The creator's address.
    pub address: String,
    /// What shows later that a message went out.
    pub proof: SentProofName,
    /// Password for sending; the mailbox's own when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password: Option<String>,
}
