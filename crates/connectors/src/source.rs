//! The contract between a connector and the sync that drives it.
//!
//! The rules it protects: rows and the cursor that passes them travel in one event, so they can be stored in one
//! transaction; a connector never sees the store; a platform without a connector is refused, never guessed.
//!
//! # What a draft does not state, it does not deny
//! An [`domain::EntryDraft`] whose `payout_external_id` is `None` says nothing about a payout. A ledger page shows a
//! line as *available* for as long as the platform keeps it, while the payout's own listing has already shown it *paid*:
//! whoever compares drafts with known rows keeps a known payout and the status *paid* until a draft states another payout.

use crate::error::{ConnectError, SinkError, VaultError};
use crate::http::HttpOptions;
use crate::secret::Credentials;
use async_trait::async_trait;
use domain::{Account, Instant, Page, Platform, Region, Window, Zone};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// One step of a fetch, in the order it happened.
#[derive(Debug)]
#[expect(
    clippy::large_enum_variant,
    reason = "almost every event is a page, and each is moved once"
)]
pub enum Event {
    /// A parsed document with its rows; store all of it or nothing.
    Page(PageEvent),
    /// A feed came to its end in this run.
    FeedEnd(FeedEnd),
    /// Counts for a progress bar; nothing to store.
    Progress(Progress),
    /// A request will be sent again.
    Retry {
        /// Why, in a few words without secrets (`429`, `connection reset`, `truncated body`).
        what: String,
        /// How long is waited first.
        wait: Duration,
        /// Number of the attempt that failed, from 1.
        attempt: u32,
    },
}

/// A document and the place to go on from.
#[derive(Debug)]
pub struct PageEvent {
    /// The document with everything read from it.
    pub page: Page,
    /// Replaces the cursor of `page.feed` in the same transaction as the rows. Opaque to everyone but the connector.
    /// `None` leaves the cursor as it is.
    pub cursor: Option<String>,
    /// How far the feed is.
    pub progress: Progress,
}

/// The end of one feed in this run. It may end incomplete (`complete` is `None`).
#[derive(Debug)]
pub struct FeedEnd {
    /// The feed, as in [`Page::feed`].
    pub feed: String,
    /// Replaces the feed's cursor. `None` leaves it.
    pub cursor: Option<String>,
    /// The days walked without a gap in THIS run: what the store knows inside them and the walk did not show is gone at
    /// the source.
    pub complete: Option<Window>,
}

/// How far a feed is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// The feed.
    pub feed: String,
    /// Rows handed over so far in this run.
    pub done: u64,
    /// Rows expected in all, when the platform says so. An estimate.
    pub about: Option<u64>,
}

/// Where a connector's events go.
#[async_trait]
pub trait Sink: Send {
    /// Takes one event. Returns once it is durable.
    ///
    /// # Errors
    /// [`SinkError`] when the store refused; the connector stops at once.
    async fn accept(&mut self, event: Event) -> Result<(), SinkError>;

    /// The cursor last stored for `feed`, if any.
    ///
    /// # Errors
    /// [`SinkError`] when the store cannot be read.
    async fn cursor(&self, feed: &str) -> Result<Option<String>, SinkError>;
}

/// Where one account's credentials are kept.
#[async_trait]
pub trait Vault: Send + Sync {
    /// The credentials as last saved.
    ///
    /// # Errors
    /// [`VaultError`] when there are none or the vault is locked.
    async fn load(&self) -> Result<Credentials, VaultError>;

    /// Replaces the credentials. Returns only when they are durable: a rotated refresh token is saved *before* the access
    /// token that came with it is used, since the old one is dead already.
    ///
    /// # Errors
    /// [`VaultError`] when they could not be kept.
    async fn save(&self, credentials: &Credentials) -> Result<(), VaultError>;

