//! Keeping to a platform's rate from our side, before it has to say no.

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};
use std::num::NonZeroU32;
use std::time::Duration;

/// Counts requests against a quota. The wait is the caller's, so that it can be observed and canceled.
pub(crate) struct Pace {
    limiter: DefaultDirectRateLimiter,
    clock: DefaultClock,
}

impl Pace {
    /// `per_minute` requests a minute; a second's share may go at once.
    pub fn new(per_minute: u32) -> Self {
        let quota = NonZeroU32::new(per_minute).unwrap_or(NonZeroU32::MIN);
        let burst = NonZeroU32::new(per_minute / 60).unwrap_or(NonZeroU32::MIN);
        let clock = DefaultClock::default();
        Self {
            limiter: RateLimiter::direct_with_clock(
                Quota::per_minute(quota).allow_burst(burst),
                clock.clone(),
            ),
            clock,
        }
    }

    /// Takes one request's place, or says how long to wait before asking again.
    pub fn take(&self) -> Result<(), Duration> {
        self.limiter
            .check()
            .map_err(|early| early.wait_time_from(self.clock.now()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_s_share_goes_at_once_and_the_rest_waits() {
        let pace = Pace::new(600);
        let taken = (0..40).take_while(|_| pace.take().is_ok()).count();
        assert!(
            (10..40).contains(&taken),
            "about ten of six hundred a minute, not {taken}"
        );
        let wait = pace.take().unwrap_err();
        assert!(
            wait <= Duration::from_millis(100),
            "the next place is a tenth of a second away: {wait:?}"
        );
    }
}
