//! The equation of a span of days: what was owed before and earned in it was paid, taken back, or is owed after it.
//!
//! The rule it protects: `before + earned = payouts + said_paid + reversed + owed + gap`, exactly, in micro-units, for one
//! account and unit; the gap is what payouts sent beyond what their rows explain, with the sign turned.

/// The terms for one account and unit, micro-units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Balance {
    /// Owed when the span began: settled entries before it that no payout before it paid.
    pub before: i128,
    /// Nets of the span's settled entries that brought money.
    pub earned: i128,
    /// What changing currency brought in the span; below zero where it took.
    pub changed: i128,
    /// Money taken back in the span, as a positive figure: nets below zero, and entries marked reversed.
    pub reversed: i128,
    /// Payouts made in the span that did not come back.
    pub payouts: i128,
    /// Entries of the span that their source calls paid, without a payout that we know.
    pub said_paid: i128,
    /// Owed when the span ended: settled entries that no payout paid, and payouts that came back and were not sent again.
    pub owed: i128,
}

impl Balance {
    /// What is missing in the equation; zero when every payout is explained.
    pub fn gap(&self) -> i128 {
        self.before + self.earned + self.changed
            - self.reversed
            - self.payouts
            - self.said_paid
            - self.owed
    }
}
