//! The desk of offers: where each stands and how it got there, when it sleeps, what is to be done next, and how a brand paid.
//!
//! The rules it protects: every stage has an author and a time; what sleeps wakes by itself; a next step names its day and its
//! reason; a score never stands without the payments it was counted from.

mod brand;
mod next;
mod search;
mod snooze;
mod stage;

pub use brand::{
    BrandKey, PastPayment, PayReason, PayReasonKind, PayScore, brand_fold, brand_key, pay_score,
};
pub use next::{DealFacts, NextAction, NextKind, Prompt, SILENT_DAYS, next_action};
pub use search::{DueWord, HasWord, OfferQuery, Searched, Unread, UnreadReason};
pub use snooze::{Sleep, Snooze, WakeReason};
pub use stage::{MoveAuthor, SaidStage, StageMove, stage_history};
