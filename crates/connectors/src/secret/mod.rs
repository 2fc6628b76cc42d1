//! Keys and tokens, and the shapes they are kept in.
//!
//! The rule it protects: a secret prints as `[redacted]`, cannot be serialised by accident, is wiped when dropped, and
//! leaves this type only through calls whose name says so.

mod credentials;
mod grant;
mod mail;
mod shapes;

pub use credentials::Credentials;
pub use grant::OauthGrant;
pub use mail::MailLogin;
pub use shapes::{
    AccessToken, MetaToken, PatreonToken, PaypalApp, ShopGrant, ShopifyToken, StripeKey,
};

use domain::Platform;
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
