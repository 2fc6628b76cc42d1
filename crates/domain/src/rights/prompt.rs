//! When to think of a right that ends: 45, 30, 14 days before, and on its last day.
//!
//! The rule it protects: a right whose end is not known or that has none is never said to end.

use super::{End, Held, RightKind};
use crate::{CivilDay, OfferId};

/// Days before the end on which it is spoken of.
pub const MARKS: [i32; 4] = [45, 30, 14, 0];

/// A right that ends soon.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prompt {
    /// The offer.
    pub offer: OfferId,
    /// Who offers.
    pub brand: String,
    /// The right's name within the offer.
    pub item: String,
    /// What is bound.
    pub kind: RightKind,
    /// Its last day.
    pub ends: CivilDay,
    /// Days from today to it; 0 on the day itself.
    pub left: i32,
    /// The latest of [`MARKS`] that was reached.
    pub mark: i32,
    /// The day that mark was reached.
    pub since: CivilDay,
}

/// The rights that end within 45 days, soonest first. Whether a right was agreed at all is the caller's to know.
pub fn prompts(held: &[Held], today: CivilDay) -> Vec<Prompt> {
    let mut out: Vec<Prompt> = held
        .iter()
        .filter_map(|right| prompt(right, today))
        .collect();
    out.sort_by(|a, b| (a.ends, a.offer, &a.item).cmp(&(b.ends, b.offer, &b.item)));
    out
}

fn prompt(right: &Held, today: CivilDay) -> Option<Prompt> {
    let End::On(ends) = right.span.end else {
        return None;
    };
    // One that has not begun yet is not about to end, however short it is.
    if right.span.from.is_some_and(|from| from > today) {
        return None;
    }
    let left = ends.number().checked_sub(today.number())?;
    let mark = MARKS
        .into_iter()
        .rev()
        .find(|mark| (0..=*mark).contains(&left))?;
    Some(Prompt {
        offer: right.offer,
        brand: right.brand.clone(),
        item: right.item.clone(),
        kind: right.kind,
        ends,
        left,
        mark,
        since: ends.plus_days(-mark),
    })
}
