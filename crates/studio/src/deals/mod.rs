//! The desk of offers: board, steps for one or many, sleep, tags, what to do next, brands, saved searches, offers by hand.
//!
//! The rules it protects: what is done to many is taken back as one; sums of unlike units stand side by side; a next thing names
//! its day and its reason; a score names its payments.

mod add;
mod board;
mod brands;
mod filters;
mod history;
mod next;
pub(crate) mod prompts;
mod steps;

pub use add::add_offer;
pub use board::board;
pub use brands::{brand_of, brands, merge_brand};
pub use filters::{offer_searches, remove_search, save_search, unread};
pub use history::stages;
pub(crate) use next::next_of;
pub use next::next_offers;
pub use steps::{
    move_by_payment, move_offers, offers_that_fit, snooze_offers, tag_offers, undo_step,
};
