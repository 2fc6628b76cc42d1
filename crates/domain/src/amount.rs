//! Exact money: integer micro-units with a unit.
//!
//! The rules it protects: no float ever touches an amount, excess precision and overflow are errors rather than
//! roundings, and amounts of different units cannot be added. Platforms send fractions of cents, hence 10⁻⁶.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// Micro-units in one whole unit.
pub const MICROS: i64 = 1_000_000;

/// What an amount counts: an ISO 4217 currency, or a platform's own token.
///
/// Text form: the currency code (`EUR`) or the token's name (`diamond`, `coin`, `bit`, `star`). `unstated` marks a
/// figure whose source does not say what it counts; it is kept apart and never converted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Unit {
    /// Three capital letters of ISO 4217.
    Currency([u8; 3]),
    /// TikTok diamonds.
    Diamond,
    /// TikTok coins.
    Coin,
    /// Twitch bits.
    Bit,
    /// Meta stars.
    Star,
    /// The source gives a number and no unit.
    Unstated,
}

impl Unit {
    /// The euro, the default reporting currency.
    pub const EUR: Self = Self::Currency(*b"EUR");
    /// The US dollar.
    pub const USD: Self = Self::Currency(*b"USD");

    /// A currency from its code in any letter case.
    ///
    /// # Errors
    /// [`AmountError::Unit`] when it is not three ASCII letters.
    pub fn currency(code: &str) -> Result<Self, AmountError> {
        let bytes: [u8; 3] = code
            .as_bytes()
            .try_into()
            .map_err(|_| AmountError::Unit(code.to_owned()))?;
        if !bytes.iter().all(u8::is_ascii_alphabetic) {
            return Err(AmountError::Unit(code.to_owned()));
        }
        Ok(Self::Currency(bytes.map(|b| b.to_ascii_uppercase())))
    }

    /// Whether the unit is a currency (and so may be converted by a reference rate).
    pub fn is_currency(self) -> bool {
        matches!(self, Self::Currency(_))
    }

    /// Decimals shown at least: the currency's minor unit, none for tokens.
    pub fn decimals(self) -> u8 {
        match self {
            Self::Currency(_) => crate::currency::iso_exponent(&self.to_string()).unwrap_or(2),
            _ => 0,
        }
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Currency(code) => code
                .iter()
                .try_for_each(|b| fmt::Write::write_char(f, char::from(*b))),
            Self::Diamond => f.write_str("diamond"),
            Self::Coin => f.write_str("coin"),
            Self::Bit => f.write_str("bit"),
            Self::Star => f.write_str("star"),
            Self::Unstated => f.write_str("unstated"),
        }
    }
}

impl FromStr for Unit {
    type Err = AmountError;
    fn from_str(text: &str) -> Result<Self, AmountError> {
        Ok(match text {
            "diamond" => Self::Diamond,
            "coin" => Self::Coin,
            "bit" => Self::Bit,
            "star" => Self::Star,
            "unstated" => Self::Unstated,
            code => Self::currency(code)?,
        })
    }
}

impl Serialize for Unit {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Unit {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(d)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// Why a text or an operation gives no amount.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AmountError {
    /// Not a decimal number.
    #[error("“{0}” is not a number")]
    NotANumber(String),
    /// More than six decimals that matter.
    #[error("“{0}” has more than six decimals")]
    Precision(String),
    /// Larger than an amount can hold.
    #[error("the amount is too large")]
    Overflow,
    /// Two units where one was needed.
    #[error("{0} and {1} cannot be added")]
    Unlike(Unit, Unit),
    /// Not a currency code or token name.
    #[error("“{0}” is not a currency or unit")]
    Unit(String),
}

/// An exact quantity of one unit.
///
/// At every edge (JSON, CLI, exports) it is `{"amount":"12.34","unit":"EUR"}`; the text carries at least the unit's own
/// decimals and at most six.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Amount {
    /// Millionths of the unit; negative when money goes out.
    pub micros: i64,
    /// What is counted.
    pub unit: Unit,
}

impl Amount {
    /// An amount of `micros` millionths of `unit`.
    pub const fn new(micros: i64, unit: Unit) -> Self {
        Self { micros, unit }
    }

