//! What one unit is worth in another on a day, and where that is written.
//!
//! The rules it protects: a rate is published or typed, never guessed and never stretched over a gap; arithmetic is exact
//! (128-bit integers) and rounds once, half to even; a day without a rate of its own takes the last earlier one and says
//! so; and every conversion can name the rates it used. Amounts of unlike units are converted or stand apart, never added.
//!
//! Source of the reference rates: European Central Bank, euro foreign exchange reference rates. See `docs/currency.md`.

mod bundled;
mod calendar;
mod convert;
mod own;
pub mod pack;
mod quote;
pub mod steps;

pub use bundled::{BUNDLED_FILE, Bundled, bundled};
pub use calendar::{is_publication_day, next_publication_day};
pub use convert::{Basis, Book, Factor, Side, round_to_decimals};
pub use own::OwnRate;
pub use quote::{Currency, NoRate, Quote, Table};

/// Days after which a rate is too old to stand for a day without one. The longest run of days without publication that the
/// calendar makes is five (Easter, Christmas with a weekend).
pub const LONGEST_GAP_DAYS: i32 = 7;

#[cfg(test)]
mod tests;
