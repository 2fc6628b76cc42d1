//! When a programme opens, and when it would be lost: three clocks taken together.
//!
//! The rules it protects: a date always comes with the band that the creator's own past supports; below a stated history
//! there is no date; and what falls out of a window or comes by the calendar is worked out, not guessed.
//!
//! The way through: a [`History`] is what came in day by day; [`Growth`] continues it and measures its own errors on the
//! past; a [`Path`] is one sum followed into the future; [`Outlook`] is what that means for a requirement, and
//! [`outlook()`] for a whole rule.

mod band;
mod clock;
mod figure;
mod history;
mod number;
mod outlook;
mod pace;
mod path;
mod rhythm;
mod tree;
pub mod trial;

pub use figure::Figure;
pub use history::{History, MINIMUM_DAYS, MINIMUM_READINGS};
pub use outlook::{Combined, Dates, Outlook, Why, all_of, any_of};
pub use pace::FURTHEST_DAYS;
pub use path::{Growth, Path, Step, Sum, Trend};
pub use tree::{Figures, Followed, LeafOutlook, RuleOutlook, STALE_DAYS, outlook};
