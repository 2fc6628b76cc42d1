//! How long work and changes make themselves known to a window or a terminal.

use crate::shapes::TaskProgress;

/// Hears what happens. Implemented by the window's bridge and by the command line.
pub trait Events: Send + Sync {
    /// Long work went on, or ended.
    fn progress(&self, progress: &TaskProgress);
    /// Data behind these tags changed: `entries payouts programmes offers accounts runs review settings app`.
    fn changed(&self, tags: &[&str]);
}

/// Hears nothing, for tests and short commands.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silence;

impl Events for Silence {
    fn progress(&self, _: &TaskProgress) {}
    fn changed(&self, _: &[&str]) {}
}
