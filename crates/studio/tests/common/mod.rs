//! The sample creator in a temporary folder, for every test that needs a whole profile.
//!
//! The rule it protects: no system keychain, no system clock, nothing but loopback.

#![allow(dead_code)] // Each test takes what it needs of this.

use domain::Instant;
use std::path::Path;
use std::sync::Arc;
use store::KeychainMode;
use studio::clock::Clock;
use studio::work::Work;
use studio::{OpenProfile, Opening, Silence};

/// The clock every test stands still at unless it says otherwise.
pub const NOW: &str = "2026-10-22T08:00:00Z";

/// An instant from its text.
pub fn at(text: &str) -> Instant {
    text.parse().expect("an RFC 3339 instant")
}

/// Makes or opens a profile whose key lies in a file.
pub fn open(folder: &Path, sandbox: bool, now: &str) -> Arc<OpenProfile> {
    let opening = Opening::Create { sandbox };
    let clock = Clock::fixed(at(now));
    let opened = OpenProfile::open_with(folder, opening, clock, false, KeychainMode::Off);
    Arc::new(opened.expect("a profile in a temporary folder opens"))
}

/// A place for long work that nobody listens to.
pub fn work() -> Arc<Work> {
    Arc::new(Work::new(Arc::new(Silence)))
}
