//! The command line as it may be typed. What stands here is a contract: add, don't rename.

mod accounts;
mod demo;
mod doubles;
mod earnings;
mod import;
mod invoices;
mod ledger;
mod mail;
mod offers;
mod output;
mod payouts;
mod programmes;
mod rates;
mod reply;
mod work;

pub use accounts::{Account, Profile, Sync};
pub use demo::{Sandbox, Scale};
pub use doubles::{Doubles, DoublesAction};
pub use earnings::{Entries, EntriesAction, Filter, HandFields, Totals};
pub use import::{Import, ImportAction};
pub use invoices::{Invoices, InvoicesAction};
pub use ledger::{Changes, ChangesAction, DriftSpan};
pub use mail::{Mail, MailPaste, MailWords};
pub use offers::{Brands, Offers, OffersAction, SearchesAction, Which};
pub use output::{Chart, Export};
pub use payouts::{Match, PayoutAction, Payouts};
pub use programmes::{
    ForecastQuery, Metrics, MetricsAction, OverrideAction, PackAction, ProgrammeStatus, Programmes,
    ProgrammesAction, StatusAction, Switch,
};
pub use rates::{Rates, RatesAction};
pub use reply::{OutboxAction, Reply, Sender, Templates};
pub use work::{CalendarTo, CaseTo, Deal, DealAction, Fees, WorthAction, WorthOf};

use clap::{Parser, Subcommand};
use std::path::PathBuf;

/// What every platform owes and paid you, which programmes are within reach, which offers wait.
#[derive(Debug, Parser)]
#[command(name = "creatorctl", version, propagate_version = true)]
pub struct Arguments {
    /// The profile's folder (default: the system's data folder).
    #[arg(long, global = true, value_name = "DIR")]
    pub profile: Option<PathBuf>,
    /// Exactly one JSON document on stdout; progress and messages on stderr.
    #[arg(long, global = true)]
    pub json: bool,
    /// Language of words for people.
    #[arg(long, global = true, value_parser = ["en", "fr"])]
    pub locale: Option<String>,
    /// No progress and no messages.
    #[arg(long, short, global = true)]
    pub quiet: bool,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a sandbox profile with an invented creator and sync everything through loopback HTTP.
    Demo(Scale),
    /// The emulator of the platforms.
    #[command(subcommand)]
    Sandbox(Sandbox),
    /// Profiles.
    #[command(subcommand)]
    Profile(Profile),
    /// Connected accounts.
    #[command(subcommand)]
    Account(Account),
    /// Read connected accounts.
    Sync(Sync),
    /// Read files, folders and archives; list and undo imports.
    Import(Import),
    /// Earned lines, newest first.
    Entries(Entries),
    /// Sums by keys: day week month year stream platform account unit status.
    Totals(Totals),
    /// What changed; acknowledge or flag it.
    Changes(Changes),
    /// How far figures moved after they were first seen, by month and source.
    Drift(DriftSpan),
    /// The exact bytes an entry came from.
    Source {
        /// Entry id.
        entry: i64,
    },
    /// Payouts, or one opened into what it pays; bank lines, the calendar, accepted months.
    Payouts(Payouts),
    /// Money that two sources tell of: what looks like one thing, and decisions about it.
    Doubles(Doubles),
    /// What programmes are judged by.
    Metrics(Metrics),
    /// The board of programmes, or one rule tree with evidence.
    Programmes(Programmes),
    /// Brand offers.
    Offers(Offers),
    /// Invoices: written from offers, issued, paid, asked for.
    Invoices(Invoices),
    /// Brands over the years: past offers, what they paid, how they pay.
    Brands(Brands),
    /// Pieces to be made and rights over time, of one offer or of all deals.
    Deal(Deal),
    /// What an offer is worth after charges, time, currency and exclusivity.
    Worth(WorthOf),
    /// Your own past fees and what they suggest.
    Fees(Fees),
    /// Write the days ahead as an iCalendar file.
    Calendar(CalendarTo),
    /// Write everything around an offer as a dated archive.
    Case(CaseTo),
    /// Messages of mailboxes: search, read, save an attachment, paste one in.
    #[command(subcommand)]
    Mail(Mail),
    /// Messages and offers with these words, as `mail search`.
    Search(MailWords),
    /// What units are worth in your reporting currency: reference rates and your own.
    Rates(Rates),
    /// What the screens show, drawn: earnings or today.
    Chart(Chart),
    /// The Today screen as text.
    Today,
    /// Hand the ledger to other programs: csv or json.
    Export(Export),
    /// Write a backup, reopened and checked before it counts.
    Backup {
        /// Folder (default: the profile's own backups).
        #[arg(long)]
        to: Option<PathBuf>,
    },
    /// Put a backup in place of the profile.
    Restore {
        /// The backup.
        file: PathBuf,
    },
    /// Recompute rollups, check hashes and integrity.
    Verify,
    /// Versions, paths, encryption, keychain, ages, last runs, problems with remedies.
    Doctor,
}
