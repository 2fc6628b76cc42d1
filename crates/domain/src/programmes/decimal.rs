//! An exact decimal for shares and payout amounts in rule packs: `0.55`, `100`, `60000`.
//!
//! The rule it protects: no figure that ends in money passes through a float. Packs write these as text.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A decimal with at most six places, kept as a whole number of millionths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Decimal {
    millionths: i64,
}

impl Decimal {
    /// The value times one million.
    pub fn millionths(self) -> i64 {
        self.millionths
    }
}

/// A text that is not a plain decimal with at most six places.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a decimal with at most six places")]
pub struct NotADecimal(pub String);

impl FromStr for Decimal {
    type Err = NotADecimal;
    fn from_str(text: &str) -> Result<Self, NotADecimal> {
        let refuse = || NotADecimal(text.to_owned());
        let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
        let plain = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
        if !plain(whole) || !plain(part) || part.len() > 6 {
            return Err(refuse());
        }
        let part: i64 = format!("{part:0<6}").parse().map_err(|_| refuse())?;
        whole
            .parse::<i64>()
            .ok()
            .and_then(|w| w.checked_mul(1_000_000))
            .and_then(|w| w.checked_add(part))
            .map(|millionths| Self { millionths })
            .ok_or_else(refuse)
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let whole = self.millionths / 1_000_000;
        let part = format!("{:06}", self.millionths % 1_000_000);
        match part.trim_end_matches('0') {
            "" => write!(f, "{whole}"),
            part => write!(f, "{whole}.{part}"),
        }
    }
}

impl Serialize for Decimal {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(d)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}
