//! Amounts at the edge.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A decimal string with its unit: `{"amount":"12.34","unit":"EUR"}`. Never a JSON number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Amount {
    /// Decimal text with a point and at least the unit's own decimals; a leading `-` when money goes out.
    pub amount: String,
    /// ISO 4217 code, or `diamond`, `coin`, `bit`, `star`, `unstated`.
    pub unit: String,
}

impl From<domain::Amount> for Amount {
    fn from(a: domain::Amount) -> Self {
        Self {
            amount: a.text(),
            unit: a.unit.to_string(),
        }
    }
}

impl Amount {
    /// From a sum of micro-units, which may be larger than one amount can hold.
    pub fn of_sum(micros: i128, unit: domain::Unit) -> Self {
        Self {
            amount: domain::amount::micros_text(micros, unit),
            unit: unit.to_string(),
        }
    }
}

/// The four figures of a line, each `null` when the source does not state it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Figures {
    /// Before fees and tax.
    pub gross: Option<Amount>,
    /// Kept by the platform or payment provider; positive when it reduces the net.
    pub fee: Option<Amount>,
    /// Withheld tax; positive when it reduces the net.
    pub tax: Option<Amount>,
    /// What remains.
    pub net: Amount,
}
