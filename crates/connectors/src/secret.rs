//! Keys and tokens, and the shapes they are kept in.
//!
//! The rule it protects: a secret prints as `[redacted]`, cannot be serialised by accident, is wiped when dropped, and
//! leaves this type only through calls whose name says so.

use domain::{Instant, Platform};
use serde::Deserialize;
use std::fmt;
use zeroize::Zeroizing;

/// A text nobody may see.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Takes the text over.
    pub fn new(text: impl Into<String>) -> Self {
        Self(Zeroizing::new(text.into()))
    }

    /// The text itself: for a request's header or form, and for the vault. Never for a message.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d).map(Self::new)
    }
}

/// Credentials that do not have their platform's shape. Says what is wrong, never what was given.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the credentials for {platform} do not fit: {why}")]
pub struct SecretError {
    /// Whose they should be.
    pub platform: Platform,
    /// Which field is missing, or that it is not JSON.
    pub why: String,
}

/// What one account signs in with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Credentials {
    /// A restricted key of Stripe.
    Stripe(StripeKey),
    /// A grant of TikTok's Login Kit.
    Tiktok(OauthGrant),
    /// A grant of TikTok Shop.
    TiktokShop(ShopGrant),
    /// A grant of Google.
    Youtube(OauthGrant),
    /// A grant of Twitch, of a public client without a secret.
    Twitch(OauthGrant),
    /// A long-lived token of Instagram.
    Instagram(MetaToken),
    /// An app of PayPal's developer site.
    Paypal(PaypalApp),
    /// A creator's token of Patreon.
    Patreon(PatreonToken),
    /// An access token of Gumroad.
    Gumroad(AccessToken),
    /// A store's app token of Shopify.
    Shopify(ShopifyToken),
    /// A mailbox's name and password.
    Mail(MailLogin),
}

/// `{"api_key":"rk_…"}`
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct StripeKey {
    /// A key that may read balance transactions, payouts and the account.
    pub api_key: Secret,
}

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
    fn json(&self) -> serde_json::Value {
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

/// `{"server","user","password"}`, with `"folders"` (separated by commas, INBOX when absent), `"certificate"` (PEM, trusted
/// for this mailbox alone) and, instead of a password, `"access_token"` for XOAUTH2.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct MailLogin {
    /// Host of the IMAP server, with its port where that is not 993.
    #[serde(default)]
    pub server: String,
    /// Name to sign in with, mostly the address.
    pub user: String,
    /// Password, or one made for this app.
    #[serde(default)]
    pub password: Option<Secret>,
    /// Token of an OAuth sign-in.
    #[serde(default)]
    pub access_token: Option<Secret>,
    /// Folders to read.
    #[serde(default)]
    pub folders: Option<String>,
    /// The server's own certificate in PEM, where no public authority vouches for it.
    #[serde(default)]
    pub certificate: Option<String>,
}

impl MailLogin {
    /// The folders to read, INBOX when none is named.
    pub fn folders(&self) -> Vec<String> {
        let named = self.folders.as_deref().unwrap_or_default().split(',');
        let named: Vec<String> = named
            .map(str::trim)
            .filter(|name| !name.is_empty())
            .map(str::to_owned)
            .collect();
        if named.is_empty() {
            vec!["INBOX".to_owned()]
        } else {
            named
        }
    }
}

