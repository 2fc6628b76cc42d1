//! The invented world: how large, and its emulator.

use clap::{Args, Subcommand};

/// How large the invented world is.
#[derive(Debug, Args)]
pub struct Scale {
    /// Decides everything invented.
    #[arg(long, default_value_t = 7)]
    pub seed: u64,
    /// Days of history.
    #[arg(long, default_value_t = 1_095)]
    pub days: u32,
    /// Number of Stripe balance lines; a natural number when left out.
    #[arg(long)]
    pub entries: Option<u64>,
}

/// The emulator.
#[derive(Debug, Subcommand)]
pub enum Sandbox {
    /// Run it until stopped; the first line on stdout tells where.
    Serve {
        /// How large the world is.
        #[command(flatten)]
        scale: Scale,
        /// Loopback port; any free one when left out.
        #[arg(long, default_value_t = 0)]
        port: u16,
        /// Misbehaviour, `stripe:429*3:retry-after=2` for instance; may be repeated.
        #[arg(long, value_name = "SPEC")]
        fault: Vec<String>,
    },
}
