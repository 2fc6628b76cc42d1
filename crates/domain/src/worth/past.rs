//! The creator's own past fees, per piece of one kind, and what they suggest.
//!
//! The rules it protects: a fee is a price per piece only where the deal held one kind of piece; a bundle is not split by
//! guessing. Under three deals nothing is suggested, and no figure of a market is ever used.

use crate::deliverable::Format;
use crate::{CivilDay, OfferId};
use std::collections::BTreeMap;

/// The fewest deals a suggestion may rest on.
pub const LEAST: usize = 3;

/// A fee that was agreed or paid, per piece.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    /// The deal.
    pub offer: OfferId,
    /// Who paid.
    pub brand: String,
    /// When it was.
    pub day: CivilDay,
    /// What kind of piece.
    pub format: Format,
    /// How many pieces the fee was for.
    pub pieces: u32,
    /// Millionths of the reporting currency for one piece.
    pub each: i64,
}

/// What past fees suggest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Suggestion {
    /// How many deals.
    pub deals: usize,
    /// The lowest.
    pub low: i64,
    /// The middle one; between two, their mean, half to even.
    pub median: i64,
    /// The highest.
    pub high: i64,
}

/// The kind and number of pieces of a deal that held one kind; `None` for a bundle or nothing counted.
pub fn per_piece(kinds: &[(u32, Format)]) -> Option<(Format, u32)> {
    let mut sums: BTreeMap<Format, u32> = BTreeMap::new();
    for (count, format) in kinds {
        *sums.entry(*format).or_insert(0) += count;
    }
    match sums.len() {
        1 => sums.into_iter().next().filter(|(_, n)| *n > 0),
        _ => None,
    }
}

/// Median and range; `None` under [`LEAST`].
pub fn suggest(fees: &[i64]) -> Option<Suggestion> {
    let mut sorted = fees.to_vec();
    sorted.sort_unstable();
    if sorted.len() < LEAST {
        return None;
    }
    let half = sorted.len() / 2;
    let upper = i128::from(*sorted.get(half)?);
    let lower = i128::from(*sorted.get(half.checked_sub(1 - sorted.len() % 2)?)?);
    let sum = upper + lower;
    // Between two: half to even, also for sums below zero.
    let floor = sum.div_euclid(2);
    let median = floor
        + if sum.rem_euclid(2) == 1 {
            floor.rem_euclid(2)
        } else {
            0
        };
    Some(Suggestion {
        deals: sorted.len(),
        low: *sorted.first()?,
        median: i64::try_from(median).ok()?,
        high: *sorted.last()?,
    })
}
