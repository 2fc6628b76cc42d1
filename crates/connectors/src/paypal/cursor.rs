//! Where the walk over the transactions stands, and the times PayPal wants.
//!
//! The rule it protects: a walk cut off in the middle goes on below the last whole window, and the watermark only moves when
//! a walk reached its lower bound.

use domain::Instant;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

pub(super) const DAY: i64 = 86_400;

/// Longest range of one query, and the days read again each run: pending rows are settled or denied within them.
pub(super) const WINDOW_DAYS: u16 = 31;

/// PayPal serves three years; a day less keeps clear of its edge.
const OLDEST_DAYS: i64 = 3 * 365 - 1;

/// Cursor of the transactions.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Cursor {
    /// Everything before is known, unix seconds: PayPal's own edge at the last walk that reached its end.
    pub until: Option<i64>,
    /// Start of the day of the oldest payment on hold: it is read again until it is let go.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held_since: Option<i64>,
    /// The walk under way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open: Option<OpenWalk>,
}

/// A walk that has not reached its end. It goes from now to the past, so that a hold is met before the payment it holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct OpenWalk {
    /// Its lower bound, inclusive.
    pub from: i64,
    /// Everything from here on has been handed over.
    pub before: i64,
    /// How far PayPal's data went when the walk began; `None` until the first answer.
    pub edge: Option<i64>,
    /// Millionths held back by transaction id; negative while the hold lasts.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub held: BTreeMap<String, i64>,
    /// Start of the day of the oldest payment found on hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held_since: Option<i64>,
}

impl Cursor {
    /// Reads a stored cursor. One that cannot be read counts as none: rows are read again, which changes nothing.
    pub fn read(text: Option<&str>) -> Self {
        text.and_then(|t| serde_json::from_str(t).ok())
            .unwrap_or_default()
    }

    /// Its stored form.
    pub fn write(&self) -> Option<String> {
        serde_json::to_string(self).ok()
    }

    /// The walk from `now` down to what may still change; to PayPal's horizon when nothing is known.
    pub fn next_walk(&self, now: i64, full: bool) -> OpenWalk {
        let oldest = midnight(now) - OLDEST_DAYS * DAY;
        let from = self
            .until
            .filter(|_| !full)
            .map(|until| midnight(until) - i64::from(WINDOW_DAYS) * DAY)
            .map_or(oldest, |from| from.min(self.held_since.unwrap_or(from)));
        OpenWalk {
            from: from.max(oldest),
            before: now + 1,
            edge: None,
            held: BTreeMap::new(),
            held_since: None,
        }
    }

    /// Takes over a walk that reached its lower bound.
    pub fn finish(&mut self, walk: &OpenWalk) {
        self.open = None;
        self.until = self.until.max(walk.edge);
        self.held_since = walk.held_since;
    }
}

/// Midnight UTC at or before an instant.
pub(super) fn midnight(at: i64) -> i64 {
    at.div_euclid(DAY) * DAY
}

/// A time as PayPal takes it.
pub(super) fn wire_time(at: i64) -> String {
    Instant::from_seconds(at)
        .map(|i| i.to_string())
        .unwrap_or_default()
}
