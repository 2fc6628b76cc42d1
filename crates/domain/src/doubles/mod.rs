//! One thing told by two sources: which rows are probably the same money, and why.
//!
//! The rules it protects: rows are compared only where two sources *can* tell of the same money, so that two real sales of one
//! price are never called one by chance; each row has at most one twin in another source; the answer is the same whichever
//! source is named first and in whatever order rows come; the work grows with the rows and never with their product. Nothing is
//! decided here: the creator decides.

mod find;
mod kin;
mod score;

pub use find::{Pair, find, pair_id};
pub use kin::{Kin, Side, Source, SourceKind, kin};
pub use score::{Finding, Reason, SURE};

#[cfg(test)]
mod tests;
