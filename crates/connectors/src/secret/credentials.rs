//! The credentials of one account, whatever its platform.
//!
//! The rule it protects: what cannot be read says which field is missing, never what was given.

use super::{
    AccessToken, MailLogin, MetaToken, OauthGrant, PatreonToken, PaypalApp, Secret, SecretError,
    ShopGrant, ShopifyToken, StripeKey,
};
use domain::Platform;

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
            Self::Mail(login) => login.json(),
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
