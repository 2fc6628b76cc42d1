//! The time of day during a long run, from the job's "now" and the time that passed since.

use domain::Instant;

/// Signed requests carry the time and are refused minutes later; a run may last longer than that.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Clock {
    now: Instant,
    since: tokio::time::Instant,
}

impl Clock {
    /// Starts at the job's now.
    pub fn start(now: Instant) -> Self {
        Self {
            now,
            since: tokio::time::Instant::now(),
        }
    }

    /// Unix seconds at this moment.
    pub fn seconds(&self) -> i64 {
        let passed = i64::try_from(self.since.elapsed().as_secs()).unwrap_or_default();
        self.now.seconds().saturating_add(passed)
    }
}
