//! A mailbox over IMAP (RFC 9051, RFC 3501): the creator's own, read-only.
//!
//! The rules it protects: the server's state is never changed, not even *unread*; a password travels over TLS or not at
//! all; a message is stored before the cursor passes it, and the same mail by two roads is one.

mod cursor;
mod fetch;
mod folder;
mod listen;
mod names;
mod news;
mod numbers;
mod own;
mod server;
mod session;
mod signing;
pub(crate) mod tls;
mod walk;

pub use folder::{FolderRole, MailFolder};
pub use listen::{Listening, ListeningBy};
pub use own::OwnMail;

use crate::error::ConnectError;
use crate::http::HttpOptions;
use crate::http::walk::Walk;
use crate::mail;
use crate::secret::MailLogin;
use crate::source::{Capabilities, Connector, Identity, Job, Sink, Summary, Vault};
use async_trait::async_trait;
use cursor::{Places, Shelves};
use domain::{Account, Instant, Platform, Zone};
use server::Server;
use session::Session;
use std::sync::Arc;
use walk::Reading;

/// What a mailbox can tell.
pub static CAPABILITIES: Capabilities = Capabilities {
    platform: Platform::Mail,
    money: false,
    payouts: false,
    metrics: &[],
    posts: false,
    offers: true,
    revision_window_days: 0,
    zone: Zone::UTC,
    scopes: &[],
    page_size: 50,
    // a conversation, not requests; servers state no figure
    requests_per_minute: 600,
};

/// Days read back when a mailbox is read for the first time; a full run reads all of it.
const FIRST_DAYS: i64 = 365;

/// One mailbox.
pub struct Mailbox {
    server: Option<Server>,
    vault: Arc<dyn Vault>,
    options: HttpOptions,
}

impl Mailbox {
    /// A reader for `account`, with its login in `vault`. The account's address takes the place of the login's server.
    ///
    /// # Errors
    /// [`ConnectError::BaseUrl`] for an address that is no mail server's.
    pub fn new(
        account: &Account,
        vault: Arc<dyn Vault>,
        options: HttpOptions,
    ) -> Result<Self, ConnectError> {
        let given = account
            .base_url
            .as_deref()
            .filter(|url| !url.trim().is_empty());
        Ok(Self {
            server: given.map(Server::parse).transpose()?,
            vault,
            options,
        })
    }

    /// Every folder of the mailbox that holds messages, for the creator to choose from.
    ///
    /// # Errors
    /// [`ConnectError`].
    pub async fn folders(&self, job: &Job) -> Result<Vec<MailFolder>, ConnectError> {
        let (mut session, _, _) = self.open(job).await?;
        let found = session.folders().await?;
        session.close().await;
        Ok(found)
    }

    /// Opens a line on which the server tells of new mail; see [`Listening`].
    ///
    /// # Errors
    /// [`ConnectError`].
    pub async fn listen(&self, job: &Job) -> Result<Listening, ConnectError> {
        let (session, login, _) = self.open(job).await?;
        Listening::begin(session, login.folders()).await
    }

    fn server_of(&self, login: &MailLogin) -> Result<Server, ConnectError> {
        match &self.server {
            Some(server) => Ok(server.clone()),
            None => Server::parse(&login.server),
        }
    }

    async fn open(&self, job: &Job) -> Result<(Session, MailLogin, Identity), ConnectError> {
        let (session, login) = self.sign_in(job).await?;
        let user = login.user.to_lowercase();
        let identity = Identity {
            external_id: if user.contains('@') {
                user
            } else {
                format!("{user}@{}", self.server_of(&login)?.host)
            },
            handle: login.user.clone(),
            region: None,
        };
        Ok((session, login, identity))
    }
}

#[async_trait]
impl Connector for Mailbox {
    fn capabilities(&self) -> &'static Capabilities {
        &CAPABILITIES
    }

    async fn identify(&self, job: &Job) -> Result<Identity, ConnectError> {
        let (mut session, login, identity) = self.open(job).await?;
        // a folder that is not there is told while the form is open, not after the first sync
        for folder in login.folders() {
            session.examine(&folder).await?;
        }
        session.close().await;
        Ok(identity)
    }

    async fn fetch(&self, job: &Job, sink: &mut dyn Sink) -> Result<Summary, ConnectError> {
        let (mut session, login, identity) = self.open(job).await?;
        job.same_account(&identity.external_id)?;
        let (places, shelves) = (
            sink.cursor(mail::FEED).await?,
            sink.cursor(walk::SHELVES).await?,
        );
        let mut summary = Summary::default();
        let mut walk = Walk::new(Platform::Mail, mail::FEED, job, sink);
        let mut reading = Reading {
            session: &mut session,
            places: match job.full {
                true => Places::default(),
                false => Places::read(places.as_deref()),
            },
            shelves: Shelves::read(shelves.as_deref()),
            since: (!job.full).then(|| first_day(job.now)),
            walk: &mut walk,
        };
        let mut result = Ok(());
        for folder in login.folders() {
            result = reading.folder(&folder).await;
            if result.is_err() {
                break;
            }
        }
        let places = reading.places.text();
        if result.is_ok() {
            session.close().await;
            result = walk.end(places, None).await;
        }
        walk.settle(result, &mut summary).await?;
        Ok(summary)
    }
}

/// The first day of a first reading, as IMAP writes days.
fn first_day(now: Instant) -> String {
    let day = now.0 - chrono::Duration::days(FIRST_DAYS);
    day.format("%-d-%b-%Y").to_string()
}
