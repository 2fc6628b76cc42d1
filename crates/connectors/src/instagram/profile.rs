//! `GET /me`: whose account it is, and its figures now.

use super::Instagram;
use crate::error::ConnectError;
use crate::http::raw::{envelope, locate, misfit};
use crate::http::walk::Walk;
use crate::http::{Answer, document};
use crate::source::{Identity, Job, Sink};
use domain::{Instant, MetricDraft, Page, Platform, Zone};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Feed of the profile's figures.
pub const PROFILE_FEED: &str = "profile";

/// Instagram's field and our name for it.
const FIGURES: [(&str, &str); 3] = [
    ("followers_count", "followers"),
    ("follows_count", "following"),
    ("media_count", "media_count"),
];

#[derive(Deserialize)]
struct Body<'a>(#[serde(borrow)] BTreeMap<Cow<'a, str>, &'a RawValue>);

/// Reads an answer of `GET /me`: the figures it states, dated by the Pacific day on which they were read.
///
/// # Errors
/// [`ConnectError::Malformed`] when the body cannot be read or names no account. A figure that is no number is among the
/// rejects.
pub fn parse_profile(
    name: &str,
    body: &Arc<[u8]>,
    now: Instant,
) -> Result<(Page, Identity), ConnectError> {
    let Body(fields) = envelope(name, body)?;
    let text = |field: &str| -> Option<String> {
        let value: String = serde_json::from_str(fields.get(field)?.get()).ok()?;
        Some(value).filter(|v| !v.is_empty())
    };
    let Some(id) = text("user_id") else {
        return Err(ConnectError::Malformed {
            what: name.to_owned(),
            detail: "user_id is missing".to_owned(),
            body: Some(Arc::clone(body)),
        });
    };
    let mut page = Page::new(PROFILE_FEED, document(Platform::Instagram, name, body, now));
    for (field, metric) in FIGURES {
        let Some(raw) = fields.get(field) else {
            continue;
        };
        let locator = locate(body, raw.get(), format!("/{field}"));
        match serde_json::from_str::<i64>(raw.get()) {
            Ok(value) => page.metrics.push(MetricDraft {
                name: metric.to_owned(),
                day: now.day_in(Zone::PACIFIC),
                value,
                locator: Some(locator),
            }),
            Err(e) => page.rejects.push(misfit(&e, locator, raw.get())),
        }
    }
    let identity = Identity {
        handle: text("username").unwrap_or_else(|| id.clone()),
        external_id: id,
        region: None,
    };
    Ok((page, identity))
}

impl Instagram {
    pub(super) async fn me(&self, job: &Job, sink: &mut dyn Sink) -> Result<Answer, ConnectError> {
        let fields = "user_id,username,account_type,followers_count,follows_count,media_count";
        self.get("/me", &[("fields", fields)], "GET /me", job, sink)
            .await
    }

    pub(super) async fn walk_profile(&self, walk: &mut Walk<'_>) -> Result<Identity, ConnectError> {
        let answer = self.me(walk.job, &mut *walk.sink).await?;
        let (page, identity) = parse_profile(&answer.name, &answer.body, walk.job.now)?;
        walk.job.same_account(&identity.external_id)?;
        walk.page(page, None).await?;
        walk.end(None, None).await?;
        Ok(identity)
    }
}
