//! How YouTube's revenue is paid: AdSense sends the closed months once they reach a hundred dollars.
//!
//! Rule protected: a payment is the final revenue of the months it covers, cut to whole cents; the rest is carried over.

use chrono::Datelike;

use super::calendar::{DAY, civil, next_month};
use super::channel::Channel;

/// Money below this is carried to the next month, in cents.
const THRESHOLD: u64 = 10_000;
/// Days after the end of a month until its revenue is closed, and until it is paid.
const CLOSED_AFTER: i64 = 10;
const PAID_AFTER: i64 = 20;

/// Payments made by an instant, oldest first, and what is closed but not yet paid.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Payments {
    /// Day of the payment and US cents.
    pub(crate) paid: Vec<(i64, u64)>,
    /// US cents.
    pub(crate) unpaid: u64,
}

impl Channel {
    /// The payments as they stand at `now`.
    pub(crate) fn payments(&self, now: i64) -> Payments {
        let mut payments = Payments::default();
        // thousandths of a dollar
        let mut open = 0;
        let mut month = civil(self.first_day)
            .with_day(1)
            .map_or(self.first_day, super::calendar::day_number);
        loop {
            let next = next_month(month);
            if (next + CLOSED_AFTER) * DAY > now {
                break;
            }
            open += (month..next)
                .map(|day| self.final_revenue(day))
                .sum::<u64>();
            if open / 10 >= THRESHOLD && (next + PAID_AFTER) * DAY <= now {
                payments.paid.push((next + PAID_AFTER, open / 10));
                open %= 10;
            }
            month = next;
        }
        payments.unpaid = open / 10;
        payments
    }
}
