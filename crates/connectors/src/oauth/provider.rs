//! How each platform's sign-in differs from the standard, as data.
//!
//! The rule it protects: the flow is written once; a platform is a table line with the names, addresses and lifetimes its
//! documents state.

use super::pkce::Challenge;
use crate::error::ConnectError;
use crate::http::BaseUrl;
use domain::Platform;
use url::Url;

/// One platform's sign-in.
#[derive(Debug, Clone, Copy)]
pub struct Provider {
    /// Whose.
    pub platform: Platform,
    /// Where the creator consents.
    pub way: Way,
    /// Where codes and refresh tokens become access tokens.
    pub token: Spot,
    /// Where a grant is given back, when the platform has such a place.
    pub revoke: Option<Revocation>,
    /// What the platform calls the app's public id.
    pub client_id_field: &'static str,
    /// Whether the token call wants the app's secret. Then the creator brings an app of their own: a secret shipped with a
    /// desktop program is none.
    pub needs_secret: bool,
    /// Stands between scopes.
    pub separator: &'static str,
    /// Permissions asked for.
    pub scopes: &'static [&'static str],
    /// Days a sign-in lasts while the creator's app is still in the platform's testing status.
    pub testing_days: Option<u16>,
    /// Days after which an unused refresh token dies.
    pub idle_days: Option<u16>,
}

/// Where the creator consents.
#[derive(Debug, Clone, Copy)]
pub enum Way {
    /// In the system's browser, which comes back to an address of this machine.
    Browser {
        /// The page to open.
        authorize: Spot,
        /// How the challenge is written.
        challenge: Challenge,
        /// Path of the loopback redirect, as the platform's rules want it.
        redirect_path: &'static str,
        /// The redirect address to register, `None` where loopback needs no registration.
        register: Option<&'static str>,
        /// Further parameters of the page.
        extra: &'static [(&'static str, &'static str)],
    },
    /// On any device, by a short code (RFC 8628).
    Device {
        /// Where the code is asked for.
        device: Spot,
        /// What the platform calls the list of scopes there.
        scope_field: &'static str,
    },
}

/// How a grant is given back.
#[derive(Debug, Clone, Copy)]
pub struct Revocation {
    /// Where.
    pub spot: Spot,
    /// Which of its tokens stands for the grant there.
    pub token: GivesBack,
    /// Whether the call carries the app's id and secret.
    pub names_client: bool,
}

/// The token that stands for a grant when it is given back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GivesBack {
    /// The short-lived one.
    Access,
    /// The long-lived one: good even when the other has run out.
    Refresh,
}

/// A path on one of the platform's own hosts.
#[derive(Debug, Clone, Copy)]
pub struct Spot {
    /// The platform's host, replaced by an account's configured address.
    pub host: &'static str,
    /// The path on it.
    pub path: &'static str,
}

impl Spot {
    /// The full address; `base` replaces the platform's host.
    ///
    /// # Errors
    /// [`ConnectError::BaseUrl`] for an unsafe `base`.
    pub fn at(&self, base: Option<&str>) -> Result<Url, ConnectError> {
        Ok(BaseUrl::parse(base.unwrap_or(self.host))?.join(self.path))
    }
}

/// The sign-in of a platform. `None` where it is connected with a key, or not at all.
pub fn provider_of(platform: Platform) -> Option<&'static Provider> {
    match platform {
        Platform::Tiktok => Some(&crate::tiktok::SIGN_IN),
        Platform::Youtube => Some(&crate::youtube::SIGN_IN),
        Platform::Twitch => Some(&TWITCH),
        _ => None,
    }
}

/// Twitch by device code, as a public client without a secret. Sources: its page *Getting OAuth access tokens*, and for the
/// refresh token's thirty days docs/connectors/sign-in.md.
pub static TWITCH: Provider = Provider {
    platform: Platform::Twitch,
    way: Way::Device {
        device: Spot {
            host: "https://id.twitch.tv",
            path: "/oauth2/device",
        },
        scope_field: "scopes",
    },
    token: Spot {
        host: "https://id.twitch.tv",
        path: "/oauth2/token",
    },
    revoke: None,
    client_id_field: "client_id",
    needs_secret: false,
    separator: " ",
    scopes: &[
        "moderator:read:followers",
        "channel:read:subscriptions",
        "bits:read",
    ],
    testing_days: None,
    idle_days: Some(30),
};
