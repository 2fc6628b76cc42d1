//! What can be connected, what it brings, and the fields its form has.
//!
//! The rule it protects: how a platform is connected stands in one table. A new source adds one line to [`WAYS`], and words
//! for its fields to the page.

use crate::shapes::{ConnectField, ConnectKind};
use crate::{StudioError, signing_in};
use connectors::capabilities_of;
use domain::Platform;

/// Every platform with a connector.
pub fn kinds(tx: &store::ReadTx<'_>) -> Result<Vec<ConnectKind>, StudioError> {
    let kind = |platform: &Platform| {
        Ok(ConnectKind {
            platform: (*platform).into(),
            brings: brings(*platform, false),
            fields: way(*platform)
                .map(|way| way.fields.iter().map(Blank::shape).collect())
                .unwrap_or_default(),
            base_url: own_address(*platform).to_owned(),
            sign_in: signing_in::kind(tx, *platform)?,
        })
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

/// How one platform is connected by typing what it gave.
struct Way {
    platform: Platform,
    /// The platform's own address.
    address: &'static str,
    /// The form's fields, in order; names as the platform gives them and as `Credentials::from_json` reads them.
    fields: &'static [Blank],
}

/// One field of a form.
enum Blank {
    /// Seen while it is typed.
    Open(&'static str),
    /// Hidden, and never shown again.
    Hidden(&'static str),
    /// Seen, and may stay empty.
    Extra(&'static str),
}

impl Blank {
    fn shape(&self) -> ConnectField {
        let (key, secret, optional) = match *self {
            Self::Open(key) => (key, false, false),
            Self::Hidden(key) => (key, true, false),
            Self::Extra(key) => (key, false, true),
        };
        ConnectField {
            key: key.to_owned(),
            secret,
            optional,
        }
    }
}

use Blank::{Extra, Hidden, Open};

/// One line for each platform with a connector.
static WAYS: &[Way] = &[
    Way {
        platform: Platform::Stripe,
        address: "https://api.stripe.com",
        fields: &[Hidden("api_key")],
    },
    Way {
        platform: Platform::Tiktok,
        address: "https://open.tiktokapis.com",
        fields: &[
            Open("client_key"),
            Hidden("client_secret"),
            Hidden("access_token"),
            Hidden("refresh_token"),
            Extra("scope"),
        ],
    },
    Way {
        platform: Platform::TiktokShop,
        address: "https://open-api.tiktokglobalshop.com",
        fields: &[
            Open("app_key"),
            Hidden("app_secret"),
            Hidden("access_token"),
            Hidden("refresh_token"),
        ],
    },
    Way {
        platform: Platform::Youtube,
        address: "https://www.googleapis.com",
        fields: &[
            Open("client_id"),
            Hidden("client_secret"),
            Hidden("access_token"),
            Hidden("refresh_token"),
            Extra("scope"),
        ],
    },
    Way {
        platform: Platform::Twitch,
        address: "https://api.twitch.tv",
        fields: &[
            Open("client_id"),
            Hidden("access_token"),
            Hidden("refresh_token"),
            Extra("scope"),
        ],
    },
    Way {
        platform: Platform::Instagram,
        address: "https://graph.instagram.com",
        fields: &[Hidden("access_token")],
    },
    Way {
        platform: Platform::Gumroad,
        address: "https://api.gumroad.com",
        fields: &[Hidden("access_token")],
    },
    Way {
        platform: Platform::Shopify,
        // each store has its own name in front of it
        address: "https://myshopify.com",
        fields: &[Open("shop"), Hidden("access_token")],
    },
    Way {
        platform: Platform::Paypal,
        address: "https://api-m.paypal.com",
        fields: &[Open("client_id"), Hidden("client_secret")],
    },
    Way {
        platform: Platform::Mail,
        // each provider has its own
        address: "",
        fields: &[
            Open("server"),
            Open("user"),
            Hidden("password"),
            Extra("folders"),
            Extra("certificate"),
        ],
    },
    Way {
        platform: Platform::Patreon,
        address: "https://www.patreon.com",
        fields: &[Hidden("access_token")],
    },
];

fn way(platform: Platform) -> Option<&'static Way> {
    WAYS.iter().find(|way| way.platform == platform)
}

/// The platform's own address; empty without a connection.
pub fn own_address(platform: Platform) -> &'static str {
    way(platform).map_or("", |way| way.address)
}
