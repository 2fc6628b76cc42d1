//! What changed, and how far figures moved.

use clap::{Args, Subcommand};

/// What changed.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Changes {
    /// Acknowledge or flag.
    #[command(subcommand)]
    pub action: Option<ChangesAction>,
    /// A run's id, or an instant; everything not acknowledged when left out.
    #[arg(long, value_name = "RUN|INSTANT")]
    pub since: Option<String>,
    /// Only new, revised, vanished, status, payouts, offers or missing.
    #[arg(long)]
    pub kind: Option<String>,
    /// Only of this account.
    #[arg(long, value_name = "ID")]
    pub account: Option<i64>,
    /// Only what is flagged.
    #[arg(long)]
    pub flagged: bool,
    /// Acknowledged ones too.
    #[arg(long)]
    pub all: bool,
}

/// Acknowledge or flag.
#[derive(Debug, Subcommand)]
pub enum ChangesAction {
    /// Mark as seen.
    Acknowledge {
        /// Change ids.
        #[arg(allow_negative_numbers = true)]
        ids: Vec<i64>,
        /// All of them but late money and flagged ones.
        #[arg(long, conflicts_with = "ids")]
        all: bool,
    },
    /// Take that back.
    Unacknowledge {
        /// Change ids.
        #[arg(required = true, allow_negative_numbers = true)]
        ids: Vec<i64>,
    },
    /// Keep one in the list until the flag is lifted.
    Flag {
        /// Change id.
        #[arg(allow_negative_numbers = true)]
        id: i64,
        /// Why.
        #[arg(long)]
        note: Option<String>,
    },
    /// Lift a flag.
    Lift {
        /// Change id.
        #[arg(allow_negative_numbers = true)]
        id: i64,
    },
}

/// Days drift is asked for.
#[derive(Debug, Args)]
pub struct DriftSpan {
    /// First reporting day (default: two years back).
    #[arg(long, value_name = "DAY")]
    pub from: Option<String>,
    /// Last reporting day.
    #[arg(long, value_name = "DAY")]
    pub to: Option<String>,
}
