//! A sink, a vault and a pause that remember what happened.
#![allow(dead_code, reason = "each test binary uses its own part")]

use async_trait::async_trait;
use connectors::http::Pause;
use connectors::{
    Credentials, Event, FeedEnd, HttpOptions, Job, PageEvent, Sink, SinkError, Vault, VaultError,
};
use domain::account::Platform;
use domain::{Account, AccountId, Instant};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// The instant that is now in these tests.
pub const NOW: &str = "2026-11-22T10:00:00Z";

pub fn now() -> Instant {
    NOW.parse().unwrap()
}

pub fn account(platform: Platform, base_url: &str) -> Account {
    Account {
        id: AccountId(1),
        platform,
        handle: "camille.atelier".to_owned(),
        region: None,
        base_url: Some(base_url.to_owned()),
        external_id: None,
        manual: false,
        added_at: now(),
    }
}

pub fn job(account: &Account) -> Job {
    Job {
        account: account.clone(),
        now: now(),
        full: false,
        cancel: CancellationToken::new(),
    }
}

/// Stores like the real one: a page's cursor with its rows, by the page's feed.
#[derive(Default)]
pub struct MemorySink {
    pub pages: Vec<PageEvent>,
    pub ends: Vec<FeedEnd>,
    pub retries: Vec<(String, Duration, u32)>,
    pub cursors: BTreeMap<String, String>,
    /// Cancels this token once that many pages were taken.
    pub cancel_after: Option<(usize, CancellationToken)>,
    /// Refuses every page from this one on.
    pub refuse_from: Option<usize>,
}

impl MemorySink {
    pub fn entries(&self) -> Vec<&domain::EntryDraft> {
        self.pages.iter().flat_map(|p| &p.page.entries).collect()
    }

    pub fn rejects(&self) -> Vec<&domain::Reject> {
        self.pages.iter().flat_map(|p| &p.page.rejects).collect()
    }

    /// Entries by identity, the latest version of each, as a store would hold them.
    pub fn stored(&self) -> BTreeMap<(String, String), domain::EntryDraft> {
        let mut rows = BTreeMap::new();
        for event in &self.pages {
            for entry in &event.page.entries {
                let key = (event.page.feed.clone(), entry.external_id.clone().unwrap());
                let mut entry = entry.clone();
                if let Some(known) = rows.get(&key)
                    && entry.payout_external_id.is_none()
                {
                    keep_payout(known, &mut entry);
                }
                rows.insert(key, entry);
            }
        }
        rows
    }
}

/// What a draft does not state it does not deny: see the contract in `connectors::source`.
fn keep_payout(known: &domain::EntryDraft, entry: &mut domain::EntryDraft) {
    if known.payout_external_id.is_some() {
        entry
            .payout_external_id
            .clone_from(&known.payout_external_id);
        entry.status = known.status;
    }
}

#[async_trait]
impl Sink for MemorySink {
    async fn accept(&mut self, event: Event) -> Result<(), SinkError> {
        match event {
            Event::Page(page) => {
                if self.refuse_from.is_some_and(|n| self.pages.len() >= n) {
                    return Err(SinkError {
                        message: "disk full".to_owned(),
                    });
                }
                assert_locators(&page.page);
                if let Some(cursor) = &page.cursor {
                    self.cursors.insert(page.page.feed.clone(), cursor.clone());
                }
                self.pages.push(page);
                if let Some((n, token)) = &self.cancel_after
                    && self.pages.len() >= *n
                {
                    token.cancel();
                }
            }
            Event::FeedEnd(end) => {
                if let Some(cursor) = &end.cursor {
                    self.cursors.insert(end.feed.clone(), cursor.clone());
                }
                self.ends.push(end);
            }
            Event::Progress(_) => {}
            Event::Retry {
                what,
                wait,
                attempt,
            } => self.retries.push((what, wait, attempt)),
        }
        Ok(())
    }

    async fn cursor(&self, feed: &str) -> Result<Option<String>, SinkError> {
        Ok(self.cursors.get(feed).cloned())
    }
}

/// Every row's locator slices a whole JSON value out of its document.
pub fn assert_locators(page: &domain::Page) {
    let locators = page
        .entries
        .iter()
        .map(|e| &e.locator)
        .chain(page.payouts.iter().map(|p| &p.locator))
        .chain(page.posts.iter().map(|p| &p.locator))
        .chain(page.offers.iter().map(|o| &o.locator))
        .chain(page.metrics.iter().filter_map(|m| m.locator.as_ref()));
    for at in locators {
        let (start, end) = (at.start as usize, (at.start + at.len) as usize);
        let slice = page.document.bytes.get(start..end).unwrap_or_default();
        assert!(
            serde_json::from_slice::<serde_json::Value>(slice).is_ok(),
            "{}: {:?} must slice a JSON value, not {:?}",
            page.document.name,
            at,
            String::from_utf8_lossy(slice)
        );
    }
}

/// Keeps credentials and counts saves of other tokens; the mark that a renewal was begun is none.
pub struct MemoryVault {
    pub held: Mutex<Credentials>,
    pub saves: Mutex<u32>,
    pub locked: bool,
}

impl MemoryVault {
    pub fn of(platform: Platform, json: &str) -> Arc<Self> {
        Arc::new(Self {
            held: Mutex::new(Credentials::from_json(platform, json).unwrap()),
            saves: Mutex::new(0),
            locked: false,
        })
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(self.held.lock().unwrap().expose_json().expose()).unwrap()
    }
}

#[async_trait]
impl Vault for MemoryVault {
    async fn load(&self) -> Result<Credentials, VaultError> {
        Ok(self.held.lock().unwrap().clone())
    }

    async fn save(&self, credentials: &Credentials) -> Result<(), VaultError> {
        if self.locked {
            return Err(VaultError::Unavailable("locked".to_owned()));
        }
        let tokens = |held: &Credentials| {
            let mut json: serde_json::Value =
                serde_json::from_str(held.expose_json().expose()).unwrap();
            json["renewing_since"].take();
            json
        };
        let mut held = self.held.lock().unwrap();
        if tokens(&held) != tokens(credentials) {
            *self.saves.lock().unwrap() += 1;
        }
        *held = credentials.clone();
        Ok(())
    }
}

/// Records waits instead of waiting.
#[derive(Default)]
pub struct RecordedPause {
    pub waits: Mutex<Vec<Duration>>,
    /// Cancels this token at the first wait.
    pub cancel: Option<CancellationToken>,
}

#[async_trait]
impl Pause for RecordedPause {
    async fn wait(&self, duration: Duration) {
        self.waits.lock().unwrap().push(duration);
        if let Some(token) = &self.cancel {
            token.cancel();
            std::future::pending::<()>().await;
        }
    }
}

/// The shipped policy with recorded waits and short limits for a loopback server.
pub fn options(pause: &Arc<RecordedPause>) -> HttpOptions {
    HttpOptions {
        pause: Arc::clone(pause) as Arc<dyn Pause>,
        jitter_seed: Some(7),
        ..HttpOptions::default()
    }
}
