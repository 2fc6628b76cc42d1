//! The commands of a sign-in.

use super::Desk;
use crate::StudioError;
use crate::shapes::*;

impl Desk {
    /// Starts a sign-in and opens its page; one under way ends. How it goes on is told under the tag `sign_in`.
    pub async fn sign_in(&self, request: SignInRequest) -> Result<SignInView, StudioError> {
        let profile = self.profile()?;
        let (browser, events) = (self.browser.clone(), self.events.clone());
        Ok(self.signing_in.begin(profile, browser, events, request))
    }

    /// The sign-in under way, or how the last one ended.
    pub async fn sign_in_state(&self) -> Result<Option<SignInView>, StudioError> {
        Ok(self.signing_in.view())
    }

    /// Stops the sign-in under way. Whether there was one.
    pub async fn cancel_sign_in(&self) -> Result<bool, StudioError> {
        Ok(self.signing_in.cancel())
    }
}
