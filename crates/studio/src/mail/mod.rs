//! Messages of mailboxes: found by their words, read in their conversation, their attachments saved, others pasted in.
//!
//! The rule it protects: what a stranger wrote is plain text here; nothing attached is ever opened, and nothing is written to the
//! disk but on request.

mod attachment;
mod paste;
mod search;
mod snippet;
mod thread;

pub use attachment::save;
pub use paste::paste;
pub use search::search;
pub use thread::{of_offer, thread};

use domain::{CivilDay, Instant, Zone};

/// The first moment of a day in a zone.
fn first_moment(day: CivilDay, zone: Zone) -> Instant {
    const SPAN: i64 = 16 * 60 * 60 * 1_000;
    let middle = day.utc_start();
    let (mut low, mut high) = (middle.millis() - SPAN, middle.millis() + SPAN);
    // The day turns once between the two; no zone is further from UTC.
    while low < high {
        let between = low + (high - low) / 2;
        let turned = Instant::from_millis(between).is_some_and(|at| at.day_in(zone) >= day);
        if turned {
            high = between;
        } else {
            low = between + 1;
        }
    }
    Instant::from_millis(low).unwrap_or(middle)
}

fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_where_the_creator_lives() {
        let day = CivilDay::of(2026, 3, 29).unwrap();
        for (zone, first, why) in [
            ("UTC", "2026-03-29T00:00:00Z", "midnight"),
            (
                "Europe/Paris",
                "2026-03-28T23:00:00Z",
                "before the clocks change",
            ),
            (
                "Pacific/Kiritimati",
                "2026-03-28T10:00:00Z",
                "the first to begin",
            ),
            ("America/Los_Angeles", "2026-03-29T07:00:00Z", "later"),
        ] {
            let zone: Zone = zone.parse().unwrap();
            assert_eq!(first_moment(day, zone).to_string(), first, "{why}");
        }
    }
}