    /// Waits until nobody else, in this process or another, renews this account's credentials, and keeps it so until the
    /// answer is dropped. A vault that nobody shares has nothing to wait for.
    ///
    /// # Errors
    /// [`VaultError::Unavailable`] when that cannot be made sure of.
    async fn alone(&self) -> Result<Alone, VaultError> {
        Ok(Box::new(()))
    }
}

/// Held while credentials are renewed; see [`Vault::alone`].
pub type Alone = Box<dyn std::any::Any + Send + Sync>;

/// What to fetch.
#[derive(Debug, Clone)]
pub struct Job {
    /// The account, with what is known about it.
    pub account: Account,
    /// The instant that counts as now.
    pub now: Instant,
    /// Walk everything again from the beginning instead of from the cursors.
    pub full: bool,
    /// Ends the fetch at the next request or wait.
    pub cancel: CancellationToken,
}

impl Job {
    /// Refuses what belongs to another account than the one read so far.
    ///
    /// # Errors
    /// [`ConnectError::AnotherAccount`] when the account is known under another id.
    pub(crate) fn same_account(&self, found: &str) -> Result<(), ConnectError> {
        match &self.account.external_id {
            Some(expected) if expected != found => Err(ConnectError::AnotherAccount {
                expected: expected.clone(),
                found: found.to_owned(),
            }),
            _ => Ok(()),
        }
    }
}

/// Who the platform says the account is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The platform's own id. Another one later means another account.
    pub external_id: String,
    /// The name the creator knows it by.
    pub handle: String,
    /// The country the platform counts the account in, when it says so.
    pub region: Option<Region>,
}

/// What a connector can tell, and how.
#[derive(Debug)]
pub struct Capabilities {
    /// Whose API it is.
    pub platform: Platform,
    /// Whether it reads earned lines.
    pub money: bool,
    /// Whether it reads payouts.
    pub payouts: bool,
    /// Names of the figures it reads.
    pub metrics: &'static [&'static str],
    /// Whether it reads public posts.
    pub posts: bool,
    /// Whether it reads brand offers.
    pub offers: bool,
    /// Days back from the newest row within which the platform still changes rows; each run reads them again.
    pub revision_window_days: u16,
    /// The zone of the platform's reporting day.
    pub zone: Zone,
    /// Permissions to ask for.
    pub scopes: &'static [&'static str],
    /// Most rows per request.
    pub page_size: u16,
    /// Most requests per minute we send.
    pub requests_per_minute: u32,
}

/// What a fetch did, feed by feed.
#[derive(Debug, Default)]
pub struct Summary {
    /// Feeds in the order they were walked.
    pub feeds: Vec<FeedSummary>,
    /// Rows of types that are neither income nor a payout, counted by the platform's word for them. They are in their
    /// documents.
    pub skipped: BTreeMap<String, u64>,
    /// What the account cannot give, for people.
    pub notes: Vec<Note>,
}

impl Summary {
    /// Whether any feed ended with an error.
    pub fn partial(&self) -> bool {
        self.feeds.iter().any(|f| f.error.is_some())
    }
}

/// How one feed went.
#[derive(Debug)]
pub struct FeedSummary {
    /// The feed.
    pub feed: String,
    /// Pages handed over.
    pub pages: u64,
    /// Rows handed over, refused ones included.
    pub rows: u64,
    /// Why it ended early, when it did; other feeds went on.
    pub error: Option<ConnectError>,
}

/// Something the account cannot give. The slug is stable; the UI words it in each language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Stable slug: `scope_missing`, `monetary_unavailable`, `adsense_unavailable`, `metric_refused`, `list_cut`,
    /// `money_by_file`, `no_subscriptions`.
    pub code: &'static str,
    /// The scope, feed or field it is about.
    pub detail: String,
}

/// One platform's reader, bound to one account's credentials.
#[async_trait]
pub trait Connector: Send + Sync {
    /// What it can tell.
    fn capabilities(&self) -> &'static Capabilities;

