//! What can be connected, what it brings, and the fields its form has.

use crate::shapes::{ConnectField, ConnectKind};
use connectors::capabilities_of;
use domain::Platform;

/// Every platform with a connector.
pub fn kinds() -> Vec<ConnectKind> {
    let kind = |platform: &Platform| ConnectKind {
        platform: (*platform).into(),
        brings: brings(*platform, false),
        fields: fields(*platform),
        base_url: own_address(*platform).to_owned(),
    };
    Platform::ALL
        .iter()
        .filter(|p| capabilities_of(**p).is_some())
        .map(kind)
        .collect()
}

/// What an account of a platform brings, in a fixed order. A manual one brings what its files hold.
pub fn brings(platform: Platform, manual: bool) -> Vec<String> {
    let capabilities = capabilities_of(platform).filter(|_| !manual);
    let has = |yes: bool, word: &'static str| yes.then(|| word.to_owned());
    match capabilities {
        Some(c) => [
            has(c.money, "money"),
            has(c.payouts, "payouts"),
            has(!c.metrics.is_empty(), "metrics"),
            has(c.posts, "posts"),
            has(c.offers, "offers"),
        ]
        .into_iter()
        .flatten()
        .collect(),
        None if platform == Platform::Mail => vec!["offers".to_owned()],
        None => vec!["files".to_owned()],
    }
}

/// The fields of the connect form, in order; names as the platforms give them.
fn fields(platform: Platform) -> Vec<ConnectField> {
    let field = |key: &str, secret: bool, optional: bool| ConnectField {
        key: key.to_owned(),
        secret,
        optional,
    };
    match platform {
        Platform::Stripe => vec![field("api_key", true, false)],
        Platform::Tiktok => vec![
            field("client_key", false, false),
            field("client_secret", true, false),
            field("access_token", true, false),
            field("refresh_token", true, false),
            field("scope", false, true),
        ],
        Platform::TiktokShop => vec![
            field("app_key", false, false),
            field("app_secret", true, false),
            field("access_token", true, false),
            field("refresh_token", true, false),
        ],
        Platform::Youtube => vec![
            field("client_id", false, false),
            field("client_secret", true, false),
            field("access_token", true, false),
            field("refresh_token", true, false),
            field("scope", false, true),
        ],
        _ => Vec::new(),
    }
}

/// The platform's own address.
pub fn own_address(platform: Platform) -> &'static str {
    match platform {
        Platform::Stripe => "https://api.stripe.com",
        Platform::Tiktok => "https://open.tiktokapis.com",
        Platform::TiktokShop => "https://open-api.tiktokglobalshop.com",
        Platform::Youtube => "https://www.googleapis.com",
        _ => "",
    }
}
