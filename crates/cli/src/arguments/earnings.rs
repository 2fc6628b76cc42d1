//! Earned lines, narrowed, summed and written by hand.

use clap::{Args, Subcommand};
use std::path::PathBuf;

/// What narrows entries.
#[derive(Debug, Args, Default)]
pub struct Filter {
    /// First day.
    #[arg(long, value_name = "DAY")]
    pub from: Option<String>,
    /// Last day.
    #[arg(long, value_name = "DAY")]
    pub to: Option<String>,
    /// Kind of income.
    #[arg(long)]
    pub stream: Option<String>,
    /// How sure.
    #[arg(long)]
    pub status: Option<String>,
    /// Account id.
    #[arg(long, value_name = "ID")]
    pub account: Option<i64>,
    /// Currency or token.
    #[arg(long)]
    pub unit: Option<String>,
    /// Words of title or payer.
    #[arg(long, value_name = "WORDS")]
    pub text: Option<String>,
}

/// Earned lines.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Entries {
    /// Type one by hand, or change one that was.
    #[command(subcommand)]
    pub action: Option<EntriesAction>,
    /// What narrows them.
    #[command(flatten)]
    pub filter: Filter,
    /// Rows of a page, at most 1,000.
    #[arg(long, default_value_t = 50)]
    pub limit: u32,
    /// The `next` of the page before.
    #[arg(long, value_name = "CURSOR")]
    pub after: Option<String>,
}

/// Type by hand.
#[derive(Debug, Subcommand)]
pub enum EntriesAction {
    /// One line, or fields: `entries add 12/03 brand deal 500 EUR Nordlicht`.
    Add {
        /// The line.
        line: Vec<String>,
        /// Fields that win over it.
        #[command(flatten)]
        fields: HandFields,
        /// Say how it reads; write nothing.
        #[arg(long)]
        dry_run: bool,
    },
    /// Change an entry typed by hand.
    Edit {
        /// Entry id.
        id: i64,
        /// A new line in place of the old one.
        line: Vec<String>,
        /// Fields that change.
        #[command(flatten)]
        fields: HandFields,
    },
    /// Take an entry typed by hand out of every sum.
    Delete {
        /// Entry id.
        id: i64,
    },
    /// Take back what one of these commands did.
    Undo {
        /// Its run.
        run: i64,
    },
    /// What comes again.
    Recurring,
    /// Change what occurrences say from a day on.
    EditRecurring {
        /// Its id.
        id: i64,
        /// First day (default: tomorrow).
        #[arg(long, value_name = "DAY")]
        from: Option<String>,
        /// Fields that change.
        #[command(flatten)]
        fields: HandFields,
    },
    /// End a repetition, or let it go on.
    EndRecurring {
        /// Its id.
        id: i64,
        /// Last day (default: today).
        #[arg(long, value_name = "DAY")]
        until: Option<String>,
        /// Let it go on.
        #[arg(long)]
        resume: bool,
    },
    /// Keep a file beside an entry.
    Attach {
        /// Entry id.
        id: i64,
        /// The file, at most 20 MiB.
        file: PathBuf,
    },
}

/// Fields of an entry typed by hand.
#[derive(Debug, Args, Default)]
pub struct HandFields {
    /// Reporting day.
    #[arg(long)]
    pub day: Option<String>,
    /// Kind of income.
    #[arg(long)]
    pub stream: Option<String>,
    /// How sure.
    #[arg(long)]
    pub status: Option<String>,
    /// Currency or token.
    #[arg(long)]
    pub unit: Option<String>,
    /// What remains.
    #[arg(long, allow_negative_numbers = true)]
    pub net: Option<String>,
    /// Before fees and tax.
    #[arg(long, allow_negative_numbers = true)]
    pub gross: Option<String>,
    /// Fee.
    #[arg(long, allow_negative_numbers = true)]
    pub fee: Option<String>,
    /// Withheld tax.
    #[arg(long, allow_negative_numbers = true)]
    pub tax: Option<String>,
    /// What it was.
    #[arg(long)]
    pub title: Option<String>,
    /// Who paid.
    #[arg(long)]
    pub payer: Option<String>,
    /// Account id (default: the account of hand-typed money).
    #[arg(long, value_name = "ID")]
    pub account: Option<i64>,
    /// It comes again: week, month or year.
    #[arg(long)]
    pub every: Option<String>,
    /// Last day of the repetition.
    #[arg(long, value_name = "DAY")]
    pub until: Option<String>,
    /// Months it is spread over.
    #[arg(long)]
    pub months: Option<u32>,
}

/// Sums.
#[derive(Debug, Args)]
pub struct Totals {
    /// Keys, separated by commas.
    #[arg(long, value_delimiter = ',', required = true)]
    pub by: Vec<String>,
    /// What narrows them.
    #[command(flatten)]
    pub filter: Filter,
    /// Converted to one currency.
    #[arg(long = "in", value_name = "CUR")]
    pub currency: Option<String>,
    /// As it was known at the end of that day.
    #[arg(long, value_name = "DAY")]
    pub as_known_on: Option<String>,
}
