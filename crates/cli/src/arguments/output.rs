//! What is handed out: drawings and files.

use clap::Args;
use std::path::PathBuf;

/// What the screens show.
#[derive(Debug, Args)]
pub struct Chart {
    /// earnings or today.
    pub name: String,
    /// First day.
    #[arg(long, value_name = "DAY")]
    pub from: Option<String>,
    /// Last day.
    #[arg(long, value_name = "DAY")]
    pub to: Option<String>,
    /// What stands in a stack: stream, platform or status.
    #[arg(long, default_value = "stream")]
    pub by: String,
    /// day, week, month or year.
    #[arg(long, default_value = "month")]
    pub period: String,
    /// The one unit drawn.
    #[arg(long = "in", value_name = "UNIT")]
    pub unit: Option<String>,
    /// light or dark.
    #[arg(long, default_value = "light", value_parser = ["light", "dark"])]
    pub theme: String,
    /// File to write, ending in .svg.
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
}

/// Hand the ledger on.
#[derive(Debug, Args)]
pub struct Export {
    /// csv or json (xlsx, parquet, hledger, beancount, ics and studio come later).
    pub format: String,
    /// File to write.
    #[arg(long)]
    pub out: PathBuf,
    /// First day.
    #[arg(long, value_name = "DAY")]
    pub from: Option<String>,
    /// Last day.
    #[arg(long, value_name = "DAY")]
    pub to: Option<String>,
}
