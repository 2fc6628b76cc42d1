//! Twitch's Helix API: followers, subscribers by tier, recorded streams. It tells nothing about money earned.
//!
//! The rules it protects: a count that Twitch does not state, or that its scope closes, is left out and never zero; what
//! money there is comes from the dashboard's file, and a note says so.

mod channel;
mod dialect;
mod duration;
mod subscribers;
mod videos;

pub use channel::{CHANNEL_FEED, parse_followers, parse_stream, parse_user};
pub use subscribers::{SUBSCRIBERS_FEED, SubscriberPage, parse_subscriptions};
pub use videos::{VIDEOS_FEED, VideoPage, parse_videos};

use crate::error::ConnectError;
use crate::http::walk::Walk;
use crate::http::{Answer, BaseUrl, HttpOptions, Request, Unheard, Wire};
use crate::oauth::{GrantRenewal, Session, TWITCH, grant_of};
use crate::secret::Credentials;
use crate::source::{Capabilities, Connector, Identity, Job, Note, Sink, Summary, Vault};
use async_trait::async_trait;
use domain::{Account, Platform, Zone};
use std::sync::Arc;

/// What Twitch can tell.
pub static CAPABILITIES: Capabilities = Capabilities {
    platform: Platform::Twitch,
    money: false,
    payouts: false,
    metrics: &[
        "followers",
        "subscribers",
        "subscriber_points",
        "subscribers_tier_1",
        "subscribers_tier_2",
        "subscribers_tier_3",
        "gifted_subscribers",
        "live_viewers",
    ],
    posts: true,
    offers: false,
    // live state without a history: each run reads it all
    revision_window_days: 0,
    zone: Zone::UTC,
    scopes: TWITCH.scopes,
    page_size: 100,
    // Twitch allows 800 points a minute, one for each call used here
    requests_per_minute: 400,
};

const API_HOST: &str = "https://api.twitch.tv";
const ID_HOST: &str = "https://id.twitch.tv";

/// One Twitch channel.
pub struct Twitch {
    wire: Wire,
    api: BaseUrl,
    id: BaseUrl,
    renewal: GrantRenewal,
    session: Session,
}

impl Twitch {
    /// A reader for `account`, with its grant in `vault`. A configured address serves both of Twitch's hosts.
    ///
    /// # Errors
    /// [`ConnectError::BaseUrl`] for an unsafe address, [`ConnectError::Client`] when no client can be made.
    pub fn new(
        account: &Account,
        vault: Arc<dyn Vault>,
        http: HttpOptions,
    ) -> Result<Self, ConnectError> {
        let api = BaseUrl::of(account, API_HOST)?;
        let wire = Wire::new(http, CAPABILITIES.requests_per_minute, api.is_loopback())?;
        Ok(Self {
            wire,
            api,
            id: BaseUrl::of(account, ID_HOST)?,
            renewal: GrantRenewal::new(&TWITCH, account.base_url.as_deref())?,
            session: Session::new(vault),
        })
    }

    /// Sends one GET to `host`. Each call names the app beside the token: a pair that does not match is refused.
    async fn get(
        &self,
        host: &BaseUrl,
        path: &str,
        query: &[(&str, &str)],
        name: &str,
        job: &Job,
        sink: &mut dyn Sink,
    ) -> Result<Answer, ConnectError> {
        let build = |credentials: &Credentials| {
            let grant = grant_of(&TWITCH, credentials)?;
            Ok(Request::get(host.join(path), name, query)
                .bearer(&grant.access_token)
                .header("client-id", grant.client_id.clone()))
        };
        self.session
            .send(
                &self.wire,
                &dialect::TwitchDialect,
                &self.renewal,
                &build,
                job,
                sink,
            )
            .await
    }
}

#[async_trait]
impl Connector for Twitch {
    fn capabilities(&self) -> &'static Capabilities {
        &CAPABILITIES
    }

    async fn identify(&self, job: &Job) -> Result<Identity, ConnectError> {
        let answer = self.users(job, &mut Unheard).await?;
        Ok(parse_user(&answer.name, &answer.body)?.identity)
    }

    async fn fetch(&self, job: &Job, sink: &mut dyn Sink) -> Result<Summary, ConnectError> {
        let mut summary = Summary::default();
        summary.notes.push(Note {
            code: "money_by_file",
            detail: Platform::Twitch.slug().to_owned(),
        });
        // Twitch wants tokens validated at the start of each session; the answer holds nothing to keep
        let path = "/oauth2/validate";
        self.get(&self.id, path, &[], &format!("GET {path}"), job, sink)
            .await?;
        let mut walk = Walk::new(Platform::Twitch, CHANNEL_FEED, job, sink);
        let user = match self.walk_channel(&mut walk).await {
            Ok(user) => {
                walk.settle(Ok(()), &mut summary).await?;
                user
            }
            Err(error) => {
                // without the user nothing says whose figures to ask for
                walk.settle(Err(error), &mut summary).await?;
                return Ok(summary);
            }
        };
        if user.monetised {
            let mut walk = Walk::new(Platform::Twitch, SUBSCRIBERS_FEED, job, sink);
            match self.walk_subscribers(&user, &mut walk).await {
                Err(ConnectError::Permission { missing }) => summary.notes.push(Note {
                    code: "scope_missing",
                    detail: missing,
                }),
                result => walk.settle(result, &mut summary).await?,
            }
        } else {
            summary.notes.push(Note {
                code: "no_subscriptions",
                detail: "neither affiliate nor partner".to_owned(),
            });
        }
        let mut walk = Walk::new(Platform::Twitch, VIDEOS_FEED, job, sink);
        let result = self.walk_videos(&user, &mut walk).await;
        walk.settle(result, &mut summary).await?;
        Ok(summary)
    }
}

#[cfg(test)]
mod tests;
