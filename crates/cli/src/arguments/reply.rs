//! Answers to offers: writing, sending, and how mailboxes send.

use clap::{Args, Subcommand};
use std::path::PathBuf;

/// A reply.
#[derive(Debug, Args)]
pub struct Reply {
    /// Offer id.
    pub id: i64,
    /// The text (`-` reads standard input); without it the template.
    #[arg(long, value_name = "FILE")]
    pub body_file: Option<PathBuf>,
    /// What it is for, and the template: reply counter decline ask_budget chase_payment.
    #[arg(long, value_name = "KIND", default_value = "reply")]
    pub template: String,
    /// The language of the template: en fr.
    #[arg(long, value_name = "LANGUAGE")]
    pub language: Option<String>,
    /// A value for a field that is still open: `counter_fee=1200 EUR`.
    #[arg(long = "set", value_name = "FIELD=VALUE")]
    pub fields: Vec<String>,
    /// Another subject.
    #[arg(long)]
    pub subject: Option<String>,
    /// Another address.
    #[arg(long, value_name = "ADDRESS")]
    pub to: Option<String>,
    /// The mailbox to send through: an account's id.
    #[arg(long, value_name = "ACCOUNT")]
    pub sender: Option<i64>,
    /// Move the offer to this stage with it; without it the offer stays where it is.
    #[arg(long)]
    pub stage: Option<String>,
    /// Keep it as a draft; nothing is sent.
    #[arg(long)]
    pub draft: bool,
    /// Send it now; without it, it waits for the next sync or `offers outbox send`.
    #[arg(long, conflicts_with = "draft")]
    pub now: bool,
}

/// The outbox.
#[derive(Debug, Subcommand)]
pub enum OutboxAction {
    /// Settle what was cut off and send what is due.
    Send,
    /// Take a reply back while it waits; its text is a draft again.
    Cancel {
        /// The reply's number.
        id: i64,
    },
    /// Try a reply that waits at the next `send`, whatever time it was given.
    Retry {
        /// The reply's number.
        id: i64,
    },
    /// Say what became of a reply nobody knows about.
    #[command(group = clap::ArgGroup::new("word").required(true))]
    Settle {
        /// The reply's number.
        id: i64,
        /// It went out.
        #[arg(long, group = "word")]
        sent: bool,
        /// It did not: send it again, under the same Message-ID.
        #[arg(long, group = "word")]
        again: bool,
    },
}

/// Templates.
#[derive(Debug, Args)]
pub struct Templates {
    /// What it is for: reply counter decline ask_budget chase_payment. Alone: its texts.
    pub kind: Option<String>,
    /// Its language: en fr.
    #[arg(long, value_name = "LANGUAGE", requires = "kind")]
    pub language: Option<String>,
    /// Your own text for it.
    #[arg(long, value_name = "FILE", requires = "language")]
    pub body_file: Option<PathBuf>,
    /// The built-in text again.
    #[arg(long, requires = "language", conflicts_with = "body_file")]
    pub reset: bool,
}

/// How mailboxes send.
#[derive(Debug, Args)]
pub struct Sender {
    /// The mailbox: an account's id. Alone: how it sends.
    pub account: Option<i64>,
    /// The server for sending, as the provider's help page states it: `smtp.example.com:587`, `smtps://smtp.example.com`.
    #[arg(long, requires_all = ["account", "address"])]
    pub server: Option<String>,
    /// Your address.
    #[arg(long, requires = "server")]
    pub address: Option<String>,
    /// Your name in the messages.
    #[arg(long, requires = "server", default_value = "")]
    pub name: String,
    /// Name to sign in with there, where it is not the mailbox's.
    #[arg(long, requires = "server")]
    pub user: Option<String>,
    /// File with a password for sending, where it is not the mailbox's; `-` reads standard input.
    #[arg(long, value_name = "FILE", requires = "server")]
    pub secret_file: Option<PathBuf>,
    /// What shows later that a message went out: bcc (a hidden copy to you), provider (it files what it sends), none.
    #[arg(long, requires = "server", default_value = "bcc")]
    pub proof: String,
    /// Let it send no more.
    #[arg(long, requires = "account", conflicts_with = "server")]
    pub remove: bool,
}
