//! A mailbox: its folders, and whether new mail is listened for.

use super::app::ErrorShape;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A folder of a mailbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MailFolderRow {
    /// Its whole name, as people read it.
    pub name: String,
    /// What it is for, when the server says so.
    pub role: Option<FolderRoleName>,
    /// Whether it is read.
    pub chosen: bool,
    /// Whether the server has it; a chosen one may be gone.
    pub there: bool,
}

/// What a folder is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum FolderRoleName {
    /// Where mail arrives.
    Inbox,
    /// Everything that is kept.
    All,
    /// Put aside by hand.
    Archive,
    /// Marked as important.
    Flagged,
    /// Copies of what was sent.
    Sent,
    /// Not sent yet.
    Drafts,
    /// Taken for unwanted.
    Junk,
    /// To be removed.
    Trash,
}

/// Whether new mail of an account comes by itself while the window is open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ListeningRow {
    /// The account.
    pub account: i64,
    /// How it stands.
    pub state: ListeningState,
    /// When the next try is made, while it waits for one.
    pub next_at: Option<String>,
    /// Why it does not listen.
    pub error: Option<ErrorShape>,
}

/// How listening stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum ListeningState {
    /// The line is being opened.
    Starting,
    /// The server tells of new mail at once.
    Listening,
    /// The server cannot tell; it is asked every two minutes.
    Asking,
    /// The line was lost, or never came about; it is tried again.
    Waiting,
    /// The server wants a new sign-in first.
    SignIn,
    /// Trying again would not help until something is changed.
    Stopped,
}
