//! Money told by two sources.

use clap::{Args, Subcommand};

/// `doubles`.
#[derive(Debug, Args)]
pub struct Doubles {
    /// What to do instead of listing.
    #[command(subcommand)]
    pub action: Option<DoublesAction>,
}

/// What can be decided.
#[derive(Debug, Subcommand)]
pub enum DoublesAction {
    /// Makes pairs, or whole overlaps, one: of each pair one side is put aside and counted no more.
    Merge {
        /// Ids of pairs or of overlaps, as listed.
        #[arg(required = true)]
        ids: Vec<String>,
        /// The side that goes on counting: one or other; what is proposed unless given.
        #[arg(long, value_name = "SIDE")]
        keep: Option<String>,
    },
    /// Keeps both sides of pairs, or of whole overlaps: they are not asked about again.
    Keep {
        /// Ids of pairs or of overlaps, as listed.
        #[arg(required = true)]
        ids: Vec<String>,
    },
    /// Takes a decision back.
    Undo {
        /// Id of the decision, as listed.
        decision: i64,
    },
}
