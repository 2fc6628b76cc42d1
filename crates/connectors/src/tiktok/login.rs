//! Login Kit for Desktop: the creator's own app, a hex challenge, comma separated scopes.
//!
//! Source: TikTok's pages *Login Kit for Desktop*, *Get a user access token* and *Refresh a user access token*.

use crate::oauth::{Challenge, GivesBack, Provider, Revocation, Spot, Way};
use domain::Platform;

/// TikTok's sign-in. There are no public clients: the secret is needed even with PKCE.
pub static SIGN_IN: Provider = Provider {
    platform: Platform::Tiktok,
    way: Way::Browser {
        // another host than the API's
        authorize: Spot {
            host: "https://www.tiktok.com",
            path: "/v2/auth/authorize/",
        },
        challenge: Challenge::Hex,
        redirect_path: "/callback/",
        register: Some("http://127.0.0.1:*/callback/"),
        extra: &[],
    },
    token: Spot {
        host: super::HOST,
        path: "/v2/oauth/token/",
    },
    revoke: Some(Revocation {
        spot: Spot {
            host: super::HOST,
            path: "/v2/oauth/revoke/",
        },
        token: GivesBack::Access,
        names_client: true,
    }),
    client_id_field: "client_key",
    needs_secret: true,
    separator: ",",
    scopes: super::CAPABILITIES.scopes,
    testing_days: None,
    idle_days: None,
};
