//! How a run makes its progress known while it goes on.

use crate::Counts;
use domain::AccountId;
use std::time::Duration;

/// One piece of news.
#[derive(Debug, Clone)]
pub struct News {
    /// The account it is about.
    pub account: AccountId,
    /// What is being read.
    pub feed: String,
    /// Rows handed over so far in this feed.
    pub done: u64,
    /// Rows expected in this feed, when the source tells.
    pub about: Option<u64>,
    /// Rows touched so far in this account.
    pub counts: Counts,
    /// Wait before the next try, when one failed.
    pub wait: Option<Duration>,
}

/// Hears the news of a run. Called often; must return at once.
pub trait Watch: Send + Sync {
    /// Something went on.
    fn news(&self, news: &News);
}

/// Hears nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Unwatched;

impl Watch for Unwatched {
    fn news(&self, _: &News) {}
}
