//! Instagram with Instagram Login: followers, posts with their reach, and what each day reached. It tells nothing about
//! money earned.
//!
//! The rules it protects: a metric without data is unknown and never zero, one refused metric takes no other along, and
//! the token, which Meta repeats inside its answers, is taken out of them before anything is kept.

mod days;
mod dialect;
mod grant;
mod media;
mod profile;
mod time;

pub use days::{DAYS_FEED, parse_series, parse_totals};
pub use media::{MEDIA_FEED, MediaPage, parse_media, parse_media_insights};
pub use profile::{PROFILE_FEED, parse_profile};

use crate::error::ConnectError;
use crate::http::walk::Walk;
use crate::http::{Answer, BaseUrl, HttpOptions, Request, Unheard, Wire};
use crate::oauth::Session;
use crate::secret::Credentials;
use crate::source::{Capabilities, Connector, Identity, Job, Note, Sink, Summary, Vault};
use async_trait::async_trait;
use domain::{Account, Platform, Zone};
use grant::{LongLived, token_of};
use std::sync::Arc;

/// What Instagram can tell.
pub static CAPABILITIES: Capabilities = Capabilities {
    platform: Platform::Instagram,
    money: false,
    payouts: false,
    metrics: &[
        "followers",
        "following",
        "media_count",
        "reach_by_day",
        "follower_count_by_day",
        "views_by_day",
        "total_interactions_by_day",
        "profile_views_by_day",
    ],
    posts: true,
    offers: false,
    revision_window_days: days::WINDOW_DAYS,
    zone: Zone::PACIFIC,
    scopes: &[
        "instagram_business_basic",
        "instagram_business_manage_insights",
    ],
    page_size: 100,
    // Meta counts two hundred calls in a rolling hour for an app that one person uses; a run stays well below
    requests_per_minute: 60,
};

const HOST: &str = "https://graph.instagram.com";
const VERSION: &str = "/v25.0";

/// One professional Instagram account.
pub struct Instagram {
    wire: Wire,
    base: BaseUrl,
    renewal: LongLived,
    session: Session,
}

impl Instagram {
    /// A reader for `account`, with its token in `vault`.
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
            renewal: LongLived { base: base.clone() },
            base,
            session: Session::new(vault),
        })
    }

    /// Sends one GET. `path` follows the version.
    async fn get(
        &self,
        path: &str,
        query: &[(&str, &str)],
        name: &str,
        job: &Job,
        sink: &mut dyn Sink,
    ) -> Result<Answer, ConnectError> {
        let url = self.base.join(&format!("{VERSION}{path}"));
        let build = |credentials: &Credentials| {
            let request = Request::get(url.clone(), name, query);
            // the documented place of the token; the document's name has no query
            Ok(request.query("access_token", token_of(credentials)?.access_token.expose()))
        };
        let answer = self
            .session
            .send(
                &self.wire,
                &dialect::MetaDialect(Platform::Instagram),
                &self.renewal,
                &build,
                job,
                sink,
            )
            .await?;
        let credentials = self.session.credentials().await?;
        Ok(grant::without_token(answer, token_of(&credentials)?))
    }
}

#[async_trait]
impl Connector for Instagram {
    fn capabilities(&self) -> &'static Capabilities {
        &CAPABILITIES
    }

    async fn identify(&self, job: &Job) -> Result<Identity, ConnectError> {
        let answer = self.me(job, &mut Unheard).await?;
        Ok(parse_profile(&answer.name, &answer.body, job.now)?.1)
    }

    async fn fetch(&self, job: &Job, sink: &mut dyn Sink) -> Result<Summary, ConnectError> {
        let mut summary = Summary::default();
        summary.notes.push(Note {
            code: "money_by_file",
            detail: Platform::Instagram.slug().to_owned(),
        });
        let mut walk = Walk::new(Platform::Instagram, PROFILE_FEED, job, sink);
        let id = match self.walk_profile(&mut walk).await {
            Ok(identity) => {
                walk.settle(Ok(()), &mut summary).await?;
                identity.external_id
            }
            Err(error) => {
                // without the profile nothing says whose media to ask for
                walk.settle(Err(error), &mut summary).await?;
                return Ok(summary);
            }
        };
        let mut walk = Walk::new(Platform::Instagram, MEDIA_FEED, job, sink);
        let result = self.walk_media(&id, &mut summary.notes, &mut walk).await;
        walk.settle(result, &mut summary).await?;
        let mut walk = Walk::new(Platform::Instagram, DAYS_FEED, job, sink);
        let result = self.walk_days(&id, &mut summary.notes, &mut walk).await;
        walk.settle(result, &mut summary).await?;
        Ok(summary)
    }
}

#[cfg(test)]
mod tests;