    /// Asks the platform who the account is.
    ///
    /// # Errors
    /// [`ConnectError`], classified by [`ConnectError::action`].
    async fn identify(&self, job: &Job) -> Result<Identity, ConnectError>;

    /// What the credentials may not read although the connector needs it, in the platform's words; asked when an account is
    /// connected or tested. Empty where the platform says so only by what it leaves out.
    ///
    /// # Errors
    /// [`ConnectError`] of anything but a missing permission.
    async fn missing(&self, _job: &Job) -> Result<Vec<String>, ConnectError> {
        Ok(Vec::new())
    }

    /// Walks every feed. A feed that fails alone is in [`Summary::feeds`]; an error ends the whole account.
    ///
    /// # Errors
    /// [`ConnectError`], classified by [`ConnectError::action`]. What was accepted before stays valid.
    async fn fetch(&self, job: &Job, sink: &mut dyn Sink) -> Result<Summary, ConnectError>;
}

/// What the platform's connector can tell, without an account. `None` where there is no connector.
pub fn capabilities_of(platform: Platform) -> Option<&'static Capabilities> {
    match platform {
        Platform::Stripe => Some(&crate::stripe::CAPABILITIES),
        Platform::Tiktok => Some(&crate::tiktok::CAPABILITIES),
        Platform::TiktokShop => Some(&crate::tiktok_shop::CAPABILITIES),
        Platform::Youtube => Some(&crate::youtube::CAPABILITIES),
        Platform::Twitch => Some(&crate::twitch::CAPABILITIES),
        Platform::Instagram => Some(&crate::instagram::CAPABILITIES),
        Platform::Paypal => Some(&crate::paypal::CAPABILITIES),
        Platform::Patreon => Some(&crate::patreon::CAPABILITIES),
        Platform::Gumroad => Some(&crate::gumroad::CAPABILITIES),
        Platform::Shopify => Some(&crate::shopify::CAPABILITIES),
        Platform::Mail => Some(&crate::imap::CAPABILITIES),
        // Unsupported is the default.
        _ => None,
    }
}

/// The connector of the account's platform.
///
/// # Errors
/// [`ConnectError::Unsupported`] for a manual account or a platform without a connector, [`ConnectError::BaseUrl`] for
/// an address that credentials must not be sent to.
pub fn connector_for(
    account: &Account,
    vault: Arc<dyn Vault>,
    http: HttpOptions,
) -> Result<Box<dyn Connector>, ConnectError> {
    if account.manual {
        return Err(ConnectError::Unsupported {
            platform: account.platform,
        });
    }
    match account.platform {
        Platform::Stripe => Ok(Box::new(crate::stripe::Stripe::new(account, vault, http)?)),
        Platform::Tiktok => Ok(Box::new(crate::tiktok::Tiktok::new(account, vault, http)?)),
        Platform::TiktokShop => Ok(Box::new(crate::tiktok_shop::TiktokShop::new(
            account, vault, http,
        )?)),
        Platform::Twitch => Ok(Box::new(crate::twitch::Twitch::new(account, vault, http)?)),
        Platform::Instagram => Ok(Box::new(crate::instagram::Instagram::new(
            account, vault, http,
        )?)),
        Platform::Youtube => Ok(Box::new(crate::youtube::Youtube::new(
            account, vault, http,
        )?)),
        Platform::Paypal => Ok(Box::new(crate::paypal::Paypal::new(account, vault, http)?)),
        Platform::Patreon => Ok(Box::new(crate::patreon::Patreon::new(
            account, vault, http,
        )?)),
        Platform::Gumroad => Ok(Box::new(crate::gumroad::Gumroad::new(
            account, vault, http,
        )?)),
        Platform::Shopify => Ok(Box::new(crate::shopify::Shopify::new(
            account, vault, http,
        )?)),
        Platform::Mail => Ok(Box::new(crate::imap::Mailbox::new(account, vault, http)?)),
        // Unsupported is the default.
        platform => Err(ConnectError::Unsupported { platform }),
    }
}
