//! An offer laid aside for a while.
//!
//! The rule it protects: it wakes by itself, by the day or by the brand's own word, and says why. Nothing has to run for that:
//! asleep or awake is read from the day and the thread.

use crate::account::UnknownWord;
use crate::entry::words;
use crate::{CivilDay, Instant};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// Until when an offer sleeps. At least one of the two ends is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snooze {
    /// The day it wakes, in the creator's zone.
    pub until: Option<CivilDay>,
    /// Whether a new message of its thread wakes it.
    pub on_reply: bool,
    /// When the creator laid it aside.
    pub since: Instant,
}

words! {
    /// What woke an offer.
    WakeReason, "wake reason" {
        /// Its day has come.
        Day = "day",
        /// The brand wrote again.
        Reply = "reply",
    }
}

/// Whether an offer sleeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sleep {
    /// It does.
    Asleep,
    /// It did, and this woke it. It stays named until the creator does something with the offer.
    Woken(WakeReason),
}

impl Snooze {
    /// How it stands on a day, given when the thread last moved.
    #[must_use]
    pub fn on(&self, today: CivilDay, last_activity: Instant) -> Sleep {
        if self.on_reply && last_activity > self.since {
            Sleep::Woken(WakeReason::Reply)
        } else if self.until.is_some_and(|day| day <= today) {
            Sleep::Woken(WakeReason::Day)
        } else {
            Sleep::Asleep
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_wakes_by_the_day_or_by_a_reply_whichever_comes_first() {
        let day = |text: &str| -> CivilDay { text.parse().unwrap() };
        let at = |text: &str| -> Instant { text.parse().unwrap() };
        let since = at("2026-10-20T10:00:00Z");
        let both = Snooze {
            until: Some(day("2026-10-25")),
            on_reply: true,
            since,
        };
        let only_day = Snooze {
            on_reply: false,
            ..both
        };
        let only_reply = Snooze {
            until: None,
            ..both
        };
        let (before, later) = ("2026-10-19T10:00:00Z", "2026-10-21T10:00:00Z");
        for (snooze, today, moved, want, why) in [
            (both, "2026-10-24", before, Sleep::Asleep, "neither came"),
            (
                both,
                "2026-10-25",
                before,
                Sleep::Woken(WakeReason::Day),
                "on the day itself",
            ),
            (
                both,
                "2026-10-22",
                later,
                Sleep::Woken(WakeReason::Reply),
                "before its day",
            ),
            (
                only_day,
                "2026-10-22",
                later,
                Sleep::Asleep,
                "a reply was not waited for",
            ),
            (
                only_reply,
                "2027-10-22",
                before,
                Sleep::Asleep,
                "no day was set",
            ),
        ] {
            assert_eq!(snooze.on(day(today), at(moved)), want, "{why}");
        }
    }
}