impl Credentials {
    /// Reads the JSON object that a secret file, the vault and the emulator use for `platform`. Unknown fields are
    /// ignored. A bare Stripe key without JSON is accepted too, since that is what its dashboard shows.
    ///
    /// # Errors
    /// [`SecretError`] naming the field, never the content.
    pub fn from_json(platform: Platform, text: &str) -> Result<Self, SecretError> {
        let text = text.trim();
        let fail = |e: serde_json::Error| SecretError {
            platform,
            why: reason(&e),
        };
        match platform {
            Platform::Stripe if text.starts_with("rk_") || text.starts_with("sk_") => {
                Ok(Self::Stripe(StripeKey {
                    api_key: Secret::new(text),
                }))
            }
            Platform::Stripe => serde_json::from_str(text).map(Self::Stripe).map_err(fail),
            Platform::Tiktok => with_secret(platform, text).map(Self::Tiktok),
            Platform::TiktokShop => serde_json::from_str(text)
                .map(Self::TiktokShop)
                .map_err(fail),
            Platform::Youtube => with_secret(platform, text).map(Self::Youtube),
            Platform::Twitch => serde_json::from_str(text).map(Self::Twitch).map_err(fail),
            Platform::Instagram => serde_json::from_str(text)
                .map(Self::Instagram)
                .map_err(fail),
            Platform::Paypal => serde_json::from_str(text).map(Self::Paypal).map_err(fail),
            Platform::Patreon => serde_json::from_str(text).map(Self::Patreon).map_err(fail),
            Platform::Gumroad => serde_json::from_str(text).map(Self::Gumroad).map_err(fail),
            Platform::Shopify => serde_json::from_str(text).map(Self::Shopify).map_err(fail),
            Platform::Mail => serde_json::from_str(text).map(Self::Mail).map_err(fail),
            _ => Err(SecretError {
                platform,
                why: "the platform has no connector".to_owned(),
            }),
        }
    }

    /// Whose credentials these are.
    pub fn platform(&self) -> Platform {
        match self {
            Self::Stripe(_) => Platform::Stripe,
            Self::Tiktok(_) => Platform::Tiktok,
            Self::TiktokShop(_) => Platform::TiktokShop,
            Self::Youtube(_) => Platform::Youtube,
            Self::Twitch(_) => Platform::Twitch,
            Self::Instagram(_) => Platform::Instagram,
            Self::Paypal(_) => Platform::Paypal,
            Self::Patreon(_) => Platform::Patreon,
            Self::Gumroad(_) => Platform::Gumroad,
            Self::Shopify(_) => Platform::Shopify,
            Self::Mail(_) => Platform::Mail,
        }
    }

    /// The refusal of these credentials by a reader of `wanted`, naming their real owner.
    pub(crate) fn not_for(&self, wanted: Platform) -> SecretError {
        SecretError {
            platform: wanted,
            why: format!("these are credentials for {}", self.platform()),
        }
    }

    /// The JSON text that [`from_json`](Self::from_json) reads, for the vault and nothing else.
    pub fn expose_json(&self) -> Secret {
        let value = match self {
            Self::Stripe(k) => serde_json::json!({ "api_key": k.api_key.expose() }),
            Self::Tiktok(g) | Self::Youtube(g) | Self::Twitch(g) => g.json(),
            Self::TiktokShop(g) => serde_json::json!({
                "app_key": g.app_key,
                "app_secret": g.app_secret.expose(),
                "access_token": g.access_token.expose(),
                "refresh_token": g.refresh_token.expose(),
                "open_id": g.open_id,
                "expires_at": g.expires_at,
            }),
            Self::Instagram(t) => serde_json::json!({
                "access_token": t.access_token.expose(),
                "expires_at": t.expires_at,
                "renew_at": t.renew_at,
            }),
            Self::Paypal(a) => serde_json::json!({
                "client_id": a.client_id,
                "client_secret": a.client_secret.expose(),
                "access_token": a.access_token.as_ref().map(Secret::expose),
                "expires_at": a.expires_at,
            }),
            Self::Shopify(t) => {
                serde_json::json!({ "shop": t.shop, "access_token": t.access_token.expose() })
            }
            Self::Gumroad(t) => serde_json::json!({ "access_token": t.access_token.expose() }),
            Self::Mail(m) => serde_json::json!({
                "server": m.server,
                "user": m.user,
                "password": m.password.as_ref().map(Secret::expose),
                "access_token": m.access_token.as_ref().map(Secret::expose),
                "folders": m.folders,
                "certificate": m.certificate,
            }),
            Self::Patreon(t) => serde_json::json!({
                "access_token": t.access_token.expose(),
                "refresh_token": t.refresh_token.as_ref().map(Secret::expose),
                "client_id": t.client_id,
                "client_secret": t.client_secret.as_ref().map(Secret::expose),
                "expires_at": t.expires_at,
            }),
        };
        Secret::new(value.to_string())
    }
}

