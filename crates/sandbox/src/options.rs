//! What a sandbox is started with, and the accounts it offers.
//!
//! Rule protected: the clock is always given by the caller.

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::faults::FaultSpec;

/// How to start a sandbox.
#[derive(Debug, Clone)]
pub struct SandboxOptions {
    /// Decides everything invented; the same seed gives the same creator.
    pub seed: u64,
    /// Days of history before `now` (30 to 3,650).
    pub days: u32,
    /// Number of Stripe balance transactions by `now`, at most 1,000,000; `None` for a natural number.
    pub entries: Option<u64>,
    /// The sandbox's clock. It stands still until it is set anew.
    pub now: DateTime<Utc>,
    /// Misbehaviour from the first request on.
    pub faults: Vec<FaultSpec>,
    /// Loopback port; 0 takes any free one.
    pub port: u16,
}

impl SandboxOptions {
    /// Three years of seed 7 up to `now`, no faults, any port.
    #[must_use]
    pub fn new(now: DateTime<Utc>) -> Self {
        Self {
            seed: 7,
            days: 1_095,
            entries: None,
            now,
            faults: Vec::new(),
            port: 0,
        }
    }
}

/// One account a client can connect to. Its credentials are invented and open nothing but this sandbox.
#[derive(Debug, Clone, Serialize)]
pub struct SandboxAccount {
    /// The platform's slug, `tiktok-shop` for instance.
    pub platform: String,
    /// The creator's name on that platform.
    pub handle: String,
    /// ISO 3166 two-letter code.
    pub region: String,
    /// Stands for the platform's own origin; the platform's paths follow it.
    pub base_url: String,
    /// What a connector needs to sign in, by the platform's own field names.
    pub credentials: serde_json::Value,
}
