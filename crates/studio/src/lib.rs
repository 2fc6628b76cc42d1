//! The use cases of Creator Studio, one file per area, for the window and the command line alike.
//!
//! Shells call this crate and no other. It never knows which of them is asking, and no screen computes money.

pub mod commands;
pub mod shapes;
