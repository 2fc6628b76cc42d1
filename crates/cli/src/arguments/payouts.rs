//! Payouts, bank lines and what belongs together.

use clap::{Args, Subcommand};

/// `payouts`.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Payouts {
    /// Payout id.
    pub id: Option<i64>,
    /// With an id: the entries behind one line (all, earned, refund, clawback, adjustment, fee, tax).
    #[arg(long, requires = "id")]
    pub rows: Option<String>,
    /// The equation of earned, paid and owed over days, account by account.
    #[arg(long, conflicts_with = "id")]
    pub balance: bool,
    /// First day of the equation.
    #[arg(long, requires = "balance")]
    pub from: Option<String>,
    /// Last day of the equation; today unless given.
    #[arg(long, requires = "balance")]
    pub to: Option<String>,
    /// Payouts as they were known at the end of that day.
    #[arg(long, value_name = "DAY", conflicts_with_all = ["id", "balance"])]
    pub as_known_on: Option<String>,
    /// What to do instead.
    #[command(subcommand)]
    pub action: Option<PayoutAction>,
}

/// What can be done about payouts.
#[derive(Debug, Subcommand)]
pub enum PayoutAction {
    /// Bank lines and payouts that wait for a decision; decides about some.
    Match(Match),
    /// What is expected of each account, with bands.
    Calendar,
    /// Months of accounts: accepted ones and those that may be.
    Periods,
    /// Accepts a month of an account.
    Lock {
        /// Account id.
        account: i64,
        /// The month, as 2026-03.
        month: String,
    },
    /// Opens an accepted month again.
    Reopen {
        /// Account id.
        account: i64,
        /// The month, as 2026-03.
        month: String,
        /// Why; it is kept.
        #[arg(long)]
        reason: String,
    },
}

/// `payouts match`.
#[derive(Debug, Args)]
pub struct Match {
    /// Accepts the proposal with this key.
    #[arg(long, value_name = "KEY")]
    pub accept: Vec<String>,
    /// Accepts every sure proposal.
    #[arg(long)]
    pub accept_sure: bool,
    /// Refuses the proposal with this key.
    #[arg(long, value_name = "KEY")]
    pub refuse: Vec<String>,
    /// Lays a payout and a bank line beside each other by hand; several in one go are one decision.
    #[arg(long, value_name = "PAYOUT:LANDING[:AMOUNT]")]
    pub link: Vec<String>,
    /// Says that a bank line is no payout.
    #[arg(long, value_name = "LANDING")]
    pub none: Vec<i64>,
    /// Takes a decision back.
    #[arg(long, value_name = "DECISION")]
    pub undo: Vec<i64>,
}
