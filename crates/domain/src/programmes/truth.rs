//! Three-valued logic after Kleene: met, unmet, unknown.
//!
//! The rule it protects: unknown survives a group unless the other members decide it, and it never becomes met.

use serde::{Deserialize, Serialize};

/// Whether something holds, as far as is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Truth {
    /// It holds.
    Met,
    /// It does not hold.
    Unmet,
    /// An input is missing, or its bounds lie on both sides of the threshold.
    Unknown,
}

impl Truth {
    /// Met or unmet.
    pub fn of(holds: bool) -> Self {
        if holds { Self::Met } else { Self::Unmet }
    }

    /// All of `parts`: one unmet decides, then one unknown. Met when there are none.
    pub fn all(parts: impl IntoIterator<Item = Self>) -> Self {
        parts
            .into_iter()
            .fold(Self::Met, |so_far, part| match (so_far, part) {
                (Self::Unmet, _) | (_, Self::Unmet) => Self::Unmet,
                (Self::Unknown, _) | (_, Self::Unknown) => Self::Unknown,
                _ => Self::Met,
            })
    }

    /// Any of `parts`: one met decides, then one unknown. Unmet when there are none.
    pub fn any(parts: impl IntoIterator<Item = Self>) -> Self {
        parts
            .into_iter()
            .fold(Self::Unmet, |so_far, part| match (so_far, part) {
                (Self::Met, _) | (_, Self::Met) => Self::Met,
                (Self::Unknown, _) | (_, Self::Unknown) => Self::Unknown,
                _ => Self::Unmet,
            })
    }
}
