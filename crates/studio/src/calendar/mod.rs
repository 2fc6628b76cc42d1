//! The days ahead as an iCalendar file (RFC 5545): answers, drafts, publications, ends of rights, expected money.
//!
//! The rules it protects: an event keeps its identity from one file to the next, so that a calendar that reads the file again
//! moves the event instead of doubling it; a day nobody stated makes no event; words of strangers are text and nothing else.

mod days;
mod ics;

use crate::case_file::put;
use crate::shapes::WrittenFile;
use crate::{OpenProfile, StudioError};
use std::path::Path;

pub use ics::Event;

/// Writes the calendar to a file.
///
/// # Errors
/// [`StudioError::File`] when it cannot be written; nothing then stands under its name.
pub fn save(profile: &OpenProfile, path: &Path) -> Result<WrittenFile, StudioError> {
    let events = events(profile)?;
    let text = ics::calendar(&events, profile.now());
    put(path, text.as_bytes(), events.len())
}

/// Every event, by day.
///
/// # Errors
/// [`StudioError`].
pub fn events(profile: &OpenProfile) -> Result<Vec<Event>, StudioError> {
    let mut events = days::offers(profile)?;
    events.extend(days::payouts(profile)?);
    events.sort_by(|a, b| (a.day, &a.uid).cmp(&(b.day, &b.uid)));
    Ok(events)
}
