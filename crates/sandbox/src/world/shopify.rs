//! The creator's Shopify store: orders, refunds and disputes in euro, paid out each working day.
//!
//! Rule protected: a payout is the net of the lines that name it; every line is named once.

use super::calendar::{DAY, weekday};
use super::dice::Dice;
use super::words::PRODUCTS;

/// Days from a charge to its payout.
const HELD: i64 = 3 * DAY;

/// One balance transaction.
#[derive(Debug, Clone)]
pub(crate) struct StoreLine {
    pub(crate) at: i64,
    pub(crate) kind: &'static str,
    pub(crate) source: &'static str,
    /// Euro cents, signed.
    pub(crate) amount: i64,
    pub(crate) fee: i64,
    /// Number of the order.
    pub(crate) order: Option<u64>,
    /// Position of its payout; the payout's own line has it too.
    pub(crate) payout: Option<usize>,
}

impl StoreLine {
    pub(crate) fn net(&self) -> i64 {
        self.amount - self.fee
    }
}

/// One payout.
#[derive(Debug, Clone)]
pub(crate) struct StorePayout {
    pub(crate) at: i64,
    /// Euro cents.
    pub(crate) cents: i64,
    pub(crate) paid: i64,
}

impl StorePayout {
    /// Shopify's word for its state.
    pub(crate) fn status(&self, now: i64) -> &'static str {
        if now >= self.paid {
            "PAID"
        } else {
            "SCHEDULED"
        }
    }
}

/// Lines and payouts, oldest first.
#[derive(Debug)]
pub(crate) struct Store {
    pub(crate) lines: Vec<StoreLine>,
    pub(crate) payouts: Vec<StorePayout>,
}

/// The whole story.
pub(crate) fn story(dice: &mut Dice, first_day: i64, end_day: i64) -> Store {
    let mut lines = Vec::new();
    let mut order = 1_000;
    for day in first_day..end_day {
        for _ in 0..dice.below(3) {
            order += 1;
            sale(dice, day, order, &mut lines);
        }
    }
    lines.retain(|line| line.at < end_day * DAY);
    lines.sort_by_key(|line| line.at);
    let mut payouts = Vec::new();
    let mut own = Vec::new();
    let mut next = 0;
    for day in (first_day..end_day).filter(|day| weekday(*day) < 5) {
        let at = day * DAY + 6 * 3_600;
        let until = lines.partition_point(|line: &StoreLine| line.at < at - HELD);
        let due = lines.get_mut(next..until).unwrap_or_default();
        let cents: i64 = due.iter().map(StoreLine::net).sum();
        if cents <= 0 {
            continue;
        }
        for line in due {
            line.payout = Some(payouts.len());
        }
        next = until;
        own.push(StoreLine {
            at,
            kind: "TRANSFER",
            source: "TRANSFER",
            amount: -cents,
            fee: 0,
            order: None,
            payout: Some(payouts.len()),
        });
        payouts.push(StorePayout {
            at,
            cents,
            paid: at + 2 * DAY,
        });
    }
    lines.extend(own);
    lines.sort_by_key(|line| line.at);
    Store { lines, payouts }
}

fn sale(dice: &mut Dice, day: i64, order: u64, lines: &mut Vec<StoreLine>) {
    let at = day * DAY + dice.below(DAY as u64) as i64;
    let (_, price) = dice.pick(PRODUCTS, ("Patron", 1_200));
    let amount = price * dice.between(1, 2);
    let mut line = |at, kind, source, amount, fee| {
        lines.push(StoreLine {
            at,
            kind,
            source,
            amount,
            fee,
            order: Some(order),
            payout: None,
        });
    };
    line(at, "CHARGE", "CHARGE", amount, amount * 21 / 1_000 + 30);
    match dice.below(1_000) {
        0..=39 => line(
            at + dice.between(1, 20) * DAY,
            "REFUND",
            "REFUND",
            -amount,
            0,
        ),
        40..=46 => {
            let lost = at + dice.between(10, 40) * DAY;
            line(lost, "DISPUTE_WITHDRAWAL", "DISPUTE", -amount, 1_500);
        }
        _ => {}
    }
}
