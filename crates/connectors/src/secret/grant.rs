//! What an OAuth 2 server gave.
//!
//! The rule it protects: a refresh token that may be used up says so, so that nobody mistakes a lost answer for a revoked
//! sign-in.

use super::{Credentials, MailLogin, Secret};
use domain::{Instant, Platform};
use serde::Deserialize;

/// What an OAuth 2 server gave: `{"client_id","client_secret","access_token","refresh_token","scope","expires_at"}`, with
/// `"ends_at"` and `"renewing_since"` once there is something to say. TikTok's `client_key` is read too.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct OauthGrant {
    /// The app's public id.
    #[serde(alias = "client_key")]
    pub client_id: String,
    /// The app's secret, where the platform wants one.
    #[serde(default)]
    pub client_secret: Option<Secret>,
    /// Lives for minutes or hours.
    pub access_token: Secret,
    /// For the next access token; where the platform rotates it, good once.
    pub refresh_token: Secret,
    /// Granted scopes in the platform's separator. Empty when unknown.
    #[serde(default)]
    pub scope: String,
    /// End of the access token's life, when known.
    #[serde(default)]
    pub expires_at: Option<Instant>,
    /// End of the whole sign-in, when known.
    #[serde(default)]
    pub ends_at: Option<Instant>,
    /// Since when the next tokens have been asked for without their having been kept. Such a refresh token may be used up.
    #[serde(default)]
    pub renewing_since: Option<Instant>,
}

impl OauthGrant {
    pub(super) fn json(&self) -> serde_json::Value {
        serde_json::json!({
            "client_id": self.client_id,
            "client_secret": self.client_secret.as_ref().map(Secret::expose),
            "access_token": self.access_token.expose(),
            "refresh_token": self.refresh_token.expose(),
            "scope": self.scope,
            "expires_at": self.expires_at,
            "ends_at": self.ends_at,
            "renewing_since": self.renewing_since,
        })
    }
}

/// The part every OAuth 2 platform shares.
impl Credentials {
    /// The grant, where these are one.
    pub fn grant(&self) -> Option<&OauthGrant> {
        match self {
            Self::Tiktok(grant) | Self::Youtube(grant) | Self::Twitch(grant) => Some(grant),
            Self::Mail(login) => login.grant.as_ref(),
            _ => None,
        }
    }

    /// The same platform's credentials with another grant; unchanged where there is none.
    #[must_use]
    pub fn with_grant(&self, grant: OauthGrant) -> Self {
        match self {
            Self::Tiktok(_) => Self::Tiktok(grant),
            Self::Youtube(_) => Self::Youtube(grant),
            Self::Twitch(_) => Self::Twitch(grant),
            Self::Mail(login) if login.grant.is_some() => Self::Mail(MailLogin {
                grant: Some(grant),
                ..login.clone()
            }),
            other => other.clone(),
        }
    }

    /// A platform's credentials out of its grant. `None` where the platform signs in another way.
    pub fn of_grant(platform: Platform, grant: OauthGrant) -> Option<Self> {
        match platform {
            Platform::Tiktok => Some(Self::Tiktok(grant)),
            Platform::Youtube => Some(Self::Youtube(grant)),
            Platform::Twitch => Some(Self::Twitch(grant)),
            _ => None,
        }
    }

    /// Since when a renewal has been under way, as far as the record says.
    pub(crate) fn renewing_since(&self) -> Option<Instant> {
        self.grant()?.renewing_since
    }

    /// With the mark that a renewal was begun, or without it.
    pub(crate) fn marked(&self, since: Option<Instant>) -> Self {
        match self.grant() {
            Some(grant) => self.with_grant(OauthGrant {
                renewing_since: since,
                ..grant.clone()
            }),
            None => self.clone(),
        }
    }

    /// Without that mark, for comparing tokens.
    pub(crate) fn unmarked(&self) -> Self {
        self.marked(None)
    }
}
