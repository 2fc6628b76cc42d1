//! Messages of mailboxes.

use clap::{Args, Subcommand};
use std::path::PathBuf;

/// What is looked for among messages and offers.
#[derive(Debug, Args)]
pub struct MailWords {
    /// Words, "phrases", -left out, from: to: subject: after: before: has:attachment.
    #[arg(required = true, allow_hyphen_values = true, trailing_var_arg = true)]
    pub words: Vec<String>,
    /// The newest first, wherever the words stand.
    #[arg(long)]
    pub newest: bool,
    /// Messages on a page.
    #[arg(long, default_value_t = 30)]
    pub limit: u32,
    /// Where the page starts: `next` of an earlier answer.
    #[arg(long, value_name = "CURSOR")]
    pub after: Option<String>,
}

/// Messages of mailboxes.
#[derive(Debug, Subcommand)]
pub enum Mail {
    /// Messages and offers with these words. Options stand before the words.
    Search(MailWords),
    /// The conversation a message stands in.
    Thread {
        /// Message id.
        message: i64,
    },
    /// Save an attachment; it is never opened.
    Attachment {
        /// Message id.
        message: i64,
        /// Its place in the list, from 0.
        place: i64,
        /// A file that does not exist yet.
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
    },
    /// Keep a message from another app and propose it as an offer.
    Paste(MailPaste),
}

/// A message from another app.
#[derive(Debug, Args)]
pub struct MailPaste {
    /// The words, from a file or `-` for the standard input.
    #[arg(value_name = "FILE|-")]
    pub file: String,
    /// Who wrote it.
    #[arg(long)]
    pub who: String,
    /// An address, handle or number of theirs.
    #[arg(long)]
    pub contact: Option<String>,
    /// The app it came by, in words.
    #[arg(long)]
    pub place: Option<String>,
    /// When it was sent: an instant or a day (default: now).
    #[arg(long)]
    pub sent: Option<String>,
    /// One line on what it is (default: its first line).
    #[arg(long)]
    pub subject: Option<String>,
    /// The account it belongs to (default: the first mailbox).
    #[arg(long, value_name = "ID")]
    pub account: Option<i64>,
}
