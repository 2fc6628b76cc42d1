//! Profiles of a wanted size, made once and used again.
//!
//! The rule it protects: what is measured is the studio's own road (use cases over an encrypted cache), on invented rows of
//! the shape the emulator gives.

pub mod bare;
pub mod creator;
pub mod pages;
pub mod profile;
pub mod questions;
pub mod rows;

/// The instant every measured profile is looked at.
pub const NOW: &str = "2026-10-22T08:00:00Z";

/// Whatever may go wrong while measuring.
pub type Outcome<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;
