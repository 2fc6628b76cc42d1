//! The one place that asks the system for the time.
//!
//! The rule it protects: everything else is handed its "now", so that a run can be repeated. `CREATOR_STUDIO_NOW` (an RFC
//! 3339 instant) replaces the clock in the window, the command line and the sandbox.

use crate::StudioError;
use domain::Instant;

/// A clock, or one instant standing in for it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Clock {
    fixed: Option<Instant>,
}

impl Clock {
    /// The system's clock, unless `CREATOR_STUDIO_NOW` names an instant.
    ///
    /// # Errors
    /// [`StudioError::BadRequest`] when the variable is set and is not an instant.
    pub fn from_environment() -> Result<Self, StudioError> {
        match std::env::var("CREATOR_STUDIO_NOW") {
            Ok(text) => Ok(Self {
                fixed: Some(
                    text.parse()
                        .map_err(|_| StudioError::bad("CREATOR_STUDIO_NOW", text))?,
                ),
            }),
            Err(_) => Ok(Self { fixed: None }),
        }
    }

    /// A clock that always shows `now`.
    pub fn fixed(now: Instant) -> Self {
        Self { fixed: Some(now) }
    }

    /// The instant that counts as now.
    pub fn now(self) -> Instant {
        self.fixed.unwrap_or_else(system_now)
    }
}

/// Reads the system's clock, to the millisecond.
#[allow(clippy::disallowed_methods)] // The one allowed use: see the module's first lines.
fn system_now() -> Instant {
    let now = Instant(chrono::Utc::now());
    Instant::from_millis(now.millis()).unwrap_or(now)
}
