//! TikTok's Display API v2: the profile's figures and the public videos.
//!
//! The rules it protects: an error counts even with HTTP 200, a field outside the granted scopes is not asked for, and a
//! figure that TikTok does not state is left out, never zero. TikTok's API tells nothing about money.

mod dialect;
mod login;
mod profile;
mod videos;

pub use login::SIGN_IN;
pub use profile::{PROFILE_FEED, parse_user_info};
pub use videos::{VIDEOS_FEED, VideoPage, parse_videos};

use crate::error::ConnectError;
use crate::http::walk::Walk;
use crate::http::{Answer, BaseUrl, HttpOptions, Method, Request, Unheard, Wire};
use crate::oauth::{GrantRenewal, Session, grant_of};
use crate::secret::Credentials;
use crate::source::{Capabilities, Connector, Identity, Job, Note, Sink, Summary, Vault};
use async_trait::async_trait;
use domain::{Account, Platform, Zone};
use std::sync::Arc;

/// What TikTok can tell.
pub static CAPABILITIES: Capabilities = Capabilities {
    platform: Platform::Tiktok,
    money: false,
    payouts: false,
    metrics: &["followers", "lifetime_likes", "active_videos"],
    posts: true,
    offers: false,
    // counters are lifetime figures: each run reads them all
    revision_window_days: 0,
    zone: Zone::UTC,
    scopes: &[
        "user.info.basic",
        "user.info.profile",
        "user.info.stats",
        "video.list",
    ],
    page_size: 20,
    requests_per_minute: 600,
};

const HOST: &str = "https://open.tiktokapis.com";

/// One TikTok account.
pub struct Tiktok {
    wire: Wire,
    base: BaseUrl,
    renewal: GrantRenewal,
    session: Session,
}

impl Tiktok {
    /// A reader for `account`, with its grant in `vault`.
    ///
    /// # Errors
    /// [`ConnectError::BaseUrl`] for an unsafe address, [`ConnectError::Client`] when no client can be made.
    pub fn new(
        account: &Account,
        vault: Arc<dyn Vault>,
        http: HttpOptions,
    ) -> Result<Self, ConnectError> {
        let base = BaseUrl::of(account, HOST)?;
        let wire = Wire::new(http, CAPABILITIES.requests_per_minute, base.is_loopback())?;
        Ok(Self {
            wire,
            base,
            renewal: GrantRenewal::new(&SIGN_IN, account.base_url.as_deref())?,
            session: Session::new(vault),
        })
    }

    /// Sends one call with its `fields`, and a JSON body when it is a POST.
    async fn call(
        &self,
        path: &str,
        fields: &str,
        body: Option<&str>,
        name: &str,
        job: &Job,
        sink: &mut dyn Sink,
    ) -> Result<Answer, ConnectError> {
        let url = self.base.join(path);
        let build = |credentials: &Credentials| {
            let method = if body.is_some() {
                Method::Post
            } else {
                Method::Get
            };
            let request = Request::new(method, url.clone(), name)
                .query("fields", fields)
                .bearer(&grant_of(&SIGN_IN, credentials)?.access_token);
            Ok(match body {
                Some(body) => request.json(body.to_owned()),
                None => request,
            })
        };
        self.session
            .send(
                &self.wire,
                &dialect::TiktokDialect,
                &self.renewal,
                &build,
                job,
                sink,
            )
            .await
    }

    /// Whether a scope was granted, as far as the grant says.
    async fn granted(&self, scope: &str) -> Result<bool, ConnectError> {
        let credentials = self.session.credentials().await?;
        let granted = &grant_of(&SIGN_IN, &credentials)?.scope;
        Ok(granted.is_empty() || granted.split(',').any(|s| s.trim() == scope))
    }
}

#[async_trait]
impl Connector for Tiktok {
    fn capabilities(&self) -> &'static Capabilities {
        &CAPABILITIES
    }

    async fn identify(&self, job: &Job) -> Result<Identity, ConnectError> {
        let answer = self.user_info(job, &mut Unheard).await?;
        Ok(parse_user_info(&answer.name, &answer.body, job.now)?.1)
    }

    async fn fetch(&self, job: &Job, sink: &mut dyn Sink) -> Result<Summary, ConnectError> {
        let mut summary = Summary::default();
        for scope in ["user.info.stats", "video.list"] {
            if !self.granted(scope).await? {
                summary.notes.push(Note {
                    code: "scope_missing",
                    detail: scope.to_owned(),
                });
            }
        }
        let mut walk = Walk::new(Platform::Tiktok, PROFILE_FEED, job, sink);
        let result = self.walk_profile(&mut walk).await;
        walk.settle(result, &mut summary).await?;
        if self.granted("video.list").await? {
            let mut walk = Walk::new(Platform::Tiktok, VIDEOS_FEED, job, sink);
            let result = self.walk_videos(&mut walk).await;
            walk.settle(result, &mut summary).await?;
        }
        Ok(summary)
    }
}

#[cfg(test)]
mod tests;
