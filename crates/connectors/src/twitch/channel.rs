//! `GET /helix/users`, `/helix/channels/followers` and `/helix/streams`: who it is, how many follow, how many watch now.

use super::Twitch;
use crate::error::ConnectError;
use crate::http::raw::{envelope, locate, misfit};
use crate::http::walk::Walk;
use crate::http::{Answer, document};
use crate::source::{Identity, Job, Sink};
use domain::{Instant, MetricDraft, Page, Platform, Zone};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::sync::Arc;

/// Feed of the channel's figures.
pub const CHANNEL_FEED: &str = "channel";

/// What the other feeds need to know of the user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// Who it is.
    pub identity: Identity,
    /// Affiliate or partner: only they have subscribers.
    pub monetised: bool,
}

#[derive(Deserialize)]
struct Users<'a> {
    #[serde(borrow, default)]
    data: Vec<UserRow<'a>>,
}

#[derive(Deserialize)]
struct UserRow<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
    #[serde(borrow)]
    login: Cow<'a, str>,
    #[serde(borrow, default)]
    broadcaster_type: Cow<'a, str>,
}

#[derive(Deserialize)]
struct Followers<'a> {
    #[serde(borrow)]
    total: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct Streams<'a> {
    #[serde(borrow, default)]
    data: Vec<Stream<'a>>,
}

#[derive(Deserialize)]
struct Stream<'a> {
    #[serde(borrow)]
    viewer_count: Option<&'a RawValue>,
}

/// Reads an answer of `GET /helix/users` without a filter: the user of the token.
///
/// # Errors
/// [`ConnectError::Malformed`] when the envelope cannot be read or names nobody.
pub fn parse_user(name: &str, body: &Arc<[u8]>) -> Result<User, ConnectError> {
    let users: Users<'_> = envelope(name, body)?;
    let Some(user) = users.data.first() else {
        return Err(ConnectError::Malformed {
            what: name.to_owned(),
            detail: "no user belongs to this grant".to_owned(),
            body: Some(Arc::clone(body)),
        });
    };
    Ok(User {
        identity: Identity {
            external_id: user.id.clone().into_owned(),
            handle: user.login.clone().into_owned(),
            region: None,
        },
        monetised: matches!(&*user.broadcaster_type, "affiliate" | "partner"),
    })
}

/// Reads `total` of an answer of `GET /helix/channels/followers`; the list itself needs a scope and is not asked for.
///
/// # Errors
/// [`ConnectError::Malformed`] when the envelope cannot be read.
pub fn parse_followers(name: &str, body: &Arc<[u8]>, now: Instant) -> Result<Page, ConnectError> {
    let parsed: Followers<'_> = envelope(name, body)?;
    let mut page = Page::new(CHANNEL_FEED, document(Platform::Twitch, name, body, now));
    count(&mut page, body, parsed.total, "/total", "followers", now);
    Ok(page)
}

/// Reads an answer of `GET /helix/streams`: the viewers at this moment, when the channel is live.
///
/// # Errors
/// [`ConnectError::Malformed`] when the envelope cannot be read.
pub fn parse_stream(name: &str, body: &Arc<[u8]>, now: Instant) -> Result<Page, ConnectError> {
    let parsed: Streams<'_> = envelope(name, body)?;
    let mut page = Page::new(CHANNEL_FEED, document(Platform::Twitch, name, body, now));
    let viewers = parsed.data.first().and_then(|s| s.viewer_count);
    let pointer = "/data/0/viewer_count";
    count(&mut page, body, viewers, pointer, "live_viewers", now);
    Ok(page)
}

/// Adds one count as of now, in the UTC day of reading; nothing when it is not stated.
pub(super) fn count(
    page: &mut Page,
    body: &[u8],
    raw: Option<&RawValue>,
    pointer: &str,
    metric: &str,
    now: Instant,
) {
    let Some(raw) = raw else { return };
    let locator = locate(body, raw.get(), pointer.to_owned());
    match serde_json::from_str::<i64>(raw.get()) {
        Ok(value) => page.metrics.push(MetricDraft {
            name: metric.to_owned(),
            day: now.day_in(Zone::UTC),
            value,
            locator: Some(locator),
        }),
        Err(e) => page.rejects.push(misfit(&e, locator, raw.get())),
    }
}

impl Twitch {
    pub(super) async fn users(
        &self,
        job: &Job,
        sink: &mut dyn Sink,
    ) -> Result<Answer, ConnectError> {
        let path = "/helix/users";
        self.get(&self.api, path, &[], &format!("GET {path}"), job, sink)
            .await
    }

    pub(super) async fn walk_channel(&self, walk: &mut Walk<'_>) -> Result<User, ConnectError> {
        let answer = self.users(walk.job, &mut *walk.sink).await?;
        let user = parse_user(&answer.name, &answer.body)?;
        walk.job.same_account(&user.identity.external_id)?;
        type Parse = fn(&str, &Arc<[u8]>, Instant) -> Result<Page, ConnectError>;
        let calls: [(&str, &str, Parse); 2] = [
            (
                "/helix/channels/followers",
                "broadcaster_id",
                parse_followers,
            ),
            ("/helix/streams", "user_id", parse_stream),
        ];
        for (path, field, parse) in calls {
            let mut query = vec![(field, user.identity.external_id.as_str())];
            // one row is enough: only the total is read
            query.push(("first", "1"));
            let name = format!("GET {path}");
            let answer = self
                .get(&self.api, path, &query, &name, walk.job, &mut *walk.sink)
                .await?;
            walk.page(parse(&answer.name, &answer.body, walk.job.now)?, None)
                .await?;
        }
        walk.end(None, None).await?;
        Ok(user)
    }
}
