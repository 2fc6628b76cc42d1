//! The one long-lived token, and how it renews itself.
//!
//! The rules it protects: a token lives sixty days and is renewed weekly while it lives, without any secret; once dead it
//! cannot be renewed, and the creator makes another. Source: Meta's pages on `access_token` and `refresh_access_token`.

use crate::error::ConnectError;
use crate::http::{Answer, BaseUrl, Method, Request, Wire};
use crate::oauth::{Renewal, Tokens, read_tokens};
use crate::secret::{Credentials, MetaToken, SecretError};
use crate::source::{Job, Sink};
use async_trait::async_trait;
use domain::{Instant, Platform};

const PATH: &str = "/refresh_access_token";

/// Seconds after which a token is renewed, though it would live eight times as long.
const WEEK: i64 = 7 * 86_400;

/// A token has to be this old to be renewed.
const DAY: i64 = 86_400;

pub(super) struct LongLived {
    pub base: BaseUrl,
}

pub(super) fn token_of(credentials: &Credentials) -> Result<&MetaToken, SecretError> {
    match credentials {
        Credentials::Instagram(token) => Ok(token),
        other => Err(other.not_for(Platform::Instagram)),
    }
}

#[async_trait]
impl Renewal for LongLived {
    /// The moment to renew, long before the end: a pasted token, of which nothing is known, is tried at once.
    fn expires_at(&self, credentials: &Credentials) -> Option<Instant> {
        let token = token_of(credentials).ok()?;
        token.renew_at.or_else(|| Instant::from_seconds(0))
    }

    async fn renew(
        &self,
        wire: &Wire,
        credentials: &Credentials,
        job: &Job,
        sink: &mut dyn Sink,
    ) -> Result<Credentials, ConnectError> {
        let token = token_of(credentials)?;
        let later = |seconds: i64| Instant::from_seconds(job.now.seconds().saturating_add(seconds));
        let request = Request::new(Method::Get, self.base.join(PATH), format!("GET {PATH}"))
            .query("grant_type", "ig_refresh_token")
            .query("access_token", token.access_token.expose());
        let dialect = super::dialect::MetaDialect(Platform::Instagram);
        let next = match wire.send(&request, &dialect, job, sink).await {
            Ok(answer) => {
                let tokens: Tokens = read_tokens(&answer)?;
                MetaToken {
                    expires_at: tokens.expires_in.and_then(later),
                    access_token: tokens.access_token,
                    renew_at: later(WEEK),
                }
            }
            // younger than a day: it is good as it is, and renewed the next time
            Err(ConnectError::Refused { .. } | ConnectError::Permission { .. }) => MetaToken {
                renew_at: later(DAY),
                ..token.clone()
            },
            Err(other) => return Err(other),
        };
        Ok(Credentials::Instagram(next))
    }
}

/// The answer without the token: the address of a next page repeats it. Everything else stays byte for byte.
pub(super) fn without_token(mut answer: Answer, token: &MetaToken) -> Answer {
    let secret = token.access_token.expose();
    if let Ok(text) = std::str::from_utf8(&answer.body)
        && !secret.is_empty()
        && text.contains(secret)
    {
        answer.body = text.replace(secret, "[redacted]").into_bytes().into();
    }
    answer
}
