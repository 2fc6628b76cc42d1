//! The desk's one sign-in.
//!
//! The rule it protects: a new sign-in ends the one before; two open doorways would leave the creator guessing which page
//! counts.

use super::{Browser, Watch, sign_in, start};
use crate::OpenProfile;
use crate::events::Events;
use crate::shapes::{SignInRequest, SignInStep, SignInView};
use domain::Platform;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio_util::sync::CancellationToken;

/// What is under way, or ended last.
#[derive(Default)]
pub(crate) struct Slot {
    current: Mutex<Option<Current>>,
}

struct Current {
    number: u64,
    view: SignInView,
    cancel: CancellationToken,
}

impl Slot {
    fn lock(&self) -> MutexGuard<'_, Option<Current>> {
        self.current.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Starts one in the background.
    pub fn begin(
        self: &Arc<Self>,
        profile: Arc<OpenProfile>,
        browser: Arc<dyn Browser>,
        events: Arc<dyn Events>,
        request: SignInRequest,
    ) -> SignInView {
        let cancel = CancellationToken::new();
        let view = start(Platform::from(request.platform));
        let number = {
            let mut current = self.lock();
            let number = current.as_ref().map_or(0, |before| before.number + 1);
            let before = current.replace(Current {
                number,
                view: view.clone(),
                cancel: cancel.clone(),
            });
            if let Some(before) = before {
                before.cancel.cancel();
            }
            number
        };
        let teller = Teller {
            slot: self.clone(),
            events: events.clone(),
            number,
        };
        tokio::spawn(async move {
            let ended = sign_in(&profile, browser.as_ref(), &request, &cancel, &teller).await;
            if ended.step == SignInStep::Done {
                events.changed(&["accounts", "app", "programmes"]);
            }
        });
        view
    }

    /// How it stands.
    pub fn view(&self) -> Option<SignInView> {
        self.lock().as_ref().map(|current| current.view.clone())
    }

    /// Stops it. Whether there was one under way.
    pub fn cancel(&self) -> bool {
        let current = self.lock();
        let Some(current) = current.as_ref() else {
            return false;
        };
        current.cancel.cancel();
        !matches!(
            current.view.step,
            SignInStep::Done | SignInStep::Failed | SignInStep::Canceled
        )
    }
}

struct Teller {
    slot: Arc<Slot>,
    events: Arc<dyn Events>,
    number: u64,
}

impl Watch for Teller {
    fn told(&self, view: &SignInView) {
        {
            let mut current = self.slot.lock();
            // news of one that was replaced is no news
            match current.as_mut().filter(|c| c.number == self.number) {
                Some(current) => current.view = view.clone(),
                None => return,
            }
        }
        self.events.changed(&["sign_in"]);
    }
}
