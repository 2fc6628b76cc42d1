//! Google's installed-app flow: the creator's own desktop client, any loopback port, the standard challenge.
//!
//! Source: Google's page *OAuth 2.0 for mobile and desktop apps*; for the seven days its page on token expiration.

use crate::oauth::{Challenge, GivesBack, Provider, Revocation, Spot, Way};
use domain::Platform;

/// Google's sign-in. Its secret is treated as not secret, but the token call takes it.
pub static SIGN_IN: Provider = Provider {
    platform: Platform::Youtube,
    way: Way::Browser {
        authorize: Spot {
            host: "https://accounts.google.com",
            path: "/o/oauth2/v2/auth",
        },
        challenge: Challenge::Base64Url,
        redirect_path: "",
        register: None,
        // consent is asked for each time: only then a refresh token comes
        extra: &[("access_type", "offline"), ("prompt", "consent")],
    },
    token: Spot {
        host: super::TOKEN_HOST,
        path: "/token",
    },
    revoke: Some(Revocation {
        spot: Spot {
            host: super::TOKEN_HOST,
            path: "/revoke",
        },
        token: GivesBack::Refresh,
        names_client: false,
    }),
    client_id_field: "client_id",
    needs_secret: true,
    separator: " ",
    scopes: super::CAPABILITIES.scopes,
    testing_days: Some(7),
    idle_days: None,
};