    /// From a count of minor units (cents for an exponent of 2).
    ///
    /// # Errors
    /// [`AmountError::Overflow`] when it does not fit, [`AmountError::Precision`] for an exponent above six.
    pub fn from_minor(minor: i64, exponent: u8, unit: Unit) -> Result<Self, AmountError> {
        let shift = 6u32
            .checked_sub(u32::from(exponent))
            .ok_or_else(|| AmountError::Precision(minor.to_string()))?;
        let micros = minor
            .checked_mul(10i64.pow(shift))
            .ok_or(AmountError::Overflow)?;
        Ok(Self { micros, unit })
    }

    /// From decimal text with a point: `-1234.5`, `+0.000001`, `1e3` is refused.
    ///
    /// # Errors
    /// [`AmountError`] as [`parse_micros`].
    pub fn parse(text: &str, unit: Unit) -> Result<Self, AmountError> {
        Ok(Self {
            micros: parse_micros(text)?,
            unit,
        })
    }

    /// The sum, when units agree and it fits.
    ///
    /// # Errors
    /// [`AmountError::Unlike`] for different units, [`AmountError::Overflow`] when it does not fit.
    pub fn plus(self, other: Self) -> Result<Self, AmountError> {
        if self.unit != other.unit {
            return Err(AmountError::Unlike(self.unit, other.unit));
        }
        let micros = self
            .micros
            .checked_add(other.micros)
            .ok_or(AmountError::Overflow)?;
        Ok(Self {
            micros,
            unit: self.unit,
        })
    }

    /// The decimal text without the unit.
    pub fn text(self) -> String {
        micros_text(i128::from(self.micros), self.unit)
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.text(), self.unit)
    }
}

#[derive(Serialize, Deserialize)]
struct AmountShape {
    amount: String,
    unit: Unit,
}

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        AmountShape {
            amount: self.text(),
            unit: self.unit,
        }
        .serialize(s)
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let shape = AmountShape::deserialize(d)?;
        Self::parse(&shape.amount, shape.unit).map_err(serde::de::Error::custom)
    }
}

/// Reads decimal text into micro-units. One optional sign, ASCII digits, at most one point; no grouping, no exponent.
///
/// # Errors
/// [`AmountError::NotANumber`], [`AmountError::Precision`] when a seventh decimal is not zero, [`AmountError::Overflow`].
pub fn parse_micros(text: &str) -> Result<i64, AmountError> {
    let not_a_number = || AmountError::NotANumber(text.to_owned());
    let (negative, digits) = match text.as_bytes() {
        [b'-', ..] => (true, text.get(1..).ok_or_else(not_a_number)?),
        [b'+', ..] => (false, text.get(1..).ok_or_else(not_a_number)?),
        _ => (false, text),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if whole.is_empty() && fraction.is_empty() {
        return Err(not_a_number());
    }
    if !whole
        .bytes()
        .chain(fraction.bytes())
        .all(|b| b.is_ascii_digit())
    {
        return Err(not_a_number());
    }
    let mut value: i128 = 0;
    for b in whole.bytes() {
        value = value
            .checked_mul(10)
            .and_then(|v| v.checked_add(i128::from(b - b'0')))
            .ok_or(AmountError::Overflow)?;
    }
    let mut places = 0;
    value = value
        .checked_mul(i128::from(MICROS))
        .ok_or(AmountError::Overflow)?;
    let mut scale = i128::from(MICROS) / 10;
    for b in fraction.bytes() {
        if places >= 6 {
            if b != b'0' {
                return Err(AmountError::Precision(text.to_owned()));
            }
            continue;
        }
        value += i128::from(b - b'0') * scale;
        scale /= 10;
        places += 1;
    }
    let signed = if negative { -value } else { value };
    i64::try_from(signed).map_err(|_| AmountError::Overflow)
}

/// Decimal text of a sum of micro-units, with at least the unit's own decimals and no more than needed.
pub fn micros_text(micros: i128, unit: Unit) -> String {
    let negative = micros < 0;
    let size = micros.unsigned_abs();
    let whole = size / 1_000_000;
    let mut fraction = format!("{:06}", size % 1_000_000);
    let least = usize::from(unit.decimals());
    while fraction.len() > least && fraction.ends_with('0') {
        fraction.pop();
    }
    let sign = if negative { "-" } else { "" };
    if fraction.is_empty() {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{fraction}")
    }
}

#[cfg(test)]
#[path = "amount_tests.rs"]
mod tests;
