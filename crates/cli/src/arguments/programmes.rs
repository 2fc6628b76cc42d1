//! What programmes are judged by, and their board.

use clap::{Args, Subcommand};

/// What programmes are judged by.
#[derive(Debug, Args)]
pub struct Metrics {
    /// Set one.
    #[command(subcommand)]
    pub action: Option<MetricsAction>,
}

/// Set one.
#[derive(Debug, Subcommand)]
pub enum MetricsAction {
    /// Your own word on a figure.
    Set {
        /// Name in the registry's vocabulary.
        name: String,
        /// Its value: a number, yes or no.
        value: String,
        /// Account id.
        #[arg(long, value_name = "ID")]
        account: i64,
        /// The day it held.
        #[arg(long, value_name = "DAY")]
        on: Option<String>,
    },
}

/// The board.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Programmes {
    /// Instead of the board.
    #[command(subcommand)]
    pub action: Option<ProgrammesAction>,
    /// Programme id of the registry.
    pub id: Option<String>,
    /// Country, two letters.
    #[arg(long, value_name = "CC")]
    pub region: Option<String>,
    /// As of that day.
    #[arg(long, value_name = "DAY")]
    pub on: Option<String>,
    /// Judged by what was known at the end of that day.
    #[arg(long, value_name = "DAY")]
    pub as_known_on: Option<String>,
    /// Only programmes of this account's platform.
    #[arg(long, value_name = "ID")]
    pub account: Option<i64>,
    /// What if: METRIC=VALUE; may be repeated.
    #[arg(long, value_name = "METRIC=VALUE")]
    pub set: Vec<String>,
}

/// What else programmes answer.
#[derive(Debug, Subcommand)]
pub enum ProgrammesAction {
    /// Where you stand with a programme: typed and observed, with the waits its rule states.
    Status(ProgrammeStatus),
    /// What would open, close or change from one country to another.
    Compare {
        /// Country left, two letters.
        from: String,
        /// Country gone to.
        to: String,
        /// As of that day.
        #[arg(long, value_name = "DAY")]
        on: Option<String>,
        /// What stays the same, too.
        #[arg(long)]
        all: bool,
    },
    /// What its streams should pay by the rules in force, beside what they paid.
    Economics {
        /// Programme id of the registry.
        id: String,
        /// As of that day.
        #[arg(long, value_name = "DAY")]
        on: Option<String>,
    },
    /// Changed states since the last look; switch them on or off.
    Notices {
        /// Switch: `on` or `off`.
        switch: Option<Switch>,
        /// Of this programme only.
        #[arg(long, value_name = "ID")]
        programme: Option<String>,
        /// Put everything shown aside.
        #[arg(long, conflicts_with = "switch")]
        aside: bool,
    },
}

/// On or off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Switch {
    /// On.
    On,
    /// Off.
    Off,
}

/// Where you stand with a programme.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct ProgrammeStatus {
    /// Programme id of the registry.
    #[arg(required = true)]
    pub id: Option<String>,
    /// As of that day.
    #[arg(long, value_name = "DAY")]
    pub on: Option<String>,
    /// Change it.
    #[command(subcommand)]
    pub action: Option<StatusAction>,
}

/// Change a status history.
#[derive(Debug, Subcommand)]
pub enum StatusAction {
    /// Note a standing from a day on.
    Add {
        /// Programme id of the registry.
        id: String,
        /// applied, admitted, refused, suspended, appealed, left; unsaid takes the word before back.
        standing: String,
        /// First day it holds; today when absent.
        #[arg(long, value_name = "DAY")]
        from: Option<String>,
        /// In your words.
        #[arg(long, default_value = "")]
        note: String,
    },
    /// Take a line back; it stays in the history.
    Retire {
        /// Its number.
        status: i64,
    },
    /// Put a line back.
    Restore {
        /// Its number.
        status: i64,
    },
}
