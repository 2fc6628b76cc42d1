//! When platforms pay, as far as a source states it.
//!
//! The rule it protects: a date that no source states is learned from the account's own history or not known; it is never
//! made up.

use crate::{Amount, Platform, Unit};

/// The rhythm of a platform's payouts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cycle {
    /// Whole calendar months are closed and paid in the next month; between these days of it, when stated.
    Month {
        /// First and last day of the month on which money is sent.
        window: Option<(u8, u8)>,
    },
    /// The account has a schedule of its own (daily, weekly, by request): learned from its history.
    Running,
    /// The creator takes the money out when they like (a wallet): history says when they usually do, and nothing is late.
    Request,
}

/// When and from what amount on a platform pays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PayTerms {
    /// Its rhythm.
    pub cycle: Cycle,
    /// Smallest balance that is paid; below it the money is carried over.
    pub minimum: Option<Amount>,
}

/// The terms of a platform.
///
/// Sources: the payout terms of `programmes/*.json` (`youtube.ypp`: at least 100 USD, sent in the last third of the next
/// month, AdSense's payment days are the 21st to the 26th; `twitch.payout`: at least 50 USD, around the 15th; Meta: monthly,
/// at least 25 USD, day not stated). TikTok's wallet and PayPal are emptied by the creator. Stripe, shops and the rest pay by
/// the account's own schedule.
pub fn pay_terms(platform: Platform) -> PayTerms {
    let dollars = |n: i64| {
        Unit::currency("USD")
            .ok()
            .map(|unit| Amount::new(n * 1_000_000, unit))
    };
    match platform {
        Platform::Youtube => PayTerms {
            cycle: Cycle::Month {
                window: Some((21, 26)),
            },
            minimum: dollars(100),
        },
        Platform::Twitch => PayTerms {
            cycle: Cycle::Month {
                window: Some((15, 15)),
            },
            minimum: dollars(50),
        },
        Platform::Instagram | Platform::Facebook => PayTerms {
            cycle: Cycle::Month { window: None },
            minimum: dollars(25),
        },
        Platform::Tiktok | Platform::Paypal => PayTerms {
            cycle: Cycle::Request,
            minimum: None,
        },
        _ => PayTerms {
            cycle: Cycle::Running,
            minimum: None,
        },
    }
}
