//! A message as it lies in a mailbox: what it says, where it lies, how it is marked.
//!
//! The rules it protects: a place is a folder, its validity and a number together (RFC 9051, 2.3.1.1), since a number alone
//! means another message once the server says so; a message that left its folder is marked gone, never forgotten.

mod query;
mod subject;
mod thread;

pub use query::{MailField, MailPhrase, MailQuery, MailQueryProblem, mail_query};
pub use subject::{SubjectName, subject_name};
pub use thread::{SUBJECT_REACH_MS, Threaded, conversations};

use crate::Locator;
use crate::account::UnknownWord;
use crate::entry::words;
use crate::offer::MessageDraft;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

words! {
    /// A mark that a mail server keeps on a message, of those it defines for everybody (RFC 9051, 2.3.2).
    MailFlag, "mail flag" {
        /// Read.
        Seen = "seen",
        /// Answered.
        Answered = "answered",
        /// Marked as important.
        Flagged = "flagged",
        /// Not sent yet.
        Draft = "draft",
        /// To be removed.
        Deleted = "deleted",
    }
}

/// Where a message lies on its server.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct MailPlace {
    /// The folder, as the server names it, decoded.
    pub folder: String,
    /// The folder's `UIDVALIDITY`; another one makes every number another message's.
    pub validity: u32,
    /// The message's `UID` in the folder.
    pub uid: u32,
}

/// A message on its way into the store, whether an offer stands in it or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailDraft {
    /// What it says, as plain text.
    pub message: MessageDraft,
    /// Addresses it went to (`To`, then `Cc`), in order.
    pub to: Vec<String>,
    /// Where it lies; `None` for one that came as a file.
    pub place: Option<MailPlace>,
    /// Its marks; empty for one that came as a file.
    pub flags: Vec<MailFlag>,
    /// Where in its document it stands.
    pub locator: Locator,
}

/// What a server says later about a message that was read already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailNews {
    /// The message.
    pub place: MailPlace,
    /// Its marks now; `None` when it is no longer there.
    pub flags: Option<Vec<MailFlag>>,
}
