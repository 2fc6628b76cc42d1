//! Events as RFC 5545 text.
//!
//! The rule it protects: the same events at the same instant give the same bytes.

use domain::{CivilDay, Instant};
use icalendar::{Calendar, Component, EventLike, Property};
use sha2::{Digest, Sha256};

/// Who wrote the file, by RFC 5545, 3.7.3.
const PRODID: &str = "-//Creator Studio//Calendar 1//EN";

/// One whole day with something on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The same for the same thing in every file.
    pub uid: String,
    /// The day.
    pub day: CivilDay,
    /// One line.
    pub summary: String,
    /// More, may be empty.
    pub description: String,
    /// `answer`, `draft`, `approval`, `publish`, `right`, `payout`, `invoice`.
    pub kind: &'static str,
}

/// The identity of an event: of what it is about, never of its day or words.
pub(super) fn uid(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    let digest = hex::encode(hash.finalize());
    format!(
        "{}@creator-studio.invalid",
        digest.get(..32).unwrap_or(&digest)
    )
}

/// The file.
pub(super) fn calendar(events: &[Event], made: Instant) -> String {
    let mut calendar = Calendar::empty();
    calendar.append_property(Property::new("VERSION", "2.0"));
    calendar.append_property(Property::new("PRODID", PRODID));
    calendar.append_property(Property::new("CALSCALE", "GREGORIAN"));
    for event in events {
        let mut entry = icalendar::Event::new();
        entry
            .uid(&event.uid)
            .timestamp(made.0)
            .starts(event.day.0)
            .summary(&plain(&event.summary))
            .add_property("CATEGORIES", event.kind.to_uppercase())
            .add_property("TRANSP", "TRANSPARENT");
        if !event.description.is_empty() {
            entry.description(&plain(&event.description));
        }
        calendar.push(entry.done());
    }
    calendar.to_string()
}

/// Text without control characters but line breaks: none has a place in a calendar.
fn plain(text: &str) -> String {
    text.replace("\r\n", "\n")
        .chars()
        .filter(|c| !c.is_control() || *c == '\n')
        .take(600)
        .collect()
}
