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
pub struct Programmes {
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
