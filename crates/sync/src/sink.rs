//! Where a connector's events become rows: one event, one transaction, on the store's own thread.

use crate::apply::{self, Target};
use crate::key::Occurrences;
use crate::report::Counts;
use crate::watch::{News, Watch};
use async_trait::async_trait;
use connectors::SinkError;
use connectors::source::{Event, FeedEnd, PageEvent, Sink};
use std::sync::Arc;
use store::{Store, StoreError};

/// The store, as one account's connector sees it.
pub struct StoreSink {
    store: Store,
    target: Target,
    watch: Arc<dyn Watch>,
    /// Rows touched so far.
    pub counts: Counts,
    /// Pages stored so far.
    pub pages: u64,
    /// Tries repeated so far.
    pub retries: u64,
    /// Milliseconds waited so far.
    pub waited_ms: u64,
    /// What the store said when it refused; the run must end with it.
    pub refused: Option<StoreError>,
}

impl StoreSink {
    /// A sink for one account in one run.
    pub fn new(store: Store, target: Target, watch: Arc<dyn Watch>) -> Self {
        Self {
            store,
            target,
            watch,
            counts: Counts::default(),
            pages: 0,
            retries: 0,
            waited_ms: 0,
            refused: None,
        }
    }

    /// Runs `work` on a thread that may block, since the store's own thread is waited for.
    async fn write<T, F>(&mut self, work: F) -> Result<T, SinkError>
    where
        T: Send + 'static,
        F: FnOnce(&mut store::WriteTx<'_>) -> Result<T, StoreError> + Send + 'static,
    {
        let store = self.store.clone();
        let done = tokio::task::spawn_blocking(move || store.write(work)).await;
        match done {
            Ok(Ok(value)) => Ok(value),
            Ok(Err(error)) => {
                let refusal = SinkError {
                    message: error.to_string(),
                };
                self.refused = Some(error);
                Err(refusal)
            }
            Err(_) => {
                self.refused = Some(StoreError::Closed);
                Err(SinkError {
                    message: "the store is closed".to_owned(),
                })
            }
        }
    }

    async fn page(&mut self, event: PageEvent) -> Result<(), SinkError> {
        let PageEvent {
            page,
            cursor,
            progress,
        } = event;
        let target = self.target;
        let counts = self
            .write(move |tx| {
                let (_, counts) =
                    apply::page(tx, target, &page, None, &mut Occurrences::default())?;
                if let Some(value) = &cursor {
                    tx.set_cursor(target.account, &page.feed, value, target.run)?;
                }
                Ok(counts)
            })
            .await?;
        self.counts.add(counts);
        self.pages += 1;
        self.tell(progress.feed, progress.done, progress.about, None);
        Ok(())
    }

    async fn feed_end(&mut self, end: FeedEnd) -> Result<(), SinkError> {
        let target = self.target;
        let vanished = self
            .write(move |tx| {
                let gone = match end.complete {
                    Some(window) => tx
                        .vanish_entries(target.account, &end.feed, window, target.run, target.now)?
                        .len(),
                    None => 0,
                };
                if let Some(value) = &end.cursor {
                    tx.set_cursor(target.account, &end.feed, value, target.run)?;
                }
                Ok(gone)
            })
            .await?;
        self.counts.vanished += vanished as u64;
        Ok(())
    }

    fn tell(&self, feed: String, done: u64, about: Option<u64>, wait: Option<std::time::Duration>) {
        self.watch.news(&News {
            account: self.target.account,
            feed,
            done,
            about,
            counts: self.counts,
            wait,
        });
    }
}

#[async_trait]
impl Sink for StoreSink {
    async fn accept(&mut self, event: Event) -> Result<(), SinkError> {
        match event {
            Event::Page(event) => self.page(event).await,
            Event::FeedEnd(end) => self.feed_end(end).await,
            Event::Progress(progress) => {
                self.tell(progress.feed, progress.done, progress.about, None);
                Ok(())
            }
            Event::Retry { what, wait, .. } => {
                self.retries += 1;
                self.waited_ms = self
                    .waited_ms
                    .saturating_add(u64::try_from(wait.as_millis()).unwrap_or(u64::MAX));
                self.tell(what, 0, None, Some(wait));
                Ok(())
            }
        }
    }

    async fn cursor(&self, feed: &str) -> Result<Option<String>, SinkError> {
        let (store, account, feed) = (self.store.clone(), self.target.account, feed.to_owned());
        let found =
            tokio::task::spawn_blocking(move || store.read(|tx| tx.cursor(account, &feed))).await;
        let refusal = |message: String| SinkError { message };
        found
            .map_err(|_| refusal("the store is closed".to_owned()))?
            .map_err(|e: StoreError| refusal(e.to_string()))
    }
}
