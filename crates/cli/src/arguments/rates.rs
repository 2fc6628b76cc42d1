//! What units are worth in the reporting currency.

use clap::{Args, Subcommand};

/// What units are worth.
#[derive(Debug, Args)]
pub struct Rates {
    /// Show, read, type.
    #[command(subcommand)]
    pub action: Option<RatesAction>,
}

/// Show, read, type.
#[derive(Debug, Subcommand)]
pub enum RatesAction {
    /// The rate of a unit on a day, with the file it stands in.
    Show {
        /// Currency or token.
        unit: String,
        /// The currency converted to (default: your reporting currency).
        #[arg(long = "in", value_name = "CUR")]
        currency: Option<String>,
        /// The day (default: today).
        #[arg(long, value_name = "DAY")]
        on: Option<String>,
    },
    /// Read newer reference rates of the European Central Bank; nothing else asks the network for them.
    Refresh {
        /// Another address than the bank's own.
        #[arg(long, value_name = "URL")]
        base_url: Option<String>,
    },
    /// Type your own rate of a token, or of a currency nobody publishes: `rates set diamond 0.005 USD --from 2025-01-01`.
    Set {
        /// Currency or token.
        unit: String,
        /// What one is worth.
        worth: String,
        /// In which currency.
        currency: String,
        /// The first day it holds.
        #[arg(long, value_name = "DAY")]
        from: String,
        /// Why.
        #[arg(long, default_value = "")]
        note: String,
    },
    /// Take one of your rates back; it stays in the history.
    Unset {
        /// Rate id.
        id: i64,
    },
    /// Put one of your rates back.
    Restore {
        /// Rate id.
        id: i64,
    },
    /// What exchange at payers cost against the reference rates, by year.
    Cost,
    /// What was really paid per 1,000 views, sale, subscriber or diamond, and where it changed.
    Effective,
}