/// The part every OAuth 2 platform shares.
impl Credentials {
    /// The grant, where these are one.
    pub fn grant(&self) -> Option<&OauthGrant> {
        match self {
            Self::Tiktok(grant) | Self::Youtube(grant) | Self::Twitch(grant) => Some(grant),
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

/// Reads a grant of a platform that has no public clients.
fn with_secret(platform: Platform, text: &str) -> Result<OauthGrant, SecretError> {
    let fail = |why| SecretError { platform, why };
    let grant: OauthGrant = serde_json::from_str(text).map_err(|e| fail(reason(&e)))?;
    match grant.client_secret {
        Some(_) => Ok(grant),
        None => Err(fail("the field client_secret is missing".to_owned())),
    }
}

/// Serde's words without the values they may quote.
fn reason(error: &serde_json::Error) -> String {
    let words = error.to_string();
    match words.strip_prefix("missing field `") {
        Some(rest) => format!(
            "the field {} is missing",
            rest.split('`').next().unwrap_or_default()
        ),
        None => format!(
            "not the expected JSON (line {}, column {})",
            error.line(),
            error.column()
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GRANT: &str = r#"{"client_key":"ck","client_secret":"cs-hidden","access_token":"at-hidden","refresh_token":"rt-hidden","expires_in":7200}"#;

    #[test]
    fn a_secret_never_prints() {
        let grant = Credentials::from_json(Platform::Tiktok, GRANT).unwrap();
        let shown = format!("{grant:?}");
        assert!(!shown.contains("hidden"), "no secret in {shown}");
        assert!(shown.contains("[redacted]"), "and its place is marked");
    }

    #[test]
    fn the_vault_form_round_trips() {
        for (platform, text) in [
            (Platform::Tiktok, GRANT),
            (Platform::Stripe, r#"{"api_key":"rk_test_1"}"#),
            (Platform::Stripe, "rk_test_1\n"),
            (
                Platform::TiktokShop,
                r#"{"app_key":"a","app_secret":"b","access_token":"c","refresh_token":"d","expires_at":"2026-11-22T10:00:00Z"}"#,
            ),
            (
                Platform::Youtube,
                r#"{"client_id":"a","client_secret":"b","access_token":"c","refresh_token":"d"}"#,
            ),
            (
                Platform::Twitch,
                r#"{"client_id":"a","access_token":"c","refresh_token":"d","scope":"bits:read"}"#,
            ),
            (Platform::Instagram, r#"{"access_token":"c"}"#),
            (
                Platform::Instagram,
                r#"{"access_token":"c","expires_at":"2026-12-22T10:00:00Z","renew_at":"2026-11-29T10:00:00Z"}"#,
            ),
        ] {
            let read = Credentials::from_json(platform, text).unwrap();
            let again = Credentials::from_json(platform, read.expose_json().expose()).unwrap();
            assert_eq!(read, again, "{platform}: what the vault keeps reads back");
            assert_eq!(read.platform(), platform, "and knows its platform");
        }
    }

    #[test]
    fn a_wrong_shape_names_the_field_and_not_the_content() {
        let error = Credentials::from_json(Platform::Stripe, r#"{"key":"rk_hidden"}"#).unwrap_err();
        assert!(error.why.contains("api_key"), "names the missing field");
        let error = Credentials::from_json(Platform::Tiktok, r#"{"client_key":["rk_hidden"]}"#)
            .unwrap_err();
        assert!(
            !error.to_string().contains("hidden"),
            "never quotes: {error}"
        );
    }
}
