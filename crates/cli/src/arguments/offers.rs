//! Brand offers.

use clap::{Args, Subcommand};
use std::path::PathBuf;

/// Brand offers.
#[derive(Debug, Args)]
pub struct Offers {
    /// Show or change one.
    #[command(subcommand)]
    pub action: Option<OffersAction>,
}

/// Show or change one.
#[derive(Debug, Subcommand)]
pub enum OffersAction {
    /// One offer with terms, evidence, findings and messages.
    Show {
        /// Offer id.
        id: i64,
    },
    /// Type one in.
    Add {
        /// FIELD=VALUE.
        fields: Vec<String>,
    },
    /// Correct fields: `stage=talking`, `fee=850 EUR`; your word wins for ever.
    Set {
        /// Offer id.
        id: i64,
        /// FIELD=VALUE.
        #[arg(required = true)]
        fields: Vec<String>,
    },
    /// Answer one.
    Reply {
        /// Offer id.
        id: i64,
        /// The text.
        #[arg(long, value_name = "FILE")]
        body_file: PathBuf,
    },
    /// Answers that wait to go out.
    Outbox,
}
