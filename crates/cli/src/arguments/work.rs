//! Work on offers: pieces, rights, worth, past fees, calendar, case file.

use clap::{Args, Subcommand};
use std::path::PathBuf;

/// Pieces to be made and rights over time.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Deal {
    /// Offer id; without one, every deal that has something ahead of it.
    pub offer: Option<i64>,
    /// Say something of a piece or a right, or take it back.
    #[command(subcommand)]
    pub action: Option<DealAction>,
}

/// Say something of a piece or a right.
#[derive(Debug, Subcommand)]
pub enum DealAction {
    /// Add a piece: `format=video`, `label=…`, `publish_on=2026-11-09`.
    Add {
        /// Offer id.
        offer: i64,
        /// FIELD=VALUE; an empty value says that there is none.
        fields: Vec<String>,
    },
    /// Say something of a piece (`video-1 publish_on=2026-11-09 progress=drafted`) or a right (`exclusivity length="60 days"`).
    Set {
        /// Offer id.
        offer: i64,
        /// Its name within the offer.
        item: String,
        /// FIELD=VALUE; an empty value says that there is none.
        #[arg(required = true)]
        fields: Vec<String>,
    },
    /// Take a word back.
    Undo {
        /// The word, as `set` and `add` answered.
        word: i64,
    },
}

/// What an offer is worth.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct WorthOf {
    /// Offer id.
    pub offer: Option<i64>,
    /// Another offer, side by side.
    #[arg(long, value_name = "OFFER", requires = "offer")]
    pub against: Option<i64>,
    /// What the reckoning rests on.
    #[command(subcommand)]
    pub action: Option<WorthAction>,
}

/// What the reckoning rests on.
#[derive(Debug, Subcommand)]
pub enum WorthAction {
    /// Of one offer: `hours=11`, `loss="120 EUR"`, `category=tea`, `pay_days=30`.
    Set {
        /// Offer id.
        offer: i64,
        /// FIELD=VALUE; an empty value says that it is not known.
        #[arg(required = true)]
        fields: Vec<String>,
    },
    /// Of every offer: `charges=24.6`, `wish=40`, `hours.video=4`; without fields, as they are.
    Choices {
        /// FIELD=VALUE; an empty value takes it away.
        fields: Vec<String>,
    },
}

/// Your own past fees.
#[derive(Debug, Args)]
pub struct Fees {
    /// Of one brand.
    #[arg(long)]
    pub brand: Option<String>,
    /// Beside this offer.
    #[arg(long)]
    pub offer: Option<i64>,
}

/// A file to write.
#[derive(Debug, Args)]
pub struct CalendarTo {
    /// The file.
    #[arg(long, value_name = "FILE")]
    pub to: PathBuf,
}

/// A case file to write.
#[derive(Debug, Args)]
pub struct CaseTo {
    /// Offer id.
    pub offer: i64,
    /// The archive.
    #[arg(long, value_name = "ZIP")]
    pub to: PathBuf,
}
