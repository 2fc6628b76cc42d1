//! The creator's members on Patreon and what they were charged.
//!
//! Rule protected: a charge keeps its id, date and amount; only its payment status changes. Amounts are in the patron's
//! currency.

use chrono::Datelike;

use super::calendar::{DAY, civil};
use super::dice::Dice;

/// Tiers: id, title, minor units.
const TIERS: [(&str, &str, i64); 3] = [
    ("5501", "Bobine", 500),
    ("5502", "Patronne", 1_000),
    ("5503", "Atelier", 2_500),
];

/// What becomes of a charge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    /// Paid at once.
    Paid,
    /// Pending until then.
    Pending(i64),
    /// Declined until then, then paid.
    Declined(i64),
    /// Paid until then, then given back.
    Refunded(i64),
    /// Never paid.
    Fraud,
}

/// One event of a pledge history.
#[derive(Debug, Clone)]
pub(crate) struct Charge {
    pub(crate) at: i64,
    pub(crate) number: u64,
    /// `pledge_start`, `pledge_delete` or `subscription`.
    pub(crate) kind: &'static str,
    pub(crate) fate: Fate,
}

impl Charge {
    /// The payment status at an instant; `None` for an event without a payment.
    pub(crate) fn status(&self, now: i64) -> Option<&'static str> {
        if self.kind != "subscription" {
            return None;
        }
        Some(match self.fate {
            Fate::Pending(until) if now < until => "Pending",
            Fate::Declined(until) if now < until => "Declined",
            Fate::Refunded(at) if now >= at => "Refunded",
            Fate::Fraud => "Fraud",
            _ => "Paid",
        })
    }
}

/// One member, former ones included.
#[derive(Debug, Clone)]
pub(crate) struct Member {
    pub(crate) id: String,
    pub(crate) joined: i64,
    pub(crate) left: Option<i64>,
    pub(crate) tier: (&'static str, &'static str, i64),
    pub(crate) currency: &'static str,
    /// Oldest first.
    pub(crate) history: Vec<Charge>,
}

/// Every member of the story, in the order they joined.
pub(crate) fn story(dice: &mut Dice, first_day: i64, end_day: i64) -> Vec<Member> {
    let length = (end_day - first_day).max(1);
    let mut numbers = 900_000_000;
    let mut members = Vec::new();
    for day in first_day..end_day {
        let growth = (400 * (day - first_day) / length).unsigned_abs();
        if dice.chance(140 + growth) {
            members.push(member(dice, day, end_day, &mut numbers));
        }
    }
    members
}

fn member(dice: &mut Dice, day: i64, end_day: i64, numbers: &mut u64) -> Member {
    let joined = day * DAY + dice.between(7 * 3_600, 22 * 3_600);
    let stays = dice.between(20, 700) * DAY;
    let left = Some(joined + stays).filter(|at| *at < end_day * DAY);
    let [small, middle, large] = TIERS;
    let tier = dice.pick(&[small, small, small, middle, middle, large], small);
    let currency = dice.pick(&["EUR", "EUR", "EUR", "EUR", "USD", "USD", "GBP"], "EUR");
    let mut next = || {
        *numbers += 1;
        *numbers
    };
    let mut history = vec![Charge {
        at: joined,
        number: next(),
        kind: "pledge_start",
        fate: Fate::Paid,
    }];
    // the first of each month, at eight in the morning UTC
    for day in day + 1..end_day {
        let at = day * DAY + 8 * 3_600 + dice.between(0, 1_800);
        if left.is_some_and(|left| at > left) {
            break;
        }
        if civil(day).day() == 1 {
            let fate = match dice.below(1_000) {
                0..=49 => Fate::Declined(at + dice.between(2, 20) * DAY),
                50..=79 => Fate::Pending(at + dice.between(1, 4) * DAY),
                80..=94 => Fate::Refunded(at + dice.between(2, 25) * DAY),
                95..=97 => Fate::Fraud,
                _ => Fate::Paid,
            };
            history.push(Charge {
                at,
                number: next(),
                kind: "subscription",
                fate,
            });
        }
    }
    if let Some(at) = left {
        history.push(Charge {
            at,
            number: next(),
            kind: "pledge_delete",
            fate: Fate::Paid,
        });
    }
    Member {
        id: format!(
            "{:08x}-{:04x}-4{:03x}-8{:03x}-{:012x}",
            dice.below(1 << 32),
            dice.below(1 << 16),
            dice.below(1 << 12),
            dice.below(1 << 12),
            dice.below(1 << 48)
        ),
        joined,
        left,
        tier,
        currency,
        history,
    }
}
