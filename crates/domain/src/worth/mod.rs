//! What an offer is worth to the creator: the fee after charges, time, currency and what an exclusivity keeps away.
//!
//! The rules it protects: every line rests on inputs that can be named; where one is missing, the line says which and shows the
//! bounds the others leave; arithmetic is exact and rounds once per line, half to even, so that the lines shown add up.

mod figure;
mod lines;
mod loss;
mod past;
mod pay;
mod said;

pub use figure::{Figure, Lack};
pub use lines::{Inputs, Lines, lines};
pub use loss::{Loss, WINDOW_DAYS, loss};
pub use past::{LEAST, Sample, Suggestion, per_piece, suggest};
pub use pay::{days_to_pay, usual_days};
pub use said::{Choices, Said};

#[cfg(test)]
mod tests;
