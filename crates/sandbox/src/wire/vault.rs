//! Authorization codes and tokens of the OAuth platforms.
//!
//! Rule protected: a code works once, and where a platform rotates refresh tokens the old one is dead from then on.

use hex::encode;
use sha2::{Digest, Sha256};

use crate::faults::Platform;

/// A signed-in client.
#[derive(Debug, Clone)]
pub(crate) struct Grant {
    pub(crate) platform: Platform,
    pub(crate) access: String,
    pub(crate) refresh: String,
    pub(crate) scopes: Vec<String>,
    /// Unix seconds.
    pub(crate) access_until: i64,
    /// Unix seconds.
    pub(crate) refresh_until: i64,
}

impl Grant {
    /// Whether a scope was granted.
    pub(crate) fn allows(&self, scope: &str) -> bool {
        self.scopes.iter().any(|granted| granted == scope)
    }
}

/// A code on its way through the browser.
#[derive(Debug, Clone)]
pub(crate) struct Code {
    pub(crate) platform: Platform,
    pub(crate) code: String,
    pub(crate) challenge: String,
    pub(crate) redirect_uri: String,
    pub(crate) scopes: Vec<String>,
    pub(crate) until: i64,
    /// Google hands out a refresh token only when asked for offline access.
    pub(crate) offline: bool,
}

/// Why a token is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TokenFault {
    Unknown,
    Expired,
}

/// All codes and tokens given out.
#[derive(Debug)]
pub(crate) struct Vault {
    seed: u64,
    issued: u64,
    grants: Vec<Grant>,
    codes: Vec<Code>,
}

/// Seconds that an access and a refresh token live.
const fn lifetimes(platform: Platform) -> (i64, i64) {
    const DAY: i64 = 86_400;
    match platform {
        Platform::Tiktok => (7_200, 180 * DAY),
        Platform::Shop => (7 * DAY, 365 * DAY),
        Platform::Youtube => (3_599, 3_650 * DAY),
        Platform::Twitch => (14_400, 30 * DAY),
        // one long-lived token, renewed by itself
        Platform::Instagram => (60 * DAY, 60 * DAY),
        Platform::Stripe | Platform::Gumroad | Platform::Shopify | Platform::Ecb => {
            (i64::MAX / 4, i64::MAX / 4)
        }
        // no refresh token: the life of the second is not used
        Platform::Paypal => (32_400, 0),
        Platform::Patreon => (31 * DAY, 365 * DAY),
    }
}

const fn prefixes(platform: Platform) -> (&'static str, &'static str) {
    match platform {
        Platform::Tiktok => ("act.", "rft."),
        Platform::Shop => ("TTP_", "TTPR_"),
        Platform::Youtube => ("ya29.", "1//0"),
        Platform::Twitch => ("", ""),
        Platform::Instagram => ("IGAA", ""),
        Platform::Stripe | Platform::Gumroad | Platform::Shopify | Platform::Ecb => ("", ""),
        Platform::Paypal => ("A21.", ""),
        Platform::Patreon => ("pat", "par"),
    }
}

impl Vault {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            seed,
            issued: 0,
            grants: Vec::new(),
            codes: Vec::new(),
        }
    }

    /// An invented secret that is the same in every world of this seed.
    pub(crate) fn secret(seed: u64, topic: &str, length: usize) -> String {
        let mut text = encode(Sha256::digest(format!("sandbox {seed} {topic}")));
        text.truncate(length);
        text
    }

    fn next_secret(&mut self, topic: &str) -> String {
        self.issued += 1;
        Self::secret(self.seed, &format!("{topic} {}", self.issued), 40)
    }

    /// Gives out a new pair of tokens.
    pub(crate) fn grant(&mut self, platform: Platform, scopes: Vec<String>, now: i64) -> Grant {
        let (access_life, refresh_life) = lifetimes(platform);
        let (access, refresh) = prefixes(platform);
        let grant = Grant {
            platform,
            access: format!("{access}{}", self.next_secret("access")),
            refresh: format!("{refresh}{}", self.next_secret("refresh")),
            scopes,
            access_until: now + access_life,
            refresh_until: now + refresh_life,
        };
        self.grants.push(grant.clone());
        grant
    }

    /// Remembers a code and returns its text.
    pub(crate) fn code(&mut self, mut code: Code) -> String {
        code.code = self.next_secret("code");
        self.codes.push(code.clone());
        code.code
    }

    /// Takes a code out: whatever follows, it never works again.
    pub(crate) fn take_code(&mut self, platform: Platform, text: &str, now: i64) -> Option<Code> {
        let place = self
            .codes
            .iter()
            .position(|code| code.platform == platform && code.code == text)?;
        Some(self.codes.swap_remove(place)).filter(|code| now <= code.until)
    }

    /// The grant behind an access token.
    pub(crate) fn check(
        &self,
        platform: Platform,
        access: &str,
        now: i64,
    ) -> Result<&Grant, TokenFault> {
        let grant = self
            .grants
            .iter()
            .find(|grant| grant.platform == platform && grant.access == access);
        match grant {
            None => Err(TokenFault::Unknown),
            Some(grant) if now >= grant.access_until => Err(TokenFault::Expired),
            Some(grant) => Ok(grant),
        }
    }

    /// Ends the life of an access token at once; its refresh token stays good.
    pub(crate) fn expire(&mut self, platform: Platform, access: &str) {
        let found = self
            .grants
            .iter_mut()
            .find(|grant| grant.platform == platform && grant.access == access);
        if let Some(grant) = found {
            grant.access_until = i64::MIN;
        }
    }

    /// Renews the access token. With `rotate` both tokens are new and the old pair is dead.
    pub(crate) fn refresh(
        &mut self,
        platform: Platform,
        refresh: &str,
        rotate: bool,
        now: i64,
    ) -> Result<Grant, TokenFault> {
        let place = self
            .grants
            .iter()
            .position(|grant| grant.platform == platform && grant.refresh == refresh)
            .ok_or(TokenFault::Unknown)?;
        let old = self.grants.swap_remove(place);
        if now >= old.refresh_until {
            return Err(TokenFault::Expired);
        }
        let mut new = self.grant(platform, old.scopes.clone(), now);
        if !rotate && let Some(last) = self.grants.last_mut() {
            last.refresh.clone_from(&old.refresh);
            last.refresh_until = old.refresh_until;
            new = last.clone();
        }
        Ok(new)
    }

    /// Forgets the grant that holds this access or refresh token.
    pub(crate) fn revoke(&mut self, platform: Platform, token: &str) -> bool {
        let before = self.grants.len();
        self.grants.retain(|grant| {
            grant.platform != platform || (grant.access != token && grant.refresh != token)
        });
        self.grants.len() < before
    }
}
