//! Invoices on the command line.

use clap::{Args, Subcommand};
use std::path::PathBuf;

/// Invoices: listed, or one written, issued, paid, asked for.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Invoices {
    /// Those of an offer only.
    #[arg(long)]
    pub offer: Option<i64>,
    /// What to do.
    #[command(subcommand)]
    pub action: Option<InvoicesAction>,
}

/// What to do with an invoice.
#[derive(Debug, Subcommand)]
pub enum InvoicesAction {
    /// Begin a draft from an offer, or an empty one.
    New {
        /// Offer id.
        offer: Option<i64>,
        /// `invoice`, `deposit` or `final`.
        #[arg(long, default_value = "invoice")]
        kind: String,
        /// Share of a deposit, percent.
        #[arg(long, value_name = "PERCENT")]
        share: Option<String>,
        /// Language of the paper.
        #[arg(long, value_parser = ["en", "fr"])]
        language: Option<String>,
    },
    /// One invoice, opened.
    Show {
        /// Invoice id.
        id: i64,
    },
    /// Change a draft: `client.party.country=DE`, `lines.0.price=900`, `vat=reverse_charge`; or a whole form from a file.
    Set {
        /// Invoice id.
        id: i64,
        /// FIELD=VALUE, as `show --json` names them under `form`.
        fields: Vec<String>,
        /// A form as `show --json` prints it.
        #[arg(long, value_name = "FILE")]
        file: Option<PathBuf>,
    },
    /// Throw a draft away.
    Discard {
        /// Invoice id.
        id: i64,
    },
    /// Bring a draft back.
    Restore {
        /// Invoice id.
        id: i64,
    },
    /// Issue a draft: a number, a day, a paper, for good.
    Issue {
        /// Invoice id.
        id: i64,
        /// The day it bears (default: today).
        #[arg(long, value_name = "DAY")]
        on: Option<String>,
    },
    /// Begin a credit note over an issued invoice.
    Credit {
        /// Invoice id.
        id: i64,
    },
    /// Write the paper of an issued invoice.
    Pdf {
        /// Invoice id.
        id: i64,
        /// A folder or a file.
        #[arg(long, default_value = ".")]
        out: PathBuf,
        /// Its structured data alone.
        #[arg(long)]
        xml: bool,
    },
    /// Note that it went to the client.
    Sent {
        /// Invoice id.
        id: i64,
        /// Take that back.
        #[arg(long)]
        undo: bool,
    },
    /// Book a payment by hand (default: all that is open, today).
    Pay {
        /// Invoice id.
        id: i64,
        /// How much, in the invoice's currency.
        amount: Option<String>,
        /// The day it came.
        #[arg(long, value_name = "DAY")]
        on: Option<String>,
        /// A note.
        #[arg(long, default_value = "")]
        note: String,
    },
    /// Take a payment back.
    Unpay {
        /// Payment id.
        payment: i64,
    },
    /// Bank lines and payouts that seem to pay invoices, with reasons.
    Matches {
        /// Invoice id.
        id: Option<i64>,
    },
    /// Accept that a bank line (`landing`) or `payout` pays an invoice.
    Accept {
        /// Invoice id.
        id: i64,
        /// `landing` or `payout`.
        source: String,
        /// Its id.
        source_id: i64,
    },
    /// Say that it does not.
    Refuse {
        /// Invoice id.
        id: i64,
        /// `landing` or `payout`.
        source: String,
        /// Its id.
        source_id: i64,
        /// Take that back.
        #[arg(long)]
        undo: bool,
    },
    /// The letter that asks for a late invoice; `--note` keeps that it was written.
    Remind {
        /// Invoice id.
        id: i64,
        /// `polite`, `firm` or `final` (default: the next one).
        #[arg(long)]
        tone: Option<String>,
        /// Keep it as written today.
        #[arg(long)]
        note: bool,
    },
    /// Own details: shown, or changed by FIELD=VALUE.
    Seller {
        /// FIELD=VALUE, as `--json` names them.
        fields: Vec<String>,
    },
    /// Who was billed.
    Clients,
}
