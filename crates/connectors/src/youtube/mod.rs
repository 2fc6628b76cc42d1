//! YouTube: the channel's figures, its videos, the estimated revenue of each day and video, and what AdSense paid.
//!
//! The rules it protects: a day is YouTube's own Pacific day, revenue stays an estimate, revenue and views are asked for
//! apart so that the slower one does not hold back the other, and a channel without monetization is no failure.

mod adsense;
mod analytics;
mod by_video;
mod channel;
mod dialect;
mod duration;
mod formatted;
mod login;
mod revenue;
mod videos;
mod views;

pub use adsense::{PAYMENTS_FEED, parse_accounts, parse_payments};
pub use analytics::{DayRow, parse_days};
pub use by_video::{BY_VIDEO_FEED, parse_by_video};
pub use channel::{CHANNEL_FEED, Channel, parse_channel};
pub use login::SIGN_IN;
pub use revenue::{REVENUE_FEED, parse_revenue};
pub use videos::{VIDEOS_FEED, parse_videos};
pub use views::{VIEWS_FEED, parse_views};

use crate::error::ConnectError;
use crate::http::walk::Walk;
use crate::http::{Answer, BaseUrl, HttpOptions, Request, Unheard, Wire};
use crate::oauth::{GrantRenewal, Session, grant_of};
use crate::secret::Credentials;
use crate::source::{Capabilities, Connector, Identity, Job, Note, Sink, Summary, Vault};
use async_trait::async_trait;
use domain::{Account, Platform, Zone};
use std::sync::Arc;

/// What YouTube can tell.
pub static CAPABILITIES: Capabilities = Capabilities {
    platform: Platform::Youtube,
    money: true,
    payouts: true,
    metrics: &[
        "followers",
        "lifetime_views",
        "active_videos",
        "views_by_day",
        "minutes_watched_by_day",
        "subscribers_gained_by_day",
        "subscribers_lost_by_day",
    ],
    posts: true,
    offers: false,
    revision_window_days: analytics::WINDOW_DAYS,
    zone: Zone::PACIFIC,
    scopes: &[
        "https://www.googleapis.com/auth/youtube.readonly",
        "https://www.googleapis.com/auth/yt-analytics.readonly",
        "https://www.googleapis.com/auth/yt-analytics-monetary.readonly",
        "https://www.googleapis.com/auth/adsense.readonly",
    ],
    page_size: 50,
    // ten thousand units a day is the tighter limit; a sync needs some dozens
    requests_per_minute: 300,
};

const DATA_HOST: &str = "https://www.googleapis.com";
const ANALYTICS_HOST: &str = "https://youtubeanalytics.googleapis.com";
const ADSENSE_HOST: &str = "https://adsense.googleapis.com";
const TOKEN_HOST: &str = "https://oauth2.googleapis.com";

/// One YouTube channel.
pub struct Youtube {
    wire: Wire,
    data: BaseUrl,
    analytics: BaseUrl,
    adsense: BaseUrl,
    renewal: GrantRenewal,
    session: Session,
}

impl Youtube {
    /// A reader for `account`, with its grant in `vault`. A configured address serves all of Google's hosts.
    ///
    /// # Errors
    /// [`ConnectError::BaseUrl`] for an unsafe address, [`ConnectError::Client`] when no client can be made.
    pub fn new(
        account: &Account,
        vault: Arc<dyn Vault>,
        http: HttpOptions,
    ) -> Result<Self, ConnectError> {
        let data = BaseUrl::of(account, DATA_HOST)?;
        let wire = Wire::new(http, CAPABILITIES.requests_per_minute, data.is_loopback())?;
        Ok(Self {
            wire,
            data,
            analytics: BaseUrl::of(account, ANALYTICS_HOST)?,
            adsense: BaseUrl::of(account, ADSENSE_HOST)?,
            renewal: GrantRenewal::new(&SIGN_IN, account.base_url.as_deref())?,
            session: Session::new(vault),
        })
    }

    /// Sends one GET to `host`.
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
            let grant = grant_of(&SIGN_IN, credentials)?;
            Ok(Request::get(host.join(path), name, query).bearer(&grant.access_token))
        };
        self.session
            .send(
                &self.wire,
                &dialect::GoogleDialect,
                &self.renewal,
                &build,
                job,
                sink,
            )
            .await
    }
}

#[async_trait]
impl Connector for Youtube {
    fn capabilities(&self) -> &'static Capabilities {
        &CAPABILITIES
    }

    async fn identify(&self, job: &Job) -> Result<Identity, ConnectError> {
        let answer = self.channels(job, &mut Unheard).await?;
        Ok(parse_channel(&answer.name, &answer.body, job.now)?
            .1
            .identity)
    }

    async fn fetch(&self, job: &Job, sink: &mut dyn Sink) -> Result<Summary, ConnectError> {
        let mut summary = Summary::default();
        let mut walk = Walk::new(Platform::Youtube, CHANNEL_FEED, job, sink);
        let channel = match self.walk_channel(&mut walk).await {
            Ok(channel) => {
                walk.settle(Ok(()), &mut summary).await?;
                channel
            }
            Err(error) => {
                // without the channel nothing says where the videos and the first day are
                walk.settle(Err(error), &mut summary).await?;
                return Ok(summary);
            }
        };
        let mut walk = Walk::new(Platform::Youtube, VIDEOS_FEED, job, sink);
        let result = self.walk_videos(&channel, &mut walk).await;
        walk.settle(result, &mut summary).await?;
        let mut walk = Walk::new(Platform::Youtube, VIEWS_FEED, job, sink);
        let result = self
            .walk_days(&views::VIEWS, &channel, &mut summary.notes, &mut walk)
            .await;
        walk.settle(result, &mut summary).await?;
        self.fetch_money(&channel, job, sink, &mut summary).await?;
        Ok(summary)
    }
}

impl Youtube {
    /// Revenue by day, revenue by video, and payments: each may be closed to this channel or grant, which is no failure.
    async fn fetch_money(
        &self,
        channel: &Channel,
        job: &Job,
        sink: &mut dyn Sink,
        summary: &mut Summary,
    ) -> Result<(), ConnectError> {
        let mut walk = Walk::new(Platform::Youtube, REVENUE_FEED, job, sink);
        let result = self
            .walk_days(&revenue::REVENUE, channel, &mut summary.notes, &mut walk)
            .await;
        match result {
            // a channel outside the partner programme, or a grant without the scope
            Err(ConnectError::Permission { missing }) => summary.notes.push(Note {
                code: "monetary_unavailable",
                detail: missing,
            }),
            result => {
                walk.settle(result, summary).await?;
                let mut walk = Walk::new(Platform::Youtube, BY_VIDEO_FEED, job, sink);
                let result = self
                    .walk_by_video(channel, &mut summary.notes, &mut walk)
                    .await;
                walk.settle(result, summary).await?;
            }
        }
        let mut walk = Walk::new(Platform::Youtube, PAYMENTS_FEED, job, sink);
        match self.walk_payments(&mut summary.skipped, &mut walk).await {
            // often the AdSense account belongs to another Google account than the channel
            Err(ConnectError::Permission { missing }) => summary.notes.push(Note {
                code: "adsense_unavailable",
                detail: missing,
            }),
            Ok(false) => {
                summary.notes.push(Note {
                    code: "adsense_unavailable",
                    detail: "no account".to_owned(),
                });
                walk.settle(Ok(()), summary).await?;
            }
            result => walk.settle(result.map(|_| ()), summary).await?,
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
