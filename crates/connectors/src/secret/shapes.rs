//! Keys and tokens of the platforms that sign in by something a creator copies, each in its platform's own fields.
//!
//! The rule it protects: a field's name is the platform's, so what its page shows can be pasted as it is.

use super::Secret;
use domain::Instant;
use serde::Deserialize;

/// `{"api_key":"rk_…"}`
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct StripeKey {
    /// A key that may read balance transactions, payouts and the account.
    pub api_key: Secret,
}

/// `{"app_key","app_secret","access_token","refresh_token","open_id","expires_at"}`
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ShopGrant {
    /// The app's public id.
    pub app_key: String,
    /// Signs every request.
    pub app_secret: Secret,
    /// Lives for days.
    pub access_token: Secret,
    /// For the next access token.
    pub refresh_token: Secret,
    /// The creator's id within the app, when known.
    #[serde(default)]
    pub open_id: Option<String>,
    /// End of the access token's life, when known.
    #[serde(default)]
    pub expires_at: Option<Instant>,
}

/// `{"client_id","client_secret"}`, with `"access_token","expires_at"` once one was fetched.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct PaypalApp {
    /// The app's public id.
    pub client_id: String,
    /// The app's secret.
    pub client_secret: Secret,
    /// Fetched with id and secret; lives for hours.
    #[serde(default)]
    pub access_token: Option<Secret>,
    /// End of the access token's life, when known.
    #[serde(default)]
    pub expires_at: Option<Instant>,
}

/// `{"access_token"}`, and to renew it `"refresh_token","client_id","client_secret"`, as Patreon's page of the creator's own
/// client shows them.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct PatreonToken {
    /// The creator's access token.
    pub access_token: Secret,
    /// For the next access token.
    #[serde(default)]
    pub refresh_token: Option<Secret>,
    /// The client's public id.
    #[serde(default)]
    pub client_id: Option<String>,
    /// The client's secret.
    #[serde(default)]
    pub client_secret: Option<Secret>,
    /// End of the access token's life, when known.
    #[serde(default)]
    pub expires_at: Option<Instant>,
}

/// `{"access_token","expires_at","renew_at"}`: one token, which renews itself while it lives.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct MetaToken {
    /// Lives for sixty days.
    pub access_token: Secret,
    /// End of its life, once a renewal stated it.
    #[serde(default)]
    pub expires_at: Option<Instant>,
    /// When to renew it next; `None` for one that was just pasted.
    #[serde(default)]
    pub renew_at: Option<Instant>,
}

/// `{"access_token"}`
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct AccessToken {
    /// Made by the creator, for the creator's own data; does not end by itself.
    pub access_token: Secret,
}

/// `{"shop","access_token"}`
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ShopifyToken {
    /// The store's own domain, `NAME.myshopify.com`.
    pub shop: String,
    /// Of an app of the store; does not end by itself.
    pub access_token: Secret,
}
