//! One parsed document: what a connector or importer hands to the sync, and nothing else.
//!
//! The rule it protects: bytes become drafts in one pure step, and everything a document held is in exactly one of these
//! lists: read, or refused with its reason.

use crate::{
    CivilDay, DocumentDraft, EntryDraft, LandingDraft, MailDraft, MailNews, MetricDraft,
    OfferDraft, PayoutDraft, PostDraft, Reject,
};

/// A document with everything read from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The stream of data within the account, stable (`balance_transactions`, `orders`, `export.live`): ids are unique
    /// per account and feed, and cursors are kept per account and feed.
    pub feed: String,
    /// The raw bytes.
    pub document: DocumentDraft,
    /// Earned lines.
    pub entries: Vec<EntryDraft>,
    /// Money sent.
    pub payouts: Vec<PayoutDraft>,
    /// Bank lines.
    pub landings: Vec<LandingDraft>,
    /// Figures of the account.
    pub metrics: Vec<MetricDraft>,
    /// Public posts.
    pub posts: Vec<PostDraft>,
    /// Brand offers.
    pub offers: Vec<OfferDraft>,
    /// Messages, offers or not.
    pub mails: Vec<MailDraft>,
    /// What a server says of messages read before.
    pub mail_news: Vec<MailNews>,
    /// What could not be read.
    pub rejects: Vec<Reject>,
}

impl Page {
    /// A page with nothing read from its document yet.
    pub fn new(feed: impl Into<String>, document: DocumentDraft) -> Self {
        Self {
            feed: feed.into(),
            document,
            entries: Vec::new(),
            payouts: Vec::new(),
            landings: Vec::new(),
            metrics: Vec::new(),
            posts: Vec::new(),
            offers: Vec::new(),
            mails: Vec::new(),
            mail_news: Vec::new(),
            rejects: Vec::new(),
        }
    }

    /// Rows of every kind, refused ones included.
    pub fn rows(&self) -> usize {
        self.entries.len()
            + self.payouts.len()
            + self.landings.len()
            + self.metrics.len()
            + self.posts.len()
            + self.offers.len()
            + self.rejects.len()
    }
}

/// The days a feed was walked through completely, inclusive. What the store knows inside it and the walk did not see has
/// vanished at the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// First day.
    pub from: CivilDay,
    /// Last day.
    pub to: CivilDay,
}
