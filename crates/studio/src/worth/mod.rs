//! What an offer is worth to the creator, and what they were paid before.
//!
//! The rules it protects: every line opens to its inputs; what is missing is named, with the bounds the rest leaves; past fees
//! are the creator's own, and under three of a kind nothing is suggested. See `docs/worth.md`.

mod choices;
mod compare;
mod income;
mod past;
mod pay;
mod reckon;

pub use choices::{choices, set_choices, set_offer};
pub use compare::compare;
pub use past::fees;
pub use reckon::worth;

pub(crate) use pay::{history, payday};
