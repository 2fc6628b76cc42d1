//! The grammar of a fault: `PLATFORM:KIND[=VALUE][*TIMES][:OPTION=VALUE]…`.
//!
//! Rule protected: what parses is exactly what is documented in `docs/connectors/sandbox.md`.

use std::fmt;
use std::str::FromStr;

/// A platform of the sandbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Platform {
    Tiktok,
    Stripe,
    Shop,
    Youtube,
    Twitch,
    Instagram,
    Paypal,
    Ecb,
    Patreon,
    Gumroad,
    Shopify,
}

impl Platform {
    /// The first path segment under which the platform is served.
    pub(crate) const fn prefix(self) -> &'static str {
        match self {
            Self::Tiktok => "tiktok",
            Self::Stripe => "stripe",
            Self::Shop => "tiktok-shop",
            Self::Youtube => "youtube",
            Self::Twitch => "twitch",
            Self::Instagram => "instagram",
            Self::Paypal => "paypal",
            Self::Ecb => "ecb",
            Self::Patreon => "patreon",
            Self::Gumroad => "gumroad",
            Self::Shopify => "shopify",
        }
    }

    /// All platforms.
    pub(crate) const ALL: [Self; 11] = [
        Self::Tiktok,
        Self::Stripe,
        Self::Shop,
        Self::Youtube,
        Self::Twitch,
        Self::Instagram,
        Self::Paypal,
        Self::Ecb,
        Self::Patreon,
        Self::Gumroad,
        Self::Shopify,
    ];

    /// The prefixes of all platforms, for messages.
    pub(crate) fn known() -> String {
        Self::ALL.map(Self::prefix).join(", ")
    }
}

/// What goes wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum FaultKind {
    /// Answer with this HTTP status and the platform's own error body.
    Status(u16),
    /// HTTP 200 with an error inside the body.
    Soft,
    /// Wait this many milliseconds before answering.
    Latency(u64),
    /// Close the connection without an answer.
    Reset,
    /// Close the connection after half of the body.
    Truncate,
    /// A complete answer whose body is not JSON.
    Malformed,
    /// The token of the request expires now.
    Expired,
    /// The cursor is ignored: the first page comes again and again.
    RepeatPage,
    /// Every page is shorter than the one before.
    ShrinkPage,
    /// The platform's clock is ahead by this many seconds.
    ClockSkew(i64),
    /// The user says no on the consent page.
    Deny,
    /// The ledger line with this id is in no list, as if the platform had lost it. Its payout stays as it was.
    DropLine(String),
}

/// One parsed fault. Write it as text, for example `stripe:429*3:retry-after=2`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FaultSpec {
    text: String,
    pub(crate) platform: Option<Platform>,
    pub(crate) kind: FaultKind,
    pub(crate) times: Option<u64>,
    pub(crate) after: u64,
    pub(crate) path: Option<String>,
    pub(crate) retry_after: Option<u64>,
}

/// Why a text is not a fault.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FaultParseError {
    /// No `:` between platform and kind.
    #[error("fault {0:?}: expected PLATFORM:KIND, for example stripe:429*3")]
    Shape(String),
    /// The platform is none of the sandbox's first path segments, `shop` or `*`.
    #[error("fault platform {0:?} is no platform of the sandbox; known are {known}, shop, *", known = Platform::known())]
    Platform(String),
    /// The kind is unknown, or its value is missing or unwanted.
    #[error("fault kind {0:?} is unknown, or its value is missing or unwanted")]
    Kind(String),
    /// A number does not parse or is out of range.
    #[error("fault number {0:?} is not a whole number in range")]
    Number(String),
    /// An option is none of `retry-after`, `path`, `after`.
    #[error("fault option {0:?} is none of retry-after=, path=, after=")]
    Option(String),
}

impl fmt::Display for FaultSpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl FromStr for FaultSpec {
    type Err = FaultParseError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (platform, rest) = text
            .split_once(':')
            .ok_or_else(|| FaultParseError::Shape(text.to_owned()))?;
        let platform = match platform {
            "*" => None,
            "shop" => Some(Platform::Shop),
            other => match Platform::ALL.into_iter().find(|p| p.prefix() == other) {
                Some(platform) => Some(platform),
                None => return Err(FaultParseError::Platform(other.to_owned())),
            },
        };
        let mut parts = rest.split(':');
        let head = parts.next().unwrap_or_default();
        let (kind, times) = match head.split_once('*') {
            Some((kind, times)) => (kind, Some(number(times)?)),
            None => (head, None),
        };
        let mut fault = Self {
            text: text.to_owned(),
            platform,
            kind: parse_kind(kind)?,
            times,
            after: 0,
            path: None,
            retry_after: None,
        };
        for part in parts {
            match part.split_once('=') {
                Some(("retry-after", value)) => fault.retry_after = Some(number(value)?),
                Some(("after", value)) => fault.after = number(value)?,
                Some(("path", value)) if !value.is_empty() => fault.path = Some(value.to_owned()),
                _ => return Err(FaultParseError::Option(part.to_owned())),
            }
        }
        Ok(fault)
    }
}

fn parse_kind(text: &str) -> Result<FaultKind, FaultParseError> {
    let unknown = || FaultParseError::Kind(text.to_owned());
    let kind = match text.split_once('=') {
        Some(("drop-line", value)) if !value.is_empty() => FaultKind::DropLine(value.to_owned()),
        Some(("latency", value)) => FaultKind::Latency(number(value)?),
        Some(("clock-skew", value)) => FaultKind::ClockSkew(
            value
                .parse()
                .map_err(|_| FaultParseError::Number(value.to_owned()))?,
        ),
        Some(_) => return Err(unknown()),
        None => match text {
            "soft" => FaultKind::Soft,
            "reset" => FaultKind::Reset,
            "truncate" => FaultKind::Truncate,
            "malformed" => FaultKind::Malformed,
            "expired" => FaultKind::Expired,
            "repeat-page" => FaultKind::RepeatPage,
            "shrink-page" => FaultKind::ShrinkPage,
            "deny" => FaultKind::Deny,
            status => match status.parse() {
                Ok(status @ 400..=599) => FaultKind::Status(status),
                _ => return Err(unknown()),
            },
        },
    };
    Ok(kind)
}

fn number(text: &str) -> Result<u64, FaultParseError> {
    text.parse()
        .map_err(|_| FaultParseError::Number(text.to_owned()))
}
