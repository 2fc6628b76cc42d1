//! Misbehaviour on request.
//!
//! Rule protected: a fault is spent exactly as often as its specification says, and an unknown word in a specification
//! is an error instead of a fault that never fires.

mod board;
mod spec;

pub(crate) use board::{Ending, FaultBoard, Quirks};
pub(crate) use spec::Platform;
pub use spec::{FaultParseError, FaultSpec};
