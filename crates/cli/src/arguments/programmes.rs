//! What programmes are judged by, and their board.

use clap::{Args, Subcommand};
use std::path::PathBuf;

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
    /// What changed since that day, and why.
    #[arg(long, value_name = "DAY")]
    pub since: Option<String>,
    /// What differs from that country, and why; with or without --since.
    #[arg(long, value_name = "CC")]
    pub since_region: Option<String>,
    /// What differs from what was known at the end of that day, and why; with or without --since.
    #[arg(long, value_name = "DAY")]
    pub since_known_on: Option<String>,
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
    /// Your own word on a rule: another threshold, or that it is wrong.
    #[command(subcommand)]
    Override(OverrideAction),
    /// Newer rules, opened by hand as signed files.
    #[command(subcommand)]
    Pack(PackAction),
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
    /// When programmes open or would be lost, with the 80 % band; one opened into its requirements.
    Forecast(ForecastQuery),
    /// How such forecasts do on series whose future is known: median error, and how often the band held.
    Backtest,
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

/// Which forecasts.
#[derive(Debug, Args)]
pub struct ForecastQuery {
    /// Programme id of the registry.
    pub id: Option<String>,
    /// Country, two letters.
    #[arg(long, value_name = "CC")]
    pub region: Option<String>,
    /// As of that day.
    #[arg(long, value_name = "DAY")]
    pub on: Option<String>,
    /// By what was known at the end of that day.
    #[arg(long, value_name = "DAY")]
    pub as_known_on: Option<String>,
}

/// Your own word on rules.
#[derive(Debug, Subcommand)]
pub enum OverrideAction {
    /// Every word that counts, beside what the rules say.
    List,
    /// Note one. Without a condition, the whole version is wrong.
    Set(OverrideSet),
    /// Take one back; the rule holds again.
    End {
        /// Its number.
        id: i64,
    },
}

/// A word on a rule.
#[derive(Debug, Args)]
pub struct OverrideSet {
    /// Id of the rule version, `tiktok.tips@help-page` for instance.
    pub rule: String,
    /// Why, in your words.
    #[arg(long)]
    pub note: String,
    /// The condition: its metric, or its place (`requirements.1`) where several ask for the metric.
    #[arg(long, requires = "value", value_name = "METRIC|PLACE")]
    pub condition: Option<String>,
    /// The threshold instead, in the unit of the rule.
    #[arg(long, requires = "condition")]
    pub value: Option<String>,
    /// The version is wrong and must not judge.
    #[arg(
        long,
        conflicts_with = "condition",
        required_unless_present = "condition"
    )]
    pub wrong: bool,
    /// The first day judged by it; every day when absent.
    #[arg(long, value_name = "DAY")]
    pub from: Option<String>,
    /// Where you read it.
    #[arg(long)]
    pub source: Option<String>,
}

/// Newer rules.
#[derive(Debug, Subcommand)]
pub enum PackAction {
    /// The rules in force with their age and origin, and whose packs are accepted.
    List,
    /// Look at a signed pack: who signed it, what it would change. Writes nothing.
    Look {
        /// The file.
        file: PathBuf,
    },
    /// Open a signed pack; it takes effect at once.
    Add {
        /// The file.
        file: PathBuf,
    },
    /// Remove the pack of a platform; the program's own rules hold again.
    Remove {
        /// The platform's slug, `tiktok` for instance.
        platform: String,
    },
    /// Accept packs of a key, after comparing its fingerprint.
    Trust {
        /// The public key, 64 hexadecimal digits.
        key: String,
        /// Whose it is.
        #[arg(long)]
        name: String,
    },
    /// Accept packs of a key no longer.
    Distrust {
        /// The public key.
        key: String,
    },
    /// Sign a pack you publish.
    Sign {
        /// The pack, as it stands under `programmes/`.
        file: PathBuf,
        /// A file with the private key: 64 hexadecimal digits.
        #[arg(long, value_name = "FILE")]
        key_file: PathBuf,
        /// Where the signed pack goes.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
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
