//! The desk: which profile lies open, and one method for each line of the command table.
//!
//! The rule it protects: nothing here blocks the caller's thread; the store is asked on threads that may wait. Each method
//! hands on to one use case and says what it changed.

mod areas;
mod deals;
mod doubles;
mod invoices;
mod ledger;
mod mail;
mod mailbox;
mod matching;
mod outbox;
mod profiles;
mod programmes;
mod rates;
mod rules;
mod signing_in;
mod work;

use crate::clock::Clock;
use crate::events::Events;
use crate::home::{Home, WindowChoices};
use crate::signing_in::{Browser, ByHand, Slot};
use crate::work::Work;
use crate::{OpenProfile, StudioError};
use std::path::PathBuf;
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// How a desk is set up.
pub struct DeskOptions {
    /// Where profiles live.
    pub home: Home,
    /// What counts as now.
    pub clock: Clock,
    /// Who hears news.
    pub events: Arc<dyn Events>,
    /// Who opens the pages of a sign-in.
    pub browser: Arc<dyn Browser>,
    /// Whether the sample creator is opened first.
    pub sample: bool,
}

impl DeskOptions {
    /// As the environment says.
    ///
    /// # Errors
    /// [`StudioError::BadRequest`] for a variable that makes no sense.
    pub fn from_environment(events: Arc<dyn Events>) -> Result<Self, StudioError> {
        Ok(Self {
            home: Home::from_environment()?,
            clock: Clock::from_environment()?,
            events,
            browser: Arc::new(ByHand),
            sample: false,
        })
    }

    /// The same, with a browser for the pages of a sign-in.
    #[must_use]
    pub fn with_browser(mut self, browser: Arc<dyn Browser>) -> Self {
        self.browser = browser;
        self
    }

    /// The same, opening the sample creator first.
    #[must_use]
    pub fn with_sample(mut self, sample: bool) -> Self {
        self.sample = sample;
        self
    }
}

/// The desk of one window.
pub struct Desk {
    home: Home,
    clock: Clock,
    events: Arc<dyn Events>,
    work: Arc<Work>,
    browser: Arc<dyn Browser>,
    signing_in: Arc<Slot>,
    state: Mutex<State>,
    /// Counts the questions for totals: an older one stops adding up.
    totals_asked: Arc<AtomicU64>,
    /// Counts the questions for the match queue.
    matching: Arc<matching::Asked>,
    /// The lines on which new mail is told of.
    listening: Arc<crate::mailbox::Switchboard>,
}

struct State {
    profile: Option<Arc<OpenProfile>>,
    /// What the creator typed to open it; a change of language opens it again.
    passphrase: Option<crate::passphrase::Passphrase>,
    choices: WindowChoices,
    /// Opened at the first question, so that a window is drawn before a database is opened.
    to_open: Option<Wanted>,
}

enum Wanted {
    Sample,
    Folder(PathBuf),
}

impl Desk {
    /// A desk with nothing open yet.
    pub fn new(options: DeskOptions) -> Self {
        let choices = options.home.choices();
        let to_open = if options.sample {
            Some(Wanted::Sample)
        } else {
            choices
                .last_profile
                .clone()
                .filter(|folder| crate::home::is_profile(folder))
                .map(Wanted::Folder)
        };
        let work = Arc::new(Work::new(options.events.clone()));
        Self {
            listening: crate::mailbox::Switchboard::new(
                options.events.clone(),
                work.clone(),
                Arc::new(connectors::http::TokioPause),
            ),
            work,
            home: options.home,
            clock: options.clock,
            events: options.events,
            browser: options.browser,
            signing_in: Arc::default(),
            state: Mutex::new(State {
                profile: None,
                passphrase: None,
                choices,
                to_open,
            }),
            totals_asked: Arc::default(),
            matching: Arc::default(),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The open profile.
    fn profile(&self) -> Result<Arc<OpenProfile>, StudioError> {
        let open = self.state().profile.clone();
        open.ok_or_else(|| StudioError::NoProfile(self.home.own_profile()))
    }

    /// Asks the open profile something, on a thread that may wait.
    async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&OpenProfile) -> Result<T, StudioError> + Send + 'static,
    ) -> Result<T, StudioError> {
        let profile = self.profile()?;
        let asked = tokio::task::spawn_blocking(move || question(&profile)).await;
        asked.map_err(|e| StudioError::Internal(e.to_string()))?
    }

    /// As [`Desk::ask`], and tells what may have changed.
    async fn change<T: Send + 'static>(
        &self,
        tags: &[&str],
        work: impl FnOnce(&OpenProfile) -> Result<T, StudioError> + Send + 'static,
    ) -> Result<T, StudioError> {
        let done = self.ask(work).await?;
        self.events.changed(tags);
        Ok(done)
    }

    /// Asks running work to stop and puts the profile away; for the moment the window closes.
    pub fn close(&self) {
        self.work.cancel();
        self.matching.stop();
        self.signing_in.cancel();
        self.listening.stop();
        let profile = self.state().profile.take();
        drop(profile);
    }
}
