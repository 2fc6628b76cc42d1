//! Where a walk over a Stripe list stands.
//!
//! The rule it protects: a walk cut off in the middle goes on where it stopped, and the watermark only moves when a walk
//! reached its end.

use domain::{CivilDay, Instant, Zone};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// Most payouts remembered as opened. Only those within the payout list's overlap can come up again.
const REMEMBERED: usize = 500;

/// How far a newest-first list is known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Watermark {
    /// Newest `created` (unix seconds) of any completed walk.
    pub max_created: Option<i64>,
    /// The walk under way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open: Option<OpenWalk>,
}

/// A walk that has not reached its end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct OpenWalk {
    /// Its lower bound, unix seconds.
    pub gte: Option<i64>,
    /// The last row it handed over.
    pub after: String,
    /// Newest `created` it saw.
    pub newest: Option<i64>,
}

/// Cursor of the ledger feed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct LedgerCursor {
    #[serde(flatten)]
    pub mark: Watermark,
    /// Payouts opened into their rows, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub itemised: Vec<String>,
    /// The payout being opened and the last of its rows handed over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opening: Option<(String, String)>,
}

/// Cursor of the payout feed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct PayoutCursor {
    #[serde(flatten)]
    pub mark: Watermark,
    /// Payouts to open into their rows, in the order seen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub due: Vec<String>,
}

impl LedgerCursor {
    /// Remembers that `payout` was opened.
    pub fn opened(&mut self, payout: &str) {
        self.opening = None;
        self.itemised.push(payout.to_owned());
    }

    /// Forgets the oldest opened payouts.
    pub fn forget(&mut self) {
        let surplus = self.itemised.len().saturating_sub(REMEMBERED);
        self.itemised.drain(..surplus);
    }
}

/// Reads a stored cursor. One that cannot be read (of another version) counts as none: rows are read again, which
/// changes nothing.
pub(super) fn read<C: DeserializeOwned + Default>(text: Option<&str>) -> C {
    text.and_then(|t| serde_json::from_str(t).ok())
        .unwrap_or_default()
}

/// Writes a cursor.
pub(super) fn write<C: Serialize>(cursor: &C) -> Option<String> {
    serde_json::to_string(cursor).ok()
}

/// Midnight UTC at or before `watermark − days`: walks begin with a whole day, so that the window they cover is exact.
pub(super) fn lower_bound(watermark: Option<i64>, days: u16) -> Option<i64> {
    let back = i64::from(days) * 86_400;
    watermark.map(|w| (w - back).div_euclid(86_400) * 86_400)
}

/// The day of a unix second, in UTC.
pub(super) fn day(seconds: i64) -> Option<CivilDay> {
    Instant::from_seconds(seconds).map(|i| i.day_in(Zone::UTC))
}
