//! The system's browser, as far as the studio knows it.
//!
//! The rule it protects: only an address over TLS, or of this machine, is ever handed to it, and only from here: no page can
//! ask for one.

use crate::StudioError;

/// Opens addresses. The shell has the system's browser; the command line prints instead.
pub trait Browser: Send + Sync {
    /// Opens an address; whether that worked.
    fn open(&self, address: &str) -> bool;
}

/// No browser: the address is shown, and the creator opens it.
#[derive(Debug, Clone, Copy, Default)]
pub struct ByHand;

impl Browser for ByHand {
    fn open(&self, _: &str) -> bool {
        false
    }
}

/// Opens an address when it is one that may be opened.
///
/// # Errors
/// [`StudioError::BadRequest`] for any other; nothing is opened then.
pub(super) fn open(browser: &dyn Browser, address: &str) -> Result<bool, StudioError> {
    if !may_open(address) {
        return Err(StudioError::bad("address", address));
    }
    Ok(browser.open(address))
}

fn may_open(address: &str) -> bool {
    let bare = address.split(['?', '#']).next().unwrap_or_default();
    connectors::http::BaseUrl::parse(bare).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_safe_addresses_reach_the_browser() {
        let cases = [
            ("https://accounts.example.com/o/auth?state=a#b", true, "TLS"),
            ("http://127.0.0.1:4321/auth?x=1", true, "this machine"),
            ("http://accounts.example.com/auth", false, "in the clear"),
            ("file:///etc/hosts", false, "a file"),
            ("javascript:alert(1)", false, "a script"),
            ("ms-settings:x", false, "a program of the system"),
            ("-flag", false, "an option of some program"),
        ];
        for (address, want, why) in cases {
            assert_eq!(may_open(address), want, "{address}: {why}");
        }
    }
}
