//! Carries the studio's news to the window.

use studio::Events;
use studio::shapes::TaskProgress;
use tauri::{AppHandle, Emitter};

/// Sends each piece of news as a window event.
pub struct WindowEvents {
    app: AppHandle,
}

impl WindowEvents {
    /// A bridge to every window of `app`.
    pub fn new(app: AppHandle) -> Self {
        Self { app }
    }
}

impl Events for WindowEvents {
    fn progress(&self, progress: &TaskProgress) {
        if let Err(error) = self.app.emit("progress", progress) {
            tracing::debug!(%error, "no window heard the progress");
        }
    }

    fn changed(&self, tags: &[&str]) {
        if let Err(error) = self.app.emit("changed", tags) {
            tracing::debug!(%error, "no window heard the change");
        }
    }
}
