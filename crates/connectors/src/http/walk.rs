//! Handing one feed's pages over, and keeping its count.
//!
//! The rule it protects: a feed that fails alone is reported and the others go on; bytes that could not be read wait in
//! *needs review*, and no cursor passes them.

use super::paging::PageGuard;
use super::raw;
use super::request::document;
use crate::error::{Action, ConnectError};
use crate::source::{Event, FeedEnd, FeedSummary, Job, PageEvent, Progress, Sink, Summary};
use domain::reject::RejectReason;
use domain::{Page, Platform, Window};

/// One feed under way.
pub(crate) struct Walk<'a> {
    pub job: &'a Job,
    pub sink: &'a mut dyn Sink,
    pub guard: PageGuard,
    pub about: Option<u64>,
    platform: Platform,
    feed: &'static str,
    pages: u64,
    rows: u64,
    rejects: usize,
}

impl<'a> Walk<'a> {
    pub fn new(
        platform: Platform,
        feed: &'static str,
        job: &'a Job,
        sink: &'a mut dyn Sink,
    ) -> Self {
        Self {
            job,
            sink,
            guard: PageGuard::default(),
            about: None,
            platform,
            feed,
            pages: 0,
            rows: 0,
            rejects: 0,
        }
    }

    /// Number of the page that comes next, from 1.
    pub fn next_page(&self) -> u64 {
        self.pages + 1
    }

    /// Hands a page over with the cursor behind it.
    pub async fn page(&mut self, page: Page, cursor: Option<String>) -> Result<(), ConnectError> {
        self.pages += 1;
        self.rows += page.rows() as u64;
        self.rejects += page.rejects.len();
        let progress = Progress {
            feed: self.feed.to_owned(),
            done: self.rows,
            about: self.about.map(|a| a.max(self.rows)),
        };
        let event = PageEvent {
            page,
            cursor,
            progress,
        };
        Ok(self.sink.accept(Event::Page(event)).await?)
    }

    /// Says that the feed is at its end. Days in which a row could not be read are not called complete: the row is there,
    /// only unread, and must not count as vanished.
    pub async fn end(
        &mut self,
        cursor: Option<String>,
        complete: Option<Window>,
    ) -> Result<(), ConnectError> {
        let event = FeedEnd {
            feed: self.feed.to_owned(),
            cursor,
            complete: complete.filter(|_| self.rejects == 0),
        };
        Ok(self.sink.accept(Event::FeedEnd(event)).await?)
    }

    /// Books how the feed went. Bytes that could not be read are handed over for review first. Errors that concern more
    /// than this feed are given back.
    pub async fn settle(
        mut self,
        result: Result<(), ConnectError>,
        summary: &mut Summary,
    ) -> Result<(), ConnectError> {
        let mut error = result.err();
        if let Some(ConnectError::Malformed { what, detail, body }) = &mut error
            && let Some(bytes) = body.take()
        {
            let mut page = Page::new(
                self.feed,
                document(self.platform, what, &bytes, self.job.now),
            );
            page.rejects.push(raw::reject(
                RejectReason::Broken,
                detail.clone(),
                raw::whole(&bytes),
                &String::from_utf8_lossy(&bytes),
            ));
            self.page(page, None).await?;
        }
        if let Some(error) = error.take_if(|e| e.action() != Action::Skip) {
            return Err(error);
        }
        summary.feeds.push(FeedSummary {
            feed: self.feed.to_owned(),
            pages: self.pages,
            rows: self.rows,
            error,
        });
        Ok(())
    }
}

/// A sink for requests outside a run: nothing is stored.
pub(crate) struct Unheard;

#[async_trait::async_trait]
impl Sink for Unheard {
    async fn accept(&mut self, _: Event) -> Result<(), crate::error::SinkError> {
        Ok(())
    }

    async fn cursor(&self, _: &str) -> Result<Option<String>, crate::error::SinkError> {
        Ok(None)
    }
}
