//! Carries the studio's news to the window, and its sign-in pages to the system's browser.

use studio::Events;
use studio::shapes::TaskProgress;
use studio::signing_in::Browser;
use tauri::{AppHandle, Emitter};
use tauri_plugin_opener::OpenerExt;

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

/// The browser the system opens addresses with. The studio has checked the address; no page of the window comes this way.
pub struct SystemBrowser {
    app: AppHandle,
}

impl SystemBrowser {
    /// The system's browser.
    pub fn new(app: AppHandle) -> Self {
        Self { app }
    }
}

impl Browser for SystemBrowser {
    fn open(&self, address: &str) -> bool {
        let opened = self.app.opener().open_url(address, None::<&str>);
        if let Err(error) = &opened {
            tracing::warn!(%error, "the system's browser did not open");
        }
        opened.is_ok()
    }
}
