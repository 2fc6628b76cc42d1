//! A connected source: platform, handle, region. Secrets are not here; they live in the keychain.

use crate::{AccountId, Instant};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// Where money, figures or offers come from. The text form is the slug in brackets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Platform {
    /// TikTok itself: profile, videos, LIVE, wallet (`tiktok`).
    Tiktok,
    /// TikTok Shop's affiliate programme for creators (`tiktok-shop`).
    TiktokShop,
    /// YouTube (`youtube`).
    Youtube,
    /// Instagram (`instagram`).
    Instagram,
    /// Twitch (`twitch`).
    Twitch,
    /// Facebook pages (`facebook`).
    Facebook,
    /// Stripe: shop, tips, invoices (`stripe`).
    Stripe,
    /// PayPal (`paypal`).
    Paypal,
    /// Patreon (`patreon`).
    Patreon,
    /// Gumroad (`gumroad`).
    Gumroad,
    /// Shopify and its payments (`shopify`).
    Shopify,
    /// Ko-fi (`ko-fi`).
    KoFi,
    /// Buy Me a Coffee (`buy-me-a-coffee`).
    BuyMeACoffee,
    /// Amazon Associates (`amazon`).
    Amazon,
    /// A bank account: where payouts land, never income by itself (`bank`).
    Bank,
    /// Brand mail (`mail`).
    Mail,
    /// Typed by the creator, or a source with no connector (`other`).
    Other,
}

impl Platform {
    /// Every platform, in the order lists show them.
    pub const ALL: [Self; 17] = [
        Self::Tiktok,
        Self::TiktokShop,
        Self::Youtube,
        Self::Instagram,
        Self::Twitch,
        Self::Facebook,
        Self::Stripe,
        Self::Paypal,
        Self::Patreon,
        Self::Gumroad,
        Self::Shopify,
        Self::KoFi,
        Self::BuyMeACoffee,
        Self::Amazon,
        Self::Bank,
        Self::Mail,
        Self::Other,
    ];

    /// The stable text form, as in the command line and the store.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Tiktok => "tiktok",
            Self::TiktokShop => "tiktok-shop",
            Self::Youtube => "youtube",
            Self::Instagram => "instagram",
            Self::Twitch => "twitch",
            Self::Facebook => "facebook",
            Self::Stripe => "stripe",
            Self::Paypal => "paypal",
            Self::Patreon => "patreon",
            Self::Gumroad => "gumroad",
            Self::Shopify => "shopify",
            Self::KoFi => "ko-fi",
            Self::BuyMeACoffee => "buy-me-a-coffee",
            Self::Amazon => "amazon",
            Self::Bank => "bank",
            Self::Mail => "mail",
            Self::Other => "other",
        }
    }
}

impl fmt::Display for Platform {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.slug())
    }
}

/// A word that names none of the known values.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a known {1}")]
pub struct UnknownWord(pub String, pub &'static str);

impl FromStr for Platform {
    type Err = UnknownWord;
    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        Self::ALL
            .into_iter()
            .find(|p| p.slug() == text)
            .ok_or_else(|| UnknownWord(text.to_owned(), "platform"))
    }
}

/// A country as two capital letters of ISO 3166-1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Region([u8; 2]);

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0
            .iter()
            .try_for_each(|b| fmt::Write::write_char(f, char::from(*b)))
    }
}

impl FromStr for Region {
    type Err = UnknownWord;
    /// Two ASCII letters in any case.
    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        let bytes: [u8; 2] = text
            .as_bytes()
            .try_into()
            .map_err(|_| UnknownWord(text.to_owned(), "country"))?;
        if !bytes.iter().all(u8::is_ascii_alphabetic) {
            return Err(UnknownWord(text.to_owned(), "country"));
        }
        Ok(Self(bytes.map(|b| b.to_ascii_uppercase())))
    }
}

impl Serialize for Region {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Region {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(d)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// A connected source as the store keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// Its row.
    pub id: AccountId,
    /// Whose API or files it is.
    pub platform: Platform,
    /// The name the creator knows it by (`@camille.atelier`, a shop, a mailbox).
    pub handle: String,
    /// The country the platform counts the account in, when known.
    pub region: Option<Region>,
    /// Where the API is spoken to; the platform's own address unless configured otherwise. `None` for a manual account.
    pub base_url: Option<String>,
    /// The platform's own id of the account, learned at the first sync. Another id later means another account.
    pub external_id: Option<String>,
    /// Fed by files and by hand only.
    pub manual: bool,
    /// When it was added.
    pub added_at: Instant,
}
