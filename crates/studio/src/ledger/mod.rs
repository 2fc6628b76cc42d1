//! What was believed when: histories, drift, expected ranges, and any past day as it was known then.
//!
//! The rules it protects: nothing is overwritten, so each day's truth can be asked for; a range says what it was learned from;
//! unlike units stand side by side.

mod drift;
mod expected;
mod history;
mod known;

pub use drift::drift;
pub use expected::expected_final;
pub use history::entry_ledger;
pub use known::{known_payouts, known_totals};

use domain::{CivilDay, Instant};

/// The last instant of a day, UTC: what came in by then was known on that day.
pub(crate) fn end_of(day: CivilDay) -> Instant {
    let next = day.plus_days(1).utc_start();
    Instant::from_millis(next.millis() - 1).unwrap_or(next)
}
