//! Reading in files, and taking that back.

use clap::{Args, Subcommand};
use std::path::PathBuf;

/// Read files.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct Import {
    /// List or undo.
    #[command(subcommand)]
    pub action: Option<ImportAction>,
    /// Files, folders, archives, `.eml`, `.mbox`.
    #[arg(required = true)]
    pub paths: Vec<PathBuf>,
    /// The format or preset, instead of finding it out.
    #[arg(long = "as", value_name = "FORMAT")]
    pub format: Option<String>,
    /// The account it goes to.
    #[arg(long, value_name = "ID")]
    pub account: Option<i64>,
    /// Say what would happen; write nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// What TikTok's LIVE earnings count, since its export does not say: diamond, or a currency.
    #[arg(long, value_name = "UNIT")]
    pub live_unit: Option<String>,
    /// An answer to what a table leaves open, as QUESTION=VALUE: day_order=dmy, decimal=comma, zone=Europe/Paris, unit=EUR,
    /// year=2026, stream=tip. Remembered for the next file of its format.
    #[arg(long = "answer", value_name = "QUESTION=VALUE")]
    pub answers: Vec<String>,
}

/// List or undo.
#[derive(Debug, Subcommand)]
pub enum ImportAction {
    /// Imports so far, newest first.
    List,
    /// Presets for tables: yours and those that come with the program. Their ids stand after `--as`.
    Presets,
    /// Remove exactly what one import brought.
    Undo {
        /// Run id.
        run: i64,
    },
}
