//! `GET /v2/user/info/`: who the account is, and its figures now.

use super::Tiktok;
use crate::error::ConnectError;
use crate::http::Answer;
use crate::http::document;
use crate::http::raw::{envelope, locate, reject};
use crate::http::walk::Walk;
use crate::source::{Identity, Job, Sink};
use domain::reject::RejectReason;
use domain::{Instant, MetricDraft, Page, Platform, Zone};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Feed of the profile's figures.
pub const PROFILE_FEED: &str = "profile";

/// TikTok's field and our name for it.
const FIGURES: [(&str, &str); 3] = [
    ("follower_count", "followers"),
    ("likes_count", "lifetime_likes"),
    ("video_count", "active_videos"),
];

#[derive(Deserialize)]
struct Body<'a> {
    #[serde(borrow)]
    data: Data<'a>,
}

#[derive(Deserialize)]
struct Data<'a> {
    #[serde(borrow)]
    user: BTreeMap<Cow<'a, str>, &'a RawValue>,
}

/// Reads an answer of `GET /v2/user/info/`: the figures it states, dated by the day in UTC on which they were read.
///
/// # Errors
/// [`ConnectError::Malformed`] when the envelope or `open_id` cannot be read. A figure that is no number is among the rejects.
pub fn parse_user_info(
    name: &str,
    body: &Arc<[u8]>,
    now: Instant,
) -> Result<(Page, Identity), ConnectError> {
    let parsed: Body<'_> = envelope(name, body)?;
    let user = parsed.data.user;
    let text = |field: &str| -> Option<String> {
        let value: Option<String> = serde_json::from_str(user.get(field)?.get()).ok()?;
        value.filter(|v| !v.is_empty())
    };
    let open_id = text("open_id").ok_or_else(|| ConnectError::Malformed {
        what: name.to_owned(),
        detail: "data.user.open_id is missing".to_owned(),
        body: Some(Arc::clone(body)),
    })?;
    let handle = text("username")
        .or_else(|| text("display_name"))
        .unwrap_or_else(|| open_id.clone());
    let mut page = Page::new(PROFILE_FEED, document(Platform::Tiktok, name, body, now));
    for (field, metric) in FIGURES {
        let Some(raw) = user.get(field) else { continue };
        let locator = locate(body, raw.get(), format!("/data/user/{field}"));
        match serde_json::from_str::<Option<i64>>(raw.get()) {
            Ok(Some(value)) => page.metrics.push(MetricDraft {
                name: metric.to_owned(),
                day: now.day_in(Zone::UTC),
                value,
                locator: Some(locator),
            }),
            Ok(None) => {}
            Err(_) => {
                page.rejects
                    .push(reject(RejectReason::NotANumber, field, locator, raw.get()))
            }
        }
    }
    let identity = Identity {
        external_id: open_id,
        handle,
        region: None,
    };
    Ok((page, identity))
}

impl Tiktok {
    pub(super) async fn user_info(
        &self,
        job: &Job,
        sink: &mut dyn Sink,
    ) -> Result<Answer, ConnectError> {
        let mut fields = vec!["open_id", "display_name"];
        if self.granted("user.info.profile").await? {
            fields.push("username");
        }
        if self.granted("user.info.stats").await? {
            fields.extend(FIGURES.map(|(field, _)| field));
        }
        let path = "/v2/user/info/";
        let name = format!("GET {path}");
        match self
            .call(path, &fields.join(","), None, &name, job, sink)
            .await
        {
            // an old grant does not say its scopes: ask for what every grant has
            Err(ConnectError::Permission { .. }) if fields.len() > 2 => {
                self.call(path, "open_id,display_name", None, &name, job, sink)
                    .await
            }
            answer => answer,
        }
    }

    pub(super) async fn walk_profile(&self, walk: &mut Walk<'_>) -> Result<(), ConnectError> {
        let answer = self.user_info(walk.job, &mut *walk.sink).await?;
        let (page, identity) = parse_user_info(&answer.name, &answer.body, walk.job.now)?;
        walk.job.same_account(&identity.external_id)?;
        walk.page(page, None).await?;
        walk.end(None, None).await
    }
}
