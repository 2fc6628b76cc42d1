//! Long work: one at a time, with counts, a cancel, and its last state kept for whoever asks later.
//!
//! The rule it protects: a cancel never leaves half a page; it is a wish that the work honours between two writes.

use crate::StudioError;
use crate::events::Events;
use crate::shapes::{ErrorShape, PartProgress, PlatformName, TaskProgress};
use domain::{AccountId, Instant};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio_util::sync::CancellationToken;

/// The desk's one place for long work.
pub struct Work {
    events: Arc<dyn Events>,
    current: Mutex<Option<Current>>,
    /// The name several tasks in a row are shown under, as long as they belong together.
    together: Mutex<Option<String>>,
}

struct Current {
    progress: TaskProgress,
    cancel: CancellationToken,
    accounts: Vec<AccountId>,
}

impl Work {
    /// Nothing running yet.
    pub fn new(events: Arc<dyn Events>) -> Self {
        Self {
            events,
            current: Mutex::new(None),
            together: Mutex::new(None),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Option<Current>> {
        self.current.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Shows the tasks that follow under one name, until it is taken away again with `None`.
    pub fn together(&self, name: Option<&str>) {
        *self.together.lock().unwrap_or_else(PoisonError::into_inner) = name.map(str::to_owned);
    }

    /// Starts `task` with one part for each account or file, and gives the token its steps must look at.
    ///
    /// # Errors
    /// [`StudioError::Busy`] when something is running.
    pub fn begin(
        self: &Arc<Self>,
        task: &str,
        parts: Vec<(AccountId, String, PlatformName)>,
        now: Instant,
    ) -> Result<Running, StudioError> {
        let cancel = CancellationToken::new();
        let together = self
            .together
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        let mut current = self.lock();
        if let Some(running) = current.as_ref().filter(|c| c.progress.state == "running") {
            return Err(StudioError::Busy(running.progress.task.clone()));
        }
        let accounts = parts.iter().map(|(id, _, _)| *id).collect();
        let part = |(_, name, platform): (AccountId, String, PlatformName)| PartProgress {
            name,
            platform,
            state: "waiting".to_owned(),
            feed: None,
            done: 0,
            about: None,
            new: 0,
            revised: 0,
            wait_ms: None,
            error: None,
        };
        let progress = TaskProgress {
            task: together.unwrap_or_else(|| task.to_owned()),
            run: None,
            state: "running".to_owned(),
            done: 0,
            about: None,
            parts: parts.into_iter().map(part).collect(),
            started_at: now.to_string(),
            error: None,
        };
        self.events.progress(&progress);
        *current = Some(Current {
            progress,
            cancel: cancel.clone(),
            accounts,
        });
        Ok(Running {
            work: self.clone(),
            cancel,
            ended: false,
        })
    }

    /// What runs now, or ran last.
    pub fn progress(&self) -> Option<TaskProgress> {
        self.lock().as_ref().map(|c| c.progress.clone())
    }

    /// Asks the running work to stop. Whether there was any.
    pub fn cancel(&self) -> bool {
        let current = self.lock();
        let running = current.as_ref().filter(|c| c.progress.state == "running");
        if let Some(running) = running {
            running.cancel.cancel();
        }
        running.is_some()
    }

    fn update(&self, change: impl FnOnce(&mut TaskProgress, &[AccountId])) {
        let told = {
            let mut current = self.lock();
            let Some(current) = current.as_mut() else {
                return;
            };
            change(&mut current.progress, &current.accounts);
            current.progress.clone()
        };
        self.events.progress(&told);
    }
}

/// Work under way. Dropped without [`Running::finish`], it counts as failed.
pub struct Running {
    work: Arc<Work>,
    cancel: CancellationToken,
    ended: bool,
}

impl Running {
    /// The token that the steps look at.
    pub fn cancel_token(&self) -> CancellationToken {
        self.cancel.clone()
    }

    /// Whether the creator asked to stop.
    pub fn canceled(&self) -> bool {
        self.cancel.is_cancelled()
    }

    /// One that hears the news of a sync and shows it as progress.
    pub fn watch(&self) -> Arc<dyn sync::Watch> {
        Arc::new(WatchWork {
            work: self.work.clone(),
        })
    }

    /// Replaces the parts, once they are known.
    pub fn parts(&self, parts: Vec<(AccountId, String, PlatformName)>) {
        let mut current = self.work.lock();
        if let Some(current) = current.as_mut() {
            current.accounts = parts.iter().map(|(id, _, _)| *id).collect();
            current.progress.parts = parts
                .into_iter()
                .map(|(_, name, platform)| PartProgress {
                    name,
                    platform,
                    state: "waiting".to_owned(),
                    feed: None,
                    done: 0,
                    about: None,
                    new: 0,
                    revised: 0,
                    wait_ms: None,
                    error: None,
                })
                .collect();
        }
    }

    /// Changes the part at `position`.
    pub fn part(&self, position: usize, change: impl FnOnce(&mut PartProgress)) {
        self.work.update(|progress, _| {
            if let Some(part) = progress.parts.get_mut(position) {
                change(part);
            }
            sum_up(progress);
        });
    }

    /// Ends the work as `done`, `canceled` or `failed` with what went wrong.
    pub fn finish(mut self, run: Option<i64>, state: &str, error: Option<ErrorShape>) {
        self.ended = true;
        self.work.update(|progress, _| {
            progress.run = run;
            progress.state = state.to_owned();
            progress.error = error;
        });
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if !self.ended {
            let state = if self.cancel.is_cancelled() {
                "canceled"
            } else {
                "failed"
            };
            self.work
                .update(|progress, _| progress.state = state.to_owned());
        }
    }
}

fn sum_up(progress: &mut TaskProgress) {
    progress.done = progress.parts.iter().map(|p| p.done).sum();
    progress.about = progress
        .parts
        .iter()
        .map(|p| p.about.or((p.state == "done").then_some(p.done)))
        .sum();
}

struct WatchWork {
    work: Arc<Work>,
}

impl sync::Watch for WatchWork {
    fn news(&self, news: &sync::News) {
        let count = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
        self.work.update(|progress, accounts| {
            let position = accounts.iter().position(|id| *id == news.account);
            if let Some(part) = position.and_then(|p| progress.parts.get_mut(p)) {
                part.state = if news.wait.is_some() {
                    "retrying"
                } else {
                    "running"
                }
                .to_owned();
                part.wait_ms = news
                    .wait
                    .map(|w| i64::try_from(w.as_millis()).unwrap_or(i64::MAX));
                if news.wait.is_none() {
                    part.feed = Some(news.feed.clone());
                    part.done = count(news.counts.rows());
                    part.about = news.about.map(|about| count(about.max(news.done)));
                }
                part.new = count(news.counts.new);
                part.revised = count(news.counts.revised);
            }
            sum_up(progress);
        });
    }
}
